"""Waiting until a page is at rest: nothing runs, nothing is on its way, nothing moves.

A button is pressed and a list is read at once when the page is at rest; before, the button may
move away under the pointer, and the list may be that of the choice before.
"""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Frame, Page

PATIENCE_S = 60.0
LOOK = """() => {
    const app = document.querySelector("[data-test-script-state]");
    const runs = app && app.dataset.testScriptState !== "notRunning";
    if (runs || document.readyState !== "complete") return null;
    if (document.querySelector("[data-stale='true']")) return null;
    const boxes = [...document.querySelectorAll("a, button, canvas, figure, iframe, input, table")]
        .map((one) => one.getBoundingClientRect())
        .map(({ x, y, width, height }) => [x, y, width, height].map(Math.round));
    return JSON.stringify([document.documentElement.scrollHeight, boxes]);
}"""


def at_rest(page: Page) -> Page:
    """The page once the app's script has ended and neither it nor a frame in it moves any more."""
    until_still(page, lambda: [_look(frame) for frame in page.frames])
    return page


def until_still(page: Page, look: Callable[[], Any]) -> Any:
    """What a look gives, once it is something and three looks after each other give the same."""
    end = time.monotonic() + PATIENCE_S
    same, before = 0, None
    while same < 2:
        now = look()
        known = now is not None and not (isinstance(now, list) and None in now)
        same, before = (same + 1 if known and now == before else 0), now
        assert time.monotonic() < end, f"it never came to rest: {str(now)[:500]}"
        page.wait_for_timeout(100)
    return before


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Until something is as it should be."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        page.wait_for_timeout(50)


def _look(frame: Frame) -> str | None:
    return frame.evaluate(LOOK) if not frame.is_detached() else None
