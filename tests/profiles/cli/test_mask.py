"""Points from a file to a file: moved within their place, or counted, and nothing else comes."""

import json

import geopandas as gpd
import pytest
import shapely

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_boundaries
from mapping.places import AdminLevel
from mapping.settings import CHECKOUT
from profiles.cli.main import main

POINTS = {
    "A": (85.32, 27.71, "urban", 6),
    "B": (85.3201, 27.71, "urban", 5),
    "C": (87.7, 27.4, "rural", 9),
}


@pytest.fixture
def points(tmp_path, monkeypatch):
    """A file of three points, two of them close together, and a workspace."""
    monkeypatch.setenv("LMP_WORKSPACE_DIR", str(tmp_path / "workspace"))

    def write(**changed):
        rows = [
            {"cluster": name, "kind": kind, "families": people, "phone": f"98{people}", "lat": y}
            | changed
            for name, (_, y, kind, people) in POINTS.items()
        ]
        shapes = [shapely.Point(x, y) for x, y, *_ in POINTS.values()]
        path = tmp_path / "points.geojson"
        path.write_text(gpd.GeoDataFrame(rows, geometry=shapes, crs="EPSG:4326").to_json())
        return path

    return write


@pytest.fixture(scope="module")
def districts():
    catalogue = read_boundary_catalogue(CHECKOUT / "data")
    return read_boundaries(catalogue.entry("NPL", AdminLevel.ADM2)).frame.set_index("place_code")


def masked(path, *options):
    out = path.with_name("out.geojson")
    out.unlink(missing_ok=True)
    code = main(["mask", str(path), "--out", str(out), *options])
    return code, gpd.read_file(out) if out.exists() else None


DISPLACE = ("--how", "displace", "--boundaries", "npl:ADM2", "--id", "cluster")


def test_points_move_within_their_place_and_to_the_same_spot_each_time(points, districts):
    path = points()
    code, first = masked(path, *DISPLACE, "--setting", "kind", "--keep", "kind")
    assert code == 0
    assert sorted(first.columns) == ["geometry", "kind", "place_code", "position"]
    for shape, place, (x, y, *_) in zip(
        first.geometry, first.place_code, POINTS.values(), strict=True
    ):
        assert districts.geometry[place].covers(shape)
        assert districts.geometry[place].covers(shapely.Point(x, y))
        assert 0 < shape.distance(shapely.Point(x, y)) < 0.1
    _, again = masked(path, *DISPLACE, "--setting", "kind", "--keep", "kind")
    assert again.geometry.equals(first.geometry)


def test_a_point_without_an_id_is_known_by_its_position(points):
    path = points()
    _, first = masked(path, *DISPLACE[:4])
    _, again = masked(path, *DISPLACE[:4])
    assert first.geometry.equals(again.geometry)
    assert set(first.columns) == {"geometry", "place_code", "position"}


def test_hexagons_hold_ten_people_or_more_and_the_rest_is_told(points, capsys):
    code, found = masked(points(), "--how", "hexagons", "--people", "families")
    assert code == 0
    assert found.people.tolist() == [11]
    assert sorted(found.columns) == ["geometry", "people"]
    assert "9 people in hexagons" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--how", "shift"), 2, "displace"),
        (("--how", "displace"), 2, "boundaries"),
        (("--how", "displace", "--boundaries", "wsm:ADM1"), 1, "lies in no place"),
        ((*DISPLACE, "--setting", "other"), 2, "other is not a column of the table"),
        (("--how", "hexagons", "--people", "kind"), 1, "is not a number of people"),
        (("--how", "hexagons", "--width-km", "0.1"), 2, "width"),
    ],
)
def test_what_cannot_be_masked_is_refused_with_words(points, capsys, options, code, said):
    found, frame = masked(points(), *options)
    assert found == code
    assert frame is None
    assert said in capsys.readouterr().err


def test_a_shape_that_is_no_point_is_refused(tmp_path, capsys):
    path = tmp_path / "lines.geojson"
    line = {"type": "LineString", "coordinates": [[85, 27], [86, 28]]}
    feature = {"type": "Feature", "properties": {}, "geometry": line}
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    code, frame = masked(path, "--how", "hexagons")
    assert (code, frame) == (1, None)
    assert "is no point" in capsys.readouterr().err


def test_what_a_file_does_not_say_is_answered_for_points_and_for_boundaries(
    points, districts, tmp_path, capsys
):
    frame = gpd.read_file(points()).to_crs(32645)
    bare, edges = tmp_path / "bare.csv", tmp_path / "edges.geojson"
    frame.assign(wkt=frame.geometry.to_wkt()).drop(columns="geometry").to_csv(bare, index=False)
    moved = districts.reset_index()[["place_code", "geometry"]].to_crs(32645)
    edges.write_text(json.dumps(json.loads(moved.to_json(to_wgs84=False)) | {"crs": None}))
    options = ("--how", "displace", "--boundaries", str(edges))

    assert masked(bare, *options)[0] == 1
    assert "(To answer: --answer crs=EPSG:4326)" in capsys.readouterr().err
    options = (*options, "--answer", "crs=EPSG:32645")
    assert masked(bare, *options)[0] == 1
    assert "(To answer: --boundaries-answer crs=EPSG:4326)" in capsys.readouterr().err
    assert masked(bare, *options, "--boundaries-answer", "crs=EPSG:32645")[0] == 0
