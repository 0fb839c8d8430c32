"""The intervals an outsider computes are those of another solver, and of print."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.protection.suppression.audit import DOWN, UP, Demand, intervals, reach, too_certain
from profiles.protection.suppression.sums import Sums
from tests.attack import linear
from tests.profiles.protection.tables import cube, demand


def test_a_printed_example():
    # Geurts 1992, in the Handbook on Statistical Disclosure Control, chapter 4, example 3.
    values = [[4, 3], [2, 1]]
    found = intervals(cube(values), np.arange(4))
    assert 4 - found.fall[0] == pytest.approx(3)
    assert 4 + found.rise[0] == pytest.approx(6)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 50), min_size=4, max_size=4), min_size=3, max_size=4),
    st.sets(st.integers(0, 11), min_size=1),
)
def test_intervals_are_those_of_another_solver(rows, chosen):
    sums = cube(rows)
    hidden = np.array(sorted(chosen))
    found = intervals(sums, hidden)
    equations = []
    for line in sums.matrix.todense():
        weights = {int(one): line[one] for one in hidden if line[one]}
        if weights:
            equations.append((weights, sum(sums.values[one] for one in weights)))
    for position, one in enumerate(hidden.tolist()):
        least, most = linear.intervals(equations, [one])[one]
        assert sums.values[one] - found.fall[position] == pytest.approx(least, abs=1e-5)
        assert sums.values[one] + found.rise[position] == pytest.approx(most, abs=1e-5)


def test_a_figure_in_no_sum_is_not_bounded():
    sums = Sums.of([7.0, 5.0], [[(0, 1.0)]])
    found = intervals(sums, np.array([0, 1]))
    assert found.rise.tolist() == [0.0, np.inf]
    assert found.fall.tolist() == [0.0, 5.0]


def test_a_difference_can_be_below_zero():
    # 20 came, 17 left: the difference of 3 is hidden with both.
    sums = Sums.of([20.0, 17.0, 3.0], [[(0, -1.0), (1, 1.0), (2, 1.0)]], signed=[2])
    found = intervals(sums, np.arange(3))
    assert found.fall[2] == np.inf
    assert Sums.of([3.0, 4.0], [], signed=[1]).signed.tolist() == [False, True]


def test_what_is_asked_of_small_and_of_other_counts():
    asked = Demand.of(np.array([0.0, 1.0, 9.0, 10.0, -3.0]), 10)
    assert asked.rise.tolist() == [0.0, 9.0, 1.0, 0.0, 0.0]
    assert asked.fall.tolist() == [0.0, 1.0, 9.0, 0.0, 0.0]
    assert asked.width.tolist() == [10.0] * 5


def test_two_hidden_figures_that_only_swap_a_few_people_are_too_certain():
    values = [[4, 3], [2, 1]]
    short = too_certain(cube(values), np.ones(4, dtype=bool), demand(values, 10))
    assert short.all()
    assert not too_certain(cube(values), np.ones(4, dtype=bool), demand(values, 3)).any()


def test_enough_is_as_good_as_exact():
    values = np.random.default_rng(1).integers(1, 40, (6, 5))
    sums, wanted, figures = cube(values), demand(values, 10), np.arange(30)
    exact, enough = intervals(sums, figures), reach(sums, figures, wanted)
    for direction in (UP, DOWN):
        assert (exact.short(wanted, direction) == enough.short(wanted, direction)).all()
    assert (enough.rise <= exact.rise + 1e-6).all()
    assert (enough.fall <= exact.fall + 1e-6).all()


def test_figures_that_no_sum_ties_are_apart():
    sums = Sums.of([1.0] * 5, [[(0, 1.0), (3, 1.0)], [(1, 1.0), (4, 1.0)]])
    assert sorted(sorted(block.tolist()) for block in sums.blocks()) == [[0, 3], [1, 4], [2]]
