"""Lets answers leave the server at once, which Streamlit's server does not by itself."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any


@asynccontextmanager
async def send_at_once(_app: object) -> AsyncIterator[None]:
    """Lifespan of an app: connections that its server takes do not hold back small parts.

    asyncio sees to that for sockets it makes itself. Streamlit hands it one without the number of
    its protocol, so the body of each answer waited up to 40 ms until the browser had confirmed the
    head, and each message of a run for the one before (Nagle's algorithm, delayed acknowledgement).
    Connections take the option over from the socket that listens.
    """
    loop = asyncio.get_running_loop()
    loop.create_server = partial(_listen, loop.create_server)  # type: ignore[method-assign]
    yield


def _listen(create_server: Any, *arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - passed on
    listening = options.get("sock")
    if listening is not None and listening.family in {socket.AF_INET, socket.AF_INET6}:
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return create_server(*arguments, **options)
