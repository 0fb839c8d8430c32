"""What a table of flows is made of: its size, its margins, and what margins do not explain.

Flows are n by n. Where one is missing, or nobody moved, everything that follows is NaN.

Source: Rogers, Willekens, Little & Raymer (2002), Describing migration spatial structure, Papers in
Regional Science 81(1).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from profiles.measures.flows.matrix import Matrix, Vector, moved, square
from profiles.measures.rates import rate

TOLERANCE: Final = 1e-13  # of the fitted margins, relative
MOST_ROUNDS: Final = 20_000


@dataclass(frozen=True, eq=False, kw_only=True)
class Components:
    """M[i, j] = total * origin[i] * destination[j] * interaction[i, j]."""

    total: float  # persons
    origin: Vector  # share of all flows that leave each place, 0 to 1
    destination: Vector  # share that arrives
    interaction: Matrix  # 1: as many as if origin and destination were independent
    diagonal: bool  # whether those who stayed are part of the table


def multiplicative_components(flows: Matrix, *, diagonal: bool = False) -> Components:
    """The components by total-reference coding.

    Args:
        flows: n by n.
        diagonal: Whether those who stayed count. If not, the diagonal is zero, and interactions off
            it are too high throughout: independence would have some moves of a place to itself.
            `quasi_independence` is the better measure of attraction then.

    >>> parts = multiplicative_components(np.array([[0.0, 1.0], [3.0, 0.0]]))
    >>> parts.origin.tolist(), parts.interaction.tolist()
    ([0.25, 0.75], [[0.0, 4.0], [1.3333333333333333, 0.0]])
    """
    table = square(flows) if diagonal else moved(flows)
    total = float(table.sum())
    leaving, arriving = table.sum(axis=1), table.sum(axis=0)
    return Components(
        total=total,
        origin=rate(leaving, total),
        destination=rate(arriving, total),
        interaction=rate(table * total, np.outer(leaving, arriving)),
        diagonal=diagonal,
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class QuasiIndependence:
    """Flows that margins alone would give between different places, and how far they are off.

    All is NaN where a flow is missing, or where no such flows exist: some sets of margins force a
    flow to zero, and then the fit has no finite solution.
    """

    fitted: Matrix  # persons; the diagonal is NaN
    ratio: Matrix  # counted over fitted; 1 as margins alone would give
    deviance: float
    degrees_of_freedom: float  # a whole number


def quasi_independence(flows: Matrix) -> QuasiIndependence:
    """The log-linear model flow ~ origin + destination on the flows between different places.

    The same fit as a Poisson regression with a term for each origin and destination, found by
    fitting the margins in turn: a table of 800 by 800 places needs no matrix of 1,600 columns.

    >>> fit = quasi_independence(
    ...     np.array([[0.0, 100, 30, 70], [50, 0, 45, 5], [60, 35, 0, 40], [20, 25, 20, 0]])
    ... )
    >>> round(fit.deviance, 4), fit.degrees_of_freedom, round(float(fit.fitted[1, 0]), 4)
    (66.9233, 5.0, 47.5546)
    """
    between = moved(flows)
    fitted = _fit(between.sum(axis=1), between.sum(axis=0))
    np.fill_diagonal(fitted, np.nan)
    ratio = rate(between, fitted)
    logarithms = np.log(np.where(ratio > 0, ratio, 1.0))
    deviance = 2.0 * (between * logarithms).sum() if np.isfinite(ratio).any() else np.nan
    return QuasiIndependence(
        fitted=fitted,
        ratio=ratio,
        deviance=float(deviance),
        degrees_of_freedom=_degrees_of_freedom(between),
    )


def _fit(leaving: Vector, arriving: Vector) -> Matrix:
    """Origin factor times destination factor, with the margins given; NaN if there are none."""
    # a[i] * (sum of b - b[i]) = leaving[i], and likewise for b: no step needs the whole matrix.
    b = np.where(arriving > 0, np.sqrt(arriving), 0.0)
    a = np.zeros_like(b)
    for _ in range(MOST_ROUNDS):
        a = _factors(leaving, b)
        b = _factors(arriving, a)
        gap = np.abs(a * (b.sum() - b) - leaving).max(initial=0.0)
        if gap <= TOLERANCE * leaving.sum():
            return np.outer(a, b)
    return np.full((len(leaving), len(leaving)), np.nan)


def _factors(margin: Vector, other: Vector) -> Vector:
    rest = other.sum() - other
    return np.asarray(np.where(margin > 0, margin / np.where(rest > 0, rest, 1.0), margin))


def _degrees_of_freedom(between: Matrix) -> float:
    """Flows that may be other than zero, less the independent terms of the model."""
    if not between.sum() > 0:
        return float("nan")
    leaves, arrives = between.sum(axis=1) > 0, between.sum(axis=0) > 0
    cells = int(np.outer(leaves, arrives).sum() - (leaves & arrives).sum())
    terms = int(leaves.sum() + arrives.sum()) - 1
    return float(max(cells - terms, 0))
