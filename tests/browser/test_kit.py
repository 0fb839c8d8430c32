"""A kit opened from a folder: maps, tables and profiles without a server, also on a phone."""

import io

import pypdf
from playwright.sync_api import expect

from profiles.cli.main import main

HOSTILE = [
    "{{7*7}}",
    "<script>window.__pwn=1</script>",
    "${window.__pwn=1}",
    "नेपाल",
    "O'Brien & Sons",
]


def test_a_kit_is_used_without_a_server(page, new_page, assert_accessible, tmp_path, monkeypatch):
    from tests.browser.own_pack import ISO3, write_pack

    workspace = tmp_path / "workspace"
    write_pack(workspace, HOSTILE, label="{{7*7}} <b>label</b>", note="<script>{#")
    monkeypatch.setenv("LMP_WORKSPACE_DIR", str(workspace))
    assert main(["kit", "wsm:ADM1", "--lang", "en,fr", "--out", str(tmp_path / "kit.html")]) == 0
    assert main(["kit", f"{ISO3}:ADM1", "--out", str(tmp_path / "own.html")]) == 0

    page.goto((tmp_path / "kit.html").as_uri())
    page.get_by_role("heading", name="Samoa: districts").wait_for()
    page.get_by_role("combobox", name="Indicator", exact=True).select_option("Total population")
    page.get_by_role("heading", name="Total population").wait_for()
    periods = page.get_by_role("combobox", name="Period", exact=True)
    assert periods.locator("option").count() > 1
    periods.select_option("2001")
    page.get_by_text("persons, 2001").wait_for()
    page.get_by_role("combobox", name="Find a place").fill("tuam")
    page.get_by_role("option", name="Tuamasaga").first.click()
    page.get_by_role("heading", name="Tuamasaga", exact=True).wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Open profile").click()
    profile = page.frame_locator("iframe")
    profile.get_by_role("heading", name="Tuamasaga", exact=True).wait_for()
    page.get_by_role("combobox", name="Place", exact=True).select_option("Palauli")
    profile.get_by_role("heading", name="Palauli", exact=True).wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("heading", name="Total population").wait_for()
    check_wall(page)
    check_printed(page)
    page.get_by_role("slider", name="Period").press("End")
    page.get_by_text("persons, 2021").wait_for()
    assert periods.input_value() == "2021"
    page.get_by_role("combobox", name="Language").select_option("fr")
    page.get_by_role("heading", name="Samoa : districts").wait_for()
    page.get_by_text("personnes, 2021").wait_for()
    page.get_by_role("button", name="Ouvrir le profil").click()
    page.frame_locator("iframe").locator("figure svg").first.wait_for()
    page.keyboard.press("Escape")

    phone = new_page(viewport={"width": 360, "height": 740})
    phone.goto((tmp_path / "kit.html").as_uri())
    period = phone.get_by_role("combobox", name="Period", exact=True)
    period.wait_for()
    assert period.bounding_box()["width"] > 100  # 2001–2021 and an arrow
    phone.goto((tmp_path / "own.html").as_uri())
    for name in HOSTILE:
        phone.get_by_role("button", name=name, exact=True).wait_for()
    phone.get_by_role("button", name="Profiles").click()
    shown = phone.frame_locator("iframe")
    for name in HOSTILE:
        phone.get_by_role("combobox", name="Place", exact=True).select_option(name)
        shown.get_by_role("heading", name=name, exact=True).wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert phone.evaluate("window.__pwn") is None


def check_wall(page) -> None:
    """A wall has the title of the map, and nothing to press."""
    page.keyboard.press("Alt+p")
    page.get_by_role("heading", name="Total population by district, Samoa, 2001").wait_for()
    expect(page.get_by_role("button", name="Profiles")).to_be_hidden()
    page.keyboard.press("Alt+p")
    page.get_by_role("button", name="Profiles").wait_for()


def check_printed(page) -> None:
    """Each page with rows of the table says at its head what they are."""
    printed = page.pdf(width="200mm", height="90mm")
    texts = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(printed)).pages]
    rows = [text for text in texts if any(name in text for name in ("Tuamasaga", "Vaisigano"))]
    assert len(rows) > 1
    assert all("Place" in text and "persons" in text for text in rows)
