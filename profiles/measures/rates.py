"""Rates, ratios and shares of places: undefined where the denominator is zero or missing.

Everything takes and gives numpy arrays of one shape, or plain numbers. Missing is NaN and stays
NaN; it is never taken for zero, and nothing is ever infinite.

Sources: United Nations (1970), Manual VI: Methods of Measuring Internal Migration; Shryock & Siegel
(1976), The Methods and Materials of Demography, for ratios of sexes and ages.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.ArrayLike
Result: TypeAlias = npt.NDArray[np.float64]


def rate(numerator: Numbers, denominator: Numbers, *, multiplier: float = 1.0) -> Result:
    """Multiplier times numerator over denominator.

    Args:
        numerator: Counts; any shape.
        denominator: Population at risk, same shape. Zero, negative or missing gives NaN.
        multiplier: 100 for a percentage, 1,000 for a rate per thousand.

    Source: van de Walle (ed., 1982), Multilingual Demographic Dictionary, 2nd ed., 133.

    >>> float(rate(5_020, 102_000, multiplier=1_000).round(3))
    49.216
    >>> rate([1, 2], [0, 4]).tolist()
    [nan, 0.5]
    """
    top = np.asarray(numerator, dtype=float)
    bottom = np.asarray(denominator, dtype=float)
    defined = bottom > 0  # NaN is not above zero
    quotient = top / np.where(defined, bottom, 1.0)
    return np.asarray(np.where(defined, multiplier * quotient, np.nan))


def difference(minuend: Numbers, subtrahend: Numbers) -> Result:
    """Minuend less subtrahend; missing in either gives NaN.

    >>> float(difference(5_020, 7_500))
    -2480.0
    """
    less: Result = np.asarray(minuend, dtype=float) - np.asarray(subtrahend, dtype=float)
    return less


def total(*parts: Numbers) -> Result:
    """The parts added; one missing part makes the total missing, never a partial sum.

    >>> total([1, 2], [3, float("nan")]).tolist()
    [4.0, nan]
    """
    return np.asarray(np.sum([np.asarray(part, dtype=float) for part in parts], axis=0))


def mean_by_weight(values: Numbers, weights: Numbers) -> float:
    """Mean of the values that have a weight; NaN if a weight is missing or all are zero.

    A value of weight 0 may be undefined: it says nothing.

    >>> mean_by_weight([1.0, 3.0, float("nan")], [1, 1, 0])
    2.0
    """
    share = np.asarray(weights, dtype=float)
    products = np.where(share == 0, 0.0, np.asarray(values, dtype=float) * share)
    return float(rate(products.sum(), share.sum()))


def mid_period_population(start: Numbers, end: Numbers) -> Result:
    """Mean of the populations at both ends of a period, in persons.

    Source: United Nations (1970), Manual VI: Methods of Measuring Internal Migration.

    >>> float(mid_period_population(100_000, 104_000))
    102000.0
    """
    return np.asarray(total(start, end) / 2.0)


def growth_rate(start: Numbers, end: Numbers, *, years: float) -> Result:
    """Exponential growth in percent per year: 100 * ln(end / start) / years.

    Args:
        start: Population at the first date; zero, negative or missing gives NaN.
        end: Population of the same area at the second date; likewise.
        years: Time between the dates, above zero.

    Raises:
        ValueError: no time between the dates.

    Source: United Nations (1970), Manual VI.

    >>> float(growth_rate(100_000, 104_000, years=5).round(6))
    0.784414
    """
    if not years > 0:
        raise ValueError(f"growth needs a time between the dates, not {years} years")
    before, after = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    defined = (before > 0) & (after > 0)
    quotient = np.where(defined, after, 1.0) / np.where(defined, before, 1.0)
    return np.asarray(np.where(defined, 100.0 * np.log(quotient) / years, np.nan))


def sex_ratio(males: Numbers, females: Numbers) -> Result:
    """Males per 100 females; NaN where there are no females.

    >>> float(sex_ratio(51_000, 53_000).round(4))
    96.2264
    """
    return rate(males, females, multiplier=100.0)


def youth_dependency(age_0_14: Numbers, age_15_64: Numbers) -> Result:
    """People under 15 per 100 aged 15 to 64.

    >>> round(float(youth_dependency(33_500, 66_000)), 4)
    50.7576
    """
    return rate(age_0_14, age_15_64, multiplier=100.0)


def old_age_dependency(age_65_plus: Numbers, age_15_64: Numbers) -> Result:
    """People of 65 and more per 100 aged 15 to 64.

    >>> round(float(old_age_dependency(4_500, 66_000)), 4)
    6.8182
    """
    return rate(age_65_plus, age_15_64, multiplier=100.0)


def total_dependency(age_0_14: Numbers, age_15_64: Numbers, age_65_plus: Numbers) -> Result:
    """People under 15 or of 65 and more per 100 aged 15 to 64.

    >>> float(total_dependency(33_500, 66_000, 4_500).round(4))
    57.5758
    """
    return rate(total(age_0_14, age_65_plus), age_15_64, multiplier=100.0)
