"""Take the pictures of the documentation from the running app.

    lmp app --no-browser &
    python scripts/take_screenshots.py http://127.0.0.1:8501 docs/img

Needs Playwright and a Chromium on the PATH.
"""

import shutil
import sys
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, sync_playwright

DESK: Final = {"width": 1280, "height": 720}
PHONE: Final = {"width": 360, "height": 740}
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
PAINTED: Final = ".lmp-table tbody tr"
MAP_FRAME: Final = "iframe[src*='map/frame']"
NEPAL: Final = "?country=NPL&level=ADM2&indicator=hh_absent_share&period=2021"


def explore(page: Page, base: str, query: str) -> None:
    """Open the map page and wait until it has painted."""
    page.goto(f"{base}/{query}")
    page.frame_locator(MAP_FRAME).locator(PAINTED).first.wait_for(timeout=60_000)
    page.wait_for_timeout(1200)


def main(base: str, folder: Path) -> None:
    """Write every picture into the folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(ARGUMENTS)
        )
        page = browser.new_page(viewport=DESK)
        explore(page, base, NEPAL + "&place=NP0327")
        page.screenshot(path=folder / "explore.png")
        explore(page, base, "?country=NPL&level=ADM2&indicator=pop_total&period=2021")
        page.screenshot(path=folder / "explore-circles.png")
        explore(page, base, "?country=PLW")
        page.screenshot(path=folder / "explore-palau.png")
        page.goto(f"{base}/profile?country=NPL&place=NP0327")
        page.frame_locator("iframe[src*='profiles/']").locator("h1").wait_for(timeout=60_000)
        page.wait_for_timeout(1200)
        page.screenshot(path=folder / "profile.png")
        page.goto(f"{base}/community")
        page.wait_for_timeout(4000)
        page.screenshot(path=folder / "community.png")
        dark = browser.new_page(viewport=DESK, color_scheme="dark")
        explore(dark, base, NEPAL)
        dark.screenshot(path=folder / "explore-dark.png")
        phone = browser.new_page(viewport=PHONE, device_scale_factor=2)
        explore(phone, base, NEPAL)
        phone.screenshot(path=folder / "explore-phone.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
