"""The profile page in a real browser: choose, read, take away."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.rest import at_rest

DOCUMENT = "iframe[src*='profiles/']"


@pytest.fixture
def profile(page, served_app):
    """The profile of a place, shown."""

    def open_at(query: str):
        page.goto(f"{served_app}/profile{query}")
        document = page.frame_locator(DOCUMENT)
        document.locator("h1").wait_for()
        at_rest(page)
        return document

    page.open_at = open_at
    return page


def test_a_profile_is_one_page_for_everybody_from_which_another_is_chosen_by_name(
    profile, assert_accessible
):
    document = profile.open_at("?country=NPL&place=NP0327")
    assert document.locator("h1").inner_text() == "Kathmandu"
    assert document.locator("section h2").count() == 15
    assert "2,041,587" in document.locator("body").inner_text()
    heights = profile.locator(DOCUMENT).evaluate(
        "frame => [frame.clientHeight, frame.contentDocument.body.scrollHeight]"
    )
    assert heights[0] >= heights[1] > 3000
    assert_accessible(profile)

    box = profile.get_by_role("combobox", name="Place")
    box.click()
    box.fill("Mustang")
    profile.get_by_role("option", name="Mustang").first.click()
    document.locator("h1", has_text="Mustang").wait_for()
    profile.wait_for_url("**place=NP0445**")


def test_the_files_are_what_they_say(profile):
    profile.open_at("?country=XXE&place=ZZ0201")
    contents = {}
    for name in ("PDF", "DOCX", "HTML", "XLSX", "JSON"):
        with profile.expect_download() as waiting:
            profile.get_by_role("button", name=name).click()
        contents[name] = waiting.value.path().read_bytes()
    assert contents["PDF"].startswith(b"%PDF-")
    assert contents["DOCX"].startswith(b"PK")
    assert contents["XLSX"].startswith(b"PK")
    assert "Dogwood" in contents["HTML"].decode()
    assert "Dogwood" in json.dumps(json.loads(contents["JSON"]))


def test_a_place_that_does_not_exist_is_said_and_another_offered(profile):
    profile.open_at("?country=NPL&place=NP0000")
    alert = profile.get_by_role("alert").first
    alert.wait_for()
    expect(alert).to_contain_text("NP0000")
    expect(alert).to_contain_text("NP0101 (Taplejung)")  # by code and name


def test_the_profile_page_is_accessible_on_a_phone(profile, assert_accessible):
    profile.set_viewport_size({"width": 360, "height": 740})
    profile.open_at("?country=XXE&place=ZZ0201")
    assert profile.evaluate("document.documentElement.scrollWidth") <= 360
    assert_accessible(profile)


def test_a_number_opens_under_itself_and_a_comment_of_a_reader_appears(profile):
    document = profile.open_at("?country=XXE&place=ZZ0203&beside=ZZ0201")
    number = document.locator("#s3 td button.n:visible", has_text="650").first
    number.focus()
    profile.keyboard.press("Enter")
    panel = document.locator(".origin:popover-open")
    panel.wait_for()
    assert "in_mig_n, ZZ0203, 2019/2024 = 650" in panel.inner_text()
    below = panel.bounding_box()["y"] - number.bounding_box()["y"]
    assert 0 < below < 60
    profile.keyboard.press("Escape")
    panel.wait_for(state="hidden")
    beside = document.locator("#s0 th:visible", has_text="Dogwood")
    assert beside.count() == 1  # chosen to stand beside
    document.locator("#s3 > details > summary").click()
    number.wait_for(state="hidden")

    profile.get_by_role("link", name="Comments and planning").click()
    comment = profile.get_by_role("textbox", name="Comment", exact=True)
    comment.wait_for()
    comment.fill("The bridge is new.")
    add = profile.get_by_role("button", name="Add the comment")
    add.click()
    profile.get_by_text("A comment needs words").wait_for()
    expect(comment).to_have_value("The bridge is new.")  # what is said is not lost
    profile.get_by_role("textbox", name="Your name or office").fill("District office")
    add.click()
    profile.get_by_role("button", name="Remove").first.wait_for()
    profile.get_by_role("link", name="Back to the profile").click()
    document.locator("td", has_text="District office").first.wait_for()
    expect(document.locator("#s0")).to_contain_text("The bridge is new.")


def test_the_numbers_of_a_chart_are_under_it_and_open(profile):
    document = profile.open_at("?country=XXE&place=ZZ0203")
    figures = document.locator("#s3 details.figures").first
    number = figures.locator("button.n").first
    expect(number).to_be_hidden()
    figures.locator("summary").click()
    number.click()
    panel = document.locator(".origin:popover-open")
    panel.wait_for()
    assert number.inner_text() == "72.4"
    assert "net_mig_rate, ZZ0201, 2019/2024 = 72.351544" in panel.inner_text()


def test_an_edition_of_one_page_has_the_key_facts_only(profile):
    document = profile.open_at("?country=XXE&place=ZZ0203&brief=1")
    assert document.locator("section h2").count() == 1
    assert document.locator("#s0 li").count() >= 3
