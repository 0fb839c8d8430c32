"""One place for settings: what is chosen there holds on every page and at the next visit."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.rest import at_rest

FRAME = "iframe[src*='map/frame']"


@pytest.fixture
def choose(page):
    """Choose something in the settings."""

    def choose(label: str, option: str) -> None:
        box = page.get_by_role("combobox", name=label, exact=True)
        at_rest(page)
        if not box.is_visible():
            page.get_by_role("button", name="Settings").click()
            box.wait_for()
            at_rest(page)
        box.click()
        page.get_by_role("option", name=option, exact=True).click()

    return choose


def test_numbers_colours_and_size_hold_on_every_page_and_at_the_next_visit(
    page, served_app, choose, assert_accessible
):
    address = f"{served_app}/?country=NPL&level=ADM1&indicator=pop_total&period=2021"
    page.goto(address)
    frame = page.frame_locator(FRAME)
    cell = frame.locator(".lmp-table tbody .lmp-num").first
    expect(cell).to_have_text("6,116,866")
    expect(frame.locator("#lmp-spoken")).to_contain_text("Highest: Bagmati, 6,116,866")
    choose("Numbers", "1.234.567,8")
    expect(cell).to_have_text("6.116.866")
    choose("Size of text", "Very large")
    root = frame.locator("html")
    expect(root).to_have_attribute("data-text-size", "largest")
    choose("Colours", "Dark")  # the page starts anew with them
    expect(root).to_have_attribute("data-theme", "dark")
    expect(cell).to_have_text("6.116.866")
    page.wait_for_url("**pop_total**")
    at_rest(page)
    assert_accessible(page)

    again = page.context.new_page()
    again.goto(f"{served_app}/profile?country=NPL&place=NP-P3")
    document = again.frame_locator("iframe[src*='profiles/']")
    document.locator("h1").wait_for()
    expect(document.locator("body")).to_have_css("background-color", "rgb(20, 25, 29)")
    expect(document.locator("body")).to_contain_text(re.compile(r"6\.116\.866"))


def test_the_page_says_in_which_language_it_is(page, served_app, choose):
    page.goto(f"{served_app}/indicators?lang=fr")
    root = page.locator("html")
    expect(root).to_have_attribute("lang", "fr")
    page.goto(f"{served_app}/indicators")
    choose("Langue" if root.get_attribute("lang") == "fr" else "Language", "नेपाली")
    expect(root).to_have_attribute("lang", "ne")


def test_what_is_chosen_is_said_in_the_language_that_is_chosen(page, served_app, choose):
    page.goto(f"{served_app}/?country=NPL&level=ADM1&indicator=pop_total")
    expect(page.get_by_role("combobox", name="Indicator")).to_have_value("Total population")
    choose("Language", "Français")
    expect(page.get_by_role("combobox", name="Indicateur")).to_have_value("Population totale")
    expect(page.get_by_role("combobox", name="Pays")).to_have_value("Népal")
    page.wait_for_url(re.compile("indicator=pop_total.*lang=fr"))
    page.keyboard.press("Escape")
    at_rest(page)
    assert page.evaluate(COVERED) == []


# Names of pages that the settings lie over.
COVERED = """() => {
    const over = document.querySelector(".st-key-appearance button").getBoundingClientRect();
    return [...document.querySelectorAll("[data-testid='stTopNavLink']")]
        .filter((link) => {
            const { left, right, width, top, bottom } = link.getBoundingClientRect();
            const isBeside = left >= over.right || right <= over.left;
            const isAbove = top >= over.bottom || bottom <= over.top;
            return width && getComputedStyle(link).opacity > 0 && !isBeside && !isAbove;
        })
        .map((link) => link.textContent);
}"""


CONTRAST = """(input) => {
    const light = (colour) => {
        const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
        const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = parts.map(linear);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = light(getComputedStyle(input).backgroundColor);
    const ink = light(getComputedStyle(input, "::placeholder").color);
    return (Math.max(ground, ink) + 0.05) / (Math.min(ground, ink) + 0.05);
}"""


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_what_may_be_typed_is_readable_before_it_is(new_page, served_app, colours):
    page = new_page(color_scheme=colours)
    page.goto(f"{served_app}/?country=NPL&level=ADM1&indicator=pop_total")
    field = page.frame_locator(FRAME).locator(".lmp-search input")
    field.wait_for()
    assert field.evaluate(CONTRAST) >= 4.5  # WCAG 2.2, 1.4.3


def test_the_key_keeps_its_colours_where_the_system_has_its_own(new_page, served_app):
    page = new_page(forced_colors="active")
    page.goto(f"{served_app}/?country=NPL&level=ADM2&indicator=pop_density")
    entries = page.frame_locator(FRAME).locator(".lmp-entry")
    entries.first.wait_for()
    read = "(all) => all.map((one) => getComputedStyle(one).backgroundColor)"
    swatches = page.frame_locator(FRAME).locator(".lmp-legend ul:first-of-type .lmp-swatch")
    colours = swatches.evaluate_all(read)
    assert len(colours) == len(set(colours)) == 5
    entries.first.click()
    expect(entries.first).to_have_css("outline-style", "solid")  # its ground is the system's


# Words on buttons under the map that are cut off.
CUT = """() => [...document.querySelectorAll(".st-key-take_away button .stMarkdownEllipsis")]
    .filter((words) => {
        const high = words.getBoundingClientRect().height;
        const room = words.closest("button").getBoundingClientRect().height;
        return words.scrollWidth > words.clientWidth || high > room;
    })
    .map((words) => words.textContent)"""


def test_no_word_on_a_button_is_cut_in_a_language_of_long_words(page, served_app):
    page.goto(f"{served_app}/?country=NPL&level=ADM1&indicator=pop_total&lang=fr")
    page.get_by_role("button", name="Vues enregistrées").wait_for()
    for width in (1280, 1024, 700):
        page.set_viewport_size({"width": width, "height": 720})
        at_rest(page)
        assert page.evaluate(CUT) == []
