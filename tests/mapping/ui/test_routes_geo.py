"""What is served beside Streamlit: by hash, for good, and nothing else."""

import gzip
import json

import numpy as np
import pytest

from mapping.cartography.place_values import PlaceValues
from mapping.places import PlaceCode
from mapping.render.prepare import cache_folder, prepare_boundaries
from mapping.render.web import asset_version
from mapping.ui.kept_values import (
    register_later,
    register_places,
    register_values,
)
from mapping.ui.routes_geo import asset_routes, frame_route, geo_routes
from tests.mapping.render.boundary_sets import boundary_set, squares
from tests.mapping.ui.asgi import ask, serving

NAMES = ["क", "{{7*7}}", "<b>", "d"]
NOT_KEYS = ["0" * 31, "0" * 33, "Z" * 32, "..%2f..%2fsecret", "../../secret", "0" * 32]


@pytest.fixture
def made(tmp_path):
    boundaries = boundary_set(tmp_path / "pack", squares(2, 2), name_ne=NAMES)
    return prepare_boundaries(boundaries, cache_folder(tmp_path / "workspace"))


@pytest.fixture
def app(tmp_path):
    return serving(geo_routes(tmp_path / "data", tmp_path / "workspace"))


def test_geometry_is_sent_gzipped_and_kept_for_good(app, made):
    answer = ask(app, f"/geo/{made.lods[0].key}", accept_encoding="gzip, br")
    assert answer.status == 200
    assert gzip.decompress(answer.body).startswith(b"LMPA")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["etag"] == f'"{made.lods[0].key}"'
    assert answer.headers["content-encoding"] == "gzip"


def test_a_client_without_gzip_gets_plain_bytes(app, made):
    answer = ask(app, f"/geo/{made.lods[0].key}")
    assert answer.body.startswith(b"LMPA")
    assert "content-encoding" not in answer.headers


def test_what_a_browser_has_is_not_sent_again(app, made):
    key = made.lods[0].key
    answer = ask(app, f"/geo/{key}", if_none_match=f'"{key}"', accept_encoding="gzip")
    assert (answer.status, answer.body) == (304, b"")


def test_names_are_served_as_they_were_typed(app, made):
    answer = ask(app, f"/places/{made.places_key}")
    assert json.loads(answer.body)["names"]["ne"] == NAMES
    assert answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("kind", ["geo", "places", "values"])
@pytest.mark.parametrize("key", NOT_KEYS)
def test_what_is_no_key_is_not_found(app, kind, key):
    answer = ask(app, f"/{kind}/{key}")
    assert answer.status == 404
    assert "immutable" not in answer.headers.get("cache-control", "")


def test_boundaries_prepared_while_the_app_runs_are_found(tmp_path, app):
    more = boundary_set(tmp_path / "pack", squares(3, 3), name="later-ADM2")
    made = prepare_boundaries(more, cache_folder(tmp_path / "workspace"))
    assert ask(app, f"/geo/{made.lods[0].key}").status == 200


def test_registered_texts_are_fetched_by_their_key(app):
    key = register_values(["1.5", "</script>", "no data"], [1.5, 2.0, None])
    answer = ask(app, f"/values/{key}", accept_encoding="gzip")
    assert json.loads(gzip.decompress(answer.body)) == {
        "texts": ["1.5", "</script>", "no data"],
        "numbers": [1.5, 2.0, None],
    }


def test_what_is_made_later_is_made_when_it_is_asked_for_and_once(app):
    calls = []

    def make():
        calls.append(1)
        return {"found": ["ä"]}

    key = register_later("all that it is made of", make)
    assert calls == []
    for _ in range(2):
        answer = ask(app, f"/values/{key}", accept_encoding="gzip")
        assert json.loads(gzip.decompress(answer.body)) == {"found": ["ä"]}
    assert calls == [1]


def test_what_is_said_of_places_is_worded_when_it_is_asked_for(app):
    asked = []

    def words(positions):
        asked.extend(positions)
        return (("one", "A") for _ in positions)

    numbers, states = np.array([1.0, np.nan]), np.array([0, -2], dtype=np.int8)
    codes = [PlaceCode("X1"), PlaceCode("X2")]
    values, alike = (
        PlaceValues(codes=codes, numbers=numbers, states=states, words=words) for _ in range(2)
    )
    key = register_places(values)
    assert key == register_places(values)
    assert len({key, register_places(alike), register_places(values, dict)}) == 3
    assert asked == []
    answer = ask(app, f"/values/{key}", accept_encoding="gzip")
    said = {"texts": ["one", "one"], "numbers": [1.0, None]}
    assert json.loads(gzip.decompress(answer.body)) == said
    assert asked == [0, 1]


def test_assets_are_kept_for_good_under_their_version_only():
    app = serving(asset_routes())
    version = asset_version("map/engine.js")
    known = ask(app, "/assets/map/engine.js", query=f"v={version}")
    other = ask(app, "/assets/map/engine.js", query="v=0")
    assert known.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert other.headers["cache-control"] == "no-cache"
    assert known.body == other.body
    assert known.headers["content-type"].startswith("text/javascript")
    assert ask(app, "/assets/map/engine.js", if_none_match=f'"{version}"').status == 304


def test_several_assets_of_a_kind_come_in_one_answer():
    app = serving(asset_routes())
    names = ["map/arcs.js", "map/engine.js"]
    answer = ask(app, f"/assets/{','.join(names)}", query=f"v={asset_version(*names)}")
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.body == b"\n".join(ask(app, f"/assets/{name}").body for name in names)
    for wrong in ("map/arcs.js,map/arcs.js", "map/arcs.js,page.css", "map/arcs.js,no.js"):
        assert ask(app, f"/assets/{wrong}").status == 404


@pytest.mark.parametrize(
    "path",
    ["../render/web.py", "map/../../render/web.py", "map", "", ".hidden", "map/..\\..\\x", "no.js"],
)
def test_nothing_outside_the_assets_is_served(path):
    assert ask(serving(asset_routes()), f"/assets/{path}").status == 404


def test_the_frame_is_sent_with_a_policy_of_its_own(tmp_path):
    app = serving([frame_route("/map/frame", cache_dir=tmp_path / "frames")])
    answer = ask(app, "/map/frame")
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "'sha256-" in policy
    assert answer.headers["content-type"].startswith("text/html")
    assert ask(app, "/map/frame", if_none_match=answer.headers["etag"]).status == 304
    assert ask(app, "/map/frame").body == answer.body
