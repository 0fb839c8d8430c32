"""Which facts of a place stand out: a score by which findings are chosen, the same for all places.

The score of a fact is its surprise in bits: how often one would have to halve the compared places
until only those are left that lie at least as far out, `log2(places / as_far)`. The highest of 77
districts scores 6.3, the second of 8 neighbours 2. Facts about migration count one bit more than
facts about the place; each further fact of the same section counts three bits less, so that
findings tell of different things.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2
from typing import Final

from profiles.evidence.comparison import Circle

ABOUT_MIGRATION: Final = frozenset(range(3, 9))  # sections
MIGRATION_BONUS: Final = 1.0
REPEAT_MALUS: Final = 3.0
LEAST: Final = 2.0  # bits: one place in four; below, nothing stands out
FIRST, AT_THE_END = 3, 0.1  # a rank is told of the first three, or of a tenth of the places


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One fact that might be a finding."""

    indicator: str
    section: int
    kind: str  # "rank", "change" or "against" the trend
    circle: Circle
    as_far: int  # compared places that lie at least as far out, this one included
    places: int  # that were compared, this one included
    is_high: bool  # at the upper end: the highest value, the largest rise, above zero

    @property
    def surprise(self) -> float:
        """Bits.

        >>> Candidate(indicator="x", section=1, kind="rank", circle=Circle.COUNTRY, as_far=2,
        ...     places=64, is_high=True).surprise
        5.0
        """
        return log2(self.places / self.as_far)

    @property
    def stands_out(self) -> bool:
        """Whether it is worth a word at all: the 20th of 77 is at no end, however few are left."""
        at_the_end = self.as_far <= max(FIRST, AT_THE_END * self.places)
        return self.surprise >= LEAST and (at_the_end or self.kind == "against")

    def score(self, told: int = 0) -> float:
        """The surprise, and what the choice makes of it.

        Args:
            told: Findings of the same section that were chosen before.
        """
        bonus = MIGRATION_BONUS if self.section in ABOUT_MIGRATION else 0.0
        return self.surprise + bonus - REPEAT_MALUS * told


def choose(candidates: Iterable[Candidate], most: int) -> tuple[Candidate, ...]:
    """The most surprising facts, best first, each indicator once.

    Args:
        candidates: Facts that may be shown, in an order of preference among equals.
        most: How many at most. There may be fewer, where fewer stand out.
    """
    left = [one for one in candidates if one.stands_out]
    chosen: list[Candidate] = []
    while left and len(chosen) < most:
        told = [one.section for one in chosen]
        best = max(left, key=lambda one: one.score(told.count(one.section)))
        if best.score(told.count(best.section)) < LEAST:
            break
        chosen.append(best)
        left = [one for one in left if one.indicator != best.indicator]
    return tuple(chosen)
