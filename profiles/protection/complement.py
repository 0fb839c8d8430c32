"""Which further figures to hide so that no hidden one can be worked out (rule C9).

Two steps, until neither finds anything: while a line has exactly one hidden figure, hide its
cheapest other one (among the children of a place the smallest); then look for hidden figures that
several lines together still fix.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

Lines: TypeAlias = Sequence[tuple[int, ...]]
"""For each line its figures by number, the total first."""
Cost: TypeAlias = Callable[[int], tuple[Any, ...]]  # Any: of what sorts, whatever it is
"""Sorts figures; the smallest is hidden first. Begins with whether the figure is zero (hiding one
protects nothing, as no other can be less) and whether the rules are not about it."""

Indices: TypeAlias = npt.NDArray[np.intp]
Numbers: TypeAlias = npt.NDArray[np.float64]
Operator: TypeAlias = Callable[[Numbers], Numbers]

SEED: Final = 20_210_101  # the same figures are hidden every time
NONE: Final = 1e-6  # beside figures and weights of about 1
CONVERGED: Final = 1e-22
MOST_STEPS: Final = 5_000


def hide_more(hidden: Iterable[int], lines: Lines, cost: Cost) -> set[int]:
    """The figures to hide, those given included.

    Args:
        hidden: Numbers of the figures that rules hide by themselves.
        lines: Every published sum.
        cost: Sorts the figures of a line; the smallest one is hidden first.
    """
    chosen = set(hidden)
    lines_of: dict[int, list[int]] = {}
    for number, line in enumerate(lines):
        for figure in line:
            lines_of.setdefault(figure, []).append(number)
    _balance(chosen, sorted(chosen), lines, lines_of, cost)
    while True:
        equations = Equations.of(chosen, lines, lines_of)
        added = _loosening(equations, lines, lines_of, cost)
        if not added:
            return chosen
        chosen |= added
        _balance(chosen, sorted(added), lines, lines_of, cost)


def _loosening(
    equations: "Equations", lines: Lines, lines_of: dict[int, list[int]], cost: Cost
) -> set[int]:
    """Figures to hide so that those which several lines fix together are fixed no more."""
    fixed = equations.fixed()
    if not fixed:
        return set()
    loose = equations.loose_if_hidden(lines, lines_of)
    added: set[int] = set()
    for figure in sorted(fixed, key=cost):
        derivation = equations.shown_in_derivation(figure, lines)
        if not derivation or added & derivation:
            continue
        beside = {one for line in lines_of[figure] for one in lines[line]}
        # One that would itself stay fixed helps only together with others, found in later rounds:
        # then one nearby, so that they are found soon.
        wanted = (derivation & loose, derivation & beside, derivation)
        choices = [min(figures, key=cost) for figures in wanted if figures]
        added.add(next((one for one in choices if not cost(one)[0]), choices[0]))
    return added


def _balance(
    chosen: set[int],
    start: Iterable[int],
    lines: Lines,
    lines_of: dict[int, list[int]],
    cost: Cost,
) -> None:
    queue = deque(dict.fromkeys(line for figure in start for line in lines_of.get(figure, ())))
    while queue:
        line = lines[queue.popleft()]
        shown = [figure for figure in line if figure not in chosen]
        if len(line) - len(shown) == 1 and shown:
            extra = min(shown, key=lambda one: _whole_cost(one, chosen, lines, lines_of, cost))
            chosen.add(extra)
            queue.extend(lines_of[extra])


def _whole_cost(
    figure: int, chosen: set[int], lines: Lines, lines_of: dict[int, list[int]], cost: Cost
) -> tuple[bool, bool, int, tuple[Any, ...]]:
    """Before the value counts how many lines would lose their first figure, and then a second."""
    is_zero, is_open, *_ = cost(figure)
    opened = sum(chosen.isdisjoint(lines[line]) for line in lines_of[figure])
    return is_zero, is_open, opened, cost(figure)


@dataclass(frozen=True, eq=False, kw_only=True)
class Equations:
    """The lines as equations in the hidden figures, entry by entry: row, column and sign."""

    figures: list[int]
    numbers: list[int]  # of the lines
    rows: Indices
    columns: Indices
    signs: Numbers

    @classmethod
    def of(cls, hidden: set[int], lines: Lines, lines_of: dict[int, list[int]]) -> "Equations":
        """The equations that have a hidden figure in them."""
        figures = sorted(hidden)
        place = {figure: number for number, figure in enumerate(figures)}
        numbers = sorted({number for figure in figures for number in lines_of.get(figure, ())})
        entries = [
            (row, place[figure], -1.0 if position == 0 else 1.0)
            for row, number in enumerate(numbers)
            for position, figure in enumerate(lines[number])
            if figure in place
        ]
        rows, columns, signs = zip(*entries, strict=True) if entries else ((), (), ())
        return cls(
            figures=figures,
            numbers=numbers,
            rows=np.array(rows, dtype=int),
            columns=np.array(columns, dtype=int),
            signs=np.array(signs, dtype=float),
        )

    def fixed(self) -> set[int]:
        """Hidden figures that the published sums fix exactly.

        A figure is fixed when every solution of the homogeneous equations is zero there. A random
        vector without its part in the row space is a random such solution: with probability one it
        is zero just where all of them are.
        """
        start = np.random.default_rng(SEED).uniform(1.0, 2.0, len(self.figures))
        free, _ = _residual(start, self._apply, self._apply_back)
        sizes = np.abs(free)
        return {figure for figure, size in zip(self.figures, sizes, strict=True) if size < NONE}

    def loose_if_hidden(self, lines: Lines, lines_of: dict[int, list[int]]) -> set[int]:
        """Shown figures that, hidden alone, could not be worked out themselves.

        Their column is a combination of the hidden figures' columns: a random vector without its
        part in the column space has nothing in common with it.
        """
        start = np.random.default_rng(SEED).uniform(1.0, 2.0, len(self.numbers))
        rest, _ = _residual(start, self._apply_back, self._apply)
        hidden, within = set(self.figures), set(self.numbers)
        overlap = self._shares(rest, lines, hidden)
        return {
            one
            for one, size in overlap.items()
            if abs(size) < NONE and within.issuperset(lines_of[one])
        }

    def shown_in_derivation(self, figure: int, lines: Lines) -> set[int]:
        """The shown figures with which a fixed one is worked out; empty when it is not fixed."""
        start = np.zeros(len(self.figures))
        start[self.figures.index(figure)] = 1.0
        rest, weights = _residual(start, self._apply, self._apply_back)
        if np.abs(rest).max() > NONE:
            return set()
        shares = self._shares(weights, lines, set(self.figures))
        return {one for one, share in shares.items() if abs(share) > NONE}

    def _shares(self, weights: Numbers, lines: Lines, hidden: set[int]) -> dict[int, float]:
        """For each shown figure the sum of the weights of its lines, with its signs in them."""
        shares: dict[int, float] = {}
        for number, weight in zip(self.numbers, weights.tolist(), strict=True):
            for position, one in enumerate(lines[number]):
                if one not in hidden:
                    signed = -weight if position == 0 else weight
                    shares[one] = shares.get(one, 0.0) + signed
        return shares

    def _apply(self, values: Numbers) -> Numbers:
        weighted = self.signs * values[self.columns]
        return np.bincount(self.rows, weighted, len(self.numbers)).astype(float)

    def _apply_back(self, values: Numbers) -> Numbers:
        weighted = self.signs * values[self.rows]
        return np.bincount(self.columns, weighted, len(self.figures)).astype(float)


def _residual(vector: Numbers, apply: Operator, apply_back: Operator) -> tuple[Numbers, Numbers]:
    """The vector less its projection on the rows of an operator, and the rows' weights in that.

    By conjugate gradients on the normal equations: the entries are -1 and 1, and few.
    """
    rest = vector.copy()
    gradient = apply(rest)
    weights = np.zeros(len(gradient))
    direction, size = gradient, float(gradient @ gradient)
    for _ in range(MOST_STEPS):
        if size < CONVERGED:
            break
        image = apply_back(direction)
        step = size / float(image @ image)
        rest = rest - step * image
        weights = weights + step * direction
        gradient = apply(rest)
        before, size = size, float(gradient @ gradient)
        direction = gradient + (size / before) * direction
    return rest, weights
