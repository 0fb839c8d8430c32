"""Fixtures of browser tests: `served_app`, `new_app`, `page`, `new_page`, `assert_accessible`.

A test fails when a page asks another host for anything, writes an error to the console or has an
uncaught error. A test that causes such a thing on purpose takes it out of `page_faults`.
"""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chromium import HOW_TO_GET_ONE, SharedBrowser, find_chromium
from tests.browser.readers import TIMEOUT_MS, Reader, Readers
from tests.browser.server import AppServer

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
LOCAL_SCHEMES = {"about", "blob", "data", "file", "chrome-error"}
# On a link to a page, Streamlit looks for its server below the page's own path first.
LOOKED_FOR = tuple(
    f"/{page}/_stcore/{what}"
    for page in ("profile", "produce", "indicators", "community", "join")
    for what in ("health", "host-config")
)
LOCAL_HOSTS = {"127.0.0.1", "localhost"}
RUN_AXE = """async () => {
    const found = await axe.run(document, {resultTypes: ["violations"], iframes: false});
    return found.violations
        .filter(finding => ["serious", "critical"].includes(finding.impact))
        .map(finding => `${finding.impact} ${finding.id}: ${finding.help}\\n` + finding.nodes
            .map(node => `    ${node.target.join(" ")}: ${node.html.slice(0, 200)}`).join("\\n"));
}"""

expect.set_options(timeout=TIMEOUT_MS)  # five seconds are little beside three other workers
_shared_browser = SharedBrowser()
_readers = Readers()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Stop the browser before tests that need none."""
    if not item.get_closest_marker("browser"):
        _shared_browser.stop()


def pytest_unconfigure() -> None:
    """Stop the browser at the end."""
    _shared_browser.stop()


@pytest.fixture
def chromium():
    """The running browser; without one a test is skipped, and fails where CI is set."""
    executable = find_chromium()
    if executable is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO_GET_ONE)
    return _shared_browser.get(executable)


@pytest.fixture
def new_app(tmp_path):
    """Start an app of one's own, to be killed and started again: `new_app().kill()`."""
    servers: list[AppServer] = []

    def start(workspace: Path | None = None, **settings: str) -> AppServer:
        server = AppServer(workspace or tmp_path / f"workspace{len(servers)}", settings=settings)
        servers.append(server)
        return server.start()

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def served_app(tmp_path_factory):
    """Address of an app that all tests share."""
    server = AppServer(tmp_path_factory.mktemp("served") / "workspace").start()
    yield server.url
    server.stop()
    assert "Traceback" not in server.log(), server.log()[-4000:]


@pytest.fixture
def page_faults() -> list[str]:
    """What went wrong in the pages of a test; what is left in it at the end fails the test."""
    return []


@pytest.fixture
def new_page(chromium, page_faults):
    """Open a watched page of a reader of its own: `new_page(viewport={...}, locale="fr")`.

    A reader who must not have the app's scripts from before is `new_page(has_been_here=False)`.
    """
    present: list[Reader] = []

    def open_page(*, has_been_here: bool = True, **options: object) -> Page:
        reader = _readers.come(chromium, options) if has_been_here else Reader(chromium, options)
        present.append(reader)
        page = reader.begin()
        watch(page, page_faults)
        return page

    yield open_page
    seen = "\n".join(page_faults)  # not what a page says of an app that was stopped before it left
    for reader in present:
        _readers.go(reader)
    assert not seen, seen


@pytest.fixture
def page(new_page) -> Page:
    """One watched page, 1280 by 720."""
    return new_page()


@pytest.fixture(scope="session")
def assert_accessible() -> Callable[[Page], None]:
    """Fail on what axe-core finds serious or critical, in the page and the frames in it."""
    source = AXE.read_text("utf-8")

    def check(page: Page) -> None:
        findings: list[str] = []
        for frame in page.frames:
            if frame.url not in {"", "about:blank"}:
                frame.evaluate(source)
                findings += frame.evaluate(RUN_AXE)
        assert not findings, "\n".join(findings)

    return check


def watch(page: Page, faults: list[str]) -> None:
    """List requests to other hosts, console errors and uncaught errors of a page."""

    def judge_address(url: str) -> None:
        address = urlsplit(url)
        if address.scheme not in LOCAL_SCHEMES and address.hostname not in LOCAL_HOSTS:
            faults.append(f"request to another host: {url[:200]}")

    def judge_message(message) -> None:
        address = message.location.get("url", "")
        if message.type == "error" and not address.endswith(LOOKED_FOR):
            faults.append(f"console error: {message.text[:500]} ({message.location.get('url')})")

    page.on("request", lambda request: judge_address(request.url))
    page.on("websocket", lambda socket: judge_address(socket.url))
    page.on("console", judge_message)
    page.on("pageerror", lambda error: faults.append(f"uncaught error: {error}"))
