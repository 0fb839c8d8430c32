"""Profiles of many places from the page: choose, press, close the tab, come back, take away."""

import io
import re
import zipfile

from playwright.sync_api import expect

from tests.browser.rest import at_rest


def test_a_run_outlives_its_tab_is_found_again_and_taken_away(page, new_page, new_app):
    app = new_app()
    page.goto(f"{app.url}/produce?country=XXE&level=ADM2")
    make = page.get_by_role("button", name="Make the profiles")
    expect(page.get_by_text("6 profiles in 12 files")).to_be_visible()
    at_rest(page)
    make.click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(make).to_be_disabled()
    page.close()

    later = new_page()
    later.goto(f"{app.url}/produce?country=XXE&level=ADM2")
    expect(later.get_by_text("6 profiles are made.", exact=True)).to_be_visible(timeout=120_000)
    expect(later.get_by_role("button", name="Make the profiles")).to_be_enabled()
    at_rest(later)
    archive = later.get_by_role("link", name="All files as ZIP").get_attribute("href")
    answer = later.request.get(f"{app.url}/{archive}")
    with zipfile.ZipFile(io.BytesIO(answer.body())) as files:
        assert len(files.namelist()) == 13
    listing = later.get_by_role("link", name="List of the files").get_attribute("href")
    shown = later.request.get(f"{app.url}/{listing}")
    assert shown.headers["content-type"].startswith("text/html")
    first = re.findall(r'href="([^"]+pdf)"', shown.text())[0]
    pdf = later.request.get(f"{app.url}/{listing.rsplit('/', 1)[0]}/{first}")
    assert pdf.body().startswith(b"%PDF")
