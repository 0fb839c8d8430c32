"""Asks an ASGI application one thing, without a server."""

import asyncio
from dataclasses import dataclass

from starlette.applications import Starlette


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(app, path: str, *, query: str = "", stays: bool = True, **headers: str) -> Answer:
    """The answer to a GET; header names with underscores for hyphens.

    Args:
        app: The application.
        path: What is asked for.
        query: After the question mark.
        stays: Whether who asks is there until the answer comes.
        headers: Of the question.
    """
    messages = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},  # a file need not watch who leaves
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("127.0.0.1", 80),
        "client": ("127.0.0.1", 1),
    }

    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive():
        message = next(asked, None)
        if message is None:
            await (asyncio.Event().wait() if stays else asyncio.sleep(0))
            message = {"type": "http.disconnect"}
        return message

    async def send(message):
        messages.append(message)

    asyncio.run(app(scope, receive, send))
    start = messages[0]
    names = {name.decode(): value.decode() for name, value in start["headers"]}
    return Answer(start["status"], names, b"".join(m.get("body", b"") for m in messages[1:]))


def serving(routes) -> Starlette:
    """An application of these routes alone."""
    return Starlette(routes=routes)
