"""What people bring onto the map: points and a grid through the door, marks of a workshop."""

import json
from dataclasses import replace

import numpy as np
import pytest
from affine import Affine
from playwright.sync_api import expect
from rasterio.io import MemoryFile

from mapping.community.legend import Audience
from tests.browser.rest import at_rest
from tests.browser.server import AppServer
from tests.mapping.community.drawing import a_plan, a_store, content, operation

FRAME = "iframe[src*='map/frame']"
SERVICES = [("Clinic", 85.3, 27.7), ("Clinic", 84.0, 28.2), ("Help desk", 85.0, 27.5)]


@pytest.fixture(scope="module")
def own_app(tmp_path_factory):
    """An app with a workshop of which one category may be seen by everybody."""
    workspace = tmp_path_factory.mktemp("layers") / "workspace"
    store = a_store(workspace)
    plan = a_plan()
    first, *others = plan.legend
    public = replace(first, audience=Audience.PUBLIC)
    workshop = store.create_workshop(
        replace(plan, title="Wells <b>", legend=(public, *others), exact_for=Audience.PUBLIC)
    )
    for category in (public.id, others[0].id):
        here = {"type": "Point", "coordinates": [85.2, 27.6]}
        store.append(operation(workshop.workshop_id, content=content(here, category)))
    store.close()
    server = AppServer(workspace).start()
    yield server.url, public.label
    server.stop()


def geojson() -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"service": kind},
            "geometry": {"type": "Point", "coordinates": [x, y]},
        }
        for kind, x, y in SERVICES
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def geotiff() -> bytes:
    cells = np.arange(100 * 50, dtype="float32").reshape(50, 100)
    place = Affine(0.08, 0, 80, 0, -0.08, 30)
    facts = {"width": 100, "height": 50, "count": 1, "dtype": "float32", "crs": "EPSG:4326"}
    with MemoryFile() as memory:
        with memory.open(driver="GTiff", transform=place, **facts) as grid:
            grid.write(cells, 1)
        return memory.read()


def bring(page, name: str, body: bytes, button: str) -> None:
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": body}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name=button).wait_for()
    at_rest(page)
    page.get_by_role("button", name=button).click()


def test_points_marks_and_a_grid_lie_over_and_under_the_places(page, own_app, assert_accessible):
    url, label = own_app
    page.goto(url)
    page.get_by_role("link", name="Your data").click()
    bring(page, "services.geojson", geojson(), "Put the points on the map")
    page.get_by_text("as points over the map").wait_for()
    at_rest(page)
    page.get_by_role("button", name="Remove services.geojson").click()
    bring(page, "relief.tif", geotiff(), "Put the grid under the places")
    page.get_by_text("among the base maps").wait_for()

    page.goto(f"{url}/?country=NPL&level=ADM2&indicator=pop_density&period=2021")
    frame = page.frame_locator(FRAME)
    frame.locator(".lmp-legend h2").wait_for()
    at_rest(page)
    page.get_by_role("button", name="Display").click()
    over = page.get_by_role("combobox", name="Over the places")
    over.click()
    page.get_by_role("option", name="services").click()
    legend = frame.locator(".lmp-legend")
    expect(legend).to_contain_text("Clinic (2)")
    expect(legend).to_contain_text("Help desk (1)")
    expect(frame.locator("#lmp-spoken")).to_contain_text("Clinic: 2; Help desk: 1")

    at_rest(page)
    over.click()
    page.get_by_role("option", name="Wells <b>").click()
    expect(legend).to_contain_text(f"{label} (1)")  # and nothing of what only the room may see
    expect(legend).to_contain_text("Wells <b>")
    expect(legend.locator("canvas.lmp-point")).to_have_count(1)
    at_rest(page)

    page.keyboard.press("Escape")
    frame.get_by_role("combobox", name="Base map").select_option(label="relief")
    picture = frame.locator("img.leaflet-image-layer")
    expect(picture).to_be_visible()
    assert picture.evaluate("async (image) => { await image.decode(); return image.naturalWidth }")
    assert_accessible(page)
