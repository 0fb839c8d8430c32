"""The map page in a real browser: pick, point, select, search, sort, share, take away."""

import csv
import io
import re
from contextlib import suppress

import openpyxl
import pytest
from playwright.sync_api import TimeoutError as NotInTime
from playwright.sync_api import expect

from tests.browser.rest import at_rest, until, until_still

FRAME = "iframe[src*='map/frame']"


@pytest.fixture
def explore(page, served_app):
    """The map of Nepal's districts, painted."""

    def open_at(query: str = ""):
        page.goto(f"{served_app}/{query}")
        frame = page.frame_locator(FRAME)
        frame.locator(".lmp-table tbody tr").first.wait_for()
        at_rest(page)
        return frame

    page.open_at = open_at
    return page


def _inside(page):
    return next(frame for frame in page.frames if "map/frame" in frame.url)


def _point_of(page, name: str) -> dict[str, float]:
    return _inside(page).evaluate(
        """async (name) => {
            const places = await lmp.places();
            const { x, y } = lmp.coverage.pointOf(places.name.indexOf(name));
            const box = document.getElementById("lmp_map").getBoundingClientRect();
            return { x: box.left + x, y: box.top + y };
        }""",
        name,
    )


def _select(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).first.click()


def _type_choice(page, label: str, option: str) -> None:
    box, found = page.get_by_role("combobox", name=label, exact=True), page.get_by_role("option")
    typed = option[:-2]  # the whole of it stands there once it is chosen
    for _ in range(3):
        # A choice that is taken up shuts the list once more, if this came sooner than any hand.
        with suppress(NotInTime, AssertionError):
            box.fill("")
            box.fill(typed)
            found.filter(has_text=option).first.wait_for(timeout=5000)
            page.keyboard.press("Enter")
            expect(box).not_to_have_value(typed, timeout=5000)
            return
    pytest.fail(f"{option!r} was typed three times and not chosen")


def _check_layout(page, frame, assert_accessible) -> None:
    width = page.viewport_size["width"]
    box = frame.locator("#lmp_map").bounding_box()
    assert box["width"] > 0.5 * min(width, 1000)
    assert box["height"] > 300
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_nepal_opens_with_map_legend_and_table_for_everybody(explore, assert_accessible):
    frame = explore.open_at()
    assert frame.locator(".lmp-table tbody tr").count() == 77
    counts = frame.locator(".lmp-legend .lmp-count").all_inner_texts()
    assert sum(int(count.split()[0]) for count in counts) == 77
    labels = frame.locator(".lmp-marks li").all_inner_texts()
    assert len(labels) == 3
    assert "Boundaries" in frame.locator(".lmp-foot").inner_text()
    assert "endorsement" in frame.locator(".lmp-foot").inner_text()
    _check_layout(explore, frame, assert_accessible)


# When each of a map's canvases was drawn on, until the map was there.
DRAWINGS = """() => {
    const at = (window.drawnAt = []);
    const draw = CanvasRenderingContext2D.prototype.putImageData;
    CanvasRenderingContext2D.prototype.putImageData = function (...given) {
        at.push([this.canvas.className, performance.now()]);
        return draw.apply(this, given);
    };
}"""
AT_ONCE = """() => {
    const [{ startTime }] = performance.getEntriesByName("lmp:painted");
    const { width, height } = lmp.coverage.map.getContainer().getBoundingClientRect();
    const { x, y } = lmp.coverage.map.getSize();
    return {
        before: drawnAt.filter(([, at]) => at <= startTime).map(([name]) => name),
        after: drawnAt.filter(([, at]) => at > startTime).map(([name]) => name),
        fits: Math.abs(width - x) < 3 && Math.abs(height - y) < 3,
    };
}"""


@pytest.mark.parametrize(
    ("indicator", "drawn"),
    [("hh_absent_share", ["lmp-fills"]), ("pop_total", ["lmp-fills", "lmp-marks"])],
)
def test_a_map_is_drawn_once_when_it_comes_with_everything_around_it(explore, indicator, drawn):
    explore.add_init_script(f"({DRAWINGS})()")
    explore.open_at(f"?country=NPL&level=ADM2&indicator={indicator}")
    found = _inside(explore).evaluate(AT_ONCE)
    assert found == {"before": drawn, "after": [], "fits": True}


def test_the_page_is_usable_and_accessible_on_a_phone(explore, assert_accessible):
    explore.set_viewport_size({"width": 360, "height": 740})
    _check_layout(explore, explore.open_at(), assert_accessible)


# What the keys are on, and whether it can be seen: a line around it.
FOCUSED = """() => {
    const here = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(here);
    const name = here.getAttribute("aria-label") || here.innerText || here.title || here.tagName;
    const isList = here.closest("[data-testid='stSelectbox']"); // has a border instead
    const isSeen = Boolean(isList) || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
    return [name.trim().split("\\n").at(-1).slice(0, 40), isSeen];
}"""


def test_everything_is_reached_and_seen_by_keys_alone(explore):
    explore.open_at("?country=NPL&level=ADM1&indicator=hh_absent_share")
    stops = []
    for _ in range(60):
        explore.keyboard.press("Tab")
        name, is_seen = explore.evaluate(FOCUSED)
        if explore.evaluate(
            "document.activeElement.shadowRoot || document.activeElement.querySelector('iframe')"
        ):
            name, is_seen = _inside(explore).evaluate(FOCUSED)
        if explore.evaluate("document.activeElement === document.body"):
            break
        stops.append((name, is_seen))
    names = [name for name, _ in stops]
    for wanted in ("Country", "Zoom in", "Find a place", "Table of all places", "Gandaki", "Edit"):
        assert wanted in names
    assert [name for name, is_seen in stops if not is_seen] == []


def test_a_place_is_pointed_at_clicked_and_found_in_the_sorted_table(explore):
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    box = explore.locator(FRAME).bounding_box()
    point = _point_of(explore, "Morang")
    explore.mouse.move(box["x"] + point["x"], box["y"] + point["y"])
    tip = frame.locator(".lmp-tip")
    expect(tip).to_contain_text("Morang")
    expect(tip).to_contain_text("1,148,156")
    expect(tip).to_contain_text("2021")
    beside = tip.bounding_box()
    assert abs(beside["x"] - box["x"] - point["x"]) < 60  # at the pointer, which has come to rest
    assert abs(beside["y"] - box["y"] - point["y"]) < 60
    expect(tip).to_contain_text(re.compile("persons|people", re.IGNORECASE))

    first = frame.locator(".lmp-table tbody tr").first
    expect(first).to_have_text(re.compile("^Kathmandu"))
    header = frame.locator(".lmp-table th").nth(1)
    header.get_by_role("button").press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(first).to_have_text(re.compile("^Manang"))

    box = explore.locator(FRAME).bounding_box()
    point = _point_of(explore, "Mustang")
    explore.mouse.click(box["x"] + point["x"], box["y"] + point["y"])
    explore.wait_for_url(re.compile("place="))
    expect(frame.locator(".lmp-card h2")).to_have_text("Mustang")
    expect(frame.locator("tr[aria-selected=true]")).to_have_text(re.compile("^Mustang"))


def test_a_selected_place_leaves_room_for_rows_of_the_table(explore):
    explore.set_viewport_size({"width": 1280, "height": 720})
    query = "?country=NPL&level=ADM2&indicator=hh_absent_share&place=NP0663"
    frame = explore.open_at(query)
    expect(frame.locator(".lmp-card h2")).to_have_text("Jumla")
    panel = frame.locator(".lmp-panel").bounding_box()
    table = frame.locator(".lmp-table").bounding_box()
    row = until_still(explore, frame.locator("tr[aria-selected=true]").bounding_box)
    assert table["y"] + table["height"] <= panel["y"] + panel["height"] + 1  # seen whole
    assert table["y"] < row["y"]
    assert row["y"] + row["height"] <= table["y"] + table["height"]
    assert table["height"] >= 4 * row["height"]


def test_a_link_reopens_the_same_view(explore, new_page):
    frame = explore.open_at("?country=NPL&level=ADM1&indicator=pop_total&period=2021&place=NP-P3")
    expect(frame.locator(".lmp-card h2")).to_have_text("Bagmati")
    other = new_page()
    other.goto(explore.url)
    again = other.frame_locator(FRAME)
    expect(again.locator(".lmp-card h2")).to_have_text("Bagmati")
    title = frame.locator(".lmp-legend h2").inner_text()
    expect(again.locator(".lmp-legend h2")).to_have_text(title)


def test_a_place_is_found_by_any_of_its_names(explore):
    frame = explore.open_at("?country=NPL&level=ADM2")
    search = frame.get_by_role("combobox", name="Find a place")
    options = frame.locator(".lmp-options [role=option]")
    for typed in ("KATHMANDU", "काठमा", "kathm"):
        search.fill("jumla")
        expect(options.first).to_contain_text("Jumla")
        search.fill(typed)
        expect(options.first).to_contain_text("Kathmandu")
    search.press("Enter")
    expect(frame.locator(".lmp-card h2")).to_have_text("Kathmandu")


def test_a_change_of_indicator_is_small_and_keeps_frame_view_and_selection(explore):
    came: list[int] = []
    explore.on("websocket", lambda s: s.on("framereceived", lambda body: came.append(len(body))))
    explore.on("response", lambda told: came.append(int(told.headers.get("content-length", 0))))
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    inside = _inside(explore)
    inside.evaluate("window.stillHere = true")
    frame.get_by_role("combobox", name="Find a place").fill("Jumla")
    frame.locator(".lmp-options [role=option]").first.wait_for()
    frame.get_by_role("combobox", name="Find a place").press("Enter")
    explore.wait_for_url(re.compile("place="))
    view = "(() => { const map = lmp.coverage.map; return [map.getZoom(), map.getCenter().lat] })()"
    at_rest(explore)
    before = until_still(explore, lambda: inside.evaluate(view))
    title = frame.locator(".lmp-legend h2").inner_text()
    came.clear()
    _select(explore, "Indicator", "Population density")
    frame.locator(".lmp-legend h2", has_text="density").wait_for()
    at_rest(explore)
    assert sum(came) < 14_000, "what stands around the map goes with each change of it"
    assert frame.locator(".lmp-legend h2").inner_text() != title
    assert inside.evaluate("window.stillHere") is True
    assert inside.evaluate(view) == before
    assert frame.locator(".lmp-card h2").inner_text() == "Jumla"


def test_every_pack_paints(explore):
    for iso3, places in (("SLB", 10), ("WSM", 11), ("PLW", 16), ("FJI", None), ("XXE", 6)):
        frame = explore.open_at(f"?country={iso3}")
        rows = frame.locator(".lmp-table tbody tr")
        assert rows.count() == places or places is None
        assert rows.count() > 0


def test_what_a_link_names_and_does_not_exist_is_said_with_what_there_is(explore):
    unknown = {
        "country": ("QQQ", "NPL"),
        "level": ("ADM9", "ADM2"),
        "indicator": ("nonsense", "pop_total"),
        "period": ("1066", "2021"),
        "place": ("NP010", "NP0101"),
    }
    explore.open_at("?" + "&".join(f"{name}={asked}" for name, (asked, _) in unknown.items()))
    said = explore.get_by_role("alert").all_inner_texts()
    for asked, offered in unknown.values():
        assert any(asked in one and offered in one for one in said), (asked, said)


def _download(page, name: str) -> bytes:
    at_rest(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def test_map_and_table_can_be_taken_away(explore):
    explore.open_at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    rows = list(csv.DictReader(io.StringIO(_download(explore, "Table as CSV").decode("utf-8-sig"))))
    assert len(rows) == 77
    assert next(row for row in rows if row["name"] == "Kathmandu")["value"] == "2041587"
    book = openpyxl.load_workbook(io.BytesIO(_download(explore, "Table as XLSX")))
    assert book["values"].max_row == 78
    picture = _download(explore, "Map as PNG")
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 50_000


def test_the_map_in_a_file_needs_no_server_and_goes_through_the_periods(
    explore, new_page, tmp_path
):
    explore.open_at("?country=SLB&level=ADM1&indicator=pop_density&period=2019")
    kept = tmp_path / "map.html"
    kept.write_bytes(_download(explore, "Map as HTML"))
    alone = new_page()
    alone.goto(kept.as_uri())
    rows = alone.locator(".lmp-table tbody tr")
    rows.nth(9).wait_for()
    title = alone.get_by_role("heading", level=1)
    expect(title).to_have_text("Population density by province, Solomon Islands, 2019")
    now = rows.first.inner_text()
    alone.get_by_role("slider", name="Period").press("ArrowLeft")
    alone.locator(".lmp-legend .lmp-unit", has_text="2009").wait_for()
    expect(title).to_contain_text("2009")
    expect(rows.first).not_to_have_text(now)
    assert rows.count() == 10


HOLD_ANSWERS = """() => {
    const listeners = EventTarget.prototype.addEventListener;
    window.answers = [];
    const held = (listener) => function (event) {
        if (window.holds) window.answers.push(() => listener.call(this, event));
        else listener.call(this, event);
    };
    const own = Object.getOwnPropertyDescriptor(WebSocket.prototype, "onmessage");
    Object.defineProperty(WebSocket.prototype, "onmessage", {
        ...own, set(listener) { own.set.call(this, held(listener)); },
    });
    WebSocket.prototype.addEventListener = function (type, listener, ...more) {
        return listeners.call(this, type, type === "message" ? held(listener) : listener, ...more);
    };
}"""


def test_the_map_follows_a_choice_before_the_page_has_heard_of_it(explore):
    explore.add_init_script(f"({HOLD_ANSWERS})()")
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_growth")
    title = frame.locator(".lmp-legend h2").first
    told = title.inner_text()
    for _ in range(2):  # the name of what comes is told with each run
        _select(explore, "Indicator", "Population density")
        expect(title).not_to_have_text(told)
        at_rest(explore)
        explore.evaluate("window.holds = true")
        _select(explore, "Indicator", "Population growth")
        expect(title).to_have_text(told)
        assert explore.evaluate("window.answers.length") > 0
        explore.evaluate("window.holds = false; window.answers.splice(0).forEach((hear) => hear())")
        at_rest(explore)
        assert title.inner_text() == told
        assert "indicator=pop_growth" in explore.url


def test_each_message_is_asked_for_once(explore):
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_growth")
    asked = []
    explore.on("request", lambda request: "/messages/" in request.url and asked.append(request.url))
    title = frame.locator(".lmp-legend h2").first
    for name in ("Population density", "Population growth"):
        told = title.inner_text()
        _select(explore, "Indicator", name)
        expect(title).not_to_have_text(told)
        at_rest(explore)
    assert len(asked) == len(set(asked))
    assert 2 <= len(asked) <= 3  # of each choice; the last may be one that nobody needed


def test_a_choice_stands_that_comes_before_the_address_bar_is_written(page, served_app):
    page = page.context.new_page()  # a tab is closed with its test, and holds back no other's
    held: list[bytes] = []

    def pass_on(route) -> None:
        server = route.connect_to_server()

        def tell(message: bytes | str) -> None:
            if held or b"indicator=pop_growth&period=" in bytes(message):
                held.append(message)  # as of a page that is too busy to read on
            else:
                route.send(message)

        def ask(message: bytes | str) -> None:
            server.send(message)
            while held and b"pick_indicator" in bytes(message):
                route.send(held.pop(0))

        server.on_message(tell)
        route.on_message(ask)

    page.route_web_socket(re.compile("_stcore/stream"), pass_on)
    page.goto(f"{served_app}/?country=NPL&level=ADM2&indicator=pop_growth")
    title = page.frame_locator(FRAME).locator(".lmp-legend h2").first
    expect(title).to_have_text(re.compile("population growth"))
    until(page, lambda: bool(held))
    _select(page, "Indicator", "Population density")
    expect(title).to_have_text(re.compile("Population density"))
    at_rest(page)
    expect(title).to_have_text(re.compile("Population density"))
    expect(page).to_have_url(re.compile("indicator=pop_density"))
    page.go_back()
    expect(title).to_have_text(re.compile("population growth"))


def test_of_two_quick_choices_the_map_shows_the_last(explore):
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_growth")
    title = frame.locator(".lmp-legend h2").first
    for first, last in (("Population density", "Sex ratio"), ("Population growth", "Sex ratio")):
        for name in (first, last):
            _type_choice(explore, "Indicator", name)
        expect(title).to_have_text(re.compile(last))
        at_rest(explore)
        expect(title).to_have_text(re.compile(last))
