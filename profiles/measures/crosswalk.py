"""Figures of old areas on new boundaries, by the share of each old area that lies in each new one.

Tables have one row a piece, or an area; a missing figure of an old area is missing in the new.

Where old areas were only merged, shares are 0 and 1 and nothing is estimated: prefer that. All else
is an estimate and says so, with the coverage.

Sources: Goodchild & Lam (1980), Areal interpolation, Geo-Processing 1; Eicher & Brewer (2001),
Dasymetric mapping and areal interpolation, Cartography and Geographic Information Science 28(2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from profiles.measures.flows.matrix import Matrix, Vector, square
from profiles.measures.rates import Numbers, Result, rate

SLIVER: Final = 0.001  # of the old area: two drawings of one border, not a piece of land
WHOLE: Final = 1 - 1e-9  # of what an old area has in any new one


@dataclass(frozen=True, eq=False, kw_only=True)
class Crosswalk:
    """Shares of s old areas in t new ones."""

    shares: Matrix  # s by t, 0 to 1; a row adds up to the coverage of the old area
    slivers: tuple[tuple[int, int], ...]  # old and new area of pieces that were left out

    @property
    def coverage(self) -> Vector:
        """The share of each old area that lies in any new one."""
        return np.asarray(self.shares.sum(axis=1))

    def counts(self, values: Numbers) -> Result:
        """Counts of the new areas: each old count, by its shares. A missing one makes them missing.

        The total is kept where coverage is 1. sf and tobler (allocate_total=False) do the same.
        """
        return np.asarray(_times(self.shares.T, np.asarray(values, dtype=float)[:, None])[:, 0])

    def rates(self, values: Numbers, denominators: Numbers) -> Result:
        """Rates of the new areas, weighted by the denominators that lie in them, not by land."""
        people = np.asarray(denominators, dtype=float)
        return rate(self.counts(np.asarray(values, dtype=float) * people), self.counts(people))

    def flows(self, values: Matrix) -> Matrix:
        """Flows between the new areas. What cannot be known is NaN, not 0.

        Between two new areas that share an old one, moves within it were never counted; and
        whoever stayed in an old area that was cut may have moved between its pieces.
        """
        arriving = _times(self.shares.T, square(values).T)
        matrix = _times(self.shares.T, arriving.T)
        cut = (self.shares > 0) & (self.shares < WHOLE * self.coverage[:, None])
        unknown = (cut.T.astype(float) @ cut.astype(float)) > 0
        return np.asarray(np.where(unknown, np.nan, matrix))


def crosswalk(
    parts: Sequence[tuple[int, int, float]],
    sizes: Numbers,
    *,
    targets: int,
    keep_all: bool = False,
    sliver: float = SLIVER,
) -> Crosswalk:
    """The shares from the pieces that old and new areas have in common.

    Args:
        parts: Old area, new area, size of the piece: its land, or the people a population grid has
            in it, which is the better measure for people.
        sizes: Of each old area, in the same unit.
        targets: How many new areas there are.
        keep_all: Spread over the new areas also what lies in none of them (tobler's
            allocate_total=True), so that totals are kept; else it is lost (sf) and coverage says
            how much.
        sliver: Pieces below this share of their old area are left out and listed; the rest of the
            row grows to the coverage that it had.

    >>> walk = crosswalk([(0, 0, 60), (0, 1, 40), (1, 1, 30), (1, 2, 30)], [100, 60], targets=3)
    >>> walk.counts([600, 180]).tolist()
    [360.0, 330.0, 90.0]
    >>> walk.rates([25, 40], [100, 60]).round(2).tolist()
    [25.0, 31.43, 40.0]
    >>> walk.flows(np.array([[50.0, 10.0], [20.0, 50.0]])).tolist()
    [[nan, nan, 3.0], [nan, nan, nan], [6.0, nan, nan]]
    """
    whole = np.asarray(sizes, dtype=float)
    pieces = np.zeros((len(whole), targets))
    for old, new, size in parts:
        pieces[old, new] += size
    shares = np.nan_to_num(rate(pieces, whole[:, None]))
    coverage = np.ones(len(whole)) if keep_all else shares.sum(axis=1)
    thin = (shares > 0) & (shares < sliver)
    kept = np.where(thin, 0.0, shares)
    left = kept.sum(axis=1)
    scale = np.nan_to_num(rate(coverage, left))
    return Crosswalk(
        shares=kept * scale[:, None],
        slivers=tuple((int(old), int(new)) for old, new in np.argwhere(thin)),
    )


def _times(shares: Matrix, values: npt.NDArray[np.float64]) -> Matrix:
    """The product, where a missing value matters only if it has a share."""
    missing = (shares != 0).astype(float) @ np.isnan(values).astype(float) > 0
    return np.asarray(np.where(missing, np.nan, shares @ np.nan_to_num(values)))
