"""Pages of readers who know nothing of each other, emptied and kept from one test to the next.

A page that has shown the app before shows it again in a third of the processor's time: the browser
still has the app's scripts, compiled. What a reader leaves behind is not kept: cookies, storage,
tabs, listeners, the size of the window.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Page

SCREEN = {"width": 1280, "height": 720}
TIMEOUT_MS = 60_000  # whoever waits is told of a fault late, but never of one that is none
MOST_KEPT = 4  # each takes some hundred megabytes
STORED = "local_storage,indexeddb"
REPORT_VIOLATIONS = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`violates ${event.violatedDirective}: ${event.blockedURI}`));"""
FORGET = """async () => {
    try {
        sessionStorage.clear();
        localStorage.clear();
        for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
    } catch { /* a page from a file may keep nothing */ }
}"""
AS_USUAL = dict.fromkeys(("media", "color_scheme", "reduced_motion", "forced_colors"), "null")


class Reader:
    """A page, what was asked for with it, and what a test has added to it."""

    def __init__(self, browser: Browser, options: dict[str, Any]) -> None:
        self.options = {"viewport": SCREEN} | options
        context = browser.new_context(**self.options)
        context.set_default_timeout(TIMEOUT_MS)
        context.add_init_script(REPORT_VIOLATIONS)
        self.page = context.new_page()
        self._tools = context.new_cdp_session(self.page)
        self._listeners: list[tuple[str, Callable[..., object]]] = []
        self._origins: set[str] = set()
        self._sees_otherwise = False
        self.page.on, self.page.emulate_media = self._listen, self._emulate

    def begin(self) -> Page:
        """The page, for a test."""
        self.page.on("request", self._note_origin)
        return self.page

    def empty(self) -> bool:
        """Take away all that the test has left; False if the page is of no use any more."""
        try:
            self._leave()
        except Error:
            self.close()
            return False
        return True

    def close(self) -> None:
        """End the reader with all of its tabs."""
        self.page.context.close()

    def _leave(self) -> None:
        context = self.page.context
        for other in context.pages:
            if other != self.page:
                other.close()
        context.set_offline(False)
        self.page.evaluate(FORGET)
        self.page.goto("about:blank")
        for event, listener in self._listeners:
            self.page.remove_listener(event, listener)
        self._forget_elsewhere()
        context.clear_cookies()
        # What is as it was is left alone: either costs the browser as much as it spares it.
        if self._sees_otherwise:
            type(self.page).emulate_media(self.page, **AS_USUAL)
        if self.page.viewport_size != self.options["viewport"]:
            self.page.set_viewport_size(self.options["viewport"])
        self._listeners, self._origins, self._sees_otherwise = [], set(), False

    def _forget_elsewhere(self) -> None:
        """What was stored at places that the page has left before the end of the test."""
        for origin in self._origins if len(self._origins) > 1 else ():
            clear = {"origin": origin, "storageTypes": STORED}
            self._tools.send("Storage.clearDataForOrigin", clear)

    def _emulate(self, **media: Any) -> None:
        self._sees_otherwise = True
        type(self.page).emulate_media(self.page, **media)

    def _listen(self, event: str, listener: Callable[..., object]) -> None:
        type(self.page).on(self.page, event, listener)
        self._listeners.append((event, listener))

    def _note_origin(self, request: Any) -> None:
        address = urlsplit(request.url)
        if request.is_navigation_request() and address.scheme in {"http", "https", "file"}:
            self._origins.add(f"{address.scheme}://{address.netloc}")


class Readers:
    """The readers of a worker; each is one test's at a time."""

    def __init__(self) -> None:
        self._idle: list[Reader] = []

    def come(self, browser: Browser, options: dict[str, Any]) -> Reader:
        """A reader with nothing behind them."""
        self._idle = [one for one in self._idle if one.page.context.browser is browser]
        asked = {"viewport": SCREEN} | options
        for one in self._idle:
            if one.options == asked:
                self._idle.remove(one)
                return one
        return Reader(browser, options)

    def go(self, reader: Reader) -> None:
        """Keep a reader for the next test, and let go who has waited longest."""
        if reader.empty():
            self._idle.append(reader)
        for one in self._idle[:-MOST_KEPT]:
            one.close()
        self._idle = self._idle[-MOST_KEPT:]
