"""The menus under the map: print on paper of any size, and files for other tools."""

import io
import zipfile

import pypdf

from tests.browser.rest import at_rest


def test_a_map_is_printed_as_chosen_last_and_handed_over(page, served_app):
    page.goto(f"{served_app}/?country=WSM")
    page.get_by_role("button", name="Print…").wait_for()
    at_rest(page)
    page.get_by_role("button", name="Print…").click()
    page.get_by_role("combobox", name="Paper").click()
    page.get_by_role("option", name="A2").click()
    page.get_by_text("Cut into sheets of A4").click()
    with page.expect_download() as waiting:  # pressed while the choice is on its way
        page.get_by_role("button", name="Make the file").click()
    pages = pypdf.PdfReader(io.BytesIO(waiting.value.path().read_bytes())).pages
    assert len(pages) == 1 + 8

    page.keyboard.press("Escape")
    at_rest(page)
    page.get_by_role("button", name="More…").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="QGIS project").click()
    names = zipfile.ZipFile(waiting.value.path()).namelist()
    assert [name.rsplit(".", 1)[1] for name in names] == ["gpkg", "qgz"]
