"""Rates of small places, drawn towards the common one.

A smoothed rate is always a second layer that says so, and never stands in place of the raw one.
"""

import numpy as np

from profiles.measures.rates import Numbers, Result, rate


def empirical_bayes(events: Numbers, population: Numbers) -> Result:
    """Smoothed rates by Marshall's global estimator, in events per person.

    Args:
        events: Counts of each place, n values.
        population: People at risk of each. A place with nobody, or where either is missing, is NaN
            and takes no part in the common rate.

    Source: Marshall (1991), Mapping disease and mortality rates using empirical Bayes estimators,
    Applied Statistics 40(2).

    >>> empirical_bayes([10, 0, 500], [100, 10, 10_000]).round(4).tolist()
    [0.0516, 0.0503, 0.0501]
    """
    counts, people = np.asarray(events, dtype=float), np.asarray(population, dtype=float)
    used = np.isfinite(counts) & (people > 0)
    raw = rate(np.where(used, counts, np.nan), people)
    if not used.any():
        return raw
    at_risk = people[used].sum()
    common = counts[used].sum() / at_risk
    spread = (people[used] * (raw[used] - common) ** 2).sum() / at_risk
    between = max(spread - common / people[used].mean(), 0.0)
    within = rate(common, people)
    trust = rate(between, between + within) if common > 0 else np.zeros_like(raw)
    return np.asarray(common + (raw - common) * trust)
