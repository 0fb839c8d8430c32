"""Each kind of map in a real browser: on a screen and on a phone, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.rest import at_rest, until, until_still

FRAME = "iframe[src*='map/frame']"
WIDE = {"width": 1280, "height": 720}
PHONE = {"width": 360, "height": 740}
PIXELS = """() => {
    const found = document.querySelectorAll("canvas.lmp-fills, canvas.lmp-marks");
    const sums = [...found].map((canvas) => {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        let sum = 0;
        for (let i = 0; i < data.length; i += 41) sum = (sum * 31 + data[i]) % 1e9;
        return sum;
    });
    return sums.join();
}"""


DRAWN = """() => {
    let drawn = 0;
    for (const canvas of document.querySelectorAll("canvas.lmp-fills, canvas.lmp-marks")) {
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 3; i < data.length; i += 40) drawn += data[i] > 0;
    }
    return drawn;
}"""


@pytest.fixture
def at(page, served_app):
    """Open the map page at a query, at a size; gives the frame with the key drawn."""

    def open_at(query: str, size=WIDE):
        page.set_viewport_size(size)
        page.goto(f"{served_app}/{query}")
        frame = page.frame_locator(FRAME)
        frame.locator(".lmp-legend h2").wait_for()
        at_rest(page)
        return frame

    return open_at


def inside(page):
    return next(frame for frame in page.frames if "map/frame" in frame.url)


def pixels(page):
    return until_still(page, lambda: inside(page).evaluate(PIXELS))


def wait_for_other_pixels(page, than) -> None:
    until(page, lambda: inside(page).evaluate(PIXELS) != than)


def check_on_phone(page, assert_accessible) -> None:
    """What is shown already, on a phone."""
    page.set_viewport_size(PHONE)
    at_rest(page)
    check_width(page)
    assert_accessible(page)


def check_width(page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"]


def test_streams_follow_the_selected_place_and_say_what_is_not_drawn(
    at, page, assert_accessible
) -> None:
    frame = at("?country=NPL&level=ADM1&indicator=pop_total&kind=flows&second=former_residence")
    rows = frame.locator(".lmp-table tbody tr")
    expect(rows).to_have_count(42)
    frame.get_by_label("Largest streams drawn:").select_option("10")
    frame.locator(".lmp-rest", has_text="32").wait_for()
    whole = pixels(page)
    assert frame.get_by_text("Streams of fewer than 10 people are not shown.").is_visible()

    search = frame.get_by_role("combobox", name="Find a place")
    search.fill("Bagmati")
    frame.locator(".lmp-options li").first.wait_for()
    search.press("Enter")
    page.wait_for_url(re.compile("place="))
    frame.locator(".lmp-table td.lmp-own").first.wait_for()
    expect(rows).to_have_count(12)
    at_rest(page)
    assert all("Bagmati" in row for row in rows.all_inner_texts())
    wait_for_other_pixels(page, whole)
    assert_accessible(page)
    check_on_phone(page, assert_accessible)


def test_two_rates_have_a_square_two_small_maps_and_words_for_both(
    at, page, assert_accessible
) -> None:
    query = "?country=NPL&level=ADM2&indicator=hh_absent_share&kind=bivariate&second=pop_density"
    frame = at(query)
    cells = frame.locator(".lmp-cell")
    assert cells.count() == 9
    assert frame.locator(".lmp-small canvas").count() == 2
    axes = " ".join(frame.locator(".lmp-axis").all_text_contents())
    assert "abroad" in axes
    assert "density" in axes
    assert frame.locator(".lmp-table tbody tr").first.locator("td").count() == 3
    before = pixels(page)
    cells.nth(8).focus()
    page.keyboard.press("Enter")
    expect(cells.nth(8)).to_have_attribute("aria-pressed", "true")
    assert "high" in cells.nth(8).text_content()
    wait_for_other_pixels(page, before)
    frame.get_by_role("button", name="Show all classes").click()
    until(page, lambda: inside(page).evaluate(PIXELS) == before)
    frame.locator("#lmp_map").focus()
    page.keyboard.press("n")
    live = frame.locator(".lmp-live")
    expect(live).to_have_text(re.compile(r"\(.*\("))  # the class of each rate is read out
    assert_accessible(page)
    check_on_phone(page, assert_accessible)

    at_rest(page)
    page.evaluate(HOLD_EVENTS)  # other classes need no answer of the page
    frame.get_by_role("button", name="Edit").click()
    frame.get_by_label("Number of classes").select_option("2")
    expect(frame.locator(".lmp-cell")).to_have_count(4)


HIDDEN_BY_EDGE = """() => {
    const { right, bottom } = document.querySelector(".lmp-panel").getBoundingClientRect();
    return [...document.querySelectorAll(".lmp-legend *")]
        .map((one) => one.getBoundingClientRect())
        .filter((box) => box.width && (box.right > right + 1 || box.bottom > bottom + 1)).length;
}"""


def test_the_key_of_two_rates_is_whole_on_a_wall(at, page) -> None:
    frame = at("?country=NPL&level=ADM2&indicator=pop_density&kind=bivariate&second=pop_growth")
    frame.locator("#lmp_map").focus()
    page.keyboard.press("Alt+p")
    frame.locator(".lmp-wall-title:visible").wait_for()
    until(page, lambda: inside(page).evaluate(HIDDEN_BY_EDGE) == 0)


def test_clusters_say_how_they_were_tested_and_are_not_offered_without_reason(
    at, page, assert_accessible
) -> None:
    frame = at("?country=NPL&level=ADM2&indicator=hh_absent_share&kind=clusters")
    labels = frame.locator(".lmp-entry").all_inner_texts()
    assert any("Cluster of high values" in label for label in labels)
    assert "999 permutations" in frame.locator(".lmp-foot").inner_text()
    assert_accessible(page)

    frame = at("?country=PLW&level=ADM1&indicator=pop_density&kind=clusters", PHONE)
    alert = page.get_by_role("alert").first
    alert.wait_for()
    expect(alert).to_contain_text("20 places")
    check_width(page)
    assert_accessible(page)


def test_a_filled_map_of_counts_is_refused_with_the_reason(at, page) -> None:
    at("?country=NPL&level=ADM2&indicator=pop_total&kind=choropleth")
    alert = page.get_by_role("alert").first
    alert.wait_for()
    expect(alert).to_contain_text("only for being large")
    page.get_by_role("button", name="Display").click()
    page.get_by_text("Not Filled places: this is a count", exact=False).wait_for()

    at("?country=NPL&level=ADM2&indicator=pop_density&kind=bivariate&second=unheard_of")
    expect(page.get_by_text("unheard_of is not a second rate.")).to_be_visible()


def test_the_key_is_pressed_edited_in_place_and_kept_in_the_link(at, page, new_page) -> None:
    frame = at("?country=NPL&level=ADM2&indicator=hh_absent_share")
    before = pixels(page)
    entry = frame.locator(".lmp-entry").first
    entry.press("Enter")
    expect(entry).to_have_attribute("aria-pressed", "true")
    wait_for_other_pixels(page, before)
    check_filter_stays_when_a_place_is_selected(page, frame)
    frame.get_by_role("button", name="Edit").click()
    frame.get_by_label("Title").fill("Absent households {{7*7}}")
    frame.get_by_label("Breaks between the classes").fill("10; 20; 30")
    frame.get_by_label("Amber").check()
    frame.get_by_role("button", name="Apply").click()
    frame.locator(".lmp-legend h2", has_text="{{7*7}}").wait_for()
    page.wait_for_url(re.compile("breaks=10"))
    at_rest(page)
    edited = pixels(page)

    other = new_page()
    other.goto(page.url)
    again = other.frame_locator(FRAME)
    again.locator(".lmp-legend h2", has_text="Absent households {{7*7}}").wait_for()
    at_rest(other)
    labels = again.locator(".lmp-entry").all_inner_texts()
    assert any(label.startswith("10.0–20.0") for label in labels)
    until(other, lambda: inside(other).evaluate(PIXELS) == edited)

    frame.get_by_role("button", name="As usual").click()
    frame.locator(".lmp-legend h2", has_text="member abroad").wait_for()
    until(page, lambda: "breaks" not in page.url)

    check_classes_switch_in_the_browser(page, frame)


def check_filter_stays_when_a_place_is_selected(page, frame) -> None:
    """Of a class that is pressed, alone on the map, a place is selected."""
    selected = pixels(page)
    frame.locator(".lmp-table tbody tr").last.click()
    page.wait_for_url(re.compile("place="))
    expect(frame.locator(".lmp-entry").first).to_have_attribute("aria-pressed", "true")
    expect(frame.get_by_role("button", name="Show all classes")).to_be_visible()
    until(page, lambda: inside(page).evaluate(PIXELS) == selected)


# What is done on the map does not reach the page.
HOLD_EVENTS = """() => {
    window.post = window.postMessage;
    window.postMessage = (data) => { if (data.type === "lmp:event") window.held = data.event; };
}"""


def check_classes_switch_in_the_browser(page, frame) -> None:
    """What was seen without an answer of the page is what the page then draws."""
    at_rest(page)
    shown = pixels(page)
    page.evaluate(HOLD_EVENTS)
    for label, change in (
        ("Number of classes", lambda field: field.select_option("7")),
        ("Classes by", lambda field: field.select_option("fisher-jenks")),
        ("Violet", lambda field: field.check()),
    ):
        change(frame.get_by_label(label))
        wait_for_other_pixels(page, shown)
        shown = pixels(page)
    labels = frame.locator(".lmp-entry").all_inner_texts()
    check_classes_are_heard(frame)
    expect(frame.get_by_label("Violet")).to_be_checked()
    until(page, lambda: page.evaluate("window.held?.palette") == "violet")
    assert "violet" not in page.url

    page.evaluate("window.postMessage = window.post")
    inside(page).evaluate("lmp.send(parent.held)")
    page.wait_for_url(re.compile("scheme=fisher-jenks&classes=7&palette=violet"))
    at_rest(page)
    assert frame.locator(".lmp-entry").all_inner_texts() == labels
    assert pixels(page) == shown


def check_classes_are_heard(frame) -> None:
    """What a screen reader says of the map are the classes that it is drawn in."""
    listed = "Classes, with the number of places in each"
    entries = frame.get_by_role("list", name=listed).locator(".lmp-entry").all_inner_texts()
    pairs = [re.fullmatch(r"(.+)\s(\d+)\s+places", text).groups() for text in entries]
    said = "; ".join(f"{label.strip()}: {count}" for label, count in pairs if count != "0")
    expect(frame.locator("#lmp-spoken")).to_contain_text(f"{listed}: {said}.")


def test_a_change_is_seen_and_heard_in_other_classes_before_the_page_answers(at, page) -> None:
    frame = at("?country=PLW&level=ADM1&indicator=pop_density&compare=difference&against=2005")
    check_classes_are_heard(frame)
    frame.get_by_role("button", name="Edit").click()
    number = frame.get_by_label("Number of classes")
    number.wait_for()
    assert number.locator("option").all_inner_texts() == ["3", "5", "7"]
    at_rest(page)
    before = pixels(page)
    page.evaluate(HOLD_EVENTS)
    entries = frame.locator(".lmp-legend ul:not(.lmp-marks) .lmp-entry")
    expect(entries).not_to_have_count(3)
    number.select_option("3")
    expect(entries).to_have_count(3)
    check_classes_are_heard(frame)
    wait_for_other_pixels(page, before)
    shown, labels = pixels(page), entries.all_inner_texts()
    until(page, lambda: page.evaluate("window.held?.classes") == "3")
    assert "classes=3" not in page.url

    page.evaluate("window.postMessage = window.post")
    inside(page).evaluate("lmp.send(parent.held)")
    page.wait_for_url(re.compile("classes=3"))
    at_rest(page)
    assert entries.all_inner_texts() == labels
    assert pixels(page) == shown


SIZES = {"screen": WIDE, "phone": PHONE, "twice": {"width": 640, "height": 360}}
NEPAL = "?country=NPL&level=ADM2&indicator=hh_absent_share&period=2021"
SOLOMONS = "?country=SLB&level=ADM1&indicator=pop_density&period=2019"
EVERY_KIND = {
    "filled places": (NEPAL, ".lmp-entry .lmp-swatch"),
    "circles": ("?country=NPL&level=ADM2&indicator=pop_total", ".lmp-circle"),
    "two rates": (f"{NEPAL}&kind=bivariate", ".lmp-two svg"),
    "streams": ("?country=NPL&level=ADM2&indicator=pop_total&kind=flows", ".lmp-stream"),
    "clusters": (f"{NEPAL}&kind=clusters", ".lmp-entry .lmp-swatch"),
    "change": (f"{SOLOMONS}&compare=difference&against=2009", ".lmp-entry .lmp-swatch"),
    "tiles": (f"{SOLOMONS}&shape=tiles", ".lmp-entry .lmp-swatch"),
}


def test_every_kind_is_drawn_on_a_screen_a_phone_and_at_twice_the_size(at, page) -> None:
    for kind, (query, key) in EVERY_KIND.items():
        frame = at(query)
        expect(frame.locator(key).first, kind).to_be_attached()
        expect(frame.locator("#lmp-spoken"), kind).not_to_be_empty()
        expect(frame.locator(".lmp-table tbody tr").first, kind).to_be_attached()
        streams = page.get_by_role("combobox", name="Table of streams")
        indicator = page.get_by_role("combobox", name="Indicator", exact=True)
        shown, absent = (streams, indicator) if kind == "streams" else (indicator, streams)
        expect(shown, kind).to_be_visible()
        expect(absent, kind).not_to_be_attached()
        for size in SIZES.values():
            page.set_viewport_size(size)
            frame.locator(".lmp-stage").scroll_into_view_if_needed()
            at_rest(page)
            assert inside(page).evaluate(DRAWN) > 100, (kind, size)
            check_width(page)
            wide = "[document.documentElement.scrollWidth, innerWidth]"
            inner, room = inside(page).evaluate(wide)
            assert inner <= room, (kind, size)


def test_circles_are_walked_through_by_keys_pressed_in_the_key_and_named(
    at, page, assert_accessible
) -> None:
    frame = at("?country=NPL&level=ADM2&indicator=pop_total&period=2021")
    stage = frame.locator("#lmp_map")
    whole = pixels(page)
    stage.press("n")
    expect(frame.locator(".lmp-live")).to_have_text(
        re.compile(r"^Taplejung, [\d,]+ persons, 2021$")
    )
    stage.press("Enter")
    expect(frame.locator(".lmp-card h2")).to_have_text("Taplejung")
    page.wait_for_url(re.compile("place="))
    largest = frame.locator(".lmp-with-circle .lmp-entry").last
    largest.press("Enter")
    expect(largest).to_have_attribute("aria-pressed", "true")
    wait_for_other_pixels(page, whole)
    frame.get_by_role("button", name="Show all classes").press("Enter")
    expect(largest).to_have_attribute("aria-pressed", "false")
    check_on_phone(page, assert_accessible)
