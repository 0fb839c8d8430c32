"""Every hidden cell of tables of awkward shape, bounded by another solver from what a table means.

Nothing of the product's own sums is used: rows and columns add up to their totals, a place is the
sum of those below it. `LMP_AUDIT_TABLES=200` looks at more tables.
"""

import os

import numpy as np
import pytest

from profiles.protection.table import CountTable, protect
from tests.attack.linear import intervals

MANY = int(os.environ.get("LMP_AUDIT_TABLES", "24"))
T = 10
COUNTS = {  # ways in which counts are drawn
    "zeros and ones": lambda random, size: random.integers(0, 2, size),
    "small": lambda random, size: random.integers(0, T + 3, size),
    "small beside large": lambda random, size: np.where(
        random.random(size) < 0.4, random.integers(0, T, size), random.integers(50, 90_000, size)
    ),
    "usual": lambda random, size: np.exp(random.normal(3.0, 1.5, size)).astype(int),
    "many zeros": lambda random, size: random.integers(0, 40, size) * (random.random(size) < 0.4),
}
PARENTS = ("none", "without rows", "with rows", "two levels with rows")


def drawn(seed):
    """A table, and whether its totals are public."""
    random = np.random.default_rng(seed)
    rows, columns = random.integers(1, 6), random.integers(1, 5)
    counts = list(COUNTS.values())[seed % len(COUNTS)](random, (rows, columns))
    parents = PARENTS[seed % len(PARENTS)]
    places, above = [f"D{n}" for n in range(rows)], [""] * rows
    if parents != "none":
        above = [f"P{n * 2 // rows}" for n in range(rows)]
    if parents.endswith("with rows"):
        provinces = sorted(set(above))
        sums = [counts[[one == name for one in above]].sum(axis=0) for name in provinces]
        top = "N" if parents.startswith("two") else ""
        places, above = [*provinces, *places], [*([top] * len(provinces)), *above]
        counts = np.array([*sums, *counts])
        if top:
            places, above = ["N", *places], ["", *above]
            counts = np.array([np.sum(sums, axis=0), *counts])
    table = CountTable(
        place_codes=tuple(places),
        parents=tuple(above) if parents != "none" else None,
        categories=tuple(f"c{n}" for n in range(columns)),
        counts=counts,
    )
    return table, bool(seed // len(PARENTS) % 3)


def lines(table, *, margins):
    """What adds up: cells, and the cell that is their sum, or none where the total is printed.

    The total of one cell alone is that cell, shown or not.
    """
    for cells, whole in every_line(table, margins=margins):
        if whole or len(cells) > 1:
            yield cells, whole


def every_line(table, *, margins):
    above = dict(
        zip(table.place_codes, table.parents or [""] * len(table.place_codes), strict=True)
    )
    parents = sorted(set(above.values()) - {""})
    for column in range(len(table.categories)):
        for parent in parents:
            below = [(place, column) for place in above if above[place] == parent]
            if parent in above or margins:
                yield below, (parent, column) if parent in above else None
        if margins:
            yield [(place, column) for place in above if above[place] not in above], None
    if margins:
        for place in above:
            yield [(place, column) for column in range(len(table.categories))], None


def equations(table, hidden, *, margins):
    """What whoever reads the table knows of its hidden cells."""
    at = {place: n for n, place in enumerate(table.place_codes)}
    found = []
    for cells, whole in lines(table, margins=margins):
        weights = dict.fromkeys(cells, 1.0) | ({whole: -1.0} if whole else {})
        terms = {cell: weight for cell, weight in weights.items() if cell in hidden}
        if terms:
            found.append((terms, sum(w * table.counts[at[p]][c] for (p, c), w in terms.items())))
    return found


def bounds(table, hidden, *, margins):
    return intervals(equations(table, hidden, margins=margins), sorted(hidden))


def rank(table, sums):
    """How many of some sums say something that the others do not."""
    number = {name: position for position, name in enumerate(table.figures)}
    matrix = np.zeros((len(sums), len(number)))
    for row, terms in enumerate(sums):
        for name, weight in terms:
            matrix[row, number[name]] += weight
    return int(np.linalg.matrix_rank(matrix)) if len(sums) else 0


@pytest.mark.parametrize("seed", range(MANY))
def test_intervals_and_what_is_said_of_them_are_those_of_another_solver(seed):
    table, margins = drawn(seed)
    found = protect(table, threshold=T, margins=margins)
    number = {name: n for n, name in enumerate(table.categories)}
    cells = {(cell.place_code, number[cell.category]): cell for cell in found.hidden}
    small = {
        (place, column)
        for place, row in zip(table.place_codes, table.counts, strict=True)
        for column, count in enumerate(row)
        if 0 < count < T
    }
    assert small <= set(cells)
    known = bounds(table, set(cells), margins=margins)
    by_chance = rank(table, found.release.sums) > rank(table, table.sums(margins=margins))
    for name, (least, most) in known.items():
        cell = cells[name]
        if by_chance:  # counts that add up as if they were parts are taken for parts
            assert cell.lower >= least - 1e-5
            assert (np.inf if cell.upper is None else cell.upper) <= most + 1e-5
            continue
        assert cell.lower == np.ceil(least - 1e-5), name
        assert cell.upper == (None if np.isinf(most) else np.floor(most + 1e-5)), name
        wide = most - least >= T - 1e-5
        if name in small:
            wide = wide and least <= 1e-5 and most >= T - 1e-5
        assert cell.is_wide == wide, (name, least, most)
        assert cell.is_primary == (name in small)
    narrow = {name for name, cell in cells.items() if not cell.is_wide}
    if (
        narrow and not by_chance
    ):  # nothing could be done: were everything hidden, they would be told as closely
        everything = {(place, column) for place in table.place_codes for column in number.values()}
        best = bounds(table, everything, margins=margins)
        for name in narrow:
            ours, theirs = known[name], best[name]
            assert ours[1] - ours[0] >= min(T, theirs[1] - theirs[0]) - 1e-5, name
