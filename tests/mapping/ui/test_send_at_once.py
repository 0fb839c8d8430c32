"""Answers leave at once."""

import asyncio
import socket

from mapping.ui.send_at_once import send_at_once


async def option_of_a_connection_as_streamlit_takes_it() -> int:
    taken: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    class Protocol(asyncio.Protocol):
        def connection_made(self, transport):
            connection = transport.get_extra_info("socket")
            taken.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))

    listening = socket.socket(family=socket.AF_INET)  # no protocol: asyncio leaves it alone
    listening.bind(("127.0.0.1", 0))
    server = await asyncio.get_running_loop().create_server(Protocol, sock=listening)
    async with server:
        _, writer = await asyncio.open_connection(*listening.getsockname())
        found = await taken
        writer.close()
        await writer.wait_closed()
    return found


def test_connections_do_not_hold_back_small_parts():
    async def served() -> int:
        async with send_at_once(None):
            return await option_of_a_connection_as_streamlit_takes_it()

    assert asyncio.run(served())
