"""A hall for tests: a running app with a workshop, and what people do with its pages."""

import re
import time

import pytest

from tests.browser.server import AppServer
from tests.mapping.community.drawing import a_store, a_workshop

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
BOUNDS = (84.9, 27.4, 86.3, 28.3)
EMPTY_AFTER_S = 60
BROKEN_ON_PURPOSE = re.compile(
    r"status of 503|ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED|CONNECTION_RESET|"
    r"EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|NETWORK_CHANGED|CONTENT_LENGTH_MISMATCH)"
)


class Hall:
    """A running app with one workshop, the store behind it, and people at the map."""

    def __init__(self, server, new_page) -> None:
        self.server, self.new_page = server, new_page
        self.store = a_store(server.workspace)
        self.workshop = a_workshop(self.store, bounds=BOUNDS)

    def open(self, kind="workshop", *, workshop=None, fragment="", **options):
        page = self.new_page(**options)
        page.on("dialog", lambda dialog: dialog.accept())
        self.visit(page, kind, workshop=workshop, fragment=fragment)
        return page

    def visit(self, page, kind="workshop", *, workshop=None, fragment=""):
        where = (workshop or self.workshop).workshop_id
        page.goto(f"{self.server.url}/{kind}/{where}{fragment}")
        page.locator(".lmp-category, .lmp-board-legend li").first.wait_for()

    def features(self):
        return self.store.features(self.workshop.workshop_id).features


@pytest.fixture(scope="session")
def hall_server(tmp_path_factory):
    """One app for all tests here but those that kill it; each has a workshop of its own."""
    server = AppServer(tmp_path_factory.mktemp("hall") / "workspace").start()
    yield server
    server.stop()
    assert "Traceback" not in server.log(), server.log()[-4000:]


@pytest.fixture
def hall(hall_server, new_page):
    hall = Hall(hall_server, new_page)
    yield hall
    hall.store.close()


@pytest.fixture
def broken_network(new_page, page_faults):
    """What a browser says of a network that was broken on purpose is no fault of the page."""
    assert new_page  # asked for first, so that it judges the page after this has had its say
    yield
    page_faults[:] = [fault for fault in page_faults if not BROKEN_ON_PURPOSE.search(fault)]


def choose(page, label, kind=None):
    page.locator(".lmp-category", has_text=label).click()
    if kind:
        page.get_by_role("button", name=kind, exact=True).click()


def tap(page, x, y):
    """A tap on the map, in shares of its size."""
    box = page.locator(".folium-map").bounding_box()
    page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def draw_points(page, count, row):
    """Taps in a row, far enough apart to be no double taps."""
    for number in range(count):
        tap(page, 0.06 + 0.07 * number, row)


def waiting(page):
    return page.evaluate("lmpPage.outbox.size")


def wait_until_saved(page, seconds=EMPTY_AFTER_S):
    end = time.monotonic() + seconds
    while waiting(page):  # not wait_for_function: it evaluates text, which our policy forbids
        assert time.monotonic() < end, f"{waiting(page)} still wait"
        page.wait_for_timeout(50)
    page.locator(".lmp-state[data-state=saved]").wait_for(timeout=seconds * 1000)


def come_in(hall, code, group, **options):
    """A phone that types the code of the wall and chooses a group."""
    page = hall.new_page(**PHONE, **options)
    page.goto(f"{hall.server.url}/enter")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go").tap()
    page.get_by_role("button", name=group).tap()
    page.locator(".lmp-category").first.wait_for()
    return page
