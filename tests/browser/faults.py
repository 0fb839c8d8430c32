"""What goes wrong in a hall, done on purpose while somebody draws; each gives how many marks.

`tests/browser/test_faults.py` does a little of each, `benchmarks/faults.py` all that was promised.
"""

import os
import resource
import time

from playwright.sync_api import Page

from tests.browser.hall import Hall, choose, draw_points, wait_until_saved, waiting

ROW = 12  # marks beside each other, far enough apart to be no double taps
BACK_MS = 3_600_000


def begin(page: Page, kind: str = "Anything") -> None:
    """Take a category in the hand; pressed twice it would be put down again."""
    page.locator(".lmp-category").first.wait_for()
    if page.locator(".lmp-category", has_text=kind).get_attribute("aria-pressed") != "true":
        choose(page, kind)


def draw(page: Page, count: int) -> int:
    """Marks in rows down the map, as fast as a browser taps."""
    for first in range(0, count, ROW):
        draw_points(page, min(ROW, count - first), 0.1 + 0.07 * (first // ROW))
    return count


def reload_in_bursts(page: Page, *, bursts: int, each: int) -> int:
    """A reload in the middle of each burst."""
    for _ in range(bursts):
        begin(page)
        draw(page, each)
        page.reload()
    begin(page)
    wait_until_saved(page)
    return bursts * each


def go_offline(page: Page, *, seconds: float, count: int) -> int:
    """No network for a while; what is drawn meanwhile is kept on the device."""
    end = time.monotonic() + seconds
    page.context.set_offline(True)
    draw(page, count)
    page.locator(".lmp-state[data-state=unreachable]").wait_for()
    assert waiting(page) == count
    page.wait_for_timeout(max(0.0, 1000 * (end - time.monotonic())))
    page.context.set_offline(False)
    wait_until_saved(page)
    return count


def set_the_clock_back(page: Page, hall: Hall, *, count: int) -> int:
    """An hour back while marks wait: they arrive in the order in which they were drawn."""
    page.context.set_offline(True)
    draw(page, count)
    page.evaluate(f"(() => {{ const now = Date.now; Date.now = () => now() - {BACK_MS}; }})()")
    draw_points(page, count, 0.9)
    drawn = page.evaluate("lmpPage.outbox.operations().map((one) => one.op_id)")
    page.context.set_offline(False)
    wait_until_saved(page)
    arrived = [entry.operation.op_id for entry in hall.store.log(hall.workshop.workshop_id)]
    assert [one for one in arrived if one in set(drawn)] == drawn
    assert drawn[-1] == arrived[-1]
    return 2 * count


def fall_asleep(page: Page, *, seconds: float, count: int) -> int:
    """A phone is put away with marks that wait: the browser stops its page, and wakes it later."""
    page.context.set_offline(True)
    draw(page, count)
    session = page.context.new_cdp_session(page)
    session.send("Page.setWebLifecycleState", {"state": "frozen"})
    page.context.set_offline(False)
    time.sleep(seconds)
    session.send("Page.setWebLifecycleState", {"state": "active"})
    session.detach()
    wait_until_saved(page)
    return count


def draw_in_two_tabs(page: Page, hall: Hall, *, count: int) -> int:
    """Two tabs of one phone draw by turns, and the first is closed with marks that wait."""
    other = page.context.new_page()
    hall.visit(other)
    begin(other)
    page.context.set_offline(True)
    for number in range(count):
        draw_points(page, 1, 0.15 + 0.1 * number)
        draw_points(other, 2, 0.2 + 0.1 * number)
    assert waiting(other) == 3 * count
    page.close(run_before_unload=False)
    other.context.set_offline(False)
    wait_until_saved(other)
    return 3 * count


def kill_the_server(page: Page, hall: Hall, *, times: int, each: int) -> int:
    """SIGKILL while marks are on their way; more are drawn while it is away."""
    for turn in range(times):
        draw_points(page, each, 0.1 + 0.08 * (turn % 10))
        hall.server.kill()
        draw_points(page, each, 0.13 + 0.08 * (turn % 10))
        assert waiting(page) >= each
        hall.server.start()
        wait_until_saved(page)
    return 2 * each * times


def fill_the_disk(page: Page, hall: Hall, *, count: int) -> int:
    """The server's disk takes nothing more for a while: phones say so and keep what is drawn."""
    process = hall.server.pid
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        draw(page, count)
        page.locator(".lmp-state", has_text="cannot write to its disk").wait_for()
        assert waiting(page) == count
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)
    wait_until_saved(page, seconds=20)
    return count


def assert_drawn_is_stored(hall: Hall, drawn: int) -> None:
    """Each mark is in the log once, and nobody met anybody."""
    log = hall.store.log(hall.workshop.workshop_id)
    puts = [entry.operation.feature_id for entry in log if entry.operation.kind == "put"]
    assert (len(puts), len(set(puts))) == (drawn, drawn), f"{len(puts)} stored of {drawn} drawn"
    assert not any(entry.conflict for entry in log)


can_fill = os.name != "nt" and hasattr(resource, "prlimit")
