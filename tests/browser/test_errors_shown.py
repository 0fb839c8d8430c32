"""What is damaged is named on the page, and the rest still works."""

from playwright.sync_api import expect

from tests.browser.own_pack import ISO3, write_pack
from tests.browser.rest import until


def test_a_damaged_pack_is_named_and_the_others_still_work(page, new_app, tmp_path):
    workspace = tmp_path / "damaged"
    write_pack(workspace, ["North", "South", "East"], label="Share", note="A note")
    table = workspace / "indicators" / ISO3.lower() / "own.csv"
    table.write_text(table.read_text("utf-8").replace("1.5", "many"), "utf-8")
    app = new_app(workspace)
    page.goto(f"{app.url}/?country={ISO3}")
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text("own.csv")
    expect(alert).to_contain_text("row 3")
    until(page, lambda: alert.bounding_box()["y"] < page.viewport_size["height"] / 3)
    page.goto(f"{app.url}/?country=XXE")
    frame = page.frame_locator("iframe[src*='map/frame']")
    expect(frame.locator(".lmp-table tbody tr")).to_have_count(6)


def test_a_boundary_file_that_is_cut_is_named_and_the_others_still_work(page, new_app, tmp_path):
    workspace = tmp_path / "cut"
    write_pack(workspace, ["North", "South", "East"], label="Share", note="A note")
    file = workspace / "boundaries" / ISO3.lower() / "adm1_2024.parquet"
    file.write_bytes(file.read_bytes()[:400])
    app = new_app(workspace)
    page.goto(f"{app.url}/?country=XXE")
    frame = page.frame_locator("iframe[src*='map/frame']")
    frame.locator(".lmp-table tbody tr").first.wait_for()
    alert = page.get_by_role("alert").first
    expect(alert).to_contain_text("adm1_2024.parquet")
    assert "Traceback" not in page.locator("body").inner_text()
