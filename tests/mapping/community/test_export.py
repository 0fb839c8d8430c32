import csv
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from xml.etree import ElementTree

import geopandas as gpd
import openpyxl
import pyogrio
import pytest
from shapely.geometry import LineString, Point, Polygon, shape

from mapping.community.export import (
    TO_THE_ROOM,
    ExportFormat,
    Request,
    export_workshop,
    file_stem,
)
from mapping.community.export_worker import (
    exported_shape,
    split_at_antimeridian,
    write_export,
)
from mapping.community.legend import Audience
from mapping.community.photos import upright_jpeg
from mapping.community.release import Positions, released_rows
from mapping.community.text import clean_name, clean_note
from mapping.community.wire import to_text
from mapping.errors import ConsentError, StorageError, UnknownChoiceError, UnknownWorkshopError
from mapping.spreadsheet_cells import safe_cell
from tests.mapping.community.drawing import (
    AREA,
    LEGEND,
    LINE,
    POINT,
    a_store,
    a_workshop,
    content,
    operation,
)
from tests.mapping.community.test_photos import CANARY, a_photo

ACROSS = {
    "type": "Polygon",
    "coordinates": [[[179, -17], [181, -17], [181, -16], [179, -16], [179, -17]]],
}
BOW_TIE = {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}


@pytest.fixture
def drawn(store, workshop):
    """A point, a line, an area across the antimeridian, one deleted, one in conflict."""

    def send(kind="put", **changes):
        made = operation(workshop.workshop_id, kind, **changes)
        store.append(made)
        return made

    send(content=content(POINT, "water", "=1+1 {{7*7}} <b>"))
    send(content=content(LINE))
    send(content=content(ACROSS))
    gone = send(content=content(POINT))
    send("delete", feature_id=gone.feature_id, base_version=1)
    fought = send(content=content(AREA, note="first"))
    for note in ("second", "third"):
        send("edit", feature_id=fought.feature_id, base_version=1, content=content(AREA, note=note))
    return workshop


def test_a_geopackage_holds_a_layer_a_kind_with_every_column(store, drawn, tmp_path):
    path = tmp_path / "out.gpkg"
    assert export_workshop(store, drawn.workshop_id, path) == 5
    assert dict(pyogrio.list_layers(path)) == {
        "points": "Point",
        "lines": "MultiLineString",
        "areas": "MultiPolygon",
    }
    points = gpd.read_file(path, layer="points")
    assert list(points["note"]) == ["=1+1 {{7*7}} <b>"]
    assert list(points["category"]) == ["Water point"]
    assert list(points["colour"]) == ["#0072b2"]
    assert list(points["workshop"]) == [drawn.title]
    assert points.crs.to_epsg() == 4326
    assert str(points["created_at"].dt.tz) == "UTC"
    areas = gpd.read_file(path, layer="areas")
    assert sorted(zip(areas["state"], areas["note"], areas["version"], strict=True)) == [
        ("other version", "third", 3),
        ("shown", "", 1),
        ("shown", "second", 2),
    ]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_geojson_is_split_at_the_antimeridian(store, drawn, tmp_path):
    path = tmp_path / "out.geojson"
    export_workshop(store, drawn.workshop_id, path)
    features = json.loads(path.read_text("utf-8"))["features"]
    across = next(f for f in features if shape(f["geometry"]).bounds[0] < 0)
    geometry = shape(across["geometry"])
    assert geometry.geom_type == "MultiPolygon"
    assert geometry.bounds == (-180, -17, 180, -16)
    assert geometry.area == pytest.approx(2)


@pytest.mark.parametrize("ending", [one for one in ExportFormat if one != ExportFormat.PHOTOS])
def test_the_same_drawings_give_the_same_bytes(store, drawn, tmp_path, ending, monkeypatch):
    monkeypatch.setenv("OGR_CURRENT_DATE", "")  # what the writer sets ends with the test
    rows = released_rows(
        drawn,
        store.features(drawn.workshop_id).features,
        audience=Audience.ROOM,
        positions=Positions.EXACT,
        masks={},
    )
    snapshot = tmp_path / "snapshot.json"
    snapshot.write_text(to_text({"rows": rows, "newest": "2026-05-04T03:02:01+00:00"}), "utf-8")
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_export(snapshot, tmp_path / name / f"out.{ending}")
    one, two = (tmp_path / name / f"out.{ending}" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_photos_leave_under_a_name_of_ours_without_exif_for_who_may_see_where(store, tmp_path):
    legend = (replace(LEGEND[0], audience=Audience.PROJECT), LEGEND[1])
    workshop = a_workshop(store, legend=legend, exact_for=Audience.PROJECT)
    raw = [a_photo(), a_photo((800, 600))]
    names = [store.keep_photo(workshop.workshop_id, upright_jpeg(one)) for one in raw]
    for category, name in zip(("water", "any"), names, strict=True):
        said = replace(content(POINT, category), photo=name, validated=True, merged=("one-more-1",))
        store.append(operation(workshop.workshop_id, content=said))

    def taken(audience, positions=Positions.EXACT):
        path = tmp_path / f"{audience}.photos.zip"
        wanted = Request(audience=audience, positions=positions, masks={positions: list})
        count = export_workshop(store, workshop.workshop_id, path, wanted)
        with zipfile.ZipFile(path) as archive:
            assert len(archive.namelist()) == count
            return {name: archive.read(name) for name in archive.namelist()}

    room = taken(Audience.ROOM)
    assert sorted(room) == sorted(f"{name}.jpg" for name in names)
    assert CANARY not in b"".join(room.values())
    assert list(taken(Audience.PROJECT)) == [f"{names[0]}.jpg"]
    for audience, positions in (
        (Audience.PUBLIC, Positions.EXACT),
        (Audience.PROJECT, Positions.DISPLACED),
    ):
        with pytest.raises(ConsentError):
            taken(audience, positions)
    table = tmp_path / "moved.csv"
    moved = Request(
        audience=Audience.ROOM, positions=Positions.DISPLACED, masks={"displaced": list}
    )
    for wanted, photo in ((TO_THE_ROOM, f"{names[0]}.jpg"), (moved, "")):
        export_workshop(store, workshop.workshop_id, table, wanted)
        row = next(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
        assert (row["validated"], row["merged"], row["photo"]) == ("True", "1", photo)


def test_hostile_text_in_every_field_leaves_as_text_in_every_file(tmp_path, shared_dir):
    raw = json.loads((shared_dir / "corpus/own/text/hostile_text.json").read_text("utf-8"))
    texts = [clean_name(text) for text in raw if len(text) <= 80 and clean_note(text)][:60]
    store = a_store(tmp_path)
    legend = (LEGEND[0], replace(LEGEND[1], label=texts[0], questions=(texts[1],)))
    where = a_workshop(store, title=texts[2], legend=legend).workshop_id
    for text in texts:
        said = replace(content(note=text), answers=(text,))
        store.append(operation(where, content=said, group=text, actor=text))
    for kind in ExportFormat:
        path = tmp_path / f"out.{kind}"
        count = export_workshop(store, where, path)
        match kind:
            case ExportFormat.PHOTOS:
                assert count == 0
            case ExportFormat.XLSX:
                cells = [cell for row in openpyxl.load_workbook(path).active for cell in row]
                assert "f" not in {cell.data_type for cell in cells}
                assert not any(cell.hyperlink for cell in cells)
                assert set(texts) <= {cell.value for cell in cells}
            case ExportFormat.CSV | ExportFormat.KOBO:
                rows = csv.DictReader(path.read_text("utf-8-sig").splitlines(keepends=True))
                assert [row["note"] for row in rows] == [safe_cell(text) for text in texts]
            case ExportFormat.KML:
                shown = ElementTree.parse(path).iter("{http://www.opengis.net/kml/2.2}description")
                assert not any("<" in one.text for one in shown)  # it is read as HTML
                assert set(texts) <= set(gpd.read_file(path)["note"])
            case _:
                layer = {"layer": "points"} if kind is ExportFormat.GEOPACKAGE else {}
                assert list(gpd.read_file(path, **layer)["note"]) == texts
    assert not list(tmp_path.rglob("lmp_pwned"))
    store.close()


def test_a_workshop_where_nothing_is_drawn_exports_empty_layers(store, workshop, tmp_path):
    assert export_workshop(store, workshop.workshop_id, tmp_path / "out.gpkg") == 0
    assert len(pyogrio.list_layers(tmp_path / "out.gpkg")) == 3
    export_workshop(store, workshop.workshop_id, tmp_path / "out.geojson")
    assert json.loads((tmp_path / "out.geojson").read_text())["features"] == []


def test_an_unknown_format_or_workshop_is_named(store, workshop, tmp_path):
    with pytest.raises(UnknownChoiceError, match="gpkg, geojson"):
        export_workshop(store, workshop.workshop_id, tmp_path / "out.shp")
    with pytest.raises(UnknownWorkshopError):
        export_workshop(store, "no-such-workshop", tmp_path / "out.gpkg")


def test_a_folder_that_takes_no_file_leaves_nothing_behind(store, workshop, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match=r"out\.gpkg"):
        export_workshop(store, workshop.workshop_id, tmp_path / "file" / "out.gpkg")


@pytest.mark.parametrize(
    ("geometry", "bounds"),
    [
        (Point(181, 5), (-179, 5, -179, 5)),
        (LineString([(-190, 0), (-170, 0)]), (-180, 0, 180, 0)),
        (Polygon([(190, 0), (191, 0), (191, 1)]), (-170, 0, -169, 1)),
        (LineString([(10, 0), (20, 5)]), (10, 0, 20, 5)),
    ],
)
def test_longitudes_of_a_file_lie_between_180_west_and_180_east(geometry, bounds):
    split = split_at_antimeridian(geometry)
    assert split.bounds == bounds
    assert split.length == pytest.approx(geometry.length)


def test_an_outline_that_crosses_itself_becomes_the_areas_it_encloses():
    made = exported_shape(BOW_TIE)
    assert made.is_valid
    assert made.area == pytest.approx(2)


@pytest.mark.parametrize("title", ["../../etc/passwd", "CON", "वर्कशप", 'a"b\nc', "x" * 200, "=1+1"])
def test_a_file_name_is_safe_whatever_the_title(store, title):
    stem = file_stem(a_workshop(store, title=title))
    assert stem.replace("-", "").isalnum()
    assert stem.isascii()
    assert len(stem) <= 80
