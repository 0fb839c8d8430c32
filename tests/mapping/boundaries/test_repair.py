"""Mending polygons, and refusing to when the map would change."""

import geopandas as gpd
import pytest
import shapely
from shapely import Polygon, box

from mapping.boundaries.repair import repaired
from mapping.errors import BadBoundariesError


def frame_of(*polygons):
    codes = [f"P{number}" for number in range(len(polygons))]
    return gpd.GeoDataFrame({"place_code": codes}, geometry=list(polygons), crs="EPSG:4326")


def test_a_sound_set_is_left_exactly_as_it_is():
    frame = frame_of(box(0, 0, 1, 1), box(1, 0, 2, 1))
    mended, repairs = repaired(frame, name="sound")
    assert repairs == ()
    assert mended.geometry.to_wkb().tolist() == frame.geometry.to_wkb().tolist()


def neighbour(bulge):
    """A square whose eastern side leaves the meridian of 1 degree in its middle."""
    return Polygon([(0, 0), (1, 0), (1, 0.25), (1 + bulge, 0.5), (1, 0.75), (1, 1), (0, 1)])


@pytest.mark.parametrize("bulge", [8e-6, -8e-6], ids=["overlap", "gap"])
def test_slivers_between_neighbours_are_closed_and_told(bulge):
    east = Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0.75), (1, 0.25)])
    frame = frame_of(neighbour(bulge), east)
    assert not shapely.coverage_is_valid(frame.geometry.to_numpy(), gap_width=1e-5)
    mended, repairs = repaired(frame, name="slivers")
    assert shapely.coverage_is_valid(mended.geometry.to_numpy(), gap_width=1e-5)
    assert mended.geometry.union_all().equals(box(0, 0, 2, 1))
    assert repairs
    for repair in repairs:
        assert repair.fault == "overlapped or gaped"
        assert 0 < repair.share < 1e-5
        assert repair.place_code in str(repair)


def test_a_ring_that_touches_itself_is_mended_and_told():
    spiked = Polygon([(0, 0), (1, 0), (1, 1), (1, 1.5), (1, 1), (0, 1)])
    mended, repairs = repaired(frame_of(spiked), name="spike")
    assert mended.is_valid.all()
    assert mended.geometry[0].equals(box(0, 0, 1, 1))
    assert "Self-intersection" in repairs[0].fault


@pytest.mark.parametrize("edge", [1.002, 1.5])
def test_an_overlap_that_is_more_than_a_sliver_is_refused(edge):
    with pytest.raises(BadBoundariesError, match=r"more than 0.1 %"):
        repaired(frame_of(box(0, 0, edge, 1), box(1, 0, 2, 1)), name="overlap")


def test_lakes_stay_lakes():
    ring = box(0, 0, 3, 3).difference(box(1, 1, 2, 2))
    left, right = ring.intersection(box(0, 0, 1.5, 3)), ring.intersection(box(1.5, 0, 3, 3))
    mended, repairs = repaired(frame_of(left, right), name="lake")
    assert repairs == ()
    assert mended.geometry.union_all().area == pytest.approx(8)


def test_the_two_invalid_districts_of_a_published_file_are_mended(shared):
    frame = gpd.read_file(shared / "data" / "messy" / "npl_invalid" / "districts.geojson")
    frame["place_code"] = [f"D{number}" for number in range(len(frame))]
    invalid = set(frame.place_code[~frame.is_valid])
    assert len(invalid) == 2
    mended, repairs = repaired(frame[["place_code", "geometry"]], name="published")
    assert mended.is_valid.all()
    assert shapely.coverage_is_valid(mended.geometry.to_numpy())
    assert invalid <= {repair.place_code for repair in repairs}
    assert all(repair.share < 0.001 for repair in repairs)
