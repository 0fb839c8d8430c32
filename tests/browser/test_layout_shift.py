"""Nothing moves under a reader's pointer while a page loads."""

from playwright.sync_api import expect

GOOD = 0.1  # the sum of https://web.dev/articles/cls that counts as good
WATCH = """window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries()))
    .observe({type: "layout-shift", buffered: true});"""
AT_REST = "() => performance.now() - Math.max(0, ...window.shifts.map(s => s.startTime)) > 700"
SUM = "() => window.shifts.reduce((sum, shift) => sum + shift.value, 0)"
# The address of each page, and something that comes last on it.
PAGES = {
    "?country=WSM": "[data-testid=stDownloadButton] button, .st-key-view_list button",
    "profile?country=WSM": "iframe[title]",
    "community": ".st-key-workshop_purpose textarea",
}
TWICE = """() => {
    const names = performance.getEntriesByType("resource").map(entry => entry.name);
    return names.filter((name, at) => /\\.js\\b/.test(name) && names.indexOf(name) !== at);
}"""


def test_pages_stand_still_while_they_load_and_fetch_no_script_twice(new_page, served_app):
    for width, height in ((1280, 720), (360, 740)):
        page = new_page(viewport={"width": width, "height": height})
        page.add_init_script(WATCH)
        for address, last in PAGES.items():
            page.goto(f"{served_app}/{address}")
            expect(page.locator(last).last).to_be_attached(timeout=60_000)
            page.locator("[data-test-script-state='notRunning']").first.wait_for()
            page.wait_for_function(AT_REST)
            moved = page.evaluate(SUM)
            assert moved < GOOD, (address, width, moved)
            assert page.evaluate(TWICE) == []
