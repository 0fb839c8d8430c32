"""What an outsider can work out: the interval in which each hidden figure must lie.

Every published sum is an equation, no count is below zero. The least and the most that a hidden
figure can then be are two linear programmes. Few of them are solved: one answer that moves many
figures at once is a table that could be true, and shows for all of them how far they can be.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from profiles.protection.suppression.linear import EPSILON, Flags, Indices, Numbers, Programme
from profiles.protection.suppression.sums import Sums

UP, DOWN = 1.0, -1.0
FAR: Final = 100.0  # times what is asked for: farther than that no change is followed
BOUNDLESS: Final = 0.999  # of the farthest: a figure that gets there is bounded by nothing


@dataclass(frozen=True, eq=False, kw_only=True)
class Demand:
    """How uncertain an outsider must be about each hidden figure, as changes from the true one.

    Attributes:
        rise: How far up it must be able to go at least.
        fall: How far down.
        width: Both together.
    """

    rise: Numbers
    fall: Numbers
    width: Numbers

    @classmethod
    def of(cls, values: Numbers, threshold: Numbers | float) -> "Demand":
        """What hides a count below a threshold, or each below its own.

        It could be none at all, and it could be no small one. Other hidden figures are not known to
        within the threshold.
        """
        small = (values > 0) & (values < threshold)
        return cls(
            rise=np.where(small, threshold - values, 0.0),
            fall=np.where(small, values, 0.0),
            width=np.full(len(values), threshold, dtype=float),
        )

    def only(self, figures: Indices) -> "Demand":
        """Of these figures alone."""
        return Demand(rise=self.rise[figures], fall=self.fall[figures], width=self.width[figures])


@dataclass(frozen=True, eq=False, kw_only=True)
class Reach:
    """How far figures can go from the true ones, up and down; both are at least zero."""

    rise: Numbers
    fall: Numbers

    @classmethod
    def none(cls, count: int) -> "Reach":
        """Nothing is known to move."""
        return cls(rise=np.zeros(count), fall=np.zeros(count))

    def note(self, change: Numbers) -> None:
        """Take account of one table that could be true."""
        np.maximum(self.rise, change, out=self.rise)
        np.maximum(self.fall, -change, out=self.fall)

    def short(self, demand: Demand, direction: float) -> Flags:
        """Which figures cannot go far enough in a direction, or not far enough in all."""
        narrow = self.rise + self.fall < demand.width - EPSILON
        if direction == UP:
            return narrow | (self.rise < demand.rise - EPSILON)
        return narrow | (self.fall < demand.fall - EPSILON)


def reach(sums: Sums, hidden: Indices, demand: Demand) -> Reach:
    """How far hidden figures can go: exactly where that is too little, enough elsewhere.

    Args:
        sums: Of all figures.
        hidden: Numbers of those that are not seen.
        demand: Of all figures.
    """
    steps = FAR * float(max(demand.width.max(initial=0.0), demand.rise.max(initial=0.0)))
    return _by_block(sums, hidden, demand, steps)


def too_certain(sums: Sums, hidden: Flags, demand: Demand) -> Flags:
    """Which hidden figures an outsider can tell more closely than demanded."""
    figures = np.flatnonzero(hidden)
    found, wanted = reach(sums, figures, demand), demand.only(figures)
    short = np.zeros(len(hidden), dtype=bool)
    short[figures] = found.short(wanted, UP) | found.short(wanted, DOWN)
    return short


def intervals(sums: Sums, hidden: Indices) -> Reach:
    """How far each hidden figure can go, exactly; infinite where nothing stops it."""
    endless = np.full(len(sums.values), np.inf)
    most = 2.0 * float(np.abs(sums.values[hidden]).sum()) + 1.0  # no sum lets a count go there
    found = _by_block(sums, hidden, Demand(rise=endless, fall=endless, width=endless), most)
    found.rise[found.rise > BOUNDLESS * most] = np.inf
    found.fall[found.fall > BOUNDLESS * most] = np.inf
    return found


def _by_block(sums: Sums, hidden: Indices, demand: Demand, most: float) -> Reach:
    inside, wanted = sums.only(hidden), demand.only(hidden)
    whole = Reach.none(len(hidden))
    for block in inside.blocks():
        part = _reach_of_block(inside.only(block), wanted.only(block), most)
        whole.rise[block], whole.fall[block] = part.rise, part.fall
    return whole


def _reach_of_block(sums: Sums, demand: Demand, most: float) -> Reach:
    count = len(sums.values)
    programme = Programme(
        matrix=sums.matrix, lower=sums.least_change(most), upper=np.full(count, most)
    )
    found = Reach.none(count)
    for direction in (UP, DOWN):
        _push_together(programme, found, demand, direction)
        for figure in np.flatnonzero(found.short(demand, direction)):
            if found.short(demand, direction)[figure]:
                goal = np.zeros(count)
                goal[figure] = -direction
                _note_answer(programme, found, goal)
    return found


def _push_together(programme: Programme, found: Reach, demand: Demand, direction: float) -> None:
    """Move all that are short at once, again and again, as long as fewer stay short."""
    short = found.short(demand, direction)
    while short.any():
        _note_answer(programme, found, np.where(short, -direction, 0.0))
        still = found.short(demand, direction)
        if still.sum() == short.sum():
            return
        short = still


def _note_answer(programme: Programme, found: Reach, goal: Numbers) -> None:
    change = programme.minimise(goal)
    if change is None:
        raise RuntimeError("the true figures do not fulfil their own sums")
    found.note(change)
