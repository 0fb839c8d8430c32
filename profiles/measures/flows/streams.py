"""Single streams: what is large, what is larger than population sizes alone would give.

Flows are n by n, the population n values; results are n by n or one for each place, NaN where a
flow or a population that they need is missing, or where nobody moved.

Sources: van de Walle (ed., 1982), Multilingual Demographic Dictionary, 2nd ed., 818; Bogue, Shryock
& Hoermann (1957), Subregional Migration in the United States, 1935-40, vol. 1.
"""

from typing import Final

import numpy as np

from profiles.measures.flows.matrix import Matrix, Vector, moved
from profiles.measures.rates import rate

FEWEST: Final = 10  # people, counted and expected, below which no index is printed


def preference_index(flows: Matrix, population: Vector) -> Matrix:
    """How many times what population sizes alone would give; the diagonal is NaN.

    Expected flows are M * P_i * P_j / (P² - sum of P_k²): over the pairs of different places they
    add up to all migrants. Same shape as `flows`; 1 is as expected. The R package migest prints the
    sum over all pairs, which says nothing of any one stream.

    >>> people = np.array([1.0, 1.0, 2.0])
    >>> flows = np.array([[0.0, 1.0, 2.0], [1.0, 0.0, 2.0], [2.0, 2.0, 0.0]])
    >>> preference_index(flows, people).tolist()
    [[nan, 1.0, 1.0], [1.0, nan, 1.0], [1.0, 1.0, nan]]
    """
    index = rate(moved(flows), expected_flows(flows, population))
    np.fill_diagonal(index, np.nan)
    return index


def expected_flows(flows: Matrix, population: Vector) -> Matrix:
    """What population sizes alone would give: they add up to all migrants; the diagonal is NaN.

    >>> expected_flows(np.array([[9.0, 1.0], [4.0, 9.0]]), np.array([5.0, 5.0])).tolist()
    [[nan, 2.5], [2.5, nan]]
    """
    between = moved(flows)
    people = np.asarray(population, dtype=float)
    at_risk = people.sum() ** 2 - (people**2).sum()
    expected: Matrix = between.sum() * rate(np.outer(people, people), at_risk)
    np.fill_diagonal(expected, np.nan)
    return expected


def simple_preference_index(flows: Matrix, population: Vector) -> Matrix:
    """M[i, j] * P² / (M * P_i * P_j): the dictionary's index; the diagonal is NaN.

    Its expected flows count moves of each place to itself, so over the pairs of different places
    they add up to less than all migrants, and most streams look larger than they are. For print,
    `preference_index` is the better one.

    >>> simple_preference_index(np.array([[0.0, 3.0], [3.0, 0.0]]), np.array([1.0, 4.0])).tolist()
    [[nan, 3.125], [3.125, nan]]
    """
    between = moved(flows)
    people = np.asarray(population, dtype=float)
    expected = between.sum() * rate(np.outer(people, people), people.sum() ** 2)
    index = rate(between, expected)
    np.fill_diagonal(index, np.nan)
    return index


def velocity(flows: Matrix, population: Vector) -> Matrix:
    """Migration velocity M[i, j] * P / (P_i * P_j), in moves a person; the diagonal is NaN.

    >>> velocity(np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([2.0, 2.0])).tolist()
    [[nan, 1.0], [1.0, nan]]
    """
    people = np.asarray(population, dtype=float)
    result = rate(moved(flows) * people.sum(), np.outer(people, people))
    np.fill_diagonal(result, np.nan)
    return result


def is_printable(
    flows: Matrix, population: Vector
) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool]]":
    """Which preference indices may be printed: at least ten people counted and ten expected.

    >>> is_printable(np.array([[0.0, 30.0], [9.0, 0.0]]), np.array([5.0, 5.0])).tolist()
    [[False, True], [False, False]]
    """
    counted = moved(flows) >= FEWEST
    return np.asarray(counted & (expected_flows(flows, population) >= FEWEST))


def largest_share(flows: Matrix, *, count: int = 3) -> Vector:
    """Percent of each place's in-migrants who came from its `count` largest origins.

    >>> largest_share(np.array([[0.0, 1.0], [4.0, 0.0]]), count=1).tolist()
    [100.0, 100.0]
    """
    between = moved(flows)
    largest = np.sort(between, axis=0)[::-1][:count].sum(axis=0)
    largest = np.where(np.isnan(between).any(axis=0), np.nan, largest)
    return rate(largest, between.sum(axis=0), multiplier=100.0)


def top_origins(flows: Matrix, place: int, *, count: int = 5) -> tuple[tuple[int, float], ...]:
    """The largest flows into one place: (index of the origin, persons), largest first.

    Flows of zero and missing flows are left out; equal ones keep the order of the matrix.

    >>> top_origins(np.array([[9.0, 1.0], [4.0, 9.0]]), 0)
    ((1, 4.0),)
    """
    return _top(moved(flows)[:, place], count)


def top_destinations(flows: Matrix, place: int, *, count: int = 5) -> tuple[tuple[int, float], ...]:
    """The largest flows out of one place: (index of the destination, persons), largest first.

    >>> top_destinations(np.array([[9.0, 1.0], [4.0, 9.0]]), 0)
    ((1, 1.0),)
    """
    return _top(moved(flows)[place, :], count)


def _top(line: Vector, count: int) -> tuple[tuple[int, float], ...]:
    there = np.flatnonzero(line > 0)
    order = there[np.argsort(-line[there], kind="stable")][:count]
    return tuple((int(index), float(line[index])) for index in order)
