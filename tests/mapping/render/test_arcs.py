"""Coverages as arcs: what is decoded is what was encoded, and every border is there once."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mapping.render.arcs import Grid, coverage_arcs, encode, varints, zigzag
from tests.mapping.render.arcs_reader import Decoded, read_arcs
from tests.mapping.render.boundary_sets import patches

UNIT = Grid(west=0.0, north=0.0, step=1.0)


def round_trip(geometries: np.ndarray, grid: Grid = UNIT) -> Decoded:
    inside = shapely.get_coordinates(shapely.point_on_surface(geometries))
    centres = grid.cells(inside)
    return read_arcs(encode(coverage_arcs(geometries, grid, centres), vars_of(grid), centres))


def vars_of(grid: Grid) -> dict:
    return {"west": grid.west, "north": grid.north, "step": grid.step}


@st.composite
def owners(draw):
    """A small country: who owns each cell, every number at least once; holes, islets, enclaves."""
    size = draw(st.tuples(st.integers(1, 6), st.integers(1, 6)))
    table = draw(arrays.arrays(np.int64, size, elements=st.integers(0, 5)))
    return np.unique(table, return_inverse=True)[1].reshape(size)


@given(owners())
@settings(max_examples=150, deadline=None)
def test_every_place_comes_back_as_it_was(owner):
    places = patches(owner)
    decoded = round_trip(places)
    for index, place in enumerate(places):
        assert decoded.polygon(index).symmetric_difference(place).area == 0


@given(owners())
@settings(max_examples=150, deadline=None)
def test_every_border_is_stored_once(owner):
    segments = round_trip(patches(owner)).segments()
    assert len(segments) == len(set(segments))


@given(owners())
@settings(max_examples=100, deadline=None)
def test_rings_are_closed_and_walk_along_arcs_that_meet(owner):
    for rings in round_trip(patches(owner)).places:
        for ring in rings:
            steps = np.abs(np.diff(ring, axis=0)).sum(axis=1)
            assert (ring[0] == ring[-1]).all()
            assert steps.max() <= 1


def test_a_hole_and_the_enclave_in_it_share_one_arc():
    owner = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0]])
    decoded = round_trip(patches(owner))
    assert len(decoded.arcs) == 2
    assert len(decoded.places[0]) == 2
    assert len(decoded.places[1]) == 1


def test_coordinates_are_rounded_to_the_grid_and_no_further():
    grid = Grid(west=3.0, north=-2.0, step=0.25)
    place = shapely.Polygon([(3.1, -1.9), (7.06, -1.9), (7.06, 4.4), (3.1, 4.4)])
    decoded = round_trip(np.array([place]), grid)
    original = shapely.get_coordinates(place)
    for point in decoded.places[0][0]:
        assert np.abs(original - point).max(axis=1).min() <= grid.step / 2


def test_places_smaller_than_a_cell_keep_a_triangle_at_their_centre():
    islet = shapely.box(10.2, 10.2, 10.3, 10.3)
    places = np.array([shapely.box(0, 0, 5, 5), islet, shapely.box(20, 0, 25, 5)])
    decoded = round_trip(places)
    triangle = decoded.polygon(1)
    assert triangle.area == 0.5
    assert triangle.distance(islet.centroid) < 1
    assert decoded.polygon(2).area == 25


def test_specks_beside_a_larger_part_are_dropped():
    place = shapely.union_all([shapely.box(0, 0, 5, 5), shapely.box(10.2, 10.2, 10.3, 10.3)])
    assert len(round_trip(np.array([place])).places[0]) == 1


def test_numbers_of_every_size_are_written_in_seven_bits_a_byte():
    assert varints(np.array([0, 127, 128, 16_384])) == bytes([0, 127, 128, 1, 128, 128, 1])
    assert zigzag(np.array([0, -1, 1, -2, 2])).tolist() == [0, 1, 2, 3, 4]
    assert varints(np.array([], dtype=np.int64)) == b""


@given(st.lists(st.integers(0, 2**61), max_size=50))
def test_long_numbers_are_read_back(numbers):
    body = varints(np.array(numbers, dtype=np.int64))
    read, value, weight = [], 0, 0
    for byte in body:
        value |= (byte & 127) << weight
        weight += 7
        if byte < 128:
            read.append(value)
            value = weight = 0
    assert read == numbers
