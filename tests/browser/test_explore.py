"""The map page in a real browser: pick, point, select, search, sort, share, take away."""

import csv
import io
import re

import openpyxl
import pytest
from playwright.sync_api import expect

FRAME = "iframe[src*='map/frame']"


@pytest.fixture
def explore(page, served_app):
    """The map of Nepal's districts, painted."""

    def open_at(query: str = ""):
        page.goto(f"{served_app}/{query}")
        frame = page.frame_locator(FRAME)
        frame.locator(".lmp-table tbody tr").first.wait_for(timeout=30_000)
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


def test_nepal_opens_with_map_legend_and_table(explore):
    frame = explore.open_at()
    assert frame.locator(".lmp-table tbody tr").count() == 77
    counts = frame.locator(".lmp-legend .lmp-count").all_inner_texts()
    assert sum(int(count.split()[0]) for count in counts) == 77
    labels = frame.locator(".lmp-marks li").all_inner_texts()
    assert len(labels) == 3
    assert "Boundaries" in frame.locator(".lmp-foot").inner_text()
    assert "endorsement" in frame.locator(".lmp-foot").inner_text()


def test_pointing_at_a_place_says_its_name_value_unit_and_period(explore):
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    box = explore.locator(FRAME).bounding_box()
    point = _point_of(explore, "Morang")
    explore.mouse.move(box["x"] + point["x"], box["y"] + point["y"])
    tip = frame.locator(".lmp-tip")
    tip.wait_for(state="visible")
    assert "Morang" in tip.inner_text()
    assert "1,148,156" in tip.inner_text()
    assert "2021" in tip.inner_text()
    assert "persons" in tip.inner_text().lower() or "people" in tip.inner_text().lower()


def test_a_click_selects_the_place_everywhere_and_in_the_address(explore):
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_total")
    box = explore.locator(FRAME).bounding_box()
    point = _point_of(explore, "Mustang")
    explore.mouse.click(box["x"] + point["x"], box["y"] + point["y"])
    explore.wait_for_url(re.compile("place="))
    assert frame.locator(".lmp-card h2").inner_text() == "Mustang"
    assert frame.locator("tr[aria-selected=true]").inner_text().startswith("Mustang")


def test_a_link_reopens_the_same_view(explore, new_page):
    frame = explore.open_at("?country=NPL&level=ADM1&indicator=pop_total&period=2021&place=NP-P3")
    assert frame.locator(".lmp-card h2").inner_text() == "Bagmati"
    address = explore.url
    other = new_page()
    other.goto(address)
    again = other.frame_locator(FRAME)
    again.locator(".lmp-card h2").wait_for()
    assert again.locator(".lmp-card h2").inner_text() == "Bagmati"
    assert (
        again.locator(".lmp-legend h2").inner_text() == frame.locator(".lmp-legend h2").inner_text()
    )


@pytest.mark.parametrize("typed", ["kathm", "काठमा", "KATHMANDU"])
def test_a_place_is_found_by_any_of_its_names(explore, typed):
    frame = explore.open_at("?country=NPL&level=ADM2")
    search = frame.get_by_role("combobox", name="Find a place")
    search.fill(typed)
    frame.locator(".lmp-options [role=option]").first.wait_for()
    search.press("Enter")
    frame.locator(".lmp-card h2").wait_for()
    assert frame.locator(".lmp-card h2").inner_text() == "Kathmandu"


def test_the_table_sorts_both_ways_and_by_keyboard(explore):
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    first = frame.locator(".lmp-table tbody tr").first
    assert first.inner_text().startswith("Kathmandu")
    header = frame.locator(".lmp-table th").nth(1)
    header.get_by_role("button").press("Enter")
    assert header.get_attribute("aria-sort") == "ascending"
    assert frame.locator(".lmp-table tbody tr").first.inner_text().startswith("Manang")


def test_a_change_of_indicator_is_small_and_keeps_frame_view_and_selection(explore):
    came: list[int] = []
    explore.on("websocket", lambda s: s.on("framereceived", lambda body: came.append(len(body))))
    frame = explore.open_at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    inside = _inside(explore)
    inside.evaluate("window.stillHere = true")
    frame.get_by_role("combobox", name="Find a place").fill("Jumla")
    frame.locator(".lmp-options [role=option]").first.wait_for()
    frame.get_by_role("combobox", name="Find a place").press("Enter")
    explore.wait_for_url(re.compile("place="))
    explore.wait_for_timeout(800)
    view = "(() => { const map = lmp.coverage.map; return [map.getZoom(), map.getCenter().lat] })()"
    before = inside.evaluate(view)
    title = frame.locator(".lmp-legend h2").inner_text()
    came.clear()
    _select(explore, "Indicator", "Population density")
    frame.locator(".lmp-legend h2", has_text="density").wait_for()
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


@pytest.mark.parametrize(
    ("query", "asked", "offered"),
    [
        ("?country=QQQ", "QQQ", "NPL"),
        ("?country=NPL&level=ADM9", "ADM9", "ADM2"),
        ("?country=NPL&level=ADM2&indicator=nonsense", "nonsense", "pop_total"),
        ("?country=NPL&level=ADM2&indicator=pop_total&period=1066", "1066", "2021"),
        ("?country=NPL&level=ADM2&place=NP010", "NP010", "NP0101"),
    ],
)
def test_what_a_link_names_and_does_not_exist_is_said_with_what_there_is(
    explore, query, asked, offered
):
    explore.open_at(query)
    alert = explore.get_by_role("alert").first
    alert.wait_for()
    assert asked in alert.inner_text()
    assert offered in alert.inner_text()


def _download(page, name: str) -> bytes:
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def test_map_and_table_can_be_taken_away(explore):
    explore.open_at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    rows = list(csv.DictReader(io.StringIO(_download(explore, "Table as CSV").decode("utf-8-sig"))))
    assert len(rows) == 77
    assert next(row for row in rows if row["name"] == "Kathmandu")["value"] == "2041587.0"
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
    now = rows.first.inner_text()
    alone.get_by_role("slider", name="Period").press("ArrowLeft")
    alone.locator(".lmp-legend .lmp-unit", has_text="2009").wait_for()
    expect(rows.first).not_to_have_text(now)
    assert rows.count() == 10


@pytest.mark.parametrize("size", [(1280, 720), (360, 740)])
def test_the_page_is_usable_and_accessible_on_a_screen(explore, size, assert_accessible):
    explore.set_viewport_size({"width": size[0], "height": size[1]})
    frame = explore.open_at()
    box = frame.locator("#lmp_map").bounding_box()
    assert box["width"] > 0.5 * min(size[0], 1000)
    assert box["height"] > 300
    wide = explore.evaluate("document.documentElement.scrollWidth")
    assert wide <= size[0]
    assert_accessible(explore)
