"""The Gini family: how unequal the flows between places are.

K = n(n - 1) flows between different places. The diagonal is never looked at; a missing flow makes
the figures it enters NaN.

Sources: Plane & Mulligan (1997), Measuring spatial focusing in a migration system, Demography
34(2); Bell et al. (2002), Journal of the Royal Statistical Society A 165.
"""

import numpy as np

from profiles.measures.flows.margins import in_migrants, out_migrants
from profiles.measures.flows.matrix import Matrix, Vector, cells_between, moved, square
from profiles.measures.rates import mean_by_weight, rate


def _differences(lines: Matrix) -> Vector:
    """Sum of absolute differences over all ordered pairs of each line's values."""
    count = lines.shape[-1]
    weights = 2.0 * np.arange(1, count + 1) - count - 1.0
    return np.asarray(2.0 * (np.sort(lines, axis=-1) * weights).sum(axis=-1))


def gini_total(flows: Matrix, *, corrected: bool = True) -> float:
    """Gini index over all flows between places: 0 all equal, 1 all people in one flow.

    Args:
        flows: n by n; two places or more.
        corrected: Over 2(K - 1)M, which can reach 1 (Bell et al. 2002), else over 2KM (Plane &
            Mulligan 1997). The help page of the R package migration.indices writes the first as
            2n(n - 1) - 1; its code, and the limit of 1, need 2(n(n - 1) - 1).

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(gini_total(flows), 4), round(gini_total(flows, corrected=False), 4)
    (0.2667, 0.2222)
    """
    cells = cells_between(flows).ravel()
    pairs = cells.size - 1 if corrected else cells.size
    return float(rate(_differences(cells[None, :])[0], 2.0 * pairs * cells.sum()))


def _part(differences: float, flows: Matrix) -> float:
    cells = cells_between(flows)
    return float(rate(differences, 2.0 * cells.size * cells.sum()))


def gini_row(flows: Matrix) -> float:
    """The part of the total Gini index that lies between destinations of the same origin.

    Over 2KM, as the uncorrected total index; `standardised_gini` gives its share of it.

    >>> gini_row(np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]]))
    0.0
    """
    return _part(float(_differences(cells_between(flows)).sum()), flows)


def gini_column(flows: Matrix) -> float:
    """The part of the total Gini index that lies between origins of the same destination.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(gini_column(flows), 4)
    0.0556
    """
    return _part(float(_differences(cells_between(square(flows).T)).sum()), flows)


def gini_exchange(flows: Matrix) -> float:
    """The part of the total Gini index that lies between the two flows of each pair of places.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(gini_exchange(flows), 4)
    0.0556
    """
    between = moved(flows)
    return _part(float(np.abs(between - between.T).sum()), flows)


def standardised_gini(part: float, flows: Matrix) -> float:
    """A row, column or exchange index in percent of the total one (uncorrected).

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(standardised_gini(gini_column(flows), flows), 4)
    25.0
    """
    return float(rate(part, gini_total(flows, corrected=False), multiplier=100.0))


def gini_out(flows: Matrix) -> Vector:
    """Gini index of each place's out-migration field: 0 to all others alike, 1 to one only.

    NaN for a place nobody left, and for fewer than three places.

    >>> flows = np.array([[0.0, 0.0, 30.0], [1.0, 0.0, 3.0], [0.0, 0.0, 0.0]])
    >>> gini_out(flows).tolist()
    [1.0, 0.5, nan]
    """
    cells = cells_between(flows)
    return rate(_differences(cells), 2.0 * (len(cells) - 2) * cells.sum(axis=1))


def gini_in(flows: Matrix) -> Vector:
    """Gini index of each place's in-migration field: 0 from all others alike, 1 from one only.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> gini_in(flows).round(4).tolist()
    [0.2, 0.5, 0.3333]
    """
    return gini_out(square(flows).T)


def mean_gini_out(flows: Matrix) -> float:
    """Mean of the out-migration field indices, weighted by each place's out-migrants.

    >>> mean_gini_out(np.array([[0.0, 0.0, 30.0], [1.0, 0.0, 3.0], [0.0, 0.0, 0.0]]))
    0.9411764705882353
    """
    return mean_by_weight(gini_out(flows), out_migrants(flows))


def mean_gini_in(flows: Matrix) -> float:
    """Mean of the in-migration field indices, weighted by each place's in-migrants.

    The R package migration.indices weights the in-fields by out-migrants and divides by n once
    more (and the out-fields by in-migrants), so its `migration.weighted.gini.in` is another figure.

    >>> flows = np.array([[0.0, 10.0, 10.0], [20.0, 0.0, 20.0], [30.0, 30.0, 0.0]])
    >>> round(mean_gini_in(flows), 4)
    0.3333
    """
    return mean_by_weight(gini_in(flows), in_migrants(flows))
