"""The cheapest figures to hide, with proof.

Whether to hide a figure is one yes or no. Where an answer leaves a figure too certain, the prices
of the linear programme that found this are a sum of yes and no that every safe answer fulfils. Such
sums are added until the cheapest answer to all of them is safe.

Source: Fischetti and Salazar-González, "Models and algorithms for optimizing cell suppression in
tabular data with linear constraints", Journal of the American Statistical Association 95 (2000).
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from profiles.protection.suppression.audit import DOWN, FAR, UP, Demand, too_certain
from profiles.protection.suppression.linear import EPSILON, Flags, Numbers, Programme, TooHardError
from profiles.protection.suppression.stepwise import spared, step_by_step
from profiles.protection.suppression.sums import Cells, Sums

if TYPE_CHECKING:
    from scipy import sparse

MOST_ROUNDS: Final = 100
MOST_EXACTLY: Final = 200
SPARE: Final = 0.05
YES: Final = 0.5


def cheapest(sums: Sums, cells: Cells, demand: Demand, *, known: Flags) -> Flags:
    """The figures to hide at least cost, those given included.

    In groups of more than `MOST_EXACTLY` figures an answer will do that is proven to cost at most
    a twentieth more than the cheapest, and where the search is too hard the best one found.

    Args:
        sums: Every sum that an outsider knows.
        cells: What must be hidden, what may be, and at what cost.
        demand: What hiding all that may be hidden would fulfil.
        known: A safe answer to begin with.
    """
    cost = np.where(cells.hidden, 0.0, cells.cost + _order(len(known)))
    most = float(cost[known].sum())
    # Whatever is dearer alone is in no cheapest answer.
    cells = replace(cells, open=cells.open & (cost <= most))
    master = _master(sums, cells, demand)
    attack = _Attack(sums, FAR * float(demand.width.max()))
    enough = 1.0 + (SPARE if len(known) > MOST_EXACTLY else 0.0)
    best = known
    for _ in range(MOST_ROUNDS):
        try:
            answer = master.minimise(cost)
        except TooHardError:
            break
        if answer is None:
            break
        hidden = answer > YES
        short = too_certain(sums, hidden, demand)
        if not short.any():
            return hidden
        mended = step_by_step(sums, replace(cells, hidden=hidden), demand)
        if not too_certain(sums, mended, demand).any():
            mended = spared(sums, replace(cells, hidden=hidden), mended, demand)
            best = min(best, mended, key=lambda one: float(cost[one].sum()))
        if cost[best].sum() <= enough * cost[hidden].sum() + EPSILON:
            break
        attack.hide(hidden)
        for figure in np.flatnonzero(short).tolist():
            _require_more(master, attack, figure, demand)
    return best


def _order(count: int) -> Numbers:
    """Of answers that cost the same the one with fewer figures, then with those named first."""
    return 1e-3 + 1e-4 * np.linspace(0.0, 1.0, count)


def _master(sums: Sums, cells: Cells, demand: Demand) -> Programme:
    choices = cells.hidden | cells.open
    company = _company(sums, choices, demand)
    return Programme(
        matrix=company,
        lower=cells.hidden.astype(float),
        upper=choices.astype(float),
        row_upper=np.full(company.shape[0], np.inf),
        is_integer=True,
    )


class _Attack:
    """The most that a figure can go one way while some are hidden, and why no further."""

    def __init__(self, sums: Sums, most: float) -> None:
        self.least, self.most = sums.least_change(most), most
        self.hidden = np.zeros(len(sums.values), dtype=bool)
        nothing = np.zeros(len(sums.values))
        self.programme = Programme(matrix=sums.matrix, lower=nothing, upper=nothing)

    def hide(self, hidden: Flags) -> None:
        """Ask of these hidden figures from now on."""
        for figure in np.flatnonzero(hidden != self.hidden).tolist():
            bounds = (self.least[figure], self.most) if hidden[figure] else (0.0, 0.0)
            self.programme.bound(figure, *bounds)
        self.hidden = hidden.copy()

    def push(self, figure: int, direction: float) -> tuple[float, Numbers]:
        """How far it goes, and how much farther at most for each figure that is hidden."""
        goal = np.zeros(len(self.hidden))
        goal[figure] = -direction
        change = self.programme.minimise(goal)
        if change is None:
            raise RuntimeError("the true figures do not fulfil their own sums")
        prices = self.programme.prices()
        # A change is between `least`, at most zero, and `most`: one of the two is no gain.
        gains = np.maximum(-prices * self.most, -prices * self.least)
        return direction * float(change[figure]), np.where(gains < EPSILON, 0.0, gains)


def _require_more(master: Programme, attack: _Attack, figure: int, demand: Demand) -> None:
    """Tell the master what every answer fulfils in which this figure is uncertain enough."""
    rise, gains_up = attack.push(figure, UP)
    fall, gains_down = attack.push(figure, DOWN)
    for reached, gains, least in (
        (rise, gains_up, demand.rise[figure]),
        (fall, gains_down, demand.fall[figure]),
        (rise + fall, gains_up + gains_down, demand.width[figure]),
    ):
        if reached < least - EPSILON:
            weights = np.minimum(gains, least)
            weights[figure] -= least  # nothing is asked for when it is shown
            master.require(weights, 0.0)


def _company(sums: Sums, choices: Flags, demand: Demand) -> "sparse.csr_array":
    """One row a figure and sum: when it is hidden, another one of the sum is too.

    Of figures that are to be uncertain at all; some totals tell a part whatever is hidden.
    """
    from scipy import sparse

    lines = sums.matrix
    rows, columns, weights, count = [], [], [], 0
    for start, end in zip(lines.indptr[:-1], lines.indptr[1:], strict=True):
        members = lines.indices[start:end]
        members = members[choices[members]]
        for one in members[demand.width[members] > EPSILON]:
            rows.append(np.full(len(members), count))
            columns.append(members)
            weights.append(np.where(members == one, -1.0, 1.0))
            count += 1
    shape = (count, len(choices))
    if not count:
        return sparse.csr_array(shape)
    entries = (np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns)))
    return sparse.coo_array(entries, shape=shape).tocsr()
