"""How diverse a population is by birthplace, or by any groups that do not overlap.

Results are one for each place.

`groups` holds counts, the last axis being the groups of one place; one missing count makes the
place NaN, and so does a place without anybody.

Sources: Shannon (1948); Simpson (1949); Pielou (1966); Hill (1973).
"""

import numpy as np

from profiles.measures.rates import Numbers, Result, rate


def _shares(groups: Numbers) -> Result:
    counts = np.asarray(groups, dtype=float)
    return rate(counts, counts.sum(axis=-1, keepdims=True))


def shannon(groups: Numbers) -> Result:
    """Shannon's entropy -sum p ln p: 0 for one group, ln k for k groups of one size.

    >>> round(float(shannon([50, 30, 15, 5])), 6)
    1.14212
    """
    shares = _shares(groups)
    terms = shares * np.log(np.where(shares > 0, shares, 1.0))
    return np.asarray(np.abs(terms.sum(axis=-1)))  # abs: no minus before a zero


def shannon_normalised(groups: Numbers, *, kinds: int) -> Result:
    """Shannon's entropy over ln k, 0 to 1.

    Args:
        groups: Counts of each place.
        kinds: The number k of groups of the classification: the same for all places that are
            compared, whether or not a group is empty somewhere. Two or more.

    >>> float(shannon_normalised([25, 25, 25, 25], kinds=4))
    1.0
    """
    return rate(shannon(groups), np.log(kinds))


def simpson(groups: Numbers) -> Result:
    """Simpson's index 1 - sum p²: the chance that two people, drawn with return, differ.

    >>> round(float(simpson([50, 30, 15, 5])), 3)
    0.635
    """
    return np.asarray(1.0 - (_shares(groups) ** 2).sum(axis=-1))


def simpson_unbiased(groups: Numbers) -> Result:
    """1 - sum n(n - 1) / (N(N - 1)): the same, drawn without return. NaN for one person.

    >>> round(float(simpson_unbiased([50, 30, 15, 5])), 6)
    0.641414
    """
    counts = np.asarray(groups, dtype=float)
    everyone = counts.sum(axis=-1)
    alike = (counts * (counts - 1.0)).sum(axis=-1)
    return 1.0 - rate(alike, everyone * (everyone - 1.0))


def inverse_simpson(groups: Numbers) -> Result:
    """1 / sum p²: how many groups of one size would be as diverse.

    >>> round(float(inverse_simpson([50, 30, 15, 5])), 6)
    2.739726
    """
    return rate(1.0, (_shares(groups) ** 2).sum(axis=-1))


def hill(groups: Numbers) -> Result:
    """Hill's number of order 1, exp of Shannon's entropy: groups of one size as diverse.

    >>> round(float(hill([50, 30, 15, 5])), 6)
    3.133404
    """
    return np.asarray(np.exp(shannon(groups)))


def largest_group_share(groups: Numbers) -> Result:
    """Percent of people in the largest group.

    >>> float(largest_group_share([50, 30, 15, 5]))
    50.0
    """
    return np.asarray(100.0 * _shares(groups).max(axis=-1))
