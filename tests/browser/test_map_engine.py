"""The map in a real browser: it paints, answers, keeps its view, and asks nobody else."""

import io
import os
import subprocess
import sys
import time

import pytest
from PIL import Image
from playwright.sync_api import Frame, Page

from tests.browser.map_app.country import HOSTILE, ISLET
from tests.browser.rest import at_rest, until_still
from tests.browser.server import NO_NETWORK, ROOT, AppServer

RED, GREEN, BLUE = (255, 0, 0), (0, 170, 0), (0, 0, 255)
PAINTED = "performance.getEntriesByName('lmp:painted').length"
VIEW = """(() => {
    const { lat, lng } = lmp.coverage.map.getCenter();
    return [lat, lng, lmp.coverage.map.getZoom()];
})()"""
POINT = "(() => { const { x, y } = lmp.coverage.pointOf(%d); return [x, y]; })()"

ANOTHER_MAP = """async (fails) => {
    let left = fails;
    const fetchGeometry = async (key) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (left-- > 0) throw new Error("cut off");
        return (await fetch(`../geo/${key}`)).arrayBuffer();
    };
    const coverage = new lmp.CoverageMap(lmp.coverage.map, { fetchGeometry });
    const levels = () => [...lmp.message().geo];
    const first = coverage.setGeometry(levels()).catch(() => {});
    if (fails) await first;
    await coverage.setGeometry(levels());
    return coverage.places;
}"""


class MapServer(AppServer):
    """The small app of this test instead of the real one."""

    def start(self) -> "MapServer":
        self.workspace.mkdir(parents=True, exist_ok=True)
        script = ROOT / "tests" / "browser" / "map_app" / "app.py"
        with self.log_path.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, str(script), str(self.port), str(self.workspace)],
                cwd=self.workspace,
                env={**os.environ, **NO_NETWORK, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=os.name != "nt",
            )
        self._wait_until_healthy()
        return self


@pytest.fixture(scope="module")
def map_app(tmp_path_factory):
    server = MapServer(tmp_path_factory.mktemp("map") / "workspace").start()
    yield server.url
    server.stop()
    assert "Traceback" not in server.log(), server.log()[-4000:]


@pytest.fixture
def open_map(new_page, map_app):
    def opened(**options) -> tuple[Page, Frame]:
        page = new_page(**options)
        page.goto(map_app)
        page.wait_for_selector("iframe")
        frame = page.query_selector("iframe").content_frame()
        until(lambda: frame.evaluate("!!window.lmp?.message?.()"))
        until(lambda: page.get_by_text("clicked None 0").count())
        return at_rest(page), frame

    return opened


def until(condition, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.02)


def point_of(page: Page, frame: Frame, place: int) -> tuple[float, float]:
    """Where a place's centre is on the page."""
    box = page.query_selector("iframe").bounding_box()
    at = frame.evaluate(
        f"(() => {{ const p = lmp.coverage.pointOf({place}); return [p.x, p.y] }})()"
    )
    return box["x"] + at[0], box["y"] + at[1]


def colour_at(page: Page, x: float, y: float) -> tuple[int, int, int]:
    """What a person sees at a point of the page."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    scale = picture.width / page.viewport_size["width"]
    return picture.getpixel((round(x * scale), round(y * scale)))


def choose(page: Page, frame: Frame, label: str) -> None:
    frame.evaluate("performance.clearMarks()")
    page.locator("[data-testid=stSelectbox] input").click()
    page.get_by_role("option", name=label, exact=True).click()
    until(lambda: frame.evaluate(PAINTED))


def test_the_map_is_painted_as_its_figures_are_and_its_picture_shows_the_same(open_map):
    page, frame = open_map()
    places = [point_of(page, frame, place) for place in (0, 1, 2, ISLET)]
    assert [colour_at(page, *at) for at in places] == [RED, GREEN, BLUE, RED]  # an islet has a mark
    _check_zero_and_gaps(page, frame)
    _check_picture(page, frame)
    choose(page, frame, "1")
    assert colour_at(page, *point_of(page, frame, 0)) == GREEN
    _check_circles(page, frame)


def _check_zero_and_gaps(page, frame) -> None:
    """Zero, no data and what is not shown are three different things."""
    zero, no_data = (colour_at(page, *point_of(page, frame, place)) for place in (9, 10))
    x, y = point_of(page, frame, 11)
    box = {"x": x - 12, "y": y - 12, "width": 24, "height": 24}
    hatched = Image.open(io.BytesIO(page.screenshot(clip=box))).convert("L")
    assert zero == (255, 255, 255)
    assert no_data == (226, 229, 232)
    assert hatched.getextrema()[1] - hatched.getextrema()[0] > 60


def _check_picture(page, frame) -> None:
    data = frame.evaluate(
        """async () => {
            const bytes = new Uint8Array(await (await lmp.coverage.toImage(1)).arrayBuffer());
            return Array.from(bytes);
        }"""
    )
    picture = Image.open(io.BytesIO(bytes(data))).convert("RGB")
    for place in (0, 1, 2):
        at = frame.evaluate(POINT % place)
        seen = colour_at(page, *point_of(page, frame, place))
        assert picture.getpixel((round(at[0]), round(at[1]))) == seen


def _check_circles(page, frame) -> None:
    """They stand on the places and can be clicked."""
    frame.evaluate("performance.clearMarks()")
    page.get_by_text("Circles").click()
    until(lambda: frame.evaluate(PAINTED))
    x, y = point_of(page, frame, 8)
    land = colour_at(page, x, y - 40)
    assert colour_at(page, x, y) != land
    page.mouse.click(x, y)
    page.get_by_text("clicked X08 1").wait_for()


def test_changes_never_reload_the_map_lose_its_view_or_ask_for_geometry_again(open_map):
    page, frame = open_map()
    frame.evaluate("window.isTheSame = true")
    frame.evaluate("lmp.coverage.map.setView([6.2, 12.3], 8.5, { animate: false })")
    before = until_still(page, lambda: frame.evaluate(VIEW))
    loads, asked = [], []
    page.on("framenavigated", lambda navigated: loads.append(navigated.url))
    page.on("request", lambda request: asked.append(request.url))
    levels = frame.evaluate("lmp.message().geo.map(({ key }) => key)")
    for label in "12345":
        choose(page, frame, label)
    assert frame.evaluate("window.isTheSame") is True
    assert frame.evaluate(VIEW) == before
    assert loads == []
    coarse = [url for url in asked if f"/geo/{levels[0]}" in url or "/places/" in url]
    assert coarse == []


def test_every_place_is_reached_by_keys_and_by_the_pointer(open_map):
    page, frame = open_map()
    _check_keys(page, frame)
    frame.evaluate("lmp.coverage.addEventListener('hover', (e) => { window.last = e.detail })")
    for place in (0, 7, ISLET):
        page.mouse.move(*point_of(page, frame, place))
        until(lambda: frame.evaluate("window.last?.index") == place)  # noqa: B023 - called at once
        assert frame.evaluate("window.last.via") == "pointer"
    box = page.locator("iframe").bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] / 2)  # beside all places
    until(lambda: frame.evaluate("window.last.index") == -1)
    page.mouse.click(*point_of(page, frame, 6))
    page.get_by_text("clicked X06 2").wait_for()
    page.mouse.click(*point_of(page, frame, 6))
    page.get_by_text("clicked X06 3").wait_for()
    until(lambda: frame.evaluate("lmp.coverage.selected") == 6)


def _check_keys(page, frame) -> None:
    page.locator("[data-testid=stCheckbox] input").focus()
    page.keyboard.press("Tab")
    until(lambda: frame.evaluate("document.activeElement.id") == "lmp_map")
    page.keyboard.press("n")
    live = frame.locator(".lmp-live")
    until(lambda: live.inner_text() == "Place 0: 0.0 per cent")
    page.keyboard.press("p")
    until(lambda: HOSTILE in live.inner_text())
    assert live.locator("img").count() == 0
    page.keyboard.press("p")
    until(lambda: live.inner_text() == "Place 11: withheld")
    page.keyboard.press("Enter")
    page.get_by_text("clicked X11 1").wait_for()
    before = until_still(page, lambda: frame.evaluate(VIEW))
    page.keyboard.press("ArrowRight")
    until(lambda: frame.evaluate(VIEW)[1] > before[1])
    until_still(page, lambda: frame.evaluate(VIEW))
    page.keyboard.press("ArrowLeft")
    until(lambda: frame.evaluate(VIEW)[1] < before[1] + 0.01)
    until_still(page, lambda: frame.evaluate(VIEW))


def test_a_finger_may_come_down_beside_an_islet(open_map):
    page, frame = open_map(has_touch=True, is_mobile=True, viewport={"width": 360, "height": 740})
    page.locator("iframe").scroll_into_view_if_needed()
    x, y = until_still(page, lambda: point_of(page, frame, ISLET))
    page.touchscreen.tap(x + 8, y + 3)
    page.get_by_text(f"clicked X{ISLET} 1").wait_for()


def test_the_map_follows_its_box_and_fetches_finer_geometry_when_it_is_seen(open_map):
    page, frame = open_map()
    whole = frame.evaluate(VIEW)
    page.set_viewport_size({"width": 420, "height": 720})
    until(lambda: frame.evaluate(VIEW)[2] < whole[2])
    until_still(page, lambda: frame.evaluate(VIEW))
    for place in (0, 3, 8, 11):
        assert 0 < point_of(page, frame, place)[0] < 420
        assert frame.evaluate(f"lmp.coverage.placeAt(lmp.coverage.pointOf({place}))") == place
    page.set_viewport_size({"width": 1280, "height": 720})
    until(lambda: frame.evaluate(VIEW) == whole)
    levels = frame.evaluate("lmp.message().geo.map(({ key }) => key)")
    with page.expect_request(lambda request: levels[1] in request.url):
        frame.evaluate("lmp.coverage.map.setZoom(13, { animate: false })")


def test_a_screen_with_more_pixels_gets_them(open_map):
    page, frame = open_map(device_scale_factor=2)
    size = frame.evaluate(
        "(() => { const c = document.querySelector('.lmp-fills');"
        " return [c.width, c.getBoundingClientRect().width] })()"
    )
    assert size[0] == pytest.approx(2 * size[1], abs=2)
    assert colour_at(page, *point_of(page, frame, 1)) == GREEN


def test_geometry_is_read_as_it_was_written_waited_for_and_asked_for_again(open_map):
    page, frame = open_map()
    _check_both_readers(page, frame)
    assert frame.evaluate(ANOTHER_MAP, 0) == 13  # a second message while it is still coming
    assert frame.evaluate(ANOTHER_MAP, 1) == 13  # what did not come


def _check_both_readers(page, frame) -> None:
    from tests.mapping.render.arcs_reader import read_arcs  # the test's own reader

    key = frame.evaluate("lmp.message().geo[0].key")
    body = page.request.get(f"{page.url}geo/{key}").body()
    ours = read_arcs(body)
    theirs = frame.evaluate(
        """async (key) => {
            const body = await (await fetch(`../geo/${key}`)).arrayBuffer();
            const { x, y, arcStart, places, centreX } = lmp.arcs.decode(body);
            const arcs = arcStart.length - 1;
            return { x: [...x], y: [...y], arcs, places, centreX: [...centreX] };
        }""",
        key,
    )
    assert theirs["arcs"] == len(ours.arcs)
    assert theirs["places"] == len(ours.places)
    assert theirs["x"] == pytest.approx([x for arc in ours.arcs for x in arc[:, 0]])
    assert theirs["y"] == pytest.approx([y for arc in ours.arcs for y in arc[:, 1]])
    assert theirs["centreX"] == pytest.approx(ours.centres[:, 0].tolist())


def test_streamlit_works_under_the_policy_and_another_page_cannot_speak_to_the_map(
    open_map, assert_accessible, page_faults
):
    page, frame = open_map()
    page.get_by_test_id("stDataFrame").wait_for()
    with page.expect_download() as download:
        page.get_by_text("Download").click()
    assert download.value.suggested_filename == "table.csv"
    assert_accessible(at_rest(page))
    frame.evaluate("window.postMessage({ type: 'lmp:show', message: { geo: [] } }, '*')")
    time.sleep(0.3)
    assert frame.evaluate("lmp.message().geo.length") >= 1
    assert page_faults == []
