"""Areas, centres and bounds, also across the antimeridian."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box

from mapping.boundaries.extent import (
    area_km2_of,
    bounds_of,
    centre_of,
    crosses_antimeridian,
    unwrapped,
)
from mapping.errors import BadBoundariesError

ACROSS = MultiPolygon([box(178, -18, 180, -16), box(-180, -18, -179, -16)])


def test_bounds_across_the_antimeridian_have_their_west_greater_than_their_east():
    assert bounds_of(ACROSS) == (178, -18, -179, -16)


def test_islands_on_both_sides_without_touching_it_cross_the_antimeridian_too():
    islands = MultiPolygon([box(177, 0, 178, 1), box(-178, 0, -177, 1)])
    assert crosses_antimeridian(islands)
    assert bounds_of(islands) == (177, 0, -177, 1)


def test_a_place_on_both_sides_of_greenwich_does_not_cross_the_antimeridian():
    wide = MultiPolygon([box(-80, 0, -79, 1), box(-1, 0, 1, 1), box(60, 0, 61, 1)])
    assert not crosses_antimeridian(wide)
    assert bounds_of(wide) == (-80, 0, 61, 1)


def test_unwrapping_joins_what_was_split():
    whole = unwrapped(ACROSS)
    assert whole.equals(box(178, -18, 181, -16))


@given(
    west=st.floats(-179.9, 179.9),
    south=st.floats(-80, 75),
    width=st.floats(0.01, 20),
    height=st.floats(0.01, 4),
)
@settings(max_examples=150, deadline=None)
def test_a_box_anywhere_keeps_its_bounds_area_and_centre(west, south, width, height):
    east = west + width
    parts = [box(west, south, min(east, 180), south + height)]
    if east > 180:
        parts.append(box(-180, south, east - 360, south + height))
    place = MultiPolygon(parts)
    found = bounds_of(place)
    assert found[0] == pytest.approx(west, abs=1e-6)
    expected_east = east if east <= 180 else east - 360
    assert found[2] == pytest.approx(expected_east, abs=1e-6)
    assert place.contains(Point(centre_of(place)))
    # on a sphere of the earth's mean radius, which is off by half a per cent at most; a parallel
    # is not a geodesic, so wide boxes near the poles differ by more
    band = math.sin(math.radians(south + height)) - math.sin(math.radians(south))
    on_sphere = 6371.0088**2 * math.radians(width) * band
    assert area_km2_of(place) == pytest.approx(on_sphere, rel=0.35, abs=0.001)


def test_the_area_of_one_square_degree_at_the_equator_is_the_published_one():
    """12,308.778 square kilometres on WGS 84 (Karney's GeographicLib)."""
    assert area_km2_of(box(0, 0, 1, 1)) == pytest.approx(12_308.778, abs=0.01)


def test_the_direction_of_the_rings_does_not_change_an_area_and_holes_are_left_out():
    ring = Polygon([(0, 0), (2, 0), (2, 2), (0, 2)], holes=[[(0.5, 0.5), (1, 0.5), (1, 1)]])
    assert area_km2_of(ring) == area_km2_of(ring.reverse())
    assert area_km2_of(ring) < area_km2_of(box(0, 0, 2, 2))


def test_the_centre_of_a_crescent_is_inside_it():
    crescent = Point(0, 50).buffer(3).difference(Point(1, 50).buffer(2.9))
    assert not crescent.contains(crescent.centroid)
    assert crescent.contains(Point(centre_of(crescent)))


def test_the_centre_of_a_sliver_is_inside_it():
    sliver = Polygon([(10, 10), (10.1, 10.0000001), (10.2, 10)])
    assert sliver.contains(Point(centre_of(sliver)))


def test_a_polygon_without_an_inside_has_no_centre():
    with pytest.raises(BadBoundariesError, match="no area"):
        centre_of(Polygon())
