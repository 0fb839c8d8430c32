"""Which further figures to hide so that the hidden ones stay uncertain (rule C9).

Figures that no sum ties to each other are looked at apart. For groups of up to some thousand
figures, which is any table a person reads, the cheapest way is searched for; for the few larger
ones of a whole country a good one is found step by step.
"""

from dataclasses import replace
from typing import Final

import numpy as np

from profiles.protection.suppression.audit import DOWN, UP, Demand, reach, too_certain
from profiles.protection.suppression.linear import Flags
from profiles.protection.suppression.optimum import cheapest
from profiles.protection.suppression.stepwise import step_by_step
from profiles.protection.suppression.sums import Cells, Sums

MOST_TO_SEARCH: Final = 1_500  # figures tied to each other
ZERO_COST: Final = 10.0  # times the dearest figure of the group


def hide_more(sums: Sums, cells: Cells, demand: Demand, *, before: Flags | None = None) -> Flags:
    """The figures to hide, those given included.

    Zeros are hidden only in a group of figures that nothing else protects, where `cells` allows
    it. Where what is known anyway bounds a figure more closely than demanded, it gets as far as
    hiding everything else would take it; an audit tells which ones.

    Args:
        sums: Every sum that an outsider knows.
        cells: What must be hidden, what may be, and at what cost.
        demand: How uncertain the hidden figures have to be.
        before: What an earlier release by the same rules hid. Where that is still enough, it is
            hidden again and nothing is searched for.
    """
    hidden = cells.hidden.copy()
    possible = np.flatnonzero(cells.hidden | cells.open | cells.zeros)
    for block in sums.only(possible).blocks():
        figures = possible[block]
        if cells.hidden[figures].any():
            part = (sums.only(figures), cells.only(figures), demand.only(figures))
            again = None if before is None else cells.hidden[figures] | before[figures]
            hidden[figures] = _of_group(*part, again)
    return hidden


def _of_group(sums: Sums, cells: Cells, demand: Demand, again: Flags | None) -> Flags:
    if not (cells.open.any() or cells.zeros.any()):
        return cells.hidden
    if len(sums.values) > MOST_TO_SEARCH:
        return step_by_step(sums, cells if again is None else replace(cells, hidden=again), demand)
    within = _within_reach(sums, cells, demand)
    if again is not None and not too_certain(sums, again, within).any():
        return again
    answer = _searched(sums, cells, within)
    if not cells.zeros.any():
        return answer
    dearest = ZERO_COST * max(float(cells.cost.max()), 1.0)
    with_zeros = replace(
        cells,
        open=cells.open | cells.zeros,
        cost=np.where(cells.zeros, dearest, cells.cost),
    )
    farther = _within_reach(sums, with_zeros, demand)
    if not too_certain(sums, answer, farther).any():
        return answer
    return _searched(sums, with_zeros, farther)


def _searched(sums: Sums, cells: Cells, demand: Demand) -> Flags:
    """The cheapest answer that can be found to a demand that hiding everything would fulfil."""
    good = step_by_step(sums, cells, demand)
    if too_certain(sums, good, demand).any():
        good = cells.hidden | cells.open
    return cheapest(sums, cells, demand, known=good)


def _within_reach(sums: Sums, cells: Cells, demand: Demand) -> Demand:
    """What is demanded, as far as hiding everything that may be hidden would go."""
    figures = np.flatnonzero(cells.hidden | cells.open)
    found, wanted = reach(sums, figures, demand), demand.only(figures)
    if not (found.short(wanted, UP) | found.short(wanted, DOWN)).any():
        return demand
    rise, fall, width = demand.rise.copy(), demand.fall.copy(), demand.width.copy()
    rise[figures] = np.minimum(wanted.rise, found.rise)
    fall[figures] = np.minimum(wanted.fall, found.fall)
    width[figures] = np.minimum(wanted.width, found.rise + found.fall)
    return Demand(rise=rise, fall=fall, width=width)
