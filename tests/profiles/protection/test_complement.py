"""No hidden figure can be worked out: tried with linear programming on small random tables."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from profiles.protection.complement import hide_more
from profiles.protection.policy import Policy

SMALL = Policy().is_small


def _cube(values):
    """A table with its margins: figures by number, and the lines that tie them."""
    rows, columns = values.shape
    full = np.zeros((rows + 1, columns + 1))
    full[1:, 1:] = values
    full[0, 1:] = values.sum(axis=0)
    full[1:, 0] = values.sum(axis=1)
    full[0, 0] = values.sum()
    number = np.arange(full.size).reshape(full.shape)
    lines = [tuple(number[row].tolist()) for row in range(rows + 1)]
    lines += [tuple(number[:, column].tolist()) for column in range(columns + 1)]
    return full.ravel(), lines


def _interval(figure, hidden, figures, lines):
    """The least and the most that a hidden figure can be, to someone who sees all others."""
    names = sorted(hidden)
    equations, constants = [], []
    for line in lines:
        signs = [-1.0, *[1.0] * (len(line) - 1)]
        signed = list(zip(signs, line, strict=True))
        equations.append([sum(s for s, one in signed if one == name) for name in names])
        constants.append(-sum(s * figures[one] for s, one in signed if one not in hidden))
    goal = [1.0 if name == figure else 0.0 for name in names]
    options = {"A_eq": equations, "b_eq": constants, "bounds": (0, None), "method": "highs"}
    least = linprog(goal, **options)
    most = linprog([-one for one in goal], **options)
    assert least.status == 0
    return least.fun, np.inf if most.status == 3 else -most.fun


def _hidden(figures, lines):
    primary = {number for number, value in enumerate(figures) if SMALL(value)}
    return primary, hide_more(primary, lines, _cost(figures))


def _cost(figures):
    return lambda one: (figures[one] == 0, False, figures[one], one)


COUNTS = st.one_of(st.just(0), st.integers(1, 9), st.integers(10, 60))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(COUNTS, min_size=4, max_size=4), min_size=2, max_size=5))
def test_no_hidden_figure_of_a_table_can_be_worked_out(rows):
    figures, lines = _cube(np.array(rows, dtype=float))
    primary, hidden = _hidden(figures, lines)
    assert primary <= hidden
    for figure in hidden:
        least, most = _interval(figure, hidden, figures, lines)
        assert most - least > 0.5, f"{figures[figure]} is known to be {least}"


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.lists(COUNTS, min_size=2, max_size=2), min_size=2, max_size=2),
        min_size=2,
        max_size=3,
    )
)
def test_no_hidden_figure_of_a_cube_with_all_its_margins_can_be_worked_out(cells):
    values = np.array(cells, dtype=float)
    full = values
    for axis in range(3):
        full = np.concatenate([full.sum(axis=axis, keepdims=True), full], axis=axis)
    number = np.arange(full.size).reshape(full.shape)
    lines = []
    for axis in range(3):
        moved = np.moveaxis(number, axis, -1)
        lines += [tuple(line) for line in moved.reshape(-1, moved.shape[-1]).tolist()]
    figures = full.ravel()
    _, hidden = _hidden(figures, lines)
    for figure in hidden:
        least, most = _interval(figure, hidden, figures, lines)
        assert most - least > 0.5


def test_two_blocks_tied_by_one_hidden_figure_do_not_give_it_away():
    # Each line has two hidden figures, and yet the one that ties the two blocks is fixed by all of
    # them together: the second step must see it.
    values = np.array(
        [
            [3.0, 4.0, 50.0, 50.0],
            [4.0, 3.0, 5.0, 50.0],
            [50.0, 50.0, 4.0, 3.0],
            [50.0, 50.0, 3.0, 4.0],
        ]
    )
    figures, lines = _cube(values)
    primary, hidden = _hidden(figures, lines)
    least, most = _interval(13, primary, figures, lines)
    assert least == pytest.approx(5.0)
    assert most == pytest.approx(5.0)
    assert hidden > primary
    least, most = _interval(13, hidden, figures, lines)
    assert most - least > 1


def test_the_cheapest_other_figure_is_hidden():
    # The worked example of the method: a parent of 100 with children of 60, 33 and 7.
    figures = [100.0, 60.0, 33.0, 7.0]
    hidden = hide_more({3}, [(0, 1, 2, 3)], _cost(figures))
    assert hidden == {2, 3}


def test_a_zero_is_not_hidden_for_another_figure():
    figures = [45.0, 40.0, 0.0, 5.0]
    hidden = hide_more({3}, [(0, 1, 2, 3)], _cost(figures))
    assert hidden == {1, 3}


def test_nothing_is_hidden_where_nothing_is_small():
    assert hide_more(set(), [(0, 1, 2)], lambda one: (False, False, one)) == set()
