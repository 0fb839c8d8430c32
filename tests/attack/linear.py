"""An outsider of our own making: bounds hidden numbers by linear programming, with other tools.

Knows nothing of the product: equations in, intervals out, solved by scipy.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

Equation = tuple[Mapping[object, float], float]
"""Weights of the unknowns, and what they come to."""


def intervals(
    equations: Sequence[Equation],
    wanted: Sequence[object] | None = None,
    signed: frozenset[object] = frozenset(),
) -> dict[object, tuple[float, float]]:
    """The least and the most that each unknown can be, infinite where nothing bounds it."""
    names = sorted({name for weights, _ in equations for name in weights}, key=repr)
    number = {name: position for position, name in enumerate(names)}
    rows, columns, weights = [], [], []
    for row, (terms, _) in enumerate(equations):
        for name, weight in terms.items():
            rows.append(row)
            columns.append(number[name])
            weights.append(weight)
    matrix = sparse.csr_array((weights, (rows, columns)), shape=(len(equations), len(names)))
    totals = np.array([total for _, total in equations])
    bounds = [(None, None) if name in signed else (0, None) for name in names]
    found = {}
    for name in names if wanted is None else wanted:
        if name not in number:
            found[name] = (-np.inf if name in signed else 0.0, np.inf)
            continue
        goal = np.zeros(len(names))
        goal[number[name]] = 1.0
        ends = []
        for sign in (1.0, -1.0):
            answer = linprog(sign * goal, A_eq=matrix, b_eq=totals, bounds=bounds, method="highs")
            assert answer.status in {0, 3}, answer.message
            ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
        found[name] = (ends[0], ends[1])
    return found


def table_equations(
    counts: np.ndarray, hidden: np.ndarray, places: Sequence[str], categories: Sequence[str]
) -> list[Equation]:
    """What the shown cells of a table and its totals say of the hidden ones."""
    found = []
    names = [[(place, category) for category in categories] for place in places]
    lines = [[(r, c) for c in range(len(categories))] for r in range(len(places))]
    lines += [[(r, c) for r in range(len(places))] for c in range(len(categories))]
    for line in lines:
        weights = {names[r][c]: 1.0 for r, c in line if hidden[r, c]}
        if weights:
            found.append((weights, float(sum(counts[r, c] for r, c in line if hidden[r, c]))))
    return found
