"""What somebody knows who has kept all releases, and what one more would tell them (rule C10).

Two releases are about the same figure when its name and its true value are the same: a corrected
count, and the count of another year, is another figure. What was shown once is known for good, and
what is hidden must stay uncertain in the light of all sums there ever were: of fewer places, of
merged groups, of other levels and boundaries, of an area that somebody drew.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from profiles.protection.audit import Demand, too_certain
from profiles.protection.linear import Flags
from profiles.protection.register import Figure, Release, WeightedSum
from profiles.protection.sums import Sums

Version: TypeAlias = tuple[Figure, float]
"""A figure and its true value."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Outsider:
    """Everything that can be known from some releases.

    Attributes:
        versions: The figures, by number.
        number: The number of each.
        sums: All sums.
        known: Which figures were shown.
        hidden: Which were published, and never shown.
    """

    versions: tuple[Version, ...]
    number: Mapping[Version, int]
    sums: Sums
    known: Flags
    hidden: Flags

    @classmethod
    def of(cls, releases: Iterable[Release], signed: frozenset[Figure] = frozenset()) -> "Outsider":
        """All that some releases tell together.

        Args:
            releases: In any order.
            signed: Figures that can be below zero.
        """
        number: dict[Version, int] = {}
        lines: dict[tuple[tuple[int, float], ...], None] = {}
        shown: set[int] = set()
        for release in releases:
            for version in release.figures.items():
                position = number.setdefault(version, len(number))
                if version[0] not in release.hidden:
                    shown.add(position)
            for one in release.sums:
                terms = ((number[figure, release.figures[figure]], w) for figure, w in one)
                lines[tuple(sorted(terms))] = None
        below = [n for (figure, value), n in number.items() if figure in signed or value < 0]
        known = np.zeros(len(number), dtype=bool)
        known[list(shown)] = True
        return cls(
            versions=tuple(number),
            number=number,
            sums=Sums.of((value for _, value in number), lines, below),
            known=known,
            hidden=~known,
        )

    def told(self, threshold: float) -> set[Version]:
        """The hidden figures that can be worked out too closely."""
        demand = Demand.of(self.sums.values, threshold)
        short = too_certain(self.sums, self.hidden, demand)
        return {self.versions[figure] for figure in np.flatnonzero(short)}


def given_away(
    release: Release, earlier: Sequence[Release], threshold: float
) -> tuple[Figure, ...]:
    """The figures that a release and the earlier ones tell together, and neither of them alone.

    Args:
        release: What is about to be published.
        earlier: What has been.
        threshold: How uncertain an outsider has to be.
    """
    if not earlier:
        return ()
    together = Outsider.of([*earlier, release]).told(threshold)
    before = Outsider.of(earlier).told(threshold)
    all_hidden = frozenset(release.figures)
    alone = Release(id="", figures=release.figures, hidden=all_hidden, sums=release.sums)
    unavoidable = Outsider.of([alone]).told(threshold)
    return tuple(sorted(figure for figure, _ in together - before - unavoidable))


def told_by_sums(
    sums: Iterable[WeightedSum],
    figures: Mapping[Figure, float],
    earlier: Sequence[Release],
    threshold: float,
) -> tuple[Figure, ...]:
    """The hidden figures that some more sums would give away: none when they may be published.

    For whatever is no table of places: the people of an area that somebody drew are a sum of places
    and shares of places.

    Args:
        sums: What would be known, as weights of figures.
        figures: The true values of all figures in them.
        earlier: What has been published.
        threshold: How uncertain an outsider has to be.
    """
    shown = {item for one in earlier for item in one.figures.items() if item[0] not in one.hidden}
    hidden = frozenset(figure for figure, value in figures.items() if (figure, value) not in shown)
    release = Release(id="", figures=figures, hidden=hidden, sums=tuple(sums))
    before = Outsider.of(earlier).told(threshold)
    small = {item for item in figures.items() if 0 < item[1] < threshold}
    published = {item for one in earlier for item in one.figures.items()}
    together = Outsider.of([*earlier, release]).told(threshold)
    return tuple(sorted(item[0] for item in (together - before) & (published | small)))


def may_show_both_boundaries(people_in_pieces: Iterable[float], group_size: int) -> bool:
    """Whether a table may be published on old and new boundaries both.

    The difference of two places that share most of their area tells the piece between them.

    Args:
        people_in_pieces: For every piece that lies in one place before and in another after.
        group_size: Fewest people of a piece.

    >>> may_show_both_boundaries([0, 800, 61], 50), may_show_both_boundaries([800, 12], 50)
    (True, False)
    """
    return not any(0 < people < group_size for people in people_in_pieces)
