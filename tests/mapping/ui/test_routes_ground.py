"""What lies behind the drawings: what the facilitator chose, and of figures the published ones."""

import json

import pytest

from mapping.community.gate import open_gate
from mapping.ui.people import COOKIE
from mapping.ui.routes_ground import ground_routes
from profiles.ui.grounds import figures_of
from tests.mapping.basemaps.tile_files import PNG, write_mbtiles
from tests.mapping.community.drawing import a_store, a_workshop, settings_of
from tests.mapping.ui.asgi import serving
from tests.mapping.ui.test_routes_community import _ask

CODE = "moved_last_5_years_share"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """Ask as a phone with a ticket of one of two workshops."""
    folder = tmp_path_factory.mktemp("grounds")
    (folder / "basemaps").mkdir()
    write_mbtiles(folder / "basemaps" / "plan.mbtiles", {(0, 0, 0): PNG}, name="A {{plan}}")
    store, settings = a_store(folder), settings_of(folder)
    shown = a_workshop(
        store,
        base_maps=("file:plan.mbtiles", "land", "file:gone"),
        indicators=(CODE, "pop_total", "gone"),
    )
    bare = a_workshop(store)
    app = serving(ground_routes(store, settings, figures_of(settings)))
    code = open_gate(settings).open(shown.workshop_id).code
    ticket = open_gate(settings).join(code, "x")[1]
    headers = {"cookie": f"{COOKIE}={ticket}", "host": "10.0.0.5:8501"}

    def ask(path, workshop=shown):
        answer = _ask(app, "GET", f"/workshops/{workshop.workshop_id}/{path}", b"", headers, "")
        return answer.status, json.loads(answer.body)

    ask.bare = bare
    yield ask
    store.close()


def test_a_phone_is_offered_what_was_chosen_and_is_still_there_in_its_order(hall):
    status, offered = hall("grounds")
    assert status == 200
    assert [one["code"] for one in offered["base_maps"]] == ["file:plan.mbtiles", "land"]
    assert offered["base_maps"][0]["address"] == "../basemaps/plan.mbtiles/{z}/{x}/{y}"
    assert [one["name"] for one in offered["indicators"]] == [
        "Came within the last 5 years (%)",
        "Total population (persons)",
    ]


def test_figures_come_as_the_map_of_the_app_has_them_and_only_those_that_were_chosen(hall):
    status, rate = hall(f"grounds/{CODE}")
    assert (status, rate["kind"], len(rate["classes"])) == (200, "choropleth", 77)
    assert len(rate["legend"]["classes"]) == 5
    assert rate["source"]
    assert hall("grounds/pop_total")[1]["kind"] == "symbols"
    for code in ("pop_density", "gone"):
        assert hall(f"grounds/{code}")[0] == 404
    assert hall("grounds", workshop=hall.bare)[0] == 403
