"""The rules of a boundary set: a set that keeps them is taken, one that breaks one is refused."""

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Polygon, box

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.schema import checked, language_of
from mapping.errors import BadBoundariesError

from .conftest import CHECKOUT

ENTRY = read_boundary_catalogue(CHECKOUT / "data").entry("XXE", "ADM2")


def squares(columns=2, rows=2, **others):
    """Adjoining squares of one degree."""
    places = [(x, y) for y in range(rows) for x in range(columns)]
    return gpd.GeoDataFrame(
        {
            "place_code": [f"P{x}{y}" for x, y in places],
            "name": [f"Place {x} {y}" for x, y in places],
            "parent_code": "P",
            "level": "ADM2",
            **others,
        },
        geometry=[box(x, y, x + 1, y + 1) for x, y in places],
        crs="EPSG:4326",
    )


names = st.text(st.characters(blacklist_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=12)


@given(
    columns=st.integers(1, 4),
    rows=st.integers(1, 4),
    text=names,
    language=st.sampled_from(["ne", "fr", "en_alt", "en_alt2", "haw"]),
)
@settings(max_examples=40, deadline=None)
def test_any_grid_of_places_with_any_names_is_a_boundary_set(columns, rows, text, language):
    frame = squares(columns, rows)
    frame["name"] = text
    frame[f"name_{language}"] = text
    assert len(checked(frame, ENTRY).frame) == columns * rows


def reprojected(frame):
    return frame.to_crs("EPSG:3857")


def without_crs(frame):
    return frame.set_crs(None, allow_override=True)


def with_polygon(polygon):
    def change(frame):
        frame.loc[0, "geometry"] = polygon
        return frame

    return change


def with_value(column, value):
    def change(frame):
        return frame.assign(**{column: value})

    return change


def with_first(column, value):
    def change(frame):
        frame.loc[0, column] = value
        return frame

    return change


bow_tie = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (with_value("place_code", "P"), "columns break the rules"),
        (with_first("place_code", ""), "columns break the rules"),
        (with_first("place_code", None), "columns break the rules"),
        (with_value("place_code", [1, 2, 3, 4]), "columns break the rules"),
        (with_first("name", " Alder"), "columns break the rules"),
        (with_first("name", None), "columns break the rules"),
        (with_value("nmae_fr", "Aulne"), "columns break the rules"),
        (with_value("name_FR", "Aulne"), "columns break the rules"),
        (with_value("area_km2", -1.0), "columns break the rules"),
        (with_value("level", "ADM7"), "columns break the rules"),
        (with_first("level", "ADM1"), "not of level ADM2"),
        (with_first("parent_code", None), "have no parent"),
        (lambda frame: frame.drop(columns="parent_code"), "columns break the rules"),
        (lambda frame: pd.DataFrame(frame.drop(columns="geometry")), "no polygons"),
        (lambda frame: frame.iloc[:0], "no places"),
        (with_polygon(bow_tie), "missing or invalid"),
        (with_polygon(Polygon()), "missing or invalid"),
        (with_polygon(None), "missing or invalid"),
        (with_polygon(LineString([(0, 0), (1, 1)])), "missing or invalid"),
        (with_polygon(box(0, 0, 1.1, 1)), "overlap or gape"),
        (with_polygon(box(0, 0, 1, 1 - 1e-8)), "overlap or gape"),
        (with_polygon(box(179, 5, 181, 6)), "outside the globe"),
        (reprojected, "not in EPSG:4326"),
        (without_crs, "not in EPSG:4326"),
    ],
)
def test_a_set_that_breaks_a_rule_is_refused_with_the_rule(change, reason):
    with pytest.raises(BadBoundariesError) as error:
        checked(change(squares()), ENTRY)
    assert type(error.value) is BadBoundariesError
    assert reason in error.value.what()
    assert ENTRY.id in error.value.what()


def test_the_places_that_break_a_rule_are_named():
    with pytest.raises(BadBoundariesError, match="P00"):
        checked(with_polygon(bow_tie)(squares()), ENTRY)


@pytest.mark.parametrize(
    ("column", "language"),
    [("name_ne", "ne"), ("name_en_alt2", "en_alt2"), ("name", None), ("name_", None)],
)
def test_the_language_of_a_name_is_read_from_its_column(column, language):
    assert language_of(column) == language
