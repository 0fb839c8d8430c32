"""A profile in one HTML file, opened on a phone."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from profiles.profile import build_profile
from profiles.report.document import Pictures
from profiles.report.files import FORMATS
from profiles.report.folder import write_index
from profiles.report.gaps import build_gaps, gap_file
from profiles.report.html import to_html
from tests.browser.fixtures import AXE
from tests.profiles.tiny import tiny_pack

NAME = ("Municipality of the Holy Saint and the Seven Springs upon the Upper River " * 2)[:110]
PHONE = {"width": 360, "height": 740}
MOST_PX = 336  # the page without its margins, and a little for rounding
LEAST_PX = 100  # a line of a head holds a word or two
WIDTHS = "found => found.map(one => one.getBoundingClientRect().width)"


@pytest.mark.parametrize("language", ["en", "ar", "ne"])
def test_tables_are_readable_on_a_phone_however_long_the_names(page, tmp_path, language):
    pack = tiny_pack({"ZZ0203": NAME, "ZZ02": NAME})
    profile = build_profile(
        pack, "ZZ0203", language=language, publisher="x", today=date(2026, 11, 22)
    )
    content = to_html(profile, Pictures(locator=None, locator_alt="", maps={}))
    (tmp_path / "profile.html").write_text(content, encoding="utf-8")
    page.set_viewport_size(PHONE)
    page.goto((tmp_path / "profile.html").as_uri())

    heads = page.locator("table:has(thead) tbody th").evaluate_all(WIDTHS)
    titles = page.locator("caption").evaluate_all(WIDTHS)
    assert len(heads) > len(titles) > 5
    assert min(heads) >= LEAST_PX
    assert max(titles) <= MOST_PX
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_no_section_is_printed_with_its_title_alone_at_the_foot_of_a_page(page, tmp_path):
    profile = build_profile(
        tiny_pack(), "ZZ0203", language="en", publisher="x", today=date(2026, 11, 22)
    )
    content = to_html(profile, Pictures(locator=None, locator_alt="", maps={}))
    (tmp_path / "profile.html").write_text(content, encoding="utf-8")
    titles = {section.title for section in profile.sections}
    page.goto((tmp_path / "profile.html").as_uri())
    for height in range(700, 860, 40):
        printed = PdfReader(io.BytesIO(page.pdf(width="600px", height=f"{height}px")))
        for sheet in printed.pages:
            words = sheet.extract_text().strip().split("\n")
            assert not any(words[-1].strip().endswith(title) for title in titles)


def test_a_profile_has_nothing_that_an_accessibility_checker_finds(page, tmp_path):
    profile = build_profile(
        tiny_pack(), "ZZ0203", language="en", publisher="x", today=date(2026, 11, 22)
    )
    content = to_html(profile, Pictures(locator=None, locator_alt="", maps={}))
    (tmp_path / "profile.html").write_text(content, encoding="utf-8")
    page.goto((tmp_path / "profile.html").as_uri())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document)).violations.map(one => one.id)")
    assert found == []


def test_the_list_of_files_is_readable_on_a_phone_and_to_an_accessibility_checker(page, tmp_path):
    files = [tmp_path / f"ZZ0203_{NAME[:40]}_en.{ending}" for ending in FORMATS]
    rows = [(NAME, language, files) for language in ("en", "ne")]
    page.set_viewport_size(PHONE)
    page.goto(write_index(tmp_path, NAME, rows, "en").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document)).violations.map(one => one.id)")
    assert found == []


def test_what_is_missing_has_nothing_that_an_accessibility_checker_finds(page, tmp_path):
    pack = tiny_pack()
    places = list(pack.gazetteer.places.values())
    report = build_gaps(pack, places, language="en", publisher="x", today=date(2026, 11, 22))
    (tmp_path / "gaps.html").write_bytes(gap_file(report, "html"))
    page.goto((tmp_path / "gaps.html").as_uri())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document)).violations.map(one => one.id)")
    assert found == []
