"""Go through a whole workshop as a new facilitator does, and take the pictures of its page.

    lmp app --no-browser --workspace EMPTY_FOLDER &
    python scripts/take_workshop_screenshots.py http://127.0.0.1:8501 docs/img

Needs Playwright and a Chromium on the PATH. The printed record is kept beside the pictures.
"""

import random
import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, Page, expect, sync_playwright

DESK: Final = {"width": 1280, "height": 720}
PHONE: Final = {"width": 360, "height": 740}
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
TITLE: Final = "Water and services in Dhading"
GROUPS: Final = ("Women", "Young people", "Elders", "Ward committee")
NOTES: Final = ("Dry from March to May", "Two hours on foot", "Closed since the flood", "", "", "")
INDICATOR: Final = "Came within the last 5 years"
SHARE: Final = f"{INDICATOR} (%)"
MARKS: Final = 9  # of each group
_ANY: Final = random.Random(3)  # noqa: S311 - where people tap


def prepare(page: Page, base: str) -> None:
    """Open a workshop from its form."""
    page.goto(f"{base}/community")
    page.get_by_label("Title of the workshop").fill(TITLE)
    page.get_by_label("Country").click()
    page.get_by_label("Country").fill("Nepal")
    page.get_by_role("option", name="Nepal").click()
    page.get_by_label("Place", exact=True).click()
    page.get_by_label("Place", exact=True).fill("Dhading")
    page.get_by_role("option", name="Dhading").click()
    choose(page, "Base maps to draw on", "Land and neighbours")
    choose(page, "Indicators to show behind the drawings", SHARE)
    page.get_by_role("tab", name="Legend").click()
    page.get_by_label("Start from").click()
    page.get_by_role("option", name="Services and gaps").click()
    page.wait_for_timeout(1500)
    page.get_by_role("tab", name="Session").click()
    page.get_by_label("Groups, one a line").fill("\n".join(GROUPS))
    page.get_by_label("Groups, one a line").press("Control+Enter")
    page.wait_for_timeout(1500)
    page.get_by_role("tab", name="Legend").click()
    page.wait_for_timeout(800)


def choose(page: Page, label: str, option: str) -> None:
    """One of a list of which several may be chosen."""
    field = page.get_by_role("combobox", name=label)
    field.click()
    field.fill(option)
    page.get_by_role("option", name=option).first.wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    page.keyboard.press("Escape")
    page.wait_for_timeout(1000)


def let_in(page: Page) -> str:
    """Open to phones; gives the code."""
    page.get_by_role("button", name="Phones").click()
    page.get_by_role("button", name="Open to phones with a new code").click()
    shown = page.locator("h1", has_text=" ").last
    expect(shown).to_contain_text(" ")
    page.wait_for_timeout(1500)
    return "".join(char for char in shown.inner_text() if char.isdigit())


def come_in(browser: Browser, base: str, code: str, group: str) -> Page:
    """A phone that types the code and chooses its group."""
    page = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2
    ).new_page()
    page.goto(f"{base}/enter")
    page.get_by_label("Code").fill(code)
    page.get_by_role("button", name="Go").tap()
    page.get_by_role("button", name=group).tap()
    page.locator(".lmp-category").first.wait_for()
    page.wait_for_timeout(1500)
    return page


def draw(phone: Page) -> None:
    """Tap marks of several categories, some with a note."""
    for _ in range(MARKS):
        line = phone.locator(".lmp-category").nth(_ANY.choice((0, 1, 1, 2, 2, 4)))
        if line.get_attribute("aria-pressed") != "true":
            if phone.locator("body.lmp-active").count():
                phone.get_by_role("button", name="Cancel").tap()
            line.tap()
        box = phone.locator(".folium-map").bounding_box() or {"width": 360, "height": 300}
        phone.touchscreen.tap(
            box["width"] * (0.25 + 0.5 * _ANY.random()), box["height"] * (0.2 + 0.6 * _ANY.random())
        )
        note = _ANY.choice(NOTES)
        if note and phone.get_by_label("Note (optional)").is_visible():
            phone.get_by_label("Note (optional)").fill(note)
            phone.get_by_role("button", name="Save note").tap()
    expect(phone.locator(".lmp-state")).to_have_attribute("data-state", "saved")


def main(base: str, folder: Path) -> None:
    """Write every picture into the folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(ARGUMENTS)
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        prepare(page, base)
        page.screenshot(path=folder / "workshop-prepare.png")
        page.get_by_role("button", name="Open the workshop").click()
        page.get_by_text(TITLE).first.wait_for()
        code = let_in(page)
        page.screenshot(path=folder / "workshop-phones.png")
        links = page.locator("a[href*='board/']").first
        wall = browser.new_context(viewport=DESK).new_page()
        wall.goto(f"{base}/{links.get_attribute('href')}")
        wall.locator(".lmp-way-in strong").wait_for()
        wall.wait_for_timeout(2500)
        wall.screenshot(path=folder / "workshop-code.png")
        phones = [come_in(browser, base, code, group) for group in GROUPS]
        for phone in phones:
            draw(phone)
        phones[0].screenshot(path=folder / "workshop-phone.png")
        lead(wall, folder)
        correct(browser, base, page, folder)
        vote(phones, wall, folder)
        take_home(page, base, folder)
        browser.close()


def lead(wall: Page, folder: Path) -> None:
    """The wall while people draw, and the gallery walk."""
    wall.keyboard.press("c")
    for key in "tnn":
        wall.keyboard.press(key)
    total = f"{MARKS * len(GROUPS)} drawn"
    expect(wall.locator(".lmp-total")).to_have_text(total, timeout=15_000)
    wall.screenshot(path=folder / "workshop-wall.png")
    wall.keyboard.press("g")
    expect(wall.locator(".lmp-ground-key h2")).to_have_text(INDICATOR)
    wall.wait_for_timeout(700)
    wall.screenshot(path=folder / "workshop-figures.png")
    wall.keyboard.press("g")
    wall.keyboard.press("PageDown")
    wall.wait_for_timeout(700)
    wall.screenshot(path=folder / "workshop-walk.png")
    wall.keyboard.press("Home")


def correct(browser: Browser, base: str, page: Page, folder: Path) -> None:
    """Correct a mark, and begin a vote."""
    link = page.locator("a[href*='workshop/']").first.get_attribute("href")
    guide = browser.new_context(viewport=DESK).new_page()
    guide.goto(f"{base}/{link}")
    guide.get_by_text("Drawn so far").click()
    guide.locator(".lmp-list li button").nth(3).click()
    guide.get_by_role("button", name="Validated with the group").click()
    guide.wait_for_timeout(800)
    guide.screenshot(path=folder / "workshop-correct.png")
    guide.keyboard.press("Escape")
    guide.get_by_text("Vote", exact=True).click()
    guide.get_by_label("What is the question?").fill("Which should come first?")
    guide.get_by_role("button", name="Begin the vote").click()
    expect(guide.locator(".lmp-state")).to_have_attribute("data-state", "saved")


def vote(phones: list[Page], wall: Page, folder: Path) -> None:
    """Phones give their dots; the wall shows them."""
    for phone in phones:
        for _ in range(3):
            phone.get_by_role("button", name="One dot more").nth(_ANY.choice((0, 1, 1, 4))).tap()
    phones[0].screenshot(path=folder / "workshop-vote-phone.png")
    for phone in phones:
        phone.get_by_role("button", name="Done").tap()
        expect(phone.locator(".lmp-state")).to_have_attribute("data-state", "saved")
    wall.keyboard.press("v")
    expect(wall.locator(".lmp-results li").first).to_be_visible()
    wall.wait_for_timeout(2500)
    wall.screenshot(path=folder / "workshop-vote.png")


def take_home(page: Page, base: str, folder: Path) -> None:
    """Counts, the record, the profile."""
    page.goto(f"{base}/findings")
    page.get_by_text("By place").wait_for(timeout=60_000)
    page.wait_for_timeout(2000)
    page.screenshot(path=folder / "workshop-findings.png")
    page.get_by_role("tab", name="Record and maps").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Record of the workshop, PDF").click()
    download.value.save_as(folder / "workshop-record.pdf")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
