"""What a parent's figure is, given its places': added, worked out again from parts, or refused.

Values are one for each child; a missing one makes the parent missing.

In- and out-migration of a parent follow from its own matrix (`FlowMatrix.collapsed`), never from
its places' ones.

Source: Shryock & Siegel (1976), The Methods and Materials of Demography.
"""

import numpy as np

from mapping.errors import MeasureRefusedError
from mapping.i18n import N_
from profiles.indicators.model import Aggregation
from profiles.measures.rates import Numbers, rate


def summed(children: Numbers) -> float:
    """A count of the parent. One missing child makes it missing, never a partial sum.

    >>> summed([3, 4]), summed([3, float("nan")])
    (7.0, nan)
    """
    return float(np.sum(np.asarray(children, dtype=float)))


def ratio_of_sums(numerators: Numbers, denominators: Numbers, *, multiplier: float = 1.0) -> float:
    """A rate of the parent from its children's parts.

    Equals the mean of the children's rates weighted by their denominators; the plain mean of rates
    is another, wrong figure.

    >>> ratio_of_sums([10, 30], [100, 900], multiplier=100)
    4.0
    """
    return float(rate(summed(numerators), summed(denominators), multiplier=multiplier))


def weighted_mean(values: Numbers, weights: Numbers) -> float:
    """A mean with weights that were published with the values; they are named with the result.

    >>> weighted_mean([4.0, 8.0], [3, 1])
    5.0
    """
    products = np.asarray(values, dtype=float) * np.asarray(weights, dtype=float)
    return float(rate(summed(products), summed(weights)))


def aggregated(
    values: Numbers,
    *,
    aggregation: Aggregation,
    denominators: Numbers | None = None,
    multiplier: float = 1.0,
) -> float:
    """The parent's figure as its indicator says it is had.

    Args:
        values: Of all children: the counts, the numerators of a rate, or what is averaged.
        aggregation: Of the indicator.
        denominators: Of the rate's children, or the weights of a mean.
        multiplier: Of the rate, 100 or 1,000.

    Raises:
        MeasureRefusedError: it does not follow from the children's figures (in-migration follows
            from the table of flows, medians and ranks from everyone's figures), or a rate came
            without its denominators.

    >>> rates = {"denominators": [100, 900], "multiplier": 100}
    >>> aggregated([10, 30], aggregation=Aggregation.RATIO_OF_SUMS, **rates)
    4.0
    """
    match aggregation:
        case Aggregation.SUM:
            return summed(values)
        case Aggregation.RATIO_OF_SUMS if denominators is not None:
            return ratio_of_sums(values, denominators, multiplier=multiplier)
        case Aggregation.WEIGHTED_MEAN if denominators is not None:
            return weighted_mean(values, denominators)
        case Aggregation.RATIO_OF_SUMS | Aggregation.WEIGHTED_MEAN:
            raise _refused(N_("a rate is worked out again from its parts or not at all"))
        case Aggregation.OD_RECOMPUTE:
            raise _refused(N_("it is counted again in the flows between the larger places"))
        case _:
            raise _refused(N_("a median, an index or a rank does not follow from those of parts"))


def _refused(reason: str) -> MeasureRefusedError:
    return MeasureRefusedError(measure=N_("figure of the whole"), reason=reason)
