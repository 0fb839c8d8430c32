"""Moments of spatial statistics against every order that the values could have fallen in."""

from itertools import permutations

import numpy as np
import pytest

from profiles.measures.spatial.local import local_g, local_g_star, local_moran
from profiles.measures.spatial.neighbours import (
    Neighbours,
    contiguity,
    names_of,
    neighbours_from_pairs,
)
from profiles.measures.spatial.overall import geary, getis_ord, moran

VALUES = np.array([2.0, 3.0, 7.0, 1.0, 4.0, 11.0])
PAIRS = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), ("E", "F"), ("B", "E"), ("A", "F")]
BOTH_WAYS = neighbours_from_pairs("ABCDEF", [*PAIRS, *((b, a) for a, b in PAIRS)])
ONE_WAY = neighbours_from_pairs("ABCDEF", [*PAIRS, ("B", "A"), ("F", "C")])
ORDERS = np.array(list(permutations(VALUES)))


@pytest.mark.parametrize("links", [BOTH_WAYS, BOTH_WAYS.row_standardised(), ONE_WAY])
@pytest.mark.parametrize("statistic", [moran, geary])
def test_mean_and_variance_are_those_over_all_orders(statistic, links):
    found = statistic(VALUES, links)
    every = [statistic(order, links).statistic for order in ORDERS]
    assert found.expected == pytest.approx(np.mean(every))
    assert found.variance == pytest.approx(np.var(every))
    assert found.z == pytest.approx((found.statistic - np.mean(every)) / np.std(every))


@pytest.mark.parametrize("links", [BOTH_WAYS, ONE_WAY])
def test_mean_and_variance_of_g_are_those_over_all_orders(links):
    found = getis_ord(VALUES, links)
    every = [getis_ord(order, links).statistic for order in ORDERS]
    assert found.expected == pytest.approx(np.mean(every))
    assert found.variance == pytest.approx(np.var(every))


def orders_of_others(place):
    """All orders of the values that leave one place its own."""
    others = list(permutations(np.delete(VALUES, place)))
    return np.insert(np.array(others), place, VALUES[place], axis=1)


@pytest.mark.parametrize("place", range(6))
def test_local_moments_are_those_over_all_orders_of_the_others(place):
    links = BOTH_WAYS.row_standardised()
    found = local_moran(VALUES, links)
    every = [local_moran(order, links).statistic[place] for order in orders_of_others(place)]
    assert found.expected[place] == pytest.approx(np.mean(every))
    assert found.variance[place] == pytest.approx(np.var(every))
    z = (found.statistic[place] - np.mean(every)) / np.std(every)
    assert found.z[place] == pytest.approx(z)
    assert found.pysal[place] == pytest.approx(found.statistic[place] * 5 / 6)


@pytest.mark.parametrize("place", range(6))
def test_local_g_is_standardised_over_all_orders_of_the_others(place):
    sums = [BOTH_WAYS.lag(order)[place] for order in orders_of_others(place)]
    z = (BOTH_WAYS.lag(VALUES)[place] - np.mean(sums)) / np.std(sums)
    assert local_g(VALUES, BOTH_WAYS)[place] == pytest.approx(z)


def test_local_g_star_is_standardised_over_all_orders():
    own = BOTH_WAYS.with_self()
    sums = np.array([own.lag(order) for order in ORDERS])
    z = (own.lag(VALUES) - sums.mean(axis=0)) / sums.std(axis=0)
    assert local_g_star(VALUES, BOTH_WAYS) == pytest.approx(z)


def test_p_values_are_two_sided():
    test = moran(VALUES, BOTH_WAYS)
    assert 0 < test.p_value < 1
    sure = type(test)(statistic=1.96 * 2, expected=0.0, variance=4.0)
    assert sure.p_value == pytest.approx(0.05, abs=1e-4)
    assert type(test)(statistic=-3.92, expected=0.0, variance=4.0).p_value == sure.p_value


def test_weights_of_a_place_add_up_to_one_once_standardised():
    totals = ONE_WAY.row_standardised().totals
    assert totals.tolist() == pytest.approx([1] * 6)
    alone = neighbours_from_pairs("AB", [("A", "B")]).row_standardised()
    assert alone.totals.tolist() == [1, 0]


def test_links_among_some_places_are_numbered_anew():
    kept = np.array([False, True, True, False, True, True])
    links = BOTH_WAYS.among(kept)
    assert links.count == 4
    assert names_of(links, "BCEF") == {
        "B": ("C", "E"),
        "C": ("B",),
        "E": ("B", "F"),
        "F": ("E",),
    }


def test_places_that_touch_in_a_corner_are_neighbours_by_one_rule_only():
    gpd = pytest.importorskip("geopandas")
    from shapely import box

    squares = gpd.GeoSeries([box(0, 0, 1, 1), box(1, 1, 2, 2), box(5, 5, 6, 6)])
    assert contiguity(squares).totals.tolist() == [1, 1, 0]
    assert contiguity(squares, corners=False).totals.tolist() == [0, 0, 0]
    assert contiguity(squares).islands.tolist() == [False, False, True]
    assert isinstance(contiguity(squares), Neighbours)
