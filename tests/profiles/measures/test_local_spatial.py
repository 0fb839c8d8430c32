"""Clusters: drawn only where there is enough to draw from, and again with the same seed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from mapping.errors import MeasureRefusedError
from profiles.measures.spatial.local import (
    Cluster,
    cluster_map,
    is_discovery,
    local_g,
    local_g_star,
    local_moran,
    permutation_p,
)
from profiles.measures.spatial.neighbours import Neighbours, neighbours_from_pairs
from profiles.measures.spatial.overall import geary, getis_ord, moran

SIDE = 10


def chequers(side=SIDE):
    """A square of places, each the neighbour of those beside, above and below."""
    index = np.arange(side * side).reshape(side, side)
    pairs = [
        *zip(index[:, :-1].ravel(), index[:, 1:].ravel(), strict=True),
        *zip(index[:-1].ravel(), index[1:].ravel(), strict=True),
    ]
    focal, other = np.array(pairs).T
    return Neighbours(
        count=side * side,
        focal=np.concatenate([focal, other]),
        other=np.concatenate([other, focal]),
        weight=np.ones(2 * len(focal)),
    )


def sloping():
    """Values that rise from one side to the other."""
    return np.repeat(np.arange(SIDE, dtype=float), SIDE) + np.tile([0.0, 0.1], SIDE * SIDE // 2)


@given(st.lists(st.floats(0.0001, 1), min_size=1, max_size=30))
def test_discoveries_are_those_of_scipy(p_values):
    found = is_discovery(np.array(p_values))
    assert found.tolist() == (false_discovery_control(p_values) <= 0.05 + 1e-15).tolist()


def test_high_values_beside_high_ones_are_a_cluster_and_the_map_can_be_drawn_again():
    first, again = (cluster_map(sloping(), chequers()) for _ in range(2))
    assert first.clusters == again.clusters
    assert np.array_equal(first.p_values, again.p_values)
    rows = np.array(first.clusters, dtype=object).reshape(SIDE, SIDE)
    assert Cluster.LOW in rows[:2]
    assert Cluster.HIGH in rows[-2:]
    assert set(rows[: SIDE // 2].ravel()) == {Cluster.LOW, Cluster.NONE}
    assert set(rows[SIDE // 2 :].ravel()) == {Cluster.HIGH, Cluster.NONE}
    assert (first.left_out, first.islands, first.permutations) == (0, 0, 999)


def test_places_without_a_value_are_left_out_and_counted_and_islands_named():
    values = sloping()
    values[[0, 7]] = np.nan
    links = chequers()
    around = (links.focal != 99) & (links.other != 99)
    cut = Neighbours(
        count=100, focal=links.focal[around], other=links.other[around], weight=links.weight[around]
    )
    found = cluster_map(values, cut)
    assert (found.left_out, found.islands) == (2, 1)
    assert [found.clusters[n] for n in (0, 7, 99)] == [
        Cluster.UNKNOWN,
        Cluster.UNKNOWN,
        Cluster.ISLAND,
    ]
    assert np.isnan(found.p_values[[0, 7, 99]]).all()
    assert np.isfinite(found.p_values).sum() == 97


def test_chance_alone_makes_hardly_any_cluster():
    values = np.random.default_rng(3).normal(size=400)
    found = cluster_map(values, chequers(20))
    assert sum(kind is not Cluster.NONE for kind in found.clusters) <= 4


def test_one_odd_place_is_named_for_what_it_is():
    values = sloping()
    values[2] = 9.0  # high, among the low
    p_values = permutation_p(values, chequers().row_standardised())
    assert local_moran(values, chequers().row_standardised()).quadrant[2] == "HL"
    assert p_values[2] < 0.2


@pytest.mark.parametrize(
    "values", [np.arange(0.0), np.where(np.arange(100) < 19, np.arange(100.0), np.nan)]
)
def test_few_places_make_no_map(values):
    links = chequers() if len(values) else neighbours_from_pairs("", [])
    with pytest.raises(MeasureRefusedError, match="20 places that differ"):
        cluster_map(values, links)


def test_values_that_are_all_alike_make_no_map():
    with pytest.raises(MeasureRefusedError, match="20 places that differ"):
        cluster_map(np.ones(100), chequers())


def test_local_statistics_of_an_island_are_undefined():
    links = neighbours_from_pairs("ABCD", [("A", "B"), ("B", "A"), ("B", "C"), ("C", "B")])
    values = np.array([1.0, 2.0, 4.0, 9.0])
    assert np.isnan(local_moran(values, links).statistic).tolist() == [False] * 3 + [True]
    assert local_moran(values, links).quadrant[3] == ""
    assert np.isnan(local_g(values, links)).tolist() == [False] * 3 + [True]
    assert np.isfinite(local_g_star(values, links)).all()
    assert np.isnan(permutation_p(values, links, permutations=9)).tolist() == [False] * 3 + [True]


def test_the_mean_of_local_moran_is_morans_i():
    links = chequers().row_standardised()
    values = sloping() ** 2
    assert local_moran(values, links).statistic.mean() == pytest.approx(
        moran(values, links).statistic
    )


def test_p_values_are_those_of_all_orders_on_a_small_map():
    """Three others, one neighbour: each is drawn a third of the time."""
    links = neighbours_from_pairs("ABCD", [("A", "B")])
    values = np.array([5.0, 9.0, 1.0, 2.0])
    p = permutation_p(values, links, permutations=9_999)[0]
    assert p == pytest.approx(2 / 3, abs=0.03)
    middle = permutation_p(np.array([5.0, 2.0, 1.0, 9.0]), links, permutations=9_999)[0]
    assert middle == 1


def test_weights_that_are_not_mutual_are_summed_as_cliff_and_ord_have_it():
    """By hand from the full matrix: s1 = sum (w_ij + w_ji)² / 2, s2 = sum (w_i. + w_.i)²."""
    pairs = [("A", "B"), ("B", "A"), ("B", "C"), ("C", "D"), ("D", "E"), ("E", "D"), ("A", "E")]
    links = neighbours_from_pairs("ABCDE", pairs)
    w = np.zeros((5, 5))
    w[links.focal, links.other] = links.weight
    s0, n = w.sum(), 5
    s1 = ((w + w.T) ** 2).sum() / 2
    s2 = ((w.sum(axis=0) + w.sum(axis=1)) ** 2).sum()
    values = np.array([2.0, 3.0, 7.0, 1.0, 4.0])
    second = (n**2 * s1 - n * s2 + 3 * s0**2) / (s0**2 * (n**2 - 1))
    assert moran(values, links, normal=True).variance == pytest.approx(second - 1 / 16)
    c_variance = ((2 * s1 + s2) * (n - 1) - 4 * s0**2) / (2 * (n + 1) * s0**2)
    assert geary(values, links, normal=True).variance == pytest.approx(c_variance)


def test_values_below_zero_have_no_g():
    with pytest.raises(ValueError, match="zero and above"):
        getis_ord(np.array([1.0, -1.0]), neighbours_from_pairs("AB", [("A", "B")]))


def test_a_pair_of_unknown_places_is_refused():
    with pytest.raises(KeyError):
        neighbours_from_pairs("AB", [("A", "Z")])
