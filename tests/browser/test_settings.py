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
