"""Headers that every response of our server carries: what a page may load and who may frame it.

Streamlit sends none of its own. Scripts run only from this server: its files, the one inline script
of Streamlit's page (known by its hash) and `blob:` addresses, through which Streamlit loads the
component of the map. Styles may stand inline, for Streamlit writes them while it runs.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit

from mapping.render.web import source_hash

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_BASE: Final = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'self'",
    "form-action 'self'",
    "object-src 'none'",
)
_HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(self)"),
)


@lru_cache(maxsize=1)
def streamlit_page_policy() -> str:
    """Content security policy of Streamlit's own pages, from the page that is installed."""
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return page_policy(_INLINE_SCRIPT.findall(page.read_text(encoding="utf-8")))


def page_policy(inline_scripts: Iterable[str]) -> str:
    """Content security policy of a page with these inline scripts."""
    allowed = " ".join(source_hash(script) for script in inline_scripts)
    return "; ".join((*_BASE, f"script-src 'self' blob: 'wasm-unsafe-eval' {allowed}".rstrip()))


class SecurityHeaders:
    """Middleware that gives every response the headers it does not set itself."""

    def __init__(self, app: "ASGIApp", *, policy: str | None = None) -> None:
        self._app = app
        self._headers = (
            *_HEADERS,
            (b"content-security-policy", (policy or streamlit_page_policy()).encode()),
        )

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on; add what is missing when the response starts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: "Message") -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                present = {name.lower() for name, _ in headers}
                headers += [pair for pair in self._headers if pair[0] not in present]
                message = {**message, "headers": headers}
            await send(message)

        await self._app(scope, receive, send_with_headers)
