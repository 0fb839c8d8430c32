"""Where like lies beside like: local Moran and Getis-Ord statistics, and clusters for a map.

Values, and results, are n numbers, one for each place. A place without neighbours is an island: it
is NaN, and in no cluster.

Sources: Anselin (1995), Local indicators of spatial association, Geographical Analysis 27(2); Ord &
Getis (1995), Local spatial autocorrelation statistics, the same 27(4); Sokal, Oden & Thomson
(1998), the same 30(4); Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
import numpy.typing as npt

from mapping.errors import MeasureRefusedError
from mapping.i18n import N_
from profiles.measures.flows.matrix import Vector
from profiles.measures.rates import rate
from profiles.measures.spatial.neighbours import Neighbours

FEWEST_PLACES: Final = 20
PERMUTATIONS: Final = 999
SEED: Final = 20_240_101  # printed with every map, so that it can be drawn again
FALSE_DISCOVERY_RATE: Final = 0.05


class Cluster(StrEnum):
    """What a place and its neighbours are. Never "hot spot": it is a word for crime and disease."""

    HIGH = N_("cluster of high values")
    LOW = N_("cluster of low values")
    HIGH_AMONG_LOW = N_("high value among low ones")
    LOW_AMONG_HIGH = N_("low value among high ones")
    NONE = N_("no cluster")
    ISLAND = N_("no neighbour")
    UNKNOWN = N_("no value")


@dataclass(frozen=True, eq=False, kw_only=True)
class LocalMoran:
    """Local Moran's I of n places. An island has NaN throughout."""

    statistic: Vector  # z_i / m2 * lag of z, m2 = sum z² / n, as the R package spdep has it
    expected: Vector
    variance: Vector  # given the value of the place itself (Sokal et al. 1998)
    quadrant: npt.NDArray[np.str_]  # HH, LH, LL, HL: the place, then its neighbours

    @property
    def z(self) -> Vector:
        """Standard deviations above what chance gives; NaN where the value is just the mean."""
        return np.asarray((self.statistic - self.expected) / np.sqrt(self.variance))

    @property
    def pysal(self) -> Vector:
        """The statistic as PySAL scales it: (n - 1) / n of spdep's."""
        return self.statistic * (len(self.statistic) - 1) / len(self.statistic)


def local_moran(values: Vector, links: Neighbours) -> LocalMoran:
    """Local Moran's I; with row-standardised weights their mean is Moran's I.

    Args:
        values: n numbers, all known, not all alike.
        links: Weights of the neighbours, no place its own.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> pairs = [("A", "B"), ("B", "C"), ("C", "D")]
    >>> line = neighbours_from_pairs("ABCD", [*pairs, *((b, a) for a, b in pairs)])
    >>> found = local_moran(np.array([1.0, 2.0, 6.0, 7.0]), line.row_standardised())
    >>> found.quadrant.tolist(), found.statistic.round(3).tolist()
    (['LL', 'LL', 'HH', 'HH'], [0.923, 0.154, 0.154, 0.923])
    """
    z = np.asarray(values, dtype=float) - np.mean(values)
    n, m2 = links.count, float((z**2).mean())
    lag, totals = links.lag(z), links.totals
    squares = np.bincount(links.focal, weights=links.weight**2, minlength=n)
    scale = (z / m2) ** 2 * n / (n - 2)
    variance = scale * (squares - totals**2 / (n - 1)) * (m2 - z**2 / (n - 1))
    island = links.islands
    high = np.where(z > 0, "H", "L")
    around = np.where(lag > 0, "H", "L")
    return LocalMoran(
        statistic=np.where(island, np.nan, z * lag / m2),
        expected=np.where(island, np.nan, -totals * z**2 / ((n - 1) * m2)),
        variance=np.where(island | (variance <= 0), np.nan, variance),
        quadrant=np.where(island, "", np.char.add(high, around)),
    )


def local_g(values: Vector, links: Neighbours) -> Vector:
    """Getis and Ord's local G_i as a z score: high where neighbours have high values.

    Args:
        values: n numbers, all known; that of the place itself is left out.
        links: Any weights, no place its own.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> pairs = [("A", "B"), ("B", "C"), ("C", "D")]
    >>> line = neighbours_from_pairs("ABCD", [*pairs, *((b, a) for a, b in pairs)])
    >>> local_g(np.array([1.0, 2.0, 6.0, 7.0]), line).round(3).tolist()
    [-1.389, -0.889, 0.889, 1.389]
    """
    x, n = np.asarray(values, dtype=float), links.count
    mean = (x.sum() - x) / (n - 1)
    variance = ((x**2).sum() - x**2) / (n - 1) - mean**2
    totals = links.totals
    squares = np.bincount(links.focal, weights=links.weight**2, minlength=n)
    spread = variance * ((n - 1) * squares - totals**2) / (n - 2)
    return rate(links.lag(x) - totals * mean, np.sqrt(np.maximum(spread, 0.0)))


def local_g_star(values: Vector, links: Neighbours) -> Vector:
    """Getis and Ord's G*_i as a z score: the place counts among its neighbours, with weight 1.

    With n in the variance, as Ord & Getis (1995); Getis & Ord (1996, p. 267) print n - 1.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> pairs = [("A", "B"), ("B", "C"), ("C", "D")]
    >>> line = neighbours_from_pairs("ABCD", [*pairs, *((b, a) for a, b in pairs)])
    >>> local_g_star(np.array([1.0, 2.0, 6.0, 7.0]), line).round(3).tolist()
    [-1.698, -1.177, 1.177, 1.698]
    """
    x, n, own = np.asarray(values, dtype=float), links.count, links.with_self()
    totals = own.totals
    squares = np.bincount(own.focal, weights=own.weight**2, minlength=n)
    spread = x.var() * (n * squares - totals**2) / (n - 1)
    return rate(own.lag(x) - totals * x.mean(), np.sqrt(np.maximum(spread, 0.0)))


def permutation_p(
    values: Vector, links: Neighbours, *, permutations: int = PERMUTATIONS, seed: int = SEED
) -> Vector:
    """Two-sided p-values of local Moran: other places' values are dealt to each one's neighbours.

    Twice the smaller tail, at most 1; NaN for an island. The smallest there can be is
    2 / (permutations + 1). PySAL prints one tail.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> pairs = [("A", "B"), ("B", "C"), ("C", "D")]
    >>> line = neighbours_from_pairs("ABCD", [*pairs, *((b, a) for a, b in pairs)])
    >>> p = permutation_p(np.array([1.0, 2.0, 6.0, 7.0]), line, permutations=9)
    >>> bool(((p >= 0.2) & (p <= 1)).all())
    True
    """
    z = np.asarray(values, dtype=float) - np.mean(values)
    lag = links.lag(z)
    order = np.argsort(links.focal, kind="stable")
    ends = np.searchsorted(links.focal[order], np.arange(links.count + 1))
    most = int(np.diff(ends).max(initial=0))
    deck = np.tile(np.arange(links.count - 1), (permutations, 1))
    # One set of hands serves every place: it only must not be dealt its own value.
    hands = np.random.default_rng(seed).permuted(deck, axis=1)[:, :most]
    result = np.full(links.count, np.nan)
    for place in np.flatnonzero(~links.islands):
        own = links.weight[order[ends[place] : ends[place + 1]]]
        dealt = hands[:, : len(own)]
        drawn = z[dealt + (dealt >= place)] @ own
        tail = min(int((drawn >= lag[place]).sum()), int((drawn <= lag[place]).sum()))
        result[place] = min(2.0 * (tail + 1) / (permutations + 1), 1.0)
    return result


def is_discovery(p_values: Vector, *, rate: float = FALSE_DISCOVERY_RATE) -> npt.NDArray[np.bool]:
    """Which p-values stand when no more than `rate` of those that stand shall be false.

    By Benjamini and Hochberg. NaN never stands and is not counted.

    >>> is_discovery(np.array([0.001, 0.02, 0.04, 0.9, np.nan])).tolist()
    [True, True, False, False, False]
    """
    known = np.sort(p_values[np.isfinite(p_values)])
    passed = known[known <= rate * np.arange(1, len(known) + 1) / max(len(known), 1)]
    limit = passed.max() if passed.size else -1.0
    return np.asarray(p_values <= limit)


@dataclass(frozen=True, eq=False, kw_only=True)
class ClusterMap:
    """Clusters of n places, with what must be printed beside them."""

    clusters: tuple[Cluster, ...]
    p_values: Vector
    left_out: int  # places without a value, or whose value may not be shown
    islands: int
    permutations: int
    seed: int
    false_discovery_rate: float


def cluster_map(values: Vector, links: Neighbours) -> ClusterMap:
    """Clusters by local Moran, by permutation and with false discoveries held down.

    Args:
        values: n numbers; NaN where missing or suppressed: those places are left out and counted.
        links: Contiguity of all n places.

    Raises:
        MeasureRefusedError: fewer than 20 places have a value and a neighbour, or all are alike.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> cluster_map(np.arange(3.0), neighbours_from_pairs("ABC", [("A", "B"), ("B", "A")]))
    Traceback (most recent call last):
    mapping.errors.MeasureRefusedError: There is no map of clusters: ...
    """
    known = np.isfinite(values)
    within = links.among(known).row_standardised()
    numbers = np.asarray(values, dtype=float)[known]
    islands = within.islands
    if within.count - islands.sum() < FEWEST_PLACES or np.ptp(numbers) == 0:
        reason = N_("it takes 20 places that differ, each with a value and a neighbour")
        raise MeasureRefusedError(measure=N_("map of clusters"), reason=reason)
    p_values = permutation_p(numbers, within)
    stands = is_discovery(p_values)
    quadrants = local_moran(numbers, within).quadrant
    of_known = (
        Cluster.ISLAND if island else _OF_QUADRANT[str(quadrant)] if stand else Cluster.NONE
        for island, quadrant, stand in zip(islands, quadrants, stands, strict=True)
    )
    clusters = tuple(next(of_known) if one else Cluster.UNKNOWN for one in known.tolist())
    every = np.full(len(values), np.nan)
    every[known] = p_values
    return ClusterMap(
        clusters=clusters,
        p_values=every,
        left_out=int((~known).sum()),
        islands=int(islands.sum()),
        permutations=PERMUTATIONS,
        seed=SEED,
        false_discovery_rate=FALSE_DISCOVERY_RATE,
    )


_OF_QUADRANT: Final = {
    "HH": Cluster.HIGH,
    "LL": Cluster.LOW,
    "HL": Cluster.HIGH_AMONG_LOW,
    "LH": Cluster.LOW_AMONG_HIGH,
}
