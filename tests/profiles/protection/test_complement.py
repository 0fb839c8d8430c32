"""No hidden figure can be told closely, and no more is hidden than must be."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from profiles.protection.suppression.audit import too_certain
from profiles.protection.suppression.complement import hide_more
from profiles.protection.suppression.optimum import cheapest
from profiles.protection.suppression.stepwise import hide_beside, step_by_step
from tests.attack.linear import intervals
from tests.profiles.protection.tables import cells, cube, demand

T = 10
COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 60))
TABLES = st.integers(2, 5).flatmap(
    lambda width: st.lists(st.lists(COUNTS, min_size=width, max_size=width), min_size=2, max_size=5)
)


def _equations(sums, hidden):
    found = []
    for row in sums.matrix.todense():
        weights = {int(one): row[one] for one in np.flatnonzero(row) if hidden[one]}
        if weights:
            found.append((weights, float(sum(w * sums.values[one] for one, w in weights.items()))))
    return found


def _assert_as_uncertain_as_can_be(sums, given_cells, hidden):
    """Every hidden figure is as uncertain as demanded, or as when everything is hidden."""
    found = intervals(_equations(sums, hidden), np.flatnonzero(hidden).tolist())
    everything = given_cells.hidden | given_cells.open | given_cells.zeros
    at_most = intervals(_equations(sums, everything), list(found))
    for one, (least, most) in found.items():
        lower, upper = at_most[one]
        assert most - least >= min(T, upper - lower) - 1e-5
        if given_cells.hidden[one]:
            assert least <= max(0.0, lower) + 1e-5
            assert most >= min(T, upper) - 1e-5


@settings(max_examples=25, deadline=None)
@given(TABLES)
@example([[0, 1, 1], [1, 0, 1], [1, 10, 0]])  # where the ten is told unless zeros are hidden
def test_no_hidden_figure_of_a_table_can_be_told_closely(rows):
    sums, given_cells = cube(rows), cells(rows, T)
    hidden = hide_more(sums, given_cells, demand(rows, T))
    assert (hidden >= given_cells.hidden).all()
    _assert_as_uncertain_as_can_be(sums, given_cells, hidden)


@settings(max_examples=15, deadline=None)
@given(TABLES)
@example([[5, 12, 21], [5, 9, 30], [12, 11, 20]])  # where up and down are not the same way
def test_step_by_step_protects_as_well(rows):
    sums, given_cells = cube(rows), cells(rows, T)
    hidden = step_by_step(sums, given_cells, demand(rows, T))
    _assert_as_uncertain_as_can_be(sums, given_cells, hidden)


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.lists(st.lists(COUNTS, min_size=2, max_size=2), min_size=2, max_size=2),
        min_size=2,
        max_size=3,
    )
)
def test_no_hidden_figure_of_a_cube_can_be_told_closely(values):
    sums, given_cells = cube(values), cells(values, T)
    hidden = hide_more(sums, given_cells, demand(values, T))
    _assert_as_uncertain_as_can_be(sums, given_cells, hidden)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.integers(1, 40), min_size=3, max_size=3), min_size=3, max_size=3))
@example([[20, 30, 30], [30, 9, 11], [12, 9, 40]])  # of each sum one other is enough
def test_nothing_cheaper_protects_a_small_table(rows):
    sums, given_cells, wanted = cube(rows), cells(rows, T), demand(rows, T)
    everything = given_cells.hidden | given_cells.open
    if too_certain(sums, everything, wanted).any():
        return  # small totals bound it whatever is hidden
    found = hide_more(sums, given_cells, wanted)
    cost = given_cells.cost[found & ~given_cells.hidden].sum()
    choices = np.flatnonzero(given_cells.open)
    for size in range(len(choices) + 1):
        for chosen in combinations(choices.tolist(), size):
            if given_cells.cost[list(chosen)].sum() < cost:
                hidden = given_cells.hidden.copy()
                hidden[list(chosen)] = True
                assert too_certain(sums, hidden, wanted).any(), chosen


def test_two_blocks_tied_by_one_hidden_figure_do_not_tell_it():
    # Each line has two hidden figures, and yet the one that ties the two blocks follows from all of
    # them together.
    values = [[3, 4, 50, 50], [4, 3, 5, 50], [50, 50, 4, 3], [50, 50, 3, 4]]
    sums, given_cells = cube(values), cells(values, T)
    least, most = intervals(_equations(sums, given_cells.hidden))[6]
    assert (least, most) == (pytest.approx(5.0), pytest.approx(5.0))
    hidden = hide_more(sums, given_cells, demand(values, T))
    _assert_as_uncertain_as_can_be(sums, given_cells, hidden)


def test_as_few_zeros_are_hidden_as_will_do_however_large_the_counts_instead():
    values = [[1, 0, 0], [12, 12, 60], [60, 60, 0]]  # two zeros less would do for two sixties
    hidden = hide_more(cube(values), cells(values, T), demand(values, T))
    assert np.flatnonzero(hidden).tolist() == [0, 1, 3, 4, 6, 7]


def test_the_cheapest_other_figure_is_hidden():
    # The worked example of the method: a parent of 100 with children of 60, 33 and 7.
    values = [60, 33, 7]
    hidden = hide_more(cube(values), cells(values, T), demand(values, T))
    assert hidden.tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("values", "hidden"),
    [
        ([5, 20, 20, 20], [0, 1]),  # of figures that cost the same those named first
        ([5, 21, 20, 20], [0, 2]),
        ([20, 20, 20, 5], [0, 3]),
        ([9, 10, 10, 10], [0, 1]),
        ([5, 10, 11, 21], [0, 1]),  # one dearer figure would do, and so does the cheapest
    ],
)
def test_of_answers_that_cost_the_same_the_first_is_taken(values, hidden):
    found = hide_more(cube(values), cells(values, T), demand(values, T))
    assert np.flatnonzero(found).tolist() == hidden


def test_a_cheaper_figure_named_last_is_taken_before_a_dearer_one():
    values = [5.0, *[21.0] * 60, 20.0]
    found = hide_more(cube(values), cells(values, T), demand(values, T))
    assert np.flatnonzero(found).tolist() == [0, 61]


def test_what_an_earlier_release_hid_is_hidden_again_while_it_is_enough():
    values = [5, 20, 30, 40]
    given = (cube(values), cells(values, T), demand(values, T))
    before = np.array([False, False, False, True])
    assert np.flatnonzero(hide_more(*given, before=before)).tolist() == [0, 3]
    nothing = np.zeros(4, dtype=bool)
    assert np.flatnonzero(hide_more(*given, before=nothing)).tolist() == [0, 1]


def test_a_figure_that_would_be_told_too_closely_itself_is_not_enough():
    # Hiding 12 beside 3 leaves both within 15: wide enough. Beside 8, the total of 9 is not.
    values = [40, 1, 8]
    hidden = hide_more(cube(values), cells(values, T), demand(values, T))
    assert hidden.all()


def test_a_zero_is_hidden_only_where_nothing_else_protects():
    assert hide_more(cube([5, 40, 0]), cells([5, 40, 0], T), demand([5, 40, 0], T)).tolist() == [
        True,
        True,
        False,
    ]
    alone = [5, 0, 0]
    assert hide_more(cube(alone), cells(alone, T), demand(alone, T)).sum() == 2
    kept = hide_more(cube(alone), cells(alone, T, zeros=False), demand(alone, T))
    assert kept.tolist() == [True, False, False]


def test_of_zeros_and_counts_that_both_would_do_the_counts_go():
    values = [[5, 0, 30], [0, 40, 50], [60, 70, 0]]
    hidden = hide_more(cube(values), cells(values, T), demand(values, T)).reshape(3, 3)
    zeros = np.array(values) == 0
    assert hidden[0, 0]
    assert not (hidden & zeros).any() or hidden[~zeros].all()


def test_nothing_is_hidden_where_nothing_is_small():
    values = [[10, 20], [30, 40]]
    assert not hide_more(cube(values), cells(values, T), demand(values, T)).any()


def test_the_first_step_leaves_no_sum_with_one_hidden_figure():
    values = np.array([[3, 20, 30], [40, 50, 60], [70, 80, 90]])
    hidden = hide_beside(cube(values), cells(values, T)).reshape(3, 3)
    for axis in (0, 1):
        assert 1 not in hidden.sum(axis=axis)


def test_the_first_step_prefers_what_closes_two_sums_to_what_opens_another():
    # Beside the 3 the 20 is cheaper, but then its column has one hidden figure too.
    values = np.array([[3, 30, 20], [90, 4, 80], [90, 90, 90]])
    hidden = hide_beside(cube(values), cells(values, T)).reshape(3, 3)
    assert hidden[0].tolist() == [True, True, False]


def test_the_exact_answer_and_the_steps_are_the_same_every_time():
    values = np.random.default_rng(3).integers(1, 60, (12, 6))
    sums, given_cells, wanted = cube(values), cells(values, T), demand(values, T)
    for way in (hide_more, step_by_step):
        first = way(sums, given_cells, wanted)
        assert (way(sums, given_cells, wanted) == first).all()


def test_a_larger_table_costs_at_most_a_twentieth_more_than_the_cheapest(monkeypatch):
    values = np.random.default_rng(8).integers(1, 400, (30, 8))
    sums, given_cells, wanted = cube(values), cells(values, T), demand(values, T)
    near = hide_more(sums, given_cells, wanted)
    monkeypatch.setattr("profiles.protection.suppression.optimum.MOST_EXACTLY", values.size)
    exact = hide_more(sums, given_cells, wanted)
    cost = np.where(given_cells.hidden, 0.0, given_cells.cost)
    assert cost[exact].sum() <= cost[near].sum() <= 1.05 * cost[exact].sum() + 0.1
    assert not too_certain(sums, near, wanted).any()


def test_a_search_that_is_too_hard_ends_with_the_best_that_was_found(monkeypatch):
    values = np.random.default_rng(3).integers(1, 60, (12, 6))
    sums, given_cells, wanted = cube(values), cells(values, T), demand(values, T)
    known = step_by_step(sums, given_cells, wanted)
    monkeypatch.setattr("profiles.protection.suppression.optimum.MOST_ROUNDS", 1)
    found = cheapest(sums, given_cells, wanted, known=known)
    assert not too_certain(sums, found, wanted).any()
    assert given_cells.cost[found].sum() <= given_cells.cost[known].sum()


def test_too_many_ties_are_solved_step_by_step(monkeypatch):
    values = np.random.default_rng(4).integers(1, 90, (10, 6))
    sums, given_cells, wanted = cube(values), cells(values, T), demand(values, T)
    exact = hide_more(sums, given_cells, wanted)
    monkeypatch.setattr("profiles.protection.suppression.complement.MOST_TO_SEARCH", 10)
    steps = hide_more(sums, given_cells, wanted)
    assert (steps == step_by_step(sums, given_cells, wanted)).all()
    cost = given_cells.cost
    assert cost[exact].sum() <= cost[steps].sum()
