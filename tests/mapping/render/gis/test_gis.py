"""A map handed to QGIS: the same figures, classes and colours, and one country across 180°."""

import datetime
import io
import json
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import geopandas as gpd
import pyogrio
import pytest
from shapely import MultiPolygon, box

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    FlowEnd,
    FlowLayer,
    MapSpec,
    Mark,
    Stream,
    SymbolLayer,
)
from mapping.render.gis import to_bundle, to_geopackage, to_project
from mapping.render.gis.elements import rgba
from mapping.render.gis.styles import LAND
from mapping.render.gis.tables import tables_of
from tests.mapping.render.drawn import boundary_set, spec, squares

TODAY = datetime.date(2026, 11, 22)
SYSTEM_PYTHON = shutil.which("python3", path="/usr/bin")
CELLS = tuple(Category(label=f"cell <{i}>", colour=f"#0{i}0{i}0{i}", count=1) for i in range(4))
HOSTILE = ["=cmd|' /C calc'!A0", "<b>&\"']]>", "'; DROP TABLE places; --", "नेपाल"]


@pytest.fixture(scope="module")
def country():
    return boundary_set(squares(), names=[*HOSTILE, *(f"Place {i}" for i in range(8))])


@pytest.fixture(scope="module")
def package(country, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("gis") / "map.gpkg"
    path.write_bytes(to_geopackage(spec(), country, today=TODAY))
    return path


def project_of(shown: MapSpec, country) -> ElementTree.Element:
    zipped = to_project(shown, country, package="map.gpkg")
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(zipped)).read("map.qgs"))


def test_a_geopackage_has_every_place_with_its_figure_as_typed(package) -> None:
    shown = spec()
    frame = gpd.read_file(package, layer="places")

    assert [name for name, _ in pyogrio.list_layers(package)] == ["places", "marks", "layer_styles"]
    assert list(frame["name"][:4]) == HOSTILE
    values = [None if value != value else value for value in frame["value"]]  # noqa: PLR0124 - NaN
    assert values == [value.value for value in shown.layer.values]
    assert set(gpd.read_file(package, layer="marks")["mark"]) == {mark.value for mark in Mark}
    assert frame.crs == "EPSG:4326"


def test_each_layer_carries_its_style_where_qgis_looks_for_it(package) -> None:
    styles = pyogrio.read_dataframe(package, layer="layer_styles")

    assert list(styles["f_table_name"]) == ["places", "marks"]
    assert list(styles["useAsDefault"]) == [True, True]
    for style in styles["styleQML"]:
        assert ElementTree.fromstring(style).find("renderer-v2") is not None


def test_the_same_map_makes_the_same_project(country) -> None:
    again = to_project(spec(), country, package="map.gpkg")

    assert to_project(spec(), country, package="map.gpkg") == again


def test_ranges_have_the_bounds_and_colours_of_the_classes(country) -> None:
    shown = spec()
    renderer = project_of(shown, country).find(".//maplayer/renderer-v2")
    assert renderer is not None
    ranges = [
        (float(one.get("lower", "")), float(one.get("upper", "")), one.get("label"))
        for one in renderer.iter("range")
    ]
    colours = [
        option.get("value") for option in renderer.iter("Option") if option.get("name") == "color"
    ]

    classes = shown.layer.legend.classes
    assert ranges == [(row.lower, row.upper, row.label) for row in classes]
    assert colours == [rgba(row.colour) for row in classes]


def test_a_place_has_the_colour_of_its_cell_under_two_rates(country) -> None:
    base = spec()
    layer = BivariateLayer(
        legend=replace(base.layer.legend, classes=()),
        first=base.layer.legend,
        second=base.layer.legend,
        cells=CELLS,
        values=base.layer.values,
        first_values=base.layer.values,
        second_values=base.layer.values,
    )
    shown = replace(base, layer=layer)
    categories = project_of(shown, country).findall(".//maplayer[1]/renderer-v2//category")
    frame = tables_of(shown, country)["places"]

    assert [one.get("label") for one in categories] == [cell.label for cell in CELLS]
    assert list(frame["class_label"][:4]) == ["", "", "", "cell <0>"]


def test_circles_lie_over_all_land_and_a_mark_shows_below_them(country) -> None:
    base = spec()
    layer = SymbolLayer(legend=base.layer.legend, values=base.layer.values, largest=11.0)
    project = project_of(replace(base, layer=layer), country)
    renderer = project.find(".//maplayer[1]/renderer-v2")
    land, circles = renderer.findall("./symbols/symbol/layer")

    assert (renderer.get("symbollevels"), land.get("pass"), circles.get("pass")) == ("1", "0", "1")
    (filled,) = [one.get("value") for one in land.iter("Option") if one.get("name") == "expression"]
    assert filled == f"if(\"mark\" = '', '{rgba(LAND)}', '{rgba(LAND, 0)}')"


def test_streams_are_lines_between_their_ends(country) -> None:
    base = spec()
    ends = tuple(FlowEnd(f"P{i}", f"Place {i}", (i,)) for i in range(12))
    layer = FlowLayer(
        legend=base.layer.legend,
        values=base.layer.values,
        largest=11.0,
        ends=ends,
        streams=(Stream(0, 5, 90.0, "90"), Stream(3, 7, 10.0, "10")),
        drawn=1,
        threshold=10,
        rest="",
        circles="",
        origins_on_map=True,
    )
    lines = tables_of(replace(base, layer=layer), country)["streams"]

    assert list(lines["value"]) == [90.0], "no more than the map shows"
    assert list(lines.geometry[0].coords) == [(10.5, 0.5), (11.5, 1.5)]


def test_a_bundle_has_a_project_of_the_package_beside_it(country) -> None:
    bundle = zipfile.ZipFile(io.BytesIO(to_bundle(spec(), country, stem="samoa", today=TODAY)))
    project = zipfile.ZipFile(io.BytesIO(bundle.read("samoa.qgz"))).read("map.qgs")

    assert bundle.namelist() == ["samoa.gpkg", "samoa.qgz"]
    assert b"./samoa.gpkg|layername=places" in project


@pytest.fixture(scope="session")
def python_with_qgis() -> str:
    if (
        SYSTEM_PYTHON is None
        or subprocess.run(
            [SYSTEM_PYTHON, "-c", "import qgis.core"], check=False, capture_output=True, env={}
        ).returncode
    ):
        pytest.skip("no Python here has QGIS (Debian: apt install python3-qgis)")
    return SYSTEM_PYTHON


def test_qgis_opens_it_with_the_same_classes(python_with_qgis, tmp_path) -> None:
    across = [box(178, -18, 179, -17), MultiPolygon([box(179.5, -18, 180, -17)])]
    islands = boundary_set([*across, box(-180, -17, -179.5, -16), box(178, -20, 179, -19)])
    shown = spec(4)
    (tmp_path / "map.gpkg").write_bytes(to_geopackage(shown, islands, today=TODAY))
    (tmp_path / "map.qgz").write_bytes(to_project(shown, islands, package="map.gpkg"))
    script = Path(__file__).parent / "opened_in_qgis.py"
    ran = subprocess.run(
        [python_with_qgis, script, tmp_path / "map.qgz", tmp_path / "map.gpkg"],
        check=True,
        capture_output=True,
        env={"HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(tmp_path)},
        timeout=60,
    )
    found = json.loads(ran.stdout.splitlines()[-1])
    places, marks = found["layers"]

    assert found["read"]
    assert b"newer version" not in ran.stderr  # of QGIS
    assert b"partially supported" not in ran.stderr  # a version of GeoPackage
    assert found["title"] == shown.title
    assert found["crs"].startswith("+proj=laea")
    assert places["valid"]
    assert places["ranges"] == [
        [row.lower, row.upper, row.colour, row.label] for row in shown.layer.legend.classes
    ]
    assert marks["values"] == [mark.value for mark in Mark]
    assert found["style_of_the_file"] == "graduatedSymbol"
