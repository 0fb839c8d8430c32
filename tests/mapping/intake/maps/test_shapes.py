"""Shapes from outside: placed, repaired where that is safe, and never changed unseen."""

import json
import os
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import RefusedFileError
from mapping.intake.door import check_file, read_boundaries_file, read_features
from mapping.intake.files.contents import FeatureLayer, Refused
from mapping.intake.files.geojson import read_geojson
from mapping.intake.maps.geometry_checks import bounds_of, overlap_reasons, repair
from mapping.intake.maps.geopoints import positions, to_shape
from mapping.intake.maps.land import on_land
from mapping.intake.maps.placing import place
from mapping.intake.model import Answers, Kind, Outcome

SHARED = Path(os.environ.get("LMP_SHARED_DIR") or Path(__file__).parents[4] / "../shared")
JTS = SHARED / "corpus" / "upstream" / "jts" / "validity_cases.jsonl"
NOTHING = Answers()


def array(*shapes: object) -> np.ndarray:
    found = np.empty(len(shapes), dtype=object)
    found[:] = shapes
    return found


def layer(*shapes: object, crs: str | None = None, lonlat: bool = True) -> FeatureLayer:
    return FeatureLayer(name="l", columns={}, shapes=array(*shapes), crs=crs, lonlat=lonlat)


def codes(reasons: object) -> list[str]:
    return [reason.code for reason in reasons]


def districts(count: int = 2) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {
            "ADM1_PCODE": [f"XX{n:02}" for n in range(count)],
            "ADM1_EN": [f"District {n}" for n in range(count)],
        },
        geometry=[shapely.box(36 + n, -1, 37 + n, 0) for n in range(count)],
        crs="EPSG:4326",
    )


@pytest.mark.skipif(not JTS.exists(), reason="no reference folder")
def test_validity_is_judged_as_jts_judges_it() -> None:
    cases = [json.loads(line) for line in JTS.read_text(encoding="utf-8").splitlines()]
    wrong = []
    for case in cases:
        with np.errstate(invalid="ignore"):
            shapes, reasons = repair(array(shapely.from_wkt(case["wkt"])), NOTHING)
        mended = shapes[0] is None or shapely.is_valid(shapes[0])
        if bool(reasons) is case["expected_valid"] or not mended:
            wrong.append(case["desc"])

    assert len(cases) == 839
    assert wrong == []


rings = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=4, max_size=9, unique=True
)


@given(rings)
def test_a_repaired_shape_needs_no_repair(ring: list[tuple[int, int]]) -> None:
    once, _ = repair(array(shapely.Polygon(ring)), NOTHING)
    twice, reasons = repair(once, NOTHING)

    assert shapely.is_valid(once[0])
    assert reasons == []
    assert once[0].equals(twice[0])


@given(rings)
def test_a_valid_shape_is_left_alone(ring: list[tuple[int, int]]) -> None:
    hull = shapely.convex_hull(shapely.MultiPoint(ring))
    found, reasons = repair(array(hull), NOTHING)

    assert found[0] is hull
    assert reasons == []


def test_a_shape_that_covers_itself_twice_is_asked_about() -> None:
    twice = shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)])
    _, reasons = repair(array(twice), NOTHING)

    assert codes(reasons) == ["geometry_repaired", "geometry_repair_area"]


def test_polygons_on_each_other_are_named() -> None:
    shapes = array(shapely.box(0, 0, 2, 2), shapely.box(1, 0, 3, 2), shapely.box(3, 0, 4, 1))
    (reason,) = overlap_reasons(shapes, ["A", "B", "C"])

    assert (reason.facts["count"], reason.facts["first"], reason.facts["second"]) == (1, "A", "B")
    assert reason.facts["percent"] == "50.0"


def test_neighbours_do_not_overlap() -> None:
    assert overlap_reasons(array(*districts(5).geometry), list("ABCDE")) == []


def test_metres_are_no_degrees() -> None:
    with pytest.raises(Refused, match="crs_false_degrees"):
        place(layer(shapely.Point(4098932, -142571)), NOTHING)
    found = place(layer(shapely.Point(4098932, -142571)), Answers(crs="EPSG:3857"))
    assert (found.shapes[0].x, found.shapes[0].y) == pytest.approx((36.82, -1.28), abs=0.01)


def test_latitude_before_longitude_is_noticed() -> None:
    nairobi, mombasa = shapely.Point(-1.28, 36.82), shapely.Point(-4.05, 39.66)
    found = place(layer(nairobi, mombasa), NOTHING)
    mended = place(layer(nairobi, mombasa), Answers(swap_coordinates=True))

    assert codes(found.reasons) == ["coordinates_at_sea"]
    assert found.shapes[0].equals(nairobi)
    assert mended.reasons == []
    assert (mended.shapes[0].x, mended.shapes[0].y) == (36.82, -1.28)


def test_latitude_that_can_be_none_is_turned() -> None:
    found = place(layer(shapely.Point(-17.7, 178.1)), NOTHING)

    assert codes(found.reasons) == ["coordinates_turned"]
    assert found.shapes[0].x == 178.1


@pytest.mark.parametrize(
    ("x", "y"), [(171.4, 7.1), (-172.1, -13.8), (73.5, 4.2), (-24, 15), (159.9, -9.4), (134.5, 7.5)]
)
def test_small_islands_are_on_land(x: float, y: float) -> None:
    assert on_land(np.array([x]), np.array([y]))[0]
    assert place(layer(shapely.Point(x, y)), NOTHING).reasons == []


def test_a_projection_that_is_not_said_is_asked_for() -> None:
    degrees = place(layer(shapely.Point(36, 1), lonlat=False), NOTHING)
    metres = place(layer(shapely.Point(500000, 1), lonlat=False), NOTHING)

    assert codes(degrees.reasons) == ["crs_missing_degrees"]
    assert codes(metres.reasons) == ["crs_missing"]
    assert not degrees.known


def test_longitudes_beyond_180_come_back() -> None:
    found = place(layer(shapely.Point(188, -13.8), shapely.box(179, -17, 181, -16)), NOTHING)

    assert found.shapes[0].x == -172
    assert bounds_of(found.shapes[1:])[0] == (179, -17, -179, -16)


@given(st.lists(st.floats(-179, 179).map(lambda x: round(x, 3)), min_size=1, max_size=8))
def test_every_place_is_in_the_frame(longitudes: list[float]) -> None:
    bounds, _ = bounds_of(array(*(shapely.Point(x, 0) for x in longitudes)))
    west, _, east, _ = bounds

    for x in longitudes:
        assert west <= x <= east or (west > east and (x >= west or x <= east))
    assert west <= east or east + 360 - west < max(longitudes) - min(longitudes)


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "geometries", "geometry", "properties", "a"]),
            inner | st.sampled_from(["Point", "Polygon", "GeometryCollection", "Feature"]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(st.lists(json_values, max_size=4), st.sampled_from(["FeatureCollection", "Polygon"]))
def test_any_json_is_geojson_or_refused(features: list[object], kind: str) -> None:
    document = {"type": kind, "features": features, "coordinates": features}
    try:
        found = read_geojson(document, "x")
    except Refused:
        return
    count = len(features) if kind == "FeatureCollection" else 1
    assert len(found.layers[0].shapes) == count


@pytest.mark.parametrize(
    ("cell", "shape"),
    [
        ("39.3 -76.6 11 22", shapely.Point(-76.6, 39.3)),
        ("39.3 -76.6", shapely.Point(-76.6, 39.3)),
        ("1.5 36.1 0 0;1.6 36.2 0 0", shapely.LineString([(36.1, 1.5), (36.2, 1.6)])),
        (
            "0.5 0.5 0 0; 0.5 1.5 0 0; 1.5 1.5 0 0; 0.5 0.5 0 0;",
            shapely.Polygon([(0.5, 0.5), (1.5, 0.5), (1.5, 1.5)]),
        ),
    ],
)
def test_positions_of_forms_have_latitude_first(cell: str, shape: object) -> None:
    assert to_shape(cell).equals(shape)


@pytest.mark.parametrize("cell", ["95.0 10.0", "abc", "1.5", "1.5 200.0", ""])
def test_other_cells_are_no_positions(cell: str) -> None:
    assert positions(cell) is None


@pytest.mark.parametrize(
    ("name", "driver"),
    [
        ("d.gpkg", "GPKG"),
        ("d.fgb", "FlatGeobuf"),
        ("d.geojson", "GeoJSON"),
        ("d.kml", "KML"),
        ("d.parquet", None),
        ("d.zip", "ESRI Shapefile"),
    ],
)
def test_every_format_gives_the_same_places(tmp_path: Path, name: str, driver: str | None) -> None:
    path = tmp_path / name
    frame = districts()
    if driver is None:
        frame.to_parquet(path)
    elif driver == "ESRI Shapefile":
        frame.to_file(tmp_path / "d.shp")
        with zipfile.ZipFile(path, "w") as archive:
            for part in tmp_path.glob("d.[sdpc][hbrp]*"):
                archive.write(part, part.name)
    else:
        frame.to_file(path, driver=driver)
    read = read_boundaries_file(path)

    assert read.intake.outcome is Outcome.ACCEPTED, read.intake.reasons
    assert sorted(read.frame["ADM1_PCODE"]) == ["XX00", "XX01"]  # FlatGeobuf sorts by place
    assert read.frame.crs.to_epsg() == 4326
    assert read.frame.index.tolist() == [1, 2]
    assert shapely.area(read.frame.geometry.to_numpy()).sum() == pytest.approx(2)


def test_a_missing_projection_is_settled_by_the_answer(tmp_path: Path) -> None:
    frame = districts().to_crs("EPSG:32737")
    frame.to_file(tmp_path / "d.shp")
    path = tmp_path / "d.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for ending in ("shp", "shx", "dbf"):
            archive.write(tmp_path / f"d.{ending}", f"d.{ending}")

    assert check_file(path).has("crs_missing")
    with pytest.raises(RefusedFileError, match="projection"):
        read_features(path)
    read = read_features(path, answers=Answers(crs="EPSG:32737"))
    assert read.frame.total_bounds.tolist() == pytest.approx([36, -1, 38, 0], abs=1e-6)


def test_only_tables_of_a_geopackage_are_read_and_nothing_of_it_runs(tmp_path: Path) -> None:
    path = tmp_path / "d.gpkg"
    districts().to_file(path, layer='a "quoted" name', driver="GPKG")
    with sqlite3.connect(path) as database:
        table = '"a ""quoted"" name"'
        bomb = "GENERATED ALWAYS AS (hex(zeroblob(400000000))) VIRTUAL"
        database.execute(f"ALTER TABLE {table} ADD COLUMN bomb TEXT {bomb}")
        database.execute("CREATE VIEW v AS SELECT 1 AS fid")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier)"
            " VALUES ('v', 'attributes', 'v')"
        )
    database.close()
    read = read_boundaries_file(path)

    assert codes(read.intake.reasons) == ["views"]
    assert list(read.frame.columns) == ["fid", "ADM1_PCODE", "ADM1_EN", "geometry"]


def test_a_position_in_a_group_of_questions_is_found(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("site,_where/gps_latitude,_where/gps_longitude\nA,-8.5,179.1\nB,-8.6,179.2\n")

    assert read_features(path).frame.geometry.x.tolist() == [179.1, 179.2]


def test_a_form_export_gives_places_without_what_the_tool_adds(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "facility;where;_where_latitude;_where_longitude;_uuid;_submission_time\n"
        "Clinic;-1.28 36.82 1700 5;-1.28;36.82;u1;2024-01-01\n"
        "School;-1.30 36.80 1690 4;-1.30;36.80;u2;2024-01-02\n",
        encoding="utf-8",
    )
    read = read_features(path)

    assert read.intake.kind is Kind.POINTS
    assert read.frame["facility"].tolist() == ["Clinic", "School"]
    assert read.frame.geometry.x.tolist() == [36.82, 36.80]
    assert list(read.frame.columns) == ["facility", "where", "geometry"]


def test_a_flatgeobuf_that_ends_too_early_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cut.fgb"
    boxes = [shapely.box(n, 0, n + 1, 1) for n in range(6)]
    frame = gpd.GeoDataFrame({"name": list("abcdef")}, geometry=boxes, crs=4326)
    frame.to_file(path, driver="FlatGeobuf")
    data = path.read_bytes()
    for part in (len(data) // 2, len(data) - 100):
        path.write_bytes(data[:part])
        assert check_file(path).outcome is Outcome.REFUSED
