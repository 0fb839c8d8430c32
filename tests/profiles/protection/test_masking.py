"""Points are moved once and for all, not too far, never out of their place."""

import math
import stat

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from profiles.protection.masking import (
    Setting,
    SurveyPoint,
    displaced,
    hexagon_bins,
    project_secret,
)

SECRET = b"0" * 32
WIDE = shapely.box(80.0, 26.0, 90.0, 30.0)
GEOD = Geod(ellps="WGS84")


def point(name, longitude=85.0, latitude=28.0, setting=Setting.RURAL):
    return SurveyPoint(id=name, longitude=longitude, latitude=latitude, setting=setting)


def moves_m(setting, count):
    found = []
    for number in range(count):
        one = point(str(number), setting=setting)
        moved = displaced(one, WIDE, secret=SECRET)
        found.append(GEOD.inv(one.longitude, one.latitude, *moved)[2])
    return found


def test_urban_points_move_up_to_two_kilometres():
    moves = moves_m(Setting.URBAN, 2_000)
    assert max(moves) <= 2_000.001
    assert abs(sum(moves) / len(moves) - 1_000) < 50


def test_rural_points_move_up_to_five_kilometres_and_one_in_a_hundred_up_to_ten():
    moves = moves_m(Setting.RURAL, 10_000)
    assert max(moves) <= 10_000.001
    far = sum(move > 5_000.001 for move in moves)
    # One in a hundred may go farther, and half of those do.
    assert abs(far - 50) < 4 * math.sqrt(50)
    assert abs(sum(moves) / len(moves) - 2_525) < 60


@settings(max_examples=50, deadline=None)
@given(
    st.text(min_size=1, max_size=8),
    st.floats(84.9, 85.1),
    st.floats(27.9, 28.1),
    st.sampled_from(Setting),
)
def test_a_point_stays_in_a_place_smaller_than_its_move(name, longitude, latitude, setting):
    here = shapely.Point(longitude, latitude)
    place = here.buffer(0.002).difference(shapely.box(longitude, latitude, 90, 90).buffer(-0.0005))
    if not shapely.covers(place, here):
        return
    one = point(name, longitude, latitude, setting)
    moved = displaced(one, place, secret=SECRET)
    assert shapely.covers(place, shapely.Point(*moved))
    assert moved != (longitude, latitude)
    assert moved == displaced(one, place, secret=SECRET)


def test_another_project_moves_a_point_elsewhere():
    assert displaced(point("a"), WIDE, secret=b"1" * 32) != displaced(
        point("a"), WIDE, secret=SECRET
    )
    assert displaced(point("a"), WIDE, secret=SECRET) != displaced(point("b"), WIDE, secret=SECRET)


def test_a_point_outside_its_place_or_in_none_is_a_mistake():
    with pytest.raises(ValueError, match="does not lie"):
        displaced(point("a", 10.0, 10.0), WIDE, secret=SECRET)
    with pytest.raises(ValueError, match="too small"):
        displaced(point("a"), shapely.Point(85.0, 28.0), secret=SECRET)


def test_the_secret_of_a_project_is_made_once_and_read_by_its_owner_alone(tmp_path):
    secret = project_secret(tmp_path)
    assert len(secret) == 32
    assert project_secret(tmp_path) == secret
    (path,) = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0
    assert project_secret(tmp_path / "other") != secret


POINTS = st.dictionaries(
    st.text(min_size=1, max_size=6),
    st.tuples(st.floats(84.0, 86.0), st.floats(27.0, 29.0), st.integers(1, 30)),
    max_size=40,
)


@settings(max_examples=50, deadline=None)
@given(POINTS)
def test_no_hexagon_shows_fewer_than_ten_people_and_nobody_is_lost(points):
    found = hexagon_bins(points, width_m=20_000)
    assert all(people >= 10 for _, people in found.people)
    total = sum(people for _, _, people in points.values())
    assert sum(people for _, people in found.people) + found.left_out == total


def test_hexagons_hold_their_points_and_do_not_overlap():
    points = {str(n): (84.0 + n % 20 / 10, 27.0 + n // 20 / 10, 10 + n) for n in range(400)}
    found = hexagon_bins(points, width_m=15_000)
    polygons = [polygon for polygon, _ in found.people]
    wide = shapely.union_all([one.buffer(1e-9) for one in polygons])
    for longitude, latitude, _ in points.values():
        assert wide.covers(shapely.Point(longitude, latitude))
    union = shapely.union_all(polygons)
    assert sum(one.area for one in polygons) == pytest.approx(union.area, rel=1e-6)
    assert found.left_out == 0


def test_hexagons_are_as_large_everywhere_and_stand_on_a_corner():
    size = 12_000 / math.sqrt(3)
    points = {str(n): (longitude, 55.0, 10) for n, longitude in enumerate((-70.0, 12.0, 100.0))}
    for polygon, _ in hexagon_bins(points, width_m=12_000).people:
        area, _ = GEOD.geometry_area_perimeter(polygon)
        assert abs(area) == pytest.approx(1.5 * size * 12_000, rel=1e-6)
        top, *_ = sorted(polygon.exterior.coords, key=lambda corner: -corner[1])
        assert top[0] == pytest.approx(polygon.centroid.x, abs=1e-9)


def test_one_more_point_moves_no_hexagon():
    points = {"a": (85.0, 28.0, 10), "b": (85.5, 28.2, 12)}
    before = {polygon.wkb for polygon, _ in hexagon_bins(points, width_m=9_000).people}
    after = {
        polygon.wkb
        for polygon, _ in hexagon_bins(points | {"c": (84.1, 27.3, 40)}, width_m=9_000).people
    }
    assert before < after


def test_fewer_than_ten_people_are_not_to_be_asked_for():
    with pytest.raises(ValueError, match="at least 10"):
        hexagon_bins({}, width_m=1_000, least=9)
