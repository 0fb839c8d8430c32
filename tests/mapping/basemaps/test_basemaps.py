"""Files of tiles: read by the books, served as they are, and harmless when they are damaged."""

import sqlite3
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapping.basemaps import open_basemap, read_basemaps
from mapping.basemaps.mbtiles import MBTiles
from mapping.basemaps.model import LARGEST_TILE, VECTOR, media_type
from mapping.basemaps.pmtiles import PMTiles, tile_number
from mapping.errors import UnreadableFileError
from mapping.i18n import Translator
from mapping.settings import Settings
from mapping.ui.base_maps import base_maps
from mapping.ui.routes_basemaps import basemap_routes
from tests.mapping.basemaps.tile_files import MVT, PNG, write_mbtiles, write_pmtiles
from tests.mapping.ui.asgi import ask, serving


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "basemaps").mkdir()
    return tmp_path / "basemaps"


def test_a_tile_of_mbtiles_is_found_by_its_row_from_the_north(folder):
    file = MBTiles(write_mbtiles(folder / "a.mbtiles", {(2, 1, 0): PNG}, bounds="1,2,3,4"))
    assert file.tile(2, 1, 0) == PNG
    assert file.tile(2, 1, 3) is None
    assert (file.basemap.name, file.basemap.bounds) == ("A plan", (1, 2, 3, 4))


@pytest.mark.parametrize("leaf", [False, True])
def test_a_tile_of_pmtiles_is_found_in_the_root_and_behind_a_leaf(folder, leaf):
    tiles = {tile_number(1, 1, 0): PNG, tile_number(3, 5, 2): PNG + b"x"}
    file = PMTiles(write_pmtiles(folder / "a.pmtiles", tiles, leaf=leaf))
    assert file.tile(3, 5, 2) == PNG + b"x"
    assert file.tile(1, 1, 0) == PNG
    assert file.tile(1, 0, 0) is None
    assert (file.basemap.name, file.basemap.deepest_zoom) == ("Tiles of ours", 3)


def test_tiles_of_a_level_are_numbered_once_each_and_neighbours_follow_one_another():
    tiles = {tile_number(4, x, y): (x, y) for x in range(16) for y in range(16)}
    assert sorted(tiles) == list(range(85, 85 + 256))
    line = [tiles[number] for number in sorted(tiles)]
    steps = [abs(a - c) + abs(b - d) for (a, b), (c, d) in pairwise(line)]
    assert set(steps) == {1}
    # From the format's own examples.
    assert tile_number(12, 3423, 1763) == 19078479


@pytest.mark.parametrize("name", ["a.mbtiles", "a.pmtiles"])
@pytest.mark.parametrize("body", [b"", b"SQLite format 3\0" + b"\xff" * 200, b"PMTiles\x03" * 40])
def test_a_damaged_file_is_refused_and_left_out_of_the_list(folder, name, body):
    (folder / name).write_bytes(body)
    assert read_basemaps(folder.parent) == ()
    with pytest.raises(UnreadableFileError):
        open_basemap(folder.parent, name)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 400), byte=st.integers(0, 255))
def test_a_changed_byte_gives_a_tile_or_a_refusal_and_nothing_else(folder, at, byte):
    body = bytearray(write_pmtiles(folder / "b.pmtiles", {1: PNG, 2: PNG}).read_bytes())
    body[at % len(body)] = byte
    (folder / "b.pmtiles").write_bytes(body)
    try:
        found = PMTiles(folder / "b.pmtiles").tile(1, 0, 0)
    except UnreadableFileError:
        return
    assert found is None or isinstance(found, bytes)


def test_a_file_of_sqlite_may_not_run_what_it_brings_along(folder):
    path = write_mbtiles(folder / "a.mbtiles", {})
    file = sqlite3.connect(path)
    file.execute("DROP TABLE tiles")
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    columns = "i AS zoom_level, i AS tile_column, i AS tile_row, zeroblob(9) AS tile_data"
    file.execute(f"CREATE VIEW tiles AS {endless} SELECT {columns} FROM n")
    file.commit()
    file.close()
    with pytest.raises(UnreadableFileError):
        MBTiles(path).tile(1, 0, 0)


def test_what_a_tile_is_follows_from_its_bytes():
    assert media_type(PNG, is_vector=False) == "image/png"
    assert media_type(b"\xff\xd8\xff\xe0", is_vector=False) == "image/jpeg"
    assert media_type(MVT, is_vector=True) == VECTOR
    assert media_type(b"<svg onload=alert(1)>", is_vector=False) is None
    assert media_type(b"<html>", is_vector=True) is None
    assert media_type(PNG + bytes(LARGEST_TILE), is_vector=False) is None


def test_the_route_serves_tiles_and_says_nothing_of_other_files(folder):
    write_mbtiles(folder / "a.mbtiles", {(1, 0, 1): PNG, (1, 0, 0): b"<script>"})
    (folder.parent / "secret.mbtiles").write_bytes(b"x")
    app = serving(basemap_routes(folder.parent))

    found = ask(app, "/basemaps/a.mbtiles/1/0/1")
    assert (found.status, found.headers["content-type"]) == (200, "image/png")
    assert found.body == PNG
    for nothing in ("a.mbtiles/1/0/0", "a.mbtiles/1/7/0", "a.mbtiles/99/0/0", "none.mbtiles/0/0/0"):
        assert ask(app, f"/basemaps/{nothing}").status == 204
    assert ask(app, "/basemaps/..%2Fsecret.mbtiles/0/0/0").status in {204, 404}


def test_files_that_call_themselves_alike_are_told_apart_by_the_names_of_the_files(folder):
    for file, name in (("north.mbtiles", "Town"), ("south.mbtiles", "town"), ("c.mbtiles", "Sea")):
        write_mbtiles(folder / file, {(0, 0, 0): PNG}, name=name)
    workspace = Settings.from_environment({"LMP_WORKSPACE_DIR": str(folder.parent)})

    names = [base["name"] for base in base_maps(workspace, Translator("en"))[1:]]

    assert names == ["Sea", "Town (north.mbtiles)", "town (south.mbtiles)"]
