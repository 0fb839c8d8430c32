"""Ways to look at a map: periods, comparison, levels, shapes, the wall, base maps."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.rest import at_rest, until, until_still
from tests.browser.server import AppServer
from tests.mapping.basemaps.tile_files import MVT, PNG, write_mbtiles

FRAME = "iframe[src*='map/frame']"
SLB = "?country=SLB&level=ADM1&indicator=pop_density&period=2019"
# What is chosen in the lists under the map and does not fit into them, beside their arrow.
CUT = """() => [...document.querySelectorAll(".lmp-time select")]
    .filter((list) => {
        const { font, paddingLeft, paddingRight } = getComputedStyle(list);
        const words = Object.assign(document.createElement("canvas").getContext("2d"), { font });
        const room = list.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - 12;
        return !list.hidden && words.measureText(list.selectedOptions[0].text).width > room;
    })
    .map((list) => list.selectedOptions[0].text)"""
OTHERS = """() => [...document.querySelectorAll(".lmp-twin canvas.lmp-fills")]
    .map((canvas) => canvas.toDataURL().length).join()"""
INK = 60  # the lightest shade of ink
WORLD = [(z, x, y) for z in range(3) for x in range(1 << z) for y in range(1 << z)]


@pytest.fixture(scope="module")
def own_app(tmp_path_factory):
    """An app with files of tiles in its workspace."""
    workspace = tmp_path_factory.mktemp("views") / "workspace"
    (workspace / "basemaps").mkdir(parents=True)
    tiles = dict.fromkeys(WORLD, PNG)
    write_mbtiles(workspace / "basemaps" / "plan.mbtiles", tiles, name="A {{plan}}", maxzoom="2")
    shapes = dict.fromkeys(WORLD, MVT)
    write_mbtiles(workspace / "basemaps" / "v.mbtiles", shapes, format="pbf", maxzoom="2", name="V")
    server = AppServer(workspace).start()
    yield server.url
    server.stop()


def opened(page, address: str):
    page.goto(address)
    frame = page.frame_locator(FRAME)
    frame.locator(".lmp-legend h2").wait_for()
    frame.locator(".lmp-time").wait_for()
    at_rest(page)
    return frame


def inside(page):
    return next(frame for frame in page.frames if "map/frame" in frame.url)


def point_at(page, name: str) -> tuple[float, float]:
    box = page.locator(FRAME).bounding_box()
    at = inside(page).evaluate(
        """async (name) => {
            const places = await lmp.places();
            const { x, y } = lmp.coverage.pointOf(places.name.indexOf(name));
            const stage = document.getElementById("lmp_map").getBoundingClientRect();
            return [stage.left + x, stage.top + y];
        }""",
        name,
    )
    return box["x"] + at[0], box["y"] + at[1]


def settled(page, expression: str) -> float:
    """A value of the map once it has come to rest."""
    at_rest(page)
    return until_still(page, lambda: inside(page).evaluate(expression))


def choose(frame, name: str, value: str) -> None:
    frame.get_by_role("combobox", name=name).select_option(value)


def test_periods_switch_and_are_compared_without_loading_the_map_again(
    page, served_app, assert_accessible
):
    frame = opened(page, f"{served_app}/{SLB}")
    inside(page).evaluate("window.stillHere = true")
    labels = frame.locator(".lmp-legend li").all_inner_texts()
    line = frame.get_by_role("slider", name="Period")
    line.press("ArrowLeft")
    frame.locator(".lmp-legend .lmp-unit", has_text="2009").wait_for()
    expect(line).to_have_attribute("aria-valuetext", "2009")
    after = frame.locator(".lmp-legend li").all_inner_texts()
    assert [text.split()[0] for text in after] == [text.split()[0] for text in labels]
    page.wait_for_url(re.compile("period=2009"))

    choose(frame, "Compare periods", "multiples")
    frame.locator(".lmp-twin").nth(1).wait_for()
    at_rest(page)
    names = frame.locator(".lmp-caption:visible").all_inner_texts()
    assert sorted(names) == ["1999", "2009", "2019"]
    drawn = until_still(page, lambda: inside(page).evaluate(OTHERS))
    frame.locator(".lmp-entry").first.click()  # leaves one class on every map
    until(page, lambda: inside(page).evaluate(OTHERS) != drawn)
    frame.get_by_role("button", name="Show all classes").click()
    until(page, lambda: inside(page).evaluate(OTHERS) == drawn)
    choose(frame, "Compare periods", "swipe")
    handle = frame.get_by_role("slider", name="Move the border")
    handle.press("ArrowRight")
    expect(handle).to_have_attribute("aria-valuenow", "55")
    page.wait_for_url(re.compile("compare=swipe"))
    at_rest(page)
    assert_accessible(page)
    view = "lmp.coverage.map.getZoom()"
    for _ in range(3):
        frame.locator("#lmp_map").press("+")
    near = settled(page, view)
    choose(frame, "Compare periods", "side")
    frame.locator(".lmp-side .lmp-twin").wait_for()
    assert settled(page, view) == near

    choose(frame, "Compare periods", "difference")
    frame.locator(".lmp-legend h2", has_text="Change of").wait_for()
    expect(frame.locator(".lmp-legend .lmp-unit")).to_contain_text("1999 to 2009")
    expect(frame.locator(".lmp-foot")).to_contain_text("not known")
    page.wait_for_url(re.compile("compare=difference"))
    assert inside(page).evaluate(CUT) == []
    assert inside(page).evaluate("window.stillHere") is True

    opened(page, f"{served_app}/{SLB}&compare=multiples")
    at_rest(page)
    assert inside(page).evaluate(
        """() => {
            const { x, y } = lmp.coverage.map.getSize();
            return Array.from({ length: lmp.coverage.places }, (_, i) => lmp.coverage.pointOf(i))
                .every((at) => at.x > 0 && at.y > 0 && at.x < x && at.y < y);
        }"""
    ), "a small map shows the whole country"


def test_a_map_is_swiped_over_what_is_drawn_on_another(page, served_app):
    periods = "country=TLS&level=ADM1&indicator=pop_growth&compare=swipe"
    frame = opened(page, f"{served_app}/?{periods}")
    border = frame.get_by_role("slider", name="Move the border").bounding_box()
    at_rest(page)
    line = {**border, "x": border["x"] + border["width"] / 2 - 1, "width": 2}
    picture = Image.open(io.BytesIO(page.screenshot(clip=line))).convert("L")
    shades = sorted(picture.tobytes())
    assert shades[len(shades) * 9 // 10] < INK, "land lies over the border"  # the rest: its arrow


def test_one_goes_down_to_the_districts_of_a_province_and_up_again(page, served_app):
    frame = opened(page, f"{served_app}/?country=NPL&level=ADM1&indicator=hh_absent_share")
    inside(page).evaluate("window.stillHere = true")
    page.mouse.dblclick(*point_at(page, "Bagmati"))
    page.wait_for_url(re.compile("level=ADM2.*within=NP-P3"))
    trail = frame.get_by_role("navigation", name="Where you are")
    trail.get_by_text("Bagmati").wait_for()
    # What is brought out comes first, in the table and by the keys.
    rows = frame.locator(".lmp-table tbody tr")
    expect(rows).to_have_count(77)
    expect(frame.locator(".lmp-table tr.lmp-around")).to_have_count(77 - 13)
    expect(frame.locator(".lmp-table tr:not(.lmp-around) + tr.lmp-around")).to_have_count(1)
    expect(rows.nth(13)).to_have_class("lmp-around")
    parts = inside(page).evaluate("lmp.message().focus")
    frame.locator("#lmp_map").press("n")
    frame.locator("#lmp_map").press("n")
    until(page, lambda: inside(page).evaluate("lmp.coverage.hovered") == parts[1])
    trail.get_by_role("button", name="Nepal").press("Enter")
    page.wait_for_url(re.compile("level=ADM1"))
    expect(frame.locator("#lmp_map")).to_be_focused()
    expect(rows).to_have_count(7)
    page.mouse.dblclick(*point_at(page, "Bagmati"))
    page.wait_for_url(re.compile("level=ADM2.*within=NP-P3"))
    frame.locator("#lmp_map").press("u")
    page.wait_for_url(re.compile("level=ADM1.*place=NP-P3"))
    frame.locator(".lmp-card h2", has_text="Bagmati").wait_for()
    frame.get_by_role("button", name="Show its districts").press("Enter")
    page.wait_for_url(re.compile("within=NP-P3"))
    # What was typed over the districts is still good when the provinces have come.
    search = frame.get_by_role("combobox", name="Find a place")
    search.fill("mustang")
    option = frame.get_by_role("option", name="Mustang")
    option.wait_for()
    up = "lmp.send({ type: 'drilled', level: 'ADM1', within: '', place_code: '' })"
    inside(page).evaluate(up)
    expect(rows).to_have_count(7)
    option.wait_for()
    search.press("Enter")
    page.wait_for_url(re.compile("level=ADM2.*place=NP0445"))
    frame.locator(".lmp-card h2", has_text="Mustang").wait_for()

    # While another map is on its way a click on the old one does not hold it back.
    trail.get_by_text("Nepal").wait_for()
    frame.locator("#lmp_map").press("u")
    inside(page).evaluate("lmp.coverage.choose(70); lmp.coverage.highlight(70)")
    expect(rows).to_have_count(7)
    page.wait_for_url(re.compile("level=ADM1"))
    until(page, lambda: inside(page).evaluate("lmp.coverage.hovered") == -1)
    assert inside(page).evaluate("window.stillHere") is True


# The least contrast of a name that stands within its place with what it stands on.
LEAST_CONTRAST = """() => {
    const parts = (colour) => (colour.startsWith("#")
        ? [1, 3, 5].map((k) => parseInt(colour.slice(k, k + 2), 16))
        : colour.match(/[\\d.]+/g).slice(0, 3).map(Number));
    const linear = (part) => (part <= 10 ? part / 3294 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    const light = (colour) => {
        const [r, g, b] = parts(colour).map(linear);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const root = document.documentElement;
    const { classes, kind, legend } = lmp.message();
    const grounds = kind === "symbols" ? [] : legend.classes.map(
        ({ colour, dark }) => (root.dataset.theme === "dark" && dark) || colour);
    const land = getComputedStyle(root).getPropertyValue("--lmp-map-land").trim();
    const names = [...document.querySelectorAll(".lmp-names .lmp-inside:not([hidden])")];
    return Math.min(...names.map((span) => {
        const name = span.querySelector("bdi").textContent.replaceAll("\u00ad", "");
        const place = lmp.labelled.indexOf(name);
        const ground = grounds[lmp.LETTERS.indexOf(classes[place])] ?? land;
        const [ink, paper] = [light(getComputedStyle(span).color), light(ground)];
        return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    }));
}"""


@pytest.mark.parametrize("indicator", ["pop_total", "pop_density"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_names_within_equal_places_are_readable(new_page, served_app, indicator, colours):
    page = new_page(color_scheme=colours)
    query = f"?country=SLB&level=ADM1&indicator={indicator}&period=2019&shape=dots"
    frame = opened(page, f"{served_app}/{query}")
    frame.locator(".lmp-names .lmp-inside:visible").nth(4).wait_for()
    at_rest(page)
    inside(page).evaluate("async () => { lmp.labelled = (await lmp.places()).name; }")
    assert inside(page).evaluate(LEAST_CONTRAST) >= 4.5


def test_small_islands_are_seen_in_frames_tiles_and_circles(page, served_app):
    frame = opened(page, f"{served_app}/?country=PLW")
    least = "Math.min(...[...Array(16).keys()].map((i) => Math.max(...lmp.coverage.sizeOf(i))))"
    frame.locator(".lmp-names span:visible", has_text="Sonsorol").wait_for()
    named = frame.locator(".lmp-names span:visible", has_text="Hatohobei")
    expect(named).to_have_count(2)  # an island in each of two frames
    assert "scales of their own" in frame.locator(".lmp-foot").inner_text()
    choose(frame, "Shape of the places", "tiles")
    frame.locator(".lmp-names .lmp-inside:visible").nth(15).wait_for()
    assert settled(page, least) > 60
    page.mouse.click(*point_at(page, "Angaur"))
    frame.locator(".lmp-card h2", has_text="Angaur").wait_for()
    page.wait_for_url(re.compile("shape=tiles"))
    choose(frame, "Shape of the places", "dots")
    page.wait_for_url(re.compile("shape=dots"))
    assert settled(page, least) > 40


def test_the_wall_shows_saved_views_one_after_another(page, own_app, assert_accessible):
    for query, name in ((SLB, "Solomon Islands"), ("?country=PLW", "Palau")):
        frame = opened(page, f"{own_app}/{query}")
        page.get_by_role("button", name="Saved views").click()
        page.get_by_role("button", name="Add the view").click()
        page.get_by_role("link", name=re.compile(name)).last.wait_for()
        page.keyboard.press("Escape")
        at_rest(page)
    page.keyboard.press("Alt+p")
    frame.locator(".lmp-wall-title:visible", has_text="Palau").wait_for()
    expect(frame.get_by_role("combobox").first).not_to_be_visible()
    legend = frame.locator(".lmp-legend")
    page.keyboard.press("l")
    expect(legend).not_to_be_visible()
    page.keyboard.press("l")
    expect(legend).to_be_visible()
    page.keyboard.press("PageUp")
    frame.locator(".lmp-wall-title", has_text="Solomon Islands").wait_for()
    until(
        page,
        lambda: inside(page).evaluate("document.documentElement.dataset.theme") == "projector",
    )
    at_rest(page)
    overlap = inside(page).evaluate(
        """() => {
            const boxes = [...document.querySelectorAll(".lmp-names span:not([hidden])")]
                .map((span) => span.getBoundingClientRect());
            return boxes.some((a, i) => boxes.slice(i + 1).some((b) => a.left < b.right
                && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
        }"""
    )
    assert not overlap
    assert_accessible(page)
    inside(page).evaluate("lmp.send = () => {}")  # a view that was seen needs no answer of the page
    page.keyboard.press("PageDown")
    frame.locator(".lmp-wall-title", has_text="Palau").wait_for()
    page.keyboard.press("Alt+p")
    frame.get_by_role("combobox", name="Find a place").wait_for()


def test_land_and_files_of_tiles_lie_behind_the_places(page, own_app):
    frame = opened(page, f"{own_app}/?country=NPL&level=ADM1")
    picker = frame.get_by_role("combobox", name="Base map")
    names = picker.locator("option").all_inner_texts()
    assert names == ["No base map", "Land and neighbours", "A {{plan}}", "V"]
    painted = """(all) => [...document.querySelectorAll(".leaflet-lmp-base-pane canvas")].some(
        (tile) => tile.getContext("2d").getImageData(0, 0, 128, 128).data.some((byte) => byte))"""
    for code in ("land", "file:v.mbtiles"):
        picker.select_option(code)
        inside(page).wait_for_function(painted)
    picker.select_option("file:plan.mbtiles")
    frame.locator(".leaflet-lmp-base-pane img.leaflet-tile-loaded").first.wait_for()


def test_all_of_it_is_reached_on_a_phone_and_at_twice_the_size(page, served_app, assert_accessible):
    page.set_viewport_size({"width": 360, "height": 740})
    frame = opened(page, f"{served_app}/{SLB}&compare=multiples")
    frame.locator(".lmp-twin").nth(1).wait_for()
    line = frame.get_by_role("slider", name="Period")
    for size, key, period in (((360, 740), "Home", "1999"), ((640, 360), "End", "2019")):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        at_rest(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        assert inside(page).evaluate("document.documentElement.scrollWidth <= innerWidth")
        line.scroll_into_view_if_needed()
        line.press(key)
        frame.locator(".lmp-now", has_text=period).wait_for()
        at_rest(page)
        for twin in frame.locator(".lmp-twin, .lmp-stage").all():
            assert twin.bounding_box()["height"] > 100
        assert_accessible(page)
