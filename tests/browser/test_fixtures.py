"""The watchers of browser tests see what they are there to see."""

import asyncio
import http.server
import threading
from functools import partial

import pytest

from tests.browser.chromium import HOW_TO_GET_ONE, SharedBrowser, find_chromium

PAGE = """<!doctype html><html lang="en"><title>A page</title><link rel="icon" href="data:,">
<main><h1>A page</h1>%s</main></html>"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def show(tmp_path, page):
    """Open a page with this body from a server on this machine."""
    handler = partial(Quiet, directory=tmp_path)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def open_body(body):
            (tmp_path / "page.html").write_text(PAGE % body, "utf-8")
            page.goto(f"http://127.0.0.1:{server.server_port}/page.html", wait_until="load")
            page.wait_for_timeout(100)
            return page

        yield open_body
        server.shutdown()
        thread.join()


def test_a_quiet_page_has_no_faults(show, page_faults, assert_accessible):
    assert_accessible(show("<p>Quiet.</p>"))
    assert page_faults == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ('<img alt="" src="https://example.org/a.png">', "request to another host"),
        ("<script>new WebSocket('wss://example.org/')</script>", "request to another host"),
        ("<script>console.error('spilt')</script>", "console error: spilt"),
        ("<script>throw new Error('dropped')</script>", "uncaught error: dropped"),
    ],
)
def test_a_fault_is_seen(show, page_faults, body, fault):
    show(body)
    seen = "\n".join(page_faults)
    page_faults.clear()
    assert fault in seen


def test_what_readers_cannot_use_is_found(show, assert_accessible):
    bad = show('<button></button><p style="color:#ccc;background:#fff">Hardly to be read</p>')
    with pytest.raises(AssertionError, match=r"critical button-name(?s:.*)serious color-contrast"):
        assert_accessible(bad)


def test_asyncio_works_once_the_browser_is_stopped():
    executable = find_chromium()
    if executable is None:
        pytest.skip(HOW_TO_GET_ONE)
    browser = SharedBrowser()
    try:
        assert browser.get(executable).is_connected()
    finally:
        browser.stop()
    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
