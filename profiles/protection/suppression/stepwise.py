"""Complementary suppression step by step, for what is too large to be solved exactly.

First no sum may hold exactly one hidden figure. Then, for all hidden figures that are still too
certain at once: the smallest change of the whole table that takes each as far as it must be able to
go. That is a linear programme in which a unit of change costs nothing where a figure is hidden
already, and elsewhere what hiding it would lose. Whatever changes is hidden.

Source: Kelly, Golden and Assad, "Cell suppression: disclosure protection for sensitive tabular
data", Networks 22 (1992), for the linear programme.
"""

from collections import deque
from dataclasses import replace
from typing import Final

import numpy as np

from profiles.protection.suppression.audit import DOWN, FAR, UP, Demand, Reach, reach, too_certain
from profiles.protection.suppression.linear import EPSILON, Flags, Indices, Numbers, Programme
from profiles.protection.suppression.sums import Cells, Sums

MOST_ROUNDS: Final = 200
MOST_ALONE: Final = 200  # what is bounded by totals alone is not tried for ever
# Prices of a step. Further apart than this, the solver could not tell the cheap ones from nothing.
ALMOST_FREE: Final = 1e-4
DEAREST: Final = 1e5
FAILURE: Final = 1e7  # of a step that no change can make


def step_by_step(sums: Sums, cells: Cells, demand: Demand) -> Flags:
    """The figures to hide, those given included; zeros only where nothing else is left."""
    hidden = _widen(sums, replace(cells, hidden=hide_beside(sums, cells)), demand)
    if cells.zeros.any() and too_certain(sums, hidden, demand).any():
        all_open = replace(cells, hidden=hidden, open=cells.open | cells.zeros)
        hidden = _widen(sums, all_open, demand)
    return hidden


def hide_beside(sums: Sums, cells: Cells) -> Flags:
    """As long as a sum has exactly one hidden figure, its cheapest other one is hidden too.

    Every sum that would then have its first hidden figure, and soon a second, adds to the cost.
    """
    chosen = cells.hidden.copy()
    by_sum, by_figure = sums.matrix, sums.matrix.tocsc()
    rows = np.repeat(np.arange(by_sum.shape[0]), np.diff(by_sum.indptr))
    count = np.bincount(rows[chosen[by_sum.indices]], minlength=by_sum.shape[0])

    def sums_of(figure: int) -> Indices:
        found: Indices = by_figure.indices[by_figure.indptr[figure] : by_figure.indptr[figure + 1]]
        return found

    queue = deque(np.flatnonzero(count == 1).tolist())
    while queue:
        line = queue.popleft()
        members = by_sum.indices[by_sum.indptr[line] : by_sum.indptr[line + 1]]
        there = members[cells.open[members] & ~chosen[members]]
        if count[line] != 1 or not len(there):
            continue
        opened = np.array([(count[sums_of(one)] == 0).sum() for one in there])
        figure = int(there[np.argmin(cells.cost[there] * (1.0 + opened))])
        chosen[figure] = True
        count[sums_of(figure)] += 1
        queue.extend(sums_of(figure).tolist())
    return chosen


def spared(sums: Sums, cells: Cells, hidden: Flags, demand: Demand) -> Flags:
    """What of a safe answer is enough: figures that need not be hidden are shown, dearest first.

    Args:
        sums: Every sum that an outsider knows.
        cells: `hidden` of them stay hidden.
        hidden: The answer.
        demand: What it fulfils.
    """
    kept = hidden.copy()
    tried = np.flatnonzero(hidden & ~cells.hidden)
    for figure in tried[np.argsort(-cells.cost[tried], kind="stable")][:MOST_ALONE]:
        kept[figure] = False
        kept[figure] = bool(too_certain(sums, kept, demand).any())
    return kept


def _widen(sums: Sums, cells: Cells, demand: Demand) -> Flags:
    hidden = cells.hidden.copy()
    for _ in range(MOST_ROUNDS):
        before = hidden.sum()
        for direction in (UP, DOWN):
            goal = _goal(sums, hidden, demand, direction)
            if goal.any():
                hidden |= _moved(sums, replace(cells, hidden=hidden), goal)
        if hidden.sum() == before and not _one_by_one(sums, cells, hidden, demand):
            break
    return hidden


def _one_by_one(sums: Sums, cells: Cells, hidden: Flags, demand: Demand) -> bool:
    """Where not all can move at once, the first figure that can; whether there was one."""
    for direction in (UP, DOWN):
        goals = _goal(sums, hidden, demand, direction)
        for figure in np.flatnonzero(goals)[:MOST_ALONE].tolist():
            goal = np.zeros(len(goals))
            goal[figure] = goals[figure]
            moved = _moved(sums, replace(cells, hidden=hidden), goal)
            if (moved & ~hidden).any():
                hidden |= moved
                return True
    return False


def _goal(sums: Sums, hidden: Flags, demand: Demand, direction: float) -> Numbers:
    """Where the figures that are short in a direction should go."""
    figures = np.flatnonzero(hidden)
    goal = np.zeros(len(hidden))
    found = reach(sums, figures, demand)
    goal[figures] = direction * _wanted(found, demand.only(figures), direction)
    return goal


def _wanted(found: Reach, demand: Demand, direction: float) -> Numbers:
    """How far each figure that is short should go in a direction; zero for the others."""
    if direction == UP:
        far, back, least = found.rise, found.fall, demand.rise
    else:
        far, back, least = found.fall, found.rise, demand.fall
    needed = np.maximum(least, demand.width - back)
    return np.where(found.short(demand, direction) & (far < needed - EPSILON), needed, 0.0)


def _moved(sums: Sums, cells: Cells, goal: Numbers) -> Flags:
    """The figures that the cheapest change moves which takes all with a goal there."""
    free = np.flatnonzero(cells.hidden | cells.open)
    inside, count = sums.only(free), len(free)
    targets = np.flatnonzero(goal[free])
    wanted = goal[free][targets]
    price = np.where(cells.hidden[free], ALMOST_FREE, np.clip(cells.cost[free], 1.0, DEAREST))
    programme = _least_change(inside, targets, wanted)
    answer = programme.minimise(np.concatenate([price, price, np.full(len(targets), FAILURE)]))
    if answer is None:
        raise RuntimeError("no change at all fulfils the sums")
    moved = np.zeros(len(goal), dtype=bool)
    moved[free] = np.abs(answer[:count] - answer[count : 2 * count]) > EPSILON
    return moved


def _least_change(sums: Sums, targets: Indices, wanted: Numbers) -> Programme:
    """Unknowns: each figure's change up, its change down, and by how much each target is missed."""
    from scipy import sparse

    (rows, count), goals = sums.matrix.shape, len(targets)
    towards = sparse.coo_array(
        (np.sign(wanted), (np.arange(goals), targets)), shape=(goals, count)
    ).tocsr()
    missed = sparse.eye_array(goals)
    most = FAR * float(np.abs(wanted).max())
    return Programme(
        matrix=sparse.block_array(
            [[sums.matrix, -sums.matrix, None], [towards, -towards, missed]], format="csr"
        ),
        lower=np.zeros(2 * count + goals),
        upper=np.concatenate([np.full(count, most), -sums.least_change(most), np.abs(wanted)]),
        row_lower=np.concatenate([np.zeros(rows), np.abs(wanted)]),
        row_upper=np.concatenate([np.zeros(rows), np.full(goals, np.inf)]),
    )
