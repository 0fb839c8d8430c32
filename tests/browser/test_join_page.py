"""A person's own table in a real browser: upload, accept, undo, look, describe, keep."""

import pytest
from playwright.sync_api import expect

FRAME = "iframe[src*='map/frame']"
SEEN = """(canvas) => new Promise((done) => {
  const seen = new Set();
  let looks = 0;
  const timer = setInterval(() => {
    seen.add(canvas.toDataURL());
    looks += 1;
    if (looks === 6) { clearInterval(timer); done(seen.size); }
  }, 170);
})"""
TABLE = """District,Migrants abroad 2019
Palpa,1200
Chitwan,2300
ILLAM,800
Rukum,900
Jhapa,3100
Kathmandu,5200
Bhojpur,400
Total,13900
"""


@pytest.fixture
def joining(new_app, page, tmp_path):
    """The join page with a table of a few districts of Nepal uploaded."""
    app = new_app()
    table = tmp_path / "register_2019.csv"
    table.write_text(TABLE)
    page.goto(app.url)
    page.get_by_role("link", name="Join", exact=True).click()
    page.locator("input[type=file]").set_input_files(table)
    expect(page.get_by_text("Waiting (2)")).to_be_visible(timeout=60_000)
    page.workspace = app.workspace
    return page


def pictures(page, frame):
    """How many different pictures the map shows in the second after the pointer came to it."""
    page = frame.owner.page
    page.mouse.move(0, 0)
    frame.locator("#lmp_map").hover()
    return frame.locator("canvas.lmp-fills").evaluate(SEEN)


def test_a_table_is_joined_mended_described_and_on_the_map(joining):
    page = joining
    frame = page.frame_locator(FRAME)
    frame.locator(".lmp-table tbody tr").first.wait_for(timeout=30_000)
    # In one window: what is joined to what (guessed from the names), list, map and the summary.
    page.set_viewport_size({"width": 1280, "height": 720})
    summary = page.get_by_text("Rows: 8; joined: 4", exact=False)
    expect(page.get_by_text("register_2019.csv → Nepal: districts")).to_be_in_viewport(ratio=1)
    for whole in (summary, page.get_by_test_id("stDataFrame").first, frame.locator("#lmp_map")):
        expect(whole).to_be_in_viewport(ratio=1)
    expect(page.get_by_text("Places have changed since: Rukum", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Keep in my workspace")).to_be_visible()

    page.keyboard.press("y")
    expect(page.get_by_text("Waiting (1)")).to_be_visible()
    assert "NP0335" in (page.workspace / "aliases.csv").read_text()
    page.keyboard.press("u")
    expect(page.get_by_text("Waiting (2)")).to_be_visible()
    assert "NP0335" not in (page.workspace / "aliases.csv").read_text()
    page.get_by_role("button", name="Yes to all 2").click()
    expect(page.get_by_text("Joined (6)")).to_be_visible()
    expect(page.get_by_text("Rows: 8; joined: 6", exact=False)).to_be_visible()
    expect(frame.locator(".lmp-marks li")).to_contain_text(["No row71"])
    expect(frame.get_by_text("Show on a wall")).to_be_hidden()
    assert pictures(page, frame) > 1  # places without a row blink
    page.emulate_media(reduced_motion="reduce")
    assert pictures(page, frame) == 1

    page.get_by_label("Publisher").fill("The province")
    page.get_by_role("button", name="Keep in my workspace").click()
    expect(page.get_by_text("1 indicator is in your workspace", exact=False)).to_be_visible()
    assert (page.workspace / "indicators" / "npl" / "own_register_2019_csv.csv").exists()

    page.get_by_role("link", name="Map", exact=True).click()
    indicator = page.get_by_role("combobox", name="Indicator", exact=True)
    indicator.wait_for(timeout=90_000)  # all of the pack is worked out and protected anew
    indicator.fill("Migrants abroad")
    expect(page.get_by_role("option", name="Migrants abroad 2019")).to_be_visible()
    page.frame_locator(FRAME).locator(".lmp-table tbody tr").first.wait_for(timeout=60_000)
