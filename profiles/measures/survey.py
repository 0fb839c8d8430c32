"""How sure a figure from a sample is. A census or a register has no such error: say nothing there.

Arrays of any one shape; a share that is missing, or of nobody, is NaN and its class the worst.

Sources: Wilson (1927), Probable inference, Journal of the American Statistical Association 22; Kish
(1965), Survey Sampling; Demographic and Health Surveys (fewest cases); Statistics Canada (classes
of the coefficient of variation).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from profiles.measures.rates import Numbers, Result, rate

Z95: Final = 1.959963984540054  # of the normal distribution: 95 % lie within
SUPPRESS_BELOW: Final = 25  # unweighted cases
PARENTHESES_BELOW: Final = 50
ACCEPTABLE_CV: Final = 16.5  # percent
HIGHEST_CV: Final = 33.3


@dataclass(frozen=True, eq=False, kw_only=True)
class SampleShares:
    """Shares (0 to 1) with what the sample says of them; all of one shape."""

    share: Result
    effective_cases: Result  # unweighted cases over the design effect
    standard_error: Result
    cv_percent: Result  # NaN for a share of 0
    low: Result  # Wilson's interval at 95 %, within 0 to 1
    high: Result


def sample_shares(share: Numbers, cases: Numbers, design_effect: Numbers = 1.0) -> SampleShares:
    """Standard error, coefficient of variation and Wilson's interval of shares.

    Args:
        share: Weighted shares, 0 to 1; NaN where missing.
        cases: Unweighted numbers of cases. Zero or missing gives NaN.
        design_effect: How much the design widens the variance, 1 for a simple random sample.

    >>> found = sample_shares(0.2, 600, 1.8)
    >>> round(float(found.cv_percent), 3), round(float(found.low), 4), round(float(found.high), 4)
    (10.954, 0.1606, 0.2462)
    """
    p = np.asarray(share, dtype=float)
    count = rate(cases, design_effect)
    error = np.sqrt(rate(p * (1.0 - p), count))
    centre = rate(p + rate(Z95**2, 2.0 * count), 1.0 + rate(Z95**2, count))
    spread = rate(p * (1.0 - p), count) + rate(Z95**2, 4.0 * count**2)
    half = rate(Z95 * np.sqrt(spread), 1.0 + rate(Z95**2, count))
    return SampleShares(
        share=p,
        effective_cases=count,
        standard_error=error,
        cv_percent=rate(error, p, multiplier=100.0),
        low=np.clip(centre - half, 0.0, 1.0),
        high=np.clip(centre + half, 0.0, 1.0),
    )


def wald_interval(share: Numbers, standard_error: Numbers) -> tuple[Result, Result]:
    """Share plus and minus 1.96 standard errors. Can leave 0 to 1: Wilson's is the default.

    >>> [round(float(end), 4) for end in wald_interval(0.2, 0.0219089)]
    [0.1571, 0.2429]
    """
    p, error = np.asarray(share, dtype=float), np.asarray(standard_error, dtype=float)
    return p - Z95 * error, p + Z95 * error


def cases_flag(cases: Numbers) -> npt.NDArray[np.str_]:
    """`suppress` below 25 unweighted cases or where they are missing, `parenthesise` below 50.

    >>> cases_flag([19, 42, 410]).tolist()
    ['suppress', 'parenthesise', 'ok']
    """
    count = np.asarray(cases, dtype=float)
    few = np.where(count >= PARENTHESES_BELOW, "ok", "parenthesise")
    return np.asarray(np.where(count >= SUPPRESS_BELOW, few, "suppress"))


def cv_flag(cv_percent: Numbers) -> npt.NDArray[np.str_]:
    """`A` to 16.5 %, `E` (use with caution) to 33.3 %, `F` (too unreliable) above or undefined.

    >>> cv_flag([10.9, 17.6, 45.0]).tolist()
    ['A', 'E', 'F']
    """
    cv = np.asarray(cv_percent, dtype=float)
    usable = np.where(cv <= ACCEPTABLE_CV, "A", "E")
    return np.asarray(np.where(cv <= HIGHEST_CV, usable, "F"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The difference of two estimates and whether chance could have made it."""

    difference: float
    standard_error: float
    z: float
    p_value: float  # two-sided
    significant: bool  # at 95 %


def compare(a: float, error_a: float, b: float, error_b: float) -> Comparison:
    """The difference a - b of two estimates from samples that share nobody.

    A district and its country share the district: compare it with the rest of the country, or say
    that it was not tested.

    Args:
        a: An estimate.
        error_a: Its standard error.
        b: Another one, in the same unit.
        error_b: Its standard error.

    >>> round(compare(0.3, 0.0286, 0.2, 0.0219).z, 2)
    2.78
    """
    from math import erfc, sqrt

    error = sqrt(error_a**2 + error_b**2)
    z = float(rate(a - b, error))
    return Comparison(
        difference=a - b,
        standard_error=error,
        z=z,
        p_value=erfc(abs(z) / sqrt(2.0)),
        significant=abs(z) > Z95,
    )


def replicate_standard_error(estimate: float, replicates: Numbers, *, factor: float) -> float:
    """Standard error from replicate weights or a bootstrap, in the unit of the estimate.

    Args:
        estimate: With the full weights.
        replicates: The same estimate with each set of replicate weights.
        factor: Of the scheme: 1 / R for R bootstrap or balanced replicates, (R - 1) / R for a
            jackknife that leaves out one group at a time.

    >>> replicate_standard_error(10.0, [8.0, 12.0], factor=0.5)
    2.0
    """
    gaps = np.asarray(replicates, dtype=float) - estimate
    return float(np.sqrt(factor * (gaps**2).sum()))
