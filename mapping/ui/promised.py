"""What a browser may ask for while it is still being made: it waits, and is answered then.

A page tells the browser a name first and works afterwards, so that both work at the same time.
"""

import asyncio
import gzip
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.ui.gzipped import as_accepted

MOST_PROMISES: Final = 512  # kept at a time; a browser asks at once
LONGEST_WAIT_S: Final = 25.0  # shorter than proxies wait; a browser asks again
# A browser that waits is given the time to show it before the page goes on: what it would have to
# arrange meanwhile held it up by as much again.
GIVE_WAY_S: Final = 0.06
_HEADERS: Final = {"cache-control": "no-store"}


@dataclass(slots=True)
class _Promise:
    made: Future[bytes] = field(default_factory=Future)
    is_awaited: bool = False


class Promises:
    """Texts by a name that nobody guesses; the oldest go when there are many."""

    def __init__(self, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self._promised: OrderedDict[str, _Promise] = OrderedDict()
        self._lock = Lock()
        self._longest_wait_s = longest_wait_s

    def expected(self) -> str:
        """A name to be promised later: a browser may ask for it now and waits all the while."""
        name: str = secrets.token_hex(16)
        with self._lock:
            self._promised[name] = _Promise()
            while len(self._promised) > MOST_PROMISES:
                self._promised.popitem(last=False)
        return name

    @contextmanager
    def promise(self, name: str = "") -> Iterator[tuple[str, Callable[[str], None]]]:
        """A name, and what to call with the text as JSON.

        Where an error comes between, the text is `null`; where the page is run anew before, who
        asks goes on waiting: the new run may promise the same.

        Args:
            name: One that was `expected`; another takes its place if it is gone or was used.
        """
        promised = self._promised.get(name)
        if promised is None or promised.made.done():
            name = self.expected()
            promised = self._promised[name]
        made = promised.made

        def keep(text: str) -> None:
            made.set_result(gzip.compress(text.encode(), 4, mtime=0))
            if promised.is_awaited:
                time.sleep(GIVE_WAY_S)

        try:
            yield name, keep
        except Exception:  # what ends a run of Streamlit's is no Exception
            if not made.done():
                keep("null")
            raise

    def route(self, path: str) -> Route:
        """Where a browser asks: 404 for what is not known, 202 for what takes longer."""

        async def answer(request: Request) -> Response:
            promised = self._promised.get(str(request.path_params["name"]))
            if promised is None:
                return Response(status_code=404, headers=_HEADERS)
            made = await self._waited(promised, request)
            if made is None:
                return Response(status_code=202, headers=_HEADERS)
            body, encoding = as_accepted(request, made)
            headers = {**_HEADERS, **encoding}
            return Response(body, media_type="application/json", headers=headers)

        return Route(f"{path}/{{name}}", answer)

    async def _waited(self, promised: _Promise, request: Request) -> bytes | None:
        made = asyncio.wrap_future(promised.made)
        gone = asyncio.ensure_future(_gone(request))  # a server that ends waits for its answers
        promised.is_awaited = True
        first: set[asyncio.Future[Any]] = {made, gone}
        await asyncio.wait(first, timeout=self._longest_wait_s, return_when=asyncio.FIRST_COMPLETED)
        gone.cancel()
        promised.is_awaited = made.done()
        return made.result() if made.done() else None


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


# Pages and routes share a process but no object: Streamlit runs the page as a script of its own.
MESSAGES: Final = Promises()
MESSAGES_PATH: Final = "messages"
