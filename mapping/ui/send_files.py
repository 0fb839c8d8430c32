"""Sends the scripts of Streamlit's page in one piece each."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE_FILES: Final = "/static/"  # below it Streamlit serves what its page is made of


class SendFilesWhole:
    """Middleware: a file of Streamlit's page is read and sent at once.

    Starlette opens, reads and closes each in another thread, a piece at a time. A first page asks
    for some 90, while a thread that opens its country's pack holds the interpreter: then each of
    these steps waits for it. Starlette leaves the file to a server that says it can send one
    (ASGI's extension "path send"), as this says for it. The largest our pages ask for has 1 MB.
    """

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on; a file of the page is sent from here."""
        if scope["type"] == "http" and scope["path"].startswith(PAGE_FILES):
            scope["extensions"] = {**scope.get("extensions", {}), "http.response.pathsend": {}}
            send = partial(_send, send)
        await self._app(scope, receive, send)


async def _send(send: "Send", message: "Message") -> None:
    if message["type"] == "http.response.pathsend":
        body = Path(message["path"]).read_bytes()  # noqa: ASYNC240 - no wait worth a thread
        message = {"type": "http.response.body", "body": body}
    await send(message)
