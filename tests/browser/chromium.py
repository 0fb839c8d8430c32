"""The Chromium of this machine, driven by Playwright's own API and closed when nobody needs it.

While Playwright's synchronous API runs, its event loop counts as running in this thread, and a test
that uses asyncio would fail beside it. So it is stopped before every test that needs no browser.
"""

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

NAMES = (
    "chromium-headless-shell",  # made without windows: the same engine for a third less of a core
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
)
USUAL_PLACES = {
    "darwin": (
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
        r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
        r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe",
    ),
}
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--process-per-site",  # which keeps what was compiled of the app from page to page
    # A page lives for seconds: to optimise its scripts and to look for garbage so often costs more.
    "--js-flags=--no-opt --min-semi-space-size=32 --initial-heap-size=512",
    # Nothing but this machine can be found, whatever a page asks for.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
HOW_TO_GET_ONE = (
    "no Chromium was found, so browser tests do not run. Debian: apt install "
    "chromium-headless-shell; Ubuntu: apt install chromium; Fedora: dnf install chromium; "
    "macOS: brew install --cask chromium; Windows: Edge or Chrome. "
    "Or set LMP_CHROMIUM to the program."
)


def find_chromium() -> str | None:
    """Path of the Chromium to use."""
    named = os.environ.get("LMP_CHROMIUM")
    if named:
        return named
    places = [os.path.expandvars(place) for place in USUAL_PLACES.get(sys.platform, ())]
    found = [shutil.which(name) for name in NAMES]
    found += [place for place in places if Path(place).exists()]
    return next((path for path in found if path), None)


class SharedBrowser:
    """One browser for the tests of a worker, started when asked for and stopped in between."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._browser: Browser | None = None

    def get(self, executable: str) -> Browser:
        """The running browser."""
        if self._browser is None or not self._browser.is_connected():
            self.stop()
            self._playwright = sync_playwright().start()
            is_root = (
                hasattr(os, "geteuid") and os.geteuid() == 0
            )  # whom Chromium's sandbox refuses
            self._browser = self._playwright.chromium.launch(
                executable_path=executable,
                args=[*ARGUMENTS, *(["--no-sandbox"] if is_root else [])],
            )
        return self._browser

    def stop(self) -> None:
        """Close the browser and give the thread its event loop back."""
        if self._browser is not None:
            self._browser.close()
        if self._playwright is not None:
            self._playwright.stop()
        self._browser = self._playwright = None
