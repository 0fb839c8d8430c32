"""A place beside others: ranks, neighbours, places like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel, Place, PlaceCode
from profiles.evidence.comparison import (
    distance_km,
    neighbours_of,
    position,
    position_in,
    quartiles,
    similar,
    standardised,
)

values = st.lists(st.integers(-20, 20).map(float), min_size=5, max_size=40)


def place(code, centre, neighbours=()):
    return Place(
        place_code=PlaceCode(code),
        name=code,
        level=AdminLevel.ADM1,
        centre=centre,
        neighbours=tuple(map(PlaceCode, neighbours)),
    )


def gazetteer(*places):
    return Gazetteer(iso3="XXX", places={one.place_code: one for one in places})


def test_neighbours_are_the_places_that_touch():
    places = gazetteer(place("A", (0, 0), "B"), place("B", (9, 0), "A"), place("C", (1, 0)))
    assert neighbours_of(places, places.place("A")) == ("B",)


def test_an_island_has_the_nearest_places_nearest_first():
    places = gazetteer(*(place(code, (x, 0)) for code, x in zip("ABCDEFG", range(7), strict=True)))
    assert neighbours_of(places, places.place("B")) == ("A", "C", "D", "E", "F")


def test_the_nearest_place_may_lie_across_the_antimeridian():
    places = gazetteer(place("A", (179.5, -16)), place("B", (-179.5, -16)), place("C", (170, -16)))
    assert neighbours_of(places, places.place("A"))[0] == "B"
    assert distance_km((0, 0), (180, 0)) == pytest.approx(20015.1, abs=0.1)


def test_a_variable_in_large_numbers_weighs_no_more_than_one_in_small():
    figures = {"a": [1.0, 1_000_000.0], "b": [1.0, 2_000_000.0], "c": [2.0, 1_000_000.0]}
    lines = standardised(figures)
    assert set(similar(lines, "a", 2)) == {"b", "c"}
    assert max(lines["b"]) == pytest.approx(max(lines["c"]))


def test_nothing_is_similar_to_a_place_without_figures():
    assert similar({"a": (0.0,), "b": (1.0,)}, "z", 3) == ()


@given(values)
def test_ranks_from_both_ends_and_ties_account_for_every_place(ordered):
    ordered.sort()
    for own in ordered:
        where = position_in(ordered, own)
        assert where.from_highest + where.from_lowest + where.ties == len(ordered) + 1
        assert where.as_far <= len(ordered)


@given(values)
def test_a_position_is_the_same_by_code_and_by_value(numbers):
    named = {str(code): value for code, value in enumerate(numbers)}
    assert position(named, "0") == position_in(sorted(numbers), numbers[0])
    low, median, high = quartiles(numbers)
    assert min(numbers) <= low <= median <= high <= max(numbers)
