"""What a browser may ask for while it is still being made: it waits, and is answered then.

A page tells the browser a name first and works afterwards, so that both work at the same time.
"""

import asyncio
import gzip
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Lock
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mapping.ui.gzipped import as_accepted

MOST_PROMISES: Final = 512  # kept at a time; a browser asks at once
LONGEST_WAIT_S: Final = 25.0  # shorter than proxies wait; a browser asks again
_HEADERS: Final = {"cache-control": "no-store"}


class Promises:
    """Texts by a name that nobody guesses; the oldest go when there are many."""

    def __init__(self, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self._made: OrderedDict[str, Future[bytes | None]] = OrderedDict()
        self._lock = Lock()
        self._longest_wait_s = longest_wait_s

    @contextmanager
    def promise(self) -> Iterator[tuple[str, Callable[[str], None]]]:
        """A name, and what to call with the text as JSON.

        Where an error comes between, the text is `null`; where the page is run anew before, there
        is none, as the new run makes a promise of its own.
        """
        name: str = secrets.token_hex(16)
        made: Future[bytes | None] = Future()
        with self._lock:
            self._made[name] = made
            while len(self._made) > MOST_PROMISES:
                self._made.popitem(last=False)

        def keep(text: str) -> None:
            made.set_result(gzip.compress(text.encode(), 4, mtime=0))

        try:
            yield name, keep
        except Exception:  # what ends a run of Streamlit's is no Exception
            if not made.done():
                keep("null")
            raise
        finally:
            if not made.done():
                made.set_result(None)

    def route(self, path: str) -> Route:
        """Where a browser asks: 404 for what will never be there, 503 for what takes longer."""

        async def promised(request: Request) -> Response:
            made = self._made.get(str(request.path_params["name"]))
            try:
                body = None if made is None else await self._waited(made)
            except TimeoutError:
                return Response(status_code=503, headers=_HEADERS)
            if body is None:
                return Response(status_code=404, headers=_HEADERS)
            body, encoding = as_accepted(request, body)
            headers = {**_HEADERS, **encoding}
            return Response(body, media_type="application/json", headers=headers)

        return Route(f"{path}/{{name}}", promised)

    async def _waited(self, made: "Future[bytes | None]") -> bytes | None:
        # Shielded: a browser that goes away takes it from nobody else.
        waiting = asyncio.shield(asyncio.wrap_future(made))
        return await asyncio.wait_for(waiting, self._longest_wait_s)


# Pages and routes share a process but no object: Streamlit runs the page as a script of its own.
MESSAGES: Final = Promises()
MESSAGES_PATH: Final = "messages"
