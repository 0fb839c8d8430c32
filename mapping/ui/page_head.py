"""The head of the page that Streamlit serves, with what our pages need from their first moment on.

Streamlit's page asks for its scripts in the order in which they turn out to be needed: those of
lists, buttons and components only once the first run has answered, and a style sheet of ours
after them, so that everything already shown moved. Named in the head, they come with the first.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit

from mapping.render.web import asset_version
from mapping.ui.appearance import COOKIE, Appearance

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_STATIC: Final = Path(streamlit.__file__).parent / "static"
_STYLE: Final = "page.css"
_MODULES: Final = ("map/bridge.js",)
# Every page shows some of these; what a file is called besides changes with Streamlit's version.
_CHUNKS: Final = ("BidiComponent", "Selectbox", "DownloadButton")
_IMPORT: Final = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
_OTHER_FONT: Final = re.compile(r"""<link[^>]+as="font"[^>]*>""")  # our theme has its own
# A browser may hold Streamlit's own page from a former version; and what is gzipped is not known.
_NOT_ASKED: Final = frozenset({b"if-none-match", b"if-modified-since", b"accept-encoding"})
_OF_THE_FILE: Final = frozenset({b"content-length", b"etag", b"last-modified"})


class PageHead:
    """Middleware: puts our links into the head of Streamlit's page."""

    def __init__(self, app: "ASGIApp") -> None:
        self._app = app

    async def __call__(self, scope: "Scope", receive: "Receive", send: "Send") -> None:
        """Pass the request on; where Streamlit's page is the answer, send ours instead of it."""
        if not asks_for_page(scope):
            await self._app(scope, receive, send)
            return
        begun: list[Message] = []  # held back until it is seen what the answer is

        async def send_page(message: "Message") -> None:
            if message["type"] == "http.response.start":
                begun.append(message)
                return
            if begun:
                start = begun.pop()
                if message.get("body") == _streamlit_page():
                    message = {**message, "body": page_for(_kept(scope)).encode()}
                    start = _as_ours(start, len(message["body"]))
                await send(start)
            await send(message)

        asked = [pair for pair in scope["headers"] if pair[0] not in _NOT_ASKED]
        await self._app({**scope, "headers": asked}, receive, send_page)


def asks_for_page(scope: "Scope") -> bool:
    """Whether this asks for one of the app's pages, which have one name and no ending."""
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    return not set(scope.get("path", "").strip("/")) & set("./")


def page_for(looks: Appearance) -> str:
    """Streamlit's page with our head, in the look that a reader chose on an earlier visit."""
    told = {"theme": looks.theme, "text-size": looks.text_size}
    words = "".join(f' data-lmp-{name}="{escape(word)}"' for name, word in told.items() if word)
    page = _page().replace("<html", f"<html{words}", 1)
    return page.replace('lang="en"', f'lang="{looks.language}"', 1) if looks.language else page


@lru_cache(maxsize=1)
def _page() -> str:
    page = _OTHER_FONT.sub("", _streamlit_page().decode())
    links = [f'<link rel="stylesheet" href="./assets/{_STYLE}?v={asset_version(_STYLE)}">']
    links += [_module(f"static/js/{name}") for name in chunks(_CHUNKS, page)]
    links += [_module(f"assets/{path}?v={asset_version(path)}") for path in _MODULES]
    return page.replace("</head>", "".join(links) + "</head>", 1)


def chunks(stems: Iterable[str], page: str) -> list[str]:
    """File names of scripts of Streamlit's and of what they import, but for what a page names.

    Args:
        stems: What the names begin with, up to a hash; what there is none of is left out.
        page: HTML that names scripts already.
    """
    folder = _STATIC / "static" / "js"
    found = [path.name for stem in stems for path in folder.glob(f"{stem}.*.js")]
    for name in found:  # which grows meanwhile
        imported = _IMPORT.findall((folder / name).read_text("utf-8"))
        found += [other for other in imported if other not in page and other not in found]
    return found


@lru_cache(maxsize=1)
def _streamlit_page() -> bytes:
    return (_STATIC / "index.html").read_bytes()


def _module(path: str) -> str:
    return f'<link rel="modulepreload" crossorigin href="./{path}">'


def _kept(scope: "Scope") -> Appearance:
    from starlette.requests import HTTPConnection

    return Appearance.kept(HTTPConnection(scope).cookies.get(COOKIE, ""))


def _as_ours(start: "Message", length: int) -> "Message":
    headers = [pair for pair in start["headers"] if pair[0] not in _OF_THE_FILE]
    return {**start, "headers": [*headers, (b"content-length", str(length).encode())]}
