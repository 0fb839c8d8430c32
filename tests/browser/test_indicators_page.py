"""The page of indicators in a real browser: find, read, open on the map, add one's own."""

import re

import pytest

from tests.browser.rest import at_rest

FRAME = "iframe[src*='map/frame']"


@pytest.fixture
def indicators(page, served_app):
    """The page, shown."""

    def open_at(query: str = ""):
        page.goto(f"{served_app}/indicators{query}")
        page.locator("details").nth(5).wait_for()
        at_rest(page)

    page.open_at = open_at
    return page


def _wait_for_list(page, label: str) -> None:
    """Until the list has an indicator: its count alone may still be that of the list before."""
    page.locator("details summary", has_text=label).first.wait_for()


def _search(page, words: str, expected: int) -> None:
    page.get_by_role("searchbox").fill(words)
    page.get_by_text(re.compile(rf"^{expected} ")).first.wait_for()


def _pick(page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option).first.click()


def _open(page, label: str) -> None:
    page.locator("details summary", has_text=label).first.press("Enter")


def test_an_indicator_is_found_by_words_and_says_what_it_is(indicators):
    indicators.open_at()
    indicators.locator("details summary", has_text="·").nth(24).wait_for()
    at_rest(indicators)
    assert indicators.locator("details summary", has_text="·").count() == 25
    _search(indicators, "depend remittance", 1)
    _open(indicators, "Remittance dependency")
    indicators.get_by_text("100 × Remittances received ÷ Household income").wait_for()
    at_rest(indicators)
    said = indicators.locator("details[open]").inner_text()
    assert "Neither more nor less is better" in said
    assert "Numerators and denominators are added up" in said
    assert "17.3.2 Remittances as a share of gross domestic product" in said
    assert "local counterpart of a national indicator" in said
    assert "remit_dep" in said
    assert "household income and expenditure survey" in said


def test_an_indicator_is_found_in_french(indicators):
    indicators.open_at("?lang=fr")
    _search(indicators, "dependance transferts", 1)
    _open(indicators, "Dépendance aux transferts")
    indicators.get_by_text("Tous les transferts sur tout le revenu").wait_for()


def test_the_list_is_narrowed_by_section_and_by_country(indicators):
    indicators.open_at()
    indicators.get_by_text("Only those that a profile looks for").click()
    indicators.get_by_text(re.compile(r"^69 indicators$")).wait_for()
    indicators.get_by_text("Only those that a profile looks for").click()
    indicators.get_by_text(re.compile(r"^2\d\d indicators$")).wait_for()
    _pick(indicators, "Section of the profile", "9 ·")
    indicators.get_by_text(re.compile(r"^1\d indicators$")).wait_for()
    _wait_for_list(indicators, "Unemployment rate")
    _pick(indicators, "With figures for", "Tonga")
    indicators.get_by_text(re.compile(r"^0 indicators$")).wait_for()
    _pick(indicators, "Section of the profile", "All sections")
    _wait_for_list(indicators, "Population density")


def test_a_link_opens_the_indicator_on_the_map(indicators):
    indicators.open_at()
    _search(indicators, "pop_density", 1)
    _open(indicators, "Population density")
    link = indicators.get_by_role("link", name="Tonga: open the map")
    link.wait_for()
    at_rest(indicators)  # the link moves while the list below is drawn
    link.click()
    frame = indicators.frame_locator(FRAME)
    frame.locator(".lmp-legend h2", has_text="Population density").wait_for()
    assert "country=TON" in indicators.url
    assert "indicator=pop_density" in indicators.url


@pytest.mark.parametrize(("language", "size"), [("en", (1280, 720)), ("es", (360, 740))])
def test_the_page_is_usable_and_accessible_on_a_screen(
    indicators, language, size, assert_accessible
):
    indicators.set_viewport_size({"width": size[0], "height": size[1]})
    indicators.open_at(f"?lang={language}")
    indicators.locator("details summary").nth(0).press("Enter")
    indicators.locator("form, [data-testid=stForm]").first.wait_for()
    indicators.locator("details summary").nth(2).press("Enter")
    indicators.locator("details[open]").nth(1).wait_for()
    at_rest(indicators)
    assert indicators.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert_accessible(indicators)


def test_one_of_ones_own_is_added_once_its_mistakes_are_mended(new_app, page):
    server = new_app()
    page.goto(f"{server.url}/indicators")
    page.locator("details").nth(5).wait_for()
    _open(page, "Add an indicator of your own")
    form = page.get_by_test_id("stForm")
    form.get_by_label("Code", exact=True).fill("Wells in use")
    form.get_by_label("Name (English)").fill("Wells")
    form.get_by_label("Unit (English)").fill("wells")
    form.get_by_role("button", name="Add the indicator").press("Enter")
    page.get_by_text("2 mistakes to mend; nothing was written.").wait_for()
    at_rest(page)
    faults = form.get_by_role("alert").all_inner_texts()
    assert any("Must be small letters, digits and underscores" in fault for fault in faults)
    assert any("Is missing." in fault for fault in faults)
    path = server.workspace / "indicators" / "catalogue.toml"
    assert not path.exists()

    form.get_by_label("Code", exact=True).fill("wells_n")
    form.get_by_label("Definition (English)").fill("Wells in use on the day of the count")
    form.get_by_role("button", name="Add the indicator").press("Enter")
    page.get_by_text("Wells was added to your catalogue.").wait_for()
    assert 'code = "wells_n"' in path.read_text("utf-8")

    page.reload()
    page.locator("details").nth(5).wait_for()
    _search(page, "wells", 1)
    _open(page, "Wells")
    page.get_by_text("Wells in use on the day of the count").wait_for()
