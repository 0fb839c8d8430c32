"""Whether like lies beside like: Moran's I, Geary's c and Getis and Ord's G of all places.

Values are n numbers; what all places alike make undefined is refused or NaN.

Values must be known for all places: take the others out with `Neighbours.among` first. Variances
under randomisation assume that the values we have could have fallen on the places in any order.

Source: Cliff & Ord (1981), Spatial Processes; Getis & Ord (1992), Geographical Analysis 24(3).
"""

from dataclasses import dataclass

import numpy as np

from profiles.measures.flows.matrix import Vector
from profiles.measures.spatial.neighbours import Neighbours


@dataclass(frozen=True, slots=True, kw_only=True)
class SpatialTest:
    """A statistic of all places, and what it would be if values fell by chance."""

    statistic: float
    expected: float
    variance: float

    @property
    def z(self) -> float:
        """Standard deviations above what chance gives; for Geary's c, below 0 is clustering."""
        return float((self.statistic - self.expected) / np.sqrt(self.variance))

    @property
    def p_value(self) -> float:
        """Chance of a |z| as large, two-sided, as in PySAL. The R package spdep halves it."""
        from math import erfc, sqrt

        return erfc(abs(self.z) / sqrt(2.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sums:
    """Cliff and Ord's sums over the weights."""

    s0: float
    s1: float
    s2: float


def _sums(links: Neighbours) -> _Sums:
    into = np.bincount(links.other, weights=links.weight, minlength=links.count)
    key = links.focal * links.count + links.other
    turned = links.other * links.count + links.focal
    order = np.argsort(key)
    place = np.searchsorted(key[order], turned).clip(max=len(key) - 1)
    found = order[place]
    back = np.where(key[found] == turned, links.weight[found], 0.0)
    # s1 adds (w_ij + w_ji)² / 2 over all ordered pairs; a link without its return is met only once.
    once = np.where(back == 0, 2.0, 1.0)
    return _Sums(
        s0=float(links.weight.sum()),
        s1=float(0.5 * (once * (links.weight + back) ** 2).sum()),
        s2=float(((links.totals + into) ** 2).sum()),
    )


def moran(values: Vector, links: Neighbours, *, normal: bool = False) -> SpatialTest:
    """Moran's I: above its expectation where neighbours are alike, below where they differ.

    Args:
        values: n numbers, all known, not all alike.
        links: Weights of the neighbours; row-standardised as a rule.
        normal: Whether values are taken as drawn from a normal distribution, else as shuffled.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> pairs = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")]
    >>> line = neighbours_from_pairs("ABCDE", [*pairs, *((b, a) for a, b in pairs)])
    >>> test = moran(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), line.row_standardised())
    >>> round(test.statistic, 3), test.expected
    (0.6, -0.25)
    """
    z, n, sums = _centred(values), links.count, _sums(links)
    statistic = n / sums.s0 * float(z @ links.lag(z)) / float(z @ z)
    expected = -1.0 / (n - 1)
    s0_2 = sums.s0**2
    if normal:
        second = (n**2 * sums.s1 - n * sums.s2 + 3 * s0_2) / (s0_2 * (n**2 - 1))
    else:
        k = _kurtosis(z)
        first = n * ((n**2 - 3 * n + 3) * sums.s1 - n * sums.s2 + 3 * s0_2)
        less = k * ((n**2 - n) * sums.s1 - 2 * n * sums.s2 + 6 * s0_2)
        second = (first - less) / ((n - 1) * (n - 2) * (n - 3) * s0_2)
    return SpatialTest(statistic=statistic, expected=expected, variance=second - expected**2)


def geary(values: Vector, links: Neighbours, *, normal: bool = False) -> SpatialTest:
    """Geary's c: below 1 where neighbours are alike, above where they differ.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> pairs = [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E")]
    >>> line = neighbours_from_pairs("ABCDE", [*pairs, *((b, a) for a, b in pairs)])
    >>> round(geary(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), line.row_standardised()).statistic, 3)
    0.2
    """
    z, n, sums = _centred(values), links.count, _sums(links)
    gaps = (links.weight * (z[links.focal] - z[links.other]) ** 2).sum()
    statistic = (n - 1) * float(gaps) / (2.0 * sums.s0 * float(z @ z))
    s0_2 = sums.s0**2
    if normal:
        variance = ((2 * sums.s1 + sums.s2) * (n - 1) - 4 * s0_2) / (2 * (n + 1) * s0_2)
    else:
        k = _kurtosis(z)
        one = (n - 1) * sums.s1 * (n**2 - 3 * n + 3 - (n - 1) * k)
        two = 0.25 * (n - 1) * sums.s2 * (n**2 + 3 * n - 6 - (n**2 - n + 2) * k)
        three = s0_2 * (n**2 - 3 - (n - 1) ** 2 * k)
        variance = (one - two + three) / (n * (n - 2) * (n - 3) * s0_2)
    return SpatialTest(statistic=statistic, expected=1.0, variance=variance)


def getis_ord(values: Vector, links: Neighbours) -> SpatialTest:
    """Getis and Ord's G of all places: above its expectation where high values lie together.

    Args:
        values: n numbers, none below zero: rates of change and net rates are refused.
        links: Weights of 1 (binary), as the expectation assumes.

    Raises:
        ValueError: a value is below zero.

    >>> from profiles.measures.spatial.neighbours import neighbours_from_pairs
    >>> pairs = [("A", "B"), ("B", "C"), ("C", "D")]
    >>> line = neighbours_from_pairs("ABCD", [*pairs, *((b, a) for a, b in pairs)])
    >>> test = getis_ord(np.array([1.0, 1.0, 5.0, 5.0]), line)
    >>> round(test.statistic, 4), test.expected
    (0.6739, 0.5)
    """
    if (values < 0).any():
        raise ValueError("G takes values of zero and above only")
    n, sums = links.count, _sums(links)
    m1, m2, m3, m4 = (float((values**power).sum()) for power in (1, 2, 3, 4))
    pairs = m1**2 - m2
    statistic = float(values @ links.lag(values)) / pairs
    expected = sums.s0 / (n * (n - 1))
    s0_2, s1, s2 = sums.s0**2, sums.s1, sums.s2
    b0 = (n**2 - 3 * n + 3) * s1 - n * s2 + 3 * s0_2
    b1 = -((n**2 - n) * s1 - 2 * n * s2 + 6 * s0_2)
    b2 = -(2 * n * s1 - (n + 3) * s2 + 6 * s0_2)
    b3 = 4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * s0_2
    b4 = s1 - s2 + s0_2
    weighed = b0 * m2**2 + b1 * m4 + b2 * m1**2 * m2 + b3 * m1 * m3 + b4 * m1**4
    second = weighed / (pairs**2 * n * (n - 1) * (n - 2) * (n - 3))
    return SpatialTest(statistic=statistic, expected=expected, variance=second - expected**2)


def _centred(values: Vector) -> Vector:
    numbers = np.asarray(values, dtype=float)
    return np.asarray(numbers - numbers.mean())


def _kurtosis(z: Vector) -> float:
    return float(len(z) * (z**4).sum() / (z**2).sum() ** 2)
