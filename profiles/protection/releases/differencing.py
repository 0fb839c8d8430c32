"""What somebody knows who has kept all releases, and what one more would tell them (rule C10).

Two releases are about the same figure when its name and its true value are the same: a corrected
count, and the count of another year, is another figure. What was shown once is known for good, and
what is hidden must stay uncertain in the light of all sums there ever were: of fewer places, of
merged groups, of other levels.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from profiles.protection.releases.register import Figure, Release
from profiles.protection.suppression.audit import Demand, too_certain
from profiles.protection.suppression.linear import Flags, Numbers
from profiles.protection.suppression.sums import Sums

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
        thresholds: How uncertain each has to be: the highest threshold that it was hidden by.
    """

    versions: tuple[Version, ...]
    number: Mapping[Version, int]
    sums: Sums
    known: Flags
    hidden: Flags
    thresholds: Numbers

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
        asked: dict[int, float] = {}
        for release in releases:
            for version in release.figures.items():
                position = number.setdefault(version, len(number))
                if version[0] not in release.hidden:
                    shown.add(position)
                asked[position] = max(asked.get(position, 0.0), release.threshold)
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
            thresholds=np.array([asked[position] for position in range(len(number))]),
        )

    def told(self) -> set[Version]:
        """The hidden figures that can be worked out too closely."""
        demand = Demand.of(self.sums.values, self.thresholds)
        short = too_certain(self.sums, self.hidden, demand)
        return {self.versions[figure] for figure in np.flatnonzero(short)}


def given_away(release: Release, earlier: Sequence[Release]) -> tuple[Figure, ...]:
    """The figures that a release and the earlier ones tell together, and neither of them alone.

    Args:
        release: What is about to be published.
        earlier: What has been.
    """
    if not earlier:
        return ()
    together = Outsider.of([*earlier, release]).told()
    asked = [replace(one, threshold=max(one.threshold, release.threshold)) for one in earlier]
    before = Outsider.of(asked).told()  # as closely as is not to be told now
    alone = replace(release, hidden=frozenset(release.figures))
    unavoidable = Outsider.of([alone]).told()
    return tuple(sorted(figure for figure, _ in together - before - unavoidable))
