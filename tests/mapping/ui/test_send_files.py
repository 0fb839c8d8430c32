"""The files of Streamlit's page leave whole."""

import pytest
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from mapping.ui.send_files import SendFilesWhole
from tests.mapping.ui.asgi import ask, serving

LARGE = bytes(range(256)) * 1000  # more than Starlette reads at once


@pytest.fixture
def answer(tmp_path):
    (tmp_path / "large.js").write_bytes(LARGE)
    files = StaticFiles(directory=tmp_path)
    app = SendFilesWhole(serving([Mount("/static", files), Mount("/other", files)]))
    pieces = []

    async def watched(scope, receive, send):
        async def seen(message):
            pieces.append(message["type"])
            await send(message)

        await app(scope, receive, seen)

    def asked(path, **headers):
        pieces.clear()
        return ask(watched, path, **headers), pieces.count("http.response.body")

    return asked


@pytest.mark.parametrize(("path", "pieces"), [("/static/large.js", 1), ("/other/large.js", 4)])
def test_a_file_of_the_page_is_sent_in_one_piece(answer, path, pieces):
    found, sent = answer(path)
    assert (found.body, sent) == (LARGE, pieces)
    assert found.headers["content-length"] == str(len(LARGE))


def test_what_the_browser_has_is_not_sent_again(answer):
    found, _ = answer("/static/large.js")
    again, _ = answer("/static/large.js", if_none_match=found.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_a_part_of_a_file_is_that_part(answer):
    found, _ = answer("/static/large.js", range="bytes=5-9")
    assert (found.status, found.body) == (206, LARGE[5:10])
