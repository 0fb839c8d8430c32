"""Parents made of their children, and the check that they are."""

import geopandas as gpd
import pytest
from shapely import box

from mapping.boundaries.hierarchy import check_nesting, merged, places_of
from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.schema import checked
from mapping.errors import BadBoundariesError

from .conftest import CHECKOUT

CATALOGUE = read_boundary_catalogue(CHECKOUT / "data")


def boundary_set(level, rows):
    """A set from code: (parent, polygon)."""
    frame = gpd.GeoDataFrame(
        {
            "place_code": list(rows),
            "name": list(rows),
            "name_en": list(rows),
            "name_fr": [None, *list(rows)[1:]],
            "parent_code": [parent for parent, _ in rows.values()],
            "level": level,
        },
        geometry=[polygon for _, polygon in rows.values()],
        crs="EPSG:4326",
    )
    return checked(frame, CATALOGUE.entry("XXE", level))


DISTRICTS = {
    "A1": ("A", box(0, 0, 1, 1)),
    "A2": ("A", box(1, 0, 2, 1)),
    "B1": ("B", box(2, 0, 3, 1)),
    "B2": ("B", box(5, 0, 6, 1)),
}
PROVINCES = {"A": ("Z", box(0, 0, 2, 1)), "B": ("Z", box(2, 0, 3, 1).union(box(5, 0, 6, 1)))}


def test_a_parent_is_the_union_of_its_children():
    unions = merged(boundary_set("ADM2", DISTRICTS).frame)
    assert {code: union.geom_type for code, union in unions.items()} == {
        "A": "Polygon",
        "B": "MultiPolygon",
    }
    assert all(union.equals(PROVINCES[code][1]) for code, union in unions.items())


def test_children_that_fill_their_parents_nest():
    check_nesting(boundary_set("ADM2", DISTRICTS), boundary_set("ADM1", PROVINCES))


@pytest.mark.parametrize(
    ("children", "parents", "reason"),
    [
        ({"C1": ("C", box(7, 0, 8, 1))}, {}, "parents are not in the level above. C"),
        ({}, {"D": ("Z", box(7, 0, 8, 1))}, "places above have no children. D"),
        ({"B2": ("B", box(5, 0, 6, 0.999999))}, {}, "children do not fill their parents. B"),
        ({"A1": ("A", box(-1e-6, 0, 1, 1))}, {}, "children do not fill their parents. A"),
    ],
)
def test_children_that_do_not_fill_their_parents_are_refused(children, parents, reason):
    with pytest.raises(BadBoundariesError) as error:
        check_nesting(
            boundary_set("ADM2", DISTRICTS | children), boundary_set("ADM1", PROVINCES | parents)
        )
    assert reason in error.value.what()


def test_places_carry_the_names_they_have_and_no_others():
    first, second, *_ = places_of(boundary_set("ADM2", DISTRICTS))
    assert dict(first.names) == {"en": "A1"}
    assert dict(second.names) == {"en": "A2", "fr": "A2"}
    assert second.bounds == (1, 0, 2, 1)
    assert second.parent_code == "A"
