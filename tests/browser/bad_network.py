"""A network between a browser and the app that is slow and loses a share of what it carries.

TCP hides a lost packet from whoever uses it: it is sent again and comes late, and all behind it
waits. A connection that loses much is cut. Both are what a page meets here.
"""

import asyncio
import random
import threading
from typing import Self

LATE_S = 1.0  # a packet that was lost and sent again
CUT_SHARE = 0.25  # of lost packets, with which the connection goes
CHUNK = 1460  # bytes, as of a packet


class BadNetwork:
    """A proxy on a port of its own; `with BadNetwork(port) as network: network.url`."""

    def __init__(self, port: int, *, delay_s: float = 0.15, loss: float = 0.02) -> None:
        self._port, self._delay_s, self._loss = port, delay_s, loss
        self._dice = random.Random(7)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self.lost = self.cut = 0
        self.cuts = True  # whether connections end with what they lose
        self.url = ""

    def __enter__(self) -> Self:
        self._thread.start()
        starting = asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(starting, self._loop).result(10)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            there, back = await asyncio.open_connection("127.0.0.1", self._port)
        except OSError:
            writer.close()
            return
        ways = (self._carry(reader, back), self._carry(there, writer))
        try:
            await asyncio.gather(*ways)
        except asyncio.CancelledError:
            return  # the test is over
        finally:
            for end in (back, writer):
                end.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(CHUNK * 20):
                await asyncio.sleep(self._delay_s)
                for _ in range(0, len(data), CHUNK):
                    if self._dice.random() < self._loss:
                        self.lost += 1
                        await asyncio.sleep(LATE_S)
                        if self.cuts and self._dice.random() < CUT_SHARE:
                            self.cut += 1
                            writer.transport.abort()
                            return
                writer.write(data)
                await writer.drain()
            writer.close()
        except (OSError, asyncio.IncompleteReadError):
            writer.transport.abort()
