"""What became of each old area on new boundaries: which figures can be compared.

Areas are told apart by the pieces that they have in common, see `profiles.measures.crosswalk`: all
of these are known before any figure is moved. Where areas were only merged or split, adding up the
finer ones is exact and nothing need be estimated.

Source: United Nations (2017), Principles and Recommendations for Population and Housing Censuses,
Revision 3, on changes of civil divisions between censuses.
"""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from profiles.measures.crosswalk import Crosswalk


class Lineage(StrEnum):
    """What became of an old area."""

    UNCHANGED = "unchanged"
    RENAMED = "renamed"  # the same land and code
    RECODED = "recoded"  # the same land
    SPLIT = "split"  # into areas that have nothing of others
    MERGED = "merged"  # whole, with other whole areas
    PARTLY_TRANSFERRED = "partly transferred"  # it goes on with less land, or with more
    COMPLEX = "complex"


class Area(NamedTuple):
    """What an area is called."""

    code: str
    name: str


def lineages(walk: Crosswalk, old: Sequence[Area], new: Sequence[Area]) -> tuple[Lineage, ...]:
    """What became of each old area, in their order.

    Args:
        walk: The shares of the s old areas in the t new ones; slivers are in none of them.
        old: The s old areas.
        new: The t new ones. What lies in none of them is no reason to call an area changed; an old
            area that has nothing in any of them is complex.

    >>> from profiles.measures.crosswalk import crosswalk
    >>> walk = crosswalk([(0, 0, 6), (0, 1, 4), (1, 2, 5), (2, 2, 3)], [10, 5, 3], targets=3)
    >>> old = [Area("A", "Ash"), Area("B", "Birch"), Area("C", "Cedar")]
    >>> new = [Area("A1", "Ash North"), Area("A2", "Ash South"), Area("B", "Birch")]
    >>> [str(one) for one in lineages(walk, old, new)]
    ['split', 'merged', 'merged']
    """
    shares = walk.shares > 0
    return tuple(_lineage(shares, place, old, new) for place in range(len(old)))


def _lineage(
    shares: npt.NDArray[np.bool],
    place: int,
    old: Sequence[Area],
    new: Sequence[Area],
) -> Lineage:
    targets = np.flatnonzero(shares[place])
    sources = np.flatnonzero(shares[:, targets].any(axis=1))  # of all that it is in
    if len(targets) == len(sources) == 1:
        return _same_land(old[place], new[int(targets[0])])
    if len(targets) > 1 and len(sources) == 1:
        return Lineage.SPLIT
    if len(targets) == 1 and (shares[sources].sum(axis=1) == 1).all():
        return Lineage.MERGED
    goes_on = old[place].code in {new[target].code for target in targets.tolist()}
    return Lineage.PARTLY_TRANSFERRED if goes_on else Lineage.COMPLEX


def _same_land(before: Area, after: Area) -> Lineage:
    if before.code != after.code:
        return Lineage.RECODED
    return Lineage.UNCHANGED if before.name == after.name else Lineage.RENAMED
