"""How unevenly flows are spread: coefficients of variation, concentration, index of inequality.

Flows are n by n; results are one for each place, or one of the system.

The diagonal is never looked at; a missing flow makes the figures it enters NaN.

Sources: Rogers & Sweeney (1998), Measuring the spatial focus of migration patterns, The
Professional Geographer 50(2); Bell et al. (2002), Journal of the Royal Statistical Society A 165.
"""

from typing import Final

import numpy as np

from profiles.measures.flows.components import quasi_independence
from profiles.measures.flows.indices import migrants
from profiles.measures.flows.margins import in_migrants, out_migrants
from profiles.measures.flows.matrix import Matrix, Vector, cells_between, moved, square
from profiles.measures.rates import mean_by_weight, rate

FEWEST_PLACES: Final = 3  # a field of one flow cannot vary


def cv_out(flows: Matrix) -> Vector:
    """Coefficient of variation of each place's flows to the others: 0 all alike, up to √(n - 2).

    With the standard deviation of the population (divided by n - 1 flows). NaN for a place nobody
    left, and for fewer than three places.

    >>> cv_out(np.array([[0.0, 0.0, 30.0], [1.0, 0.0, 3.0], [0.0, 0.0, 0.0]])).tolist()
    [1.0, 0.5, nan]
    """
    cells = cells_between(flows)
    if len(cells) < FEWEST_PLACES:
        return np.full(len(cells), np.nan)
    return rate(cells.std(axis=1), cells.mean(axis=1))


def cv_in(flows: Matrix) -> Vector:
    """Coefficient of variation of the flows from the others into each place.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> cv_in(flows).round(4).tolist()
    [0.2, 0.5, 0.3333]
    """
    return cv_out(square(flows).T)


def acv_out(flows: Matrix) -> float:
    """Aggregate coefficient of variation of out-migration: weighted by out-migrants.

    >>> acv_out(np.array([[0.0, 0.0, 30.0], [1.0, 0.0, 3.0], [0.0, 0.0, 0.0]]))
    0.9411764705882353
    """
    return mean_by_weight(cv_out(flows), out_migrants(flows))


def acv_in(flows: Matrix) -> float:
    """Aggregate coefficient of variation of in-migration: weighted by in-migrants.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(acv_in(flows), 4)
    0.3333
    """
    return mean_by_weight(cv_in(flows), in_migrants(flows))


def acv(flows: Matrix) -> float:
    """Aggregate coefficient of variation of the system: that of in- and of out-migration added.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(acv(flows), 4)
    0.3333
    """
    return acv_in(flows) + acv_out(flows)


def cv_total(flows: Matrix) -> float:
    """Coefficient of variation of all flows between places, standard deviation over K flows.

    The function `cv` of the R package migest misplaces a bracket; its figure is another one.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(cv_total(flows), 4)
    0.4082
    """
    cells = cells_between(flows)
    return float(rate(cells.std(), cells.mean())) if cells.size else float("nan")


def concentration_in(flows: Matrix) -> Vector:
    """Herfindahl-Hirschman index of each place's origins, above 0 to 1 (one origin only).

    One over it is the effective number of origins. NaN for a place nobody came to.

    >>> concentration_in(np.array([[0.0, 1.0, 0.0], [2.0, 0.0, 0.0], [2.0, 0.0, 0.0]])).tolist()
    [0.5, 1.0, nan]
    """
    between = moved(flows)
    return rate((between**2).sum(axis=0), between.sum(axis=0) ** 2)


def migration_inequality(flows: Matrix, expected: Matrix | None = None) -> float:
    """Index of migration inequality: half the sum of absolute differences of shares, 0 to 1.

    Args:
        flows: n by n.
        expected: What the flows are compared with, same shape; all alike if nothing is given.
            `quasi_independence(flows).fitted` compares with what margins alone would give.

    Source: Bell et al. (2002).

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(migration_inequality(flows), 4)
    0.1667
    """
    if len(flows) < 2:  # noqa: PLR2004 - no flow between fewer
        return float("nan")
    observed = cells_between(flows)
    alike = np.ones_like(observed) if expected is None else cells_between(expected)
    gaps = np.abs(rate(observed, observed.sum()) - rate(alike, alike.sum()))
    return float(0.5 * gaps.sum())


def simulated_inequality(flows: Matrix) -> float:
    """Index of migration inequality against what the margins alone would give, 0 to 1.

    >>> flows = np.array([[0, 100, 30, 70], [50, 0, 45, 5], [60, 35, 0, 40], [20, 25, 20, 0]])
    >>> round(simulated_inequality(flows), 4)
    0.1335
    """
    if not migrants(flows) > 0:
        return float("nan")
    return migration_inequality(flows, quasi_independence(flows).fitted)
