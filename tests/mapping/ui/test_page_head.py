"""Streamlit's page comes with our style sheet and names what the first run will need."""

import asyncio
import gzip
import re
from pathlib import Path

import streamlit
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from mapping.render.web import ASSETS
from mapping.ui.page_head import PageHead, chunks
from tests.mapping.ui.asgi import ask, serving

STATIC = Path(streamlit.__file__).parent / "static"
LINK = re.compile(r'<link[^>]*rel="(\w+)"[^>]*href="([^"]+)"')


async def streamlit_page(request):
    if "if-none-match" in request.headers:
        return Response(status_code=304)
    body = (STATIC / "index.html").read_bytes()
    if "accept-encoding" in request.headers:
        body = gzip.compress(body)
    return HTMLResponse(body, headers={"etag": '"streamlit"'})


async def other_page(_request):
    return HTMLResponse("<html><head></head></html>")


def app():
    routes = [
        Route("/other", other_page),
        Route("/", streamlit_page),
        Route("/map", streamlit_page),
    ]
    return PageHead(serving(routes))


def linked() -> list[str]:
    return [address for _, address in LINK.findall(ask(app(), "/map").body.decode())]


def test_whatever_the_head_names_is_there():
    for address in linked():
        path = address.removeprefix("./").partition("?")[0]
        file = ASSETS / path.removeprefix("assets/") if "assets/" in path else STATIC / path
        assert file.is_file() or path == "_stcore/agent/openapi.json", path


def test_the_head_names_our_style_and_the_scripts_of_lists_components_and_files_once():
    names = [address.rpartition("/")[2] for address in linked()]
    for stem in ("page", "BidiComponent", "Selectbox", "DownloadButton", "bridge", "Input"):
        assert sum(name.startswith(f"{stem}.") for name in names) == 1, stem
    assert len(names) == len(set(names))
    assert not any("SourceSans" in name for name in names)  # our theme has a typeface of its own


def test_a_script_that_streamlit_no_longer_has_is_not_named():
    assert chunks(["NoSuchChunk"], "") == []


def test_a_reader_who_had_streamlits_own_page_is_sent_ours():
    answer = ask(app(), "/", if_none_match='"streamlit"', accept_encoding="gzip")
    assert answer.status == 200
    assert b"assets/page.css" in answer.body
    assert int(answer.headers["content-length"]) == len(answer.body)
    assert "etag" not in answer.headers


def test_the_page_comes_in_the_look_that_was_chosen_before():
    assert b"data-lmp-" not in ask(app(), "/").body
    page = ask(app(), "/", cookie="lmp_appearance=theme.projector-text_size.<large>").body
    assert b'<html data-lmp-theme="projector" lang="en">' in page
    assert b'<html lang="ne">' in ask(app(), "/", cookie="lmp_appearance=language.ne").body


def test_other_answers_pass_untouched():
    assert ask(app(), "/other").body == b"<html><head></head></html>"
    assert ask(app(), "/nowhere").status == 404

    async def inner(scope, _receive, _send):
        seen.append(scope["type"])

    seen = []
    asyncio.run(PageHead(inner)({"type": "websocket"}, None, None))
    assert seen == ["websocket"]
