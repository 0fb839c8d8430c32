"""Boundary sets made ready for the browser, and found again without reading a polygon."""

import gzip
import json
import subprocess
import sys

import numpy as np
import pytest
import shapely

from mapping.render.artefacts import GEO_SUFFIX, PLACES_SUFFIX, prepared
from mapping.render.geometry import one_piece, projected
from mapping.render.prepare import encoded_shapes, levels_of_detail, prepare_boundaries, simplified
from tests.mapping.render.arcs_reader import read_arcs
from tests.mapping.render.boundary_sets import boundary_set, crooked, squares

HOSTILE = ["{{7*7}}", "</script><script>alert(1)</script>", "`${1}`", "{# #}", "\u202eabc", "{%"]


@pytest.fixture
def crooked_set(tmp_path):
    return boundary_set(tmp_path, crooked(2, 3))


def test_every_place_is_there_at_every_level_of_detail(crooked_set):
    levels = levels_of_detail(crooked_set)
    assert len(levels) > 1
    for _, body in levels:
        decoded = read_arcs(body)
        assert len(decoded.places) == 6
        assert all(decoded.polygon(index).area > 0 for index in range(6))


def test_what_is_drawn_lies_within_the_tolerance_of_what_was_drawn_up(crooked_set):
    exact = projected(crooked_set.frame.geometry.to_numpy())
    for tolerance, body in levels_of_detail(crooked_set):
        decoded = read_arcs(body)
        for index, place in enumerate(exact):
            near = place.boundary.buffer(6 * tolerance)
            assert near.covers(decoded.polygon(index).boundary)


def test_a_coverage_stays_one_when_it_is_simplified(crooked_set):
    exact = projected(crooked_set.frame.geometry.to_numpy())
    assert shapely.coverage_is_valid(exact)
    for _, places in simplified(exact):
        assert shapely.coverage_is_valid(places)
        whole = shapely.union_all(places)
        assert whole.geom_type == "Polygon"
        assert not whole.interiors


def test_neighbours_share_their_arcs_at_every_level(crooked_set):
    for _, body in levels_of_detail(crooked_set):
        decoded = read_arcs(body)
        # Two rows of three squares: 7 borders between two, which cut the coast in 6 places.
        assert len(decoded.arcs) == 7 + 6
        segments = decoded.segments()
        assert len(segments) == len(set(segments))


def test_levels_run_from_coarse_to_fine(crooked_set):
    levels = levels_of_detail(crooked_set)
    tolerances = [tolerance for tolerance, _ in levels]
    sizes = [len(body) for _, body in levels]
    assert tolerances == sorted(tolerances, reverse=True)
    assert sizes == sorted(sizes)


def test_a_level_that_would_show_nothing_more_is_left_out(tmp_path):
    plain = boundary_set(tmp_path, squares(2, 2))
    assert len(levels_of_detail(plain)) == 1


def test_centres_lie_inside_their_places(crooked_set):
    decoded = read_arcs(levels_of_detail(crooked_set)[0][1])
    for index, centre in enumerate(decoded.centres):
        assert decoded.polygon(index).contains(shapely.Point(centre))


def test_a_country_across_the_antimeridian_is_one_piece():
    west, east = shapely.box(-180, -18, -179, -17), shapely.box(179, -18, 180, -17)
    split = shapely.union_all([west, east])
    other = shapely.box(177, -18, 179, -17)
    places = one_piece(np.array([split, other]))
    assert places[0].geom_type == "Polygon"
    assert shapely.total_bounds(places).tolist() == [177, -18, 181, -17]


def test_a_country_on_one_side_of_the_antimeridian_is_not_moved():
    places = squares(2, 2, west=-170.0)
    assert (one_piece(places) == places).all()


def test_islands_far_apart_on_both_sides_are_brought_together():
    places = np.array([shapely.box(-175, -20, -174, -19), shapely.box(172, -20, 173, -19)])
    assert shapely.total_bounds(one_piece(places)).tolist() == [172, -20, 186, -19]


def test_names_are_kept_as_they_were_typed(tmp_path):
    names = HOSTILE[:4]
    made = boundary_set(tmp_path, squares(2, 2), name_ne=names)
    made.frame["name"] = names
    result = prepare_boundaries(made, tmp_path / "prepared")
    places = json.loads(
        gzip.decompress((tmp_path / "prepared" / (result.places_key + PLACES_SUFFIX)).read_bytes())
    )
    assert places["name"] == names
    assert places["names"] == {"ne": names}
    assert places["codes"] == ["X00", "X01", "X02", "X03"]
    assert places["parents"] == ["P0", "P1", "P0", "P1"]


def test_each_place_is_a_tile_and_a_circle_of_the_same_size(crooked_set):
    shapes = encoded_shapes(crooked_set)
    assert set(shapes) == {"tiles", "dots"}
    for _, body in shapes.values():
        drawn = read_arcs(body)
        areas = np.array([drawn.polygon(index).area for index in range(6)])
        assert len(drawn.places) == 6
        assert areas.max() < 1.05 * areas.min()


def test_what_was_prepared_is_found_again(tmp_path, crooked_set):
    made = prepare_boundaries(crooked_set, tmp_path / "prepared")
    assert prepared(crooked_set.entry, [tmp_path / "elsewhere", tmp_path / "prepared"]) == made


def test_nothing_is_found_for_boundaries_that_have_changed(tmp_path, crooked_set):
    prepare_boundaries(crooked_set, tmp_path / "prepared")
    changed = boundary_set(tmp_path, squares(3, 3))
    assert prepared(changed.entry, [tmp_path / "prepared"]) is None


def test_artefacts_of_an_earlier_state_are_removed(tmp_path, crooked_set):
    folder = tmp_path / "prepared"
    old = prepare_boundaries(crooked_set, folder)
    new = prepare_boundaries(boundary_set(tmp_path, squares(3, 3)), folder)
    kept = {path.name for path in folder.glob(f"*{GEO_SUFFIX}")}
    assert kept == {lod.key + GEO_SUFFIX for lod in (*new.lods, *new.shapes.values())}
    assert kept.isdisjoint(lod.key + GEO_SUFFIX for lod in old.lods)


@pytest.mark.parametrize("damage", ["", "{", '{"source": 1}', "[]"])
def test_a_damaged_manifest_is_as_good_as_none(tmp_path, crooked_set, damage):
    folder = tmp_path / "prepared"
    prepare_boundaries(crooked_set, folder)
    (folder / f"{crooked_set.entry.id}.json").write_text(damage)
    assert prepared(crooked_set.entry, [folder]) is None


def test_a_missing_artefact_is_noticed(tmp_path, crooked_set):
    folder = tmp_path / "prepared"
    made = prepare_boundaries(crooked_set, folder)
    (folder / (made.lods[0].key + GEO_SUFFIX)).unlink()
    assert prepared(crooked_set.entry, [folder]) is None


def test_the_same_boundaries_always_give_the_same_keys(tmp_path, crooked_set):
    first = prepare_boundaries(crooked_set, tmp_path / "one")
    assert prepare_boundaries(crooked_set, tmp_path / "two") == first


def test_finding_imports_nothing_heavy(root):
    code = (
        "import sys, mapping.render.prepare, mapping.render.web\n"
        "print([m for m in ('geopandas', 'pandas', 'folium', 'shapely') if m in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_a_speck_on_the_whole_map_has_its_shape_where_a_frame_enlarges_it(tmp_path):
    far = [shapely.box(x, y, x + 0.1, y + 0.1) for x, y in ((47, -2), (-45, 3), (170, 10))]
    places = np.array([*squares(2, 2), *far])
    gathered = read_arcs(encoded_shapes(boundary_set(tmp_path, places))["insets"][1])
    for place in range(4, 7):
        speck = gathered.polygon(place)
        assert speck.area > 0.98 * shapely.box(*speck.bounds).area
