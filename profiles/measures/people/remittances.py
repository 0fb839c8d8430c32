"""Remittances: what they are of income, and what households receive and pay.

Arrays of any one shape; where an amount is missing or a denominator is not above zero, the figure
is NaN.

Sums of money come before the ratio, always: the ratio of a district is not the mean of its
households' ratios, and that of a country not the mean of its districts'.

Sources: United Nations Statistics Division, metadata of the SDG indicators 10.c.1 and 17.3.2.
"""

import numpy as np

from profiles.measures.rates import Numbers, Result, rate


def remittance_dependency(remittances: Numbers, income: Numbers) -> Result:
    """Remittances in percent of the income of all households; any shape, one currency and period.

    >>> float(remittance_dependency(6_240_000, 62_400_000))
    10.0
    """
    return rate(remittances, income, multiplier=100.0)


def sample_remittance_dependency(remittances: Numbers, income: Numbers, weights: Numbers) -> float:
    """Remittance dependency from a sample of households: weights go in before the ratio.

    Args:
        remittances: Of each household, those that receive none as 0.
        income: Of each household, remittances included.
        weights: How many households each stands for.

    >>> round(sample_remittance_dependency([0, 50], [100, 100], [3, 1]), 2)
    12.5
    """
    count = np.asarray(weights, dtype=float)
    received = float((count * np.asarray(remittances, dtype=float)).sum())
    earned = float((count * np.asarray(income, dtype=float)).sum())
    return float(remittance_dependency(received, earned))


def receiving_share(receiving: Numbers, households: Numbers) -> Result:
    """Percent of households that received remittances.

    >>> float(receiving_share(4_160, 20_800))
    20.0
    """
    return rate(receiving, households, multiplier=100.0)


def remittances_per_receiving_household(remittances: Numbers, receiving: Numbers) -> Result:
    """Mean amount of a receiving household, in the currency and period of the amounts.

    >>> float(remittances_per_receiving_household(6_240_000, 4_160))
    1500.0
    """
    return rate(remittances, receiving)


def cost_of_remitting(fees: Numbers, sent: Numbers) -> Result:
    """Fees and exchange margin in percent of what was sent.

    >>> float(cost_of_remitting(12, 200))
    6.0
    """
    return rate(fees, sent, multiplier=100.0)
