"""Net migration that nobody counted: what is left of population change.

Arrays of any one shape, in persons; a missing number makes what it enters NaN.

What these methods find holds internal and international migration, and every error of both
censuses: it is always said to be net migration of all kinds.

Source: United Nations (1970), Manual VI: Methods of Measuring Internal Migration, chapter II;
Bogue, Hinze & White (1982), Techniques of Estimating Net Migration.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from mapping.errors import MeasureRefusedError
from mapping.i18n import N_
from profiles.measures.rates import Numbers, Result, difference, rate

HIGHEST_RATIO: Final = 1.3  # above, one of the two counts is not of this cohort
# Of the mothers' moves in ten years: the part that came after the birth, on average.
SHARE_0_4: Final = 0.25
SHARE_5_9: Final = 0.75


def vital_statistics_net(start: Numbers, end: Numbers, births: Numbers, deaths: Numbers) -> Result:
    """Net migration of all kinds: population change less natural increase, in persons.

    Args:
        start: Population of a place at the first date; any shape, NaN where missing.
        end: Population of the same place at the second date.
        births: Between the dates, by the mother's place of residence.
        deaths: Between the dates, by place of residence.

    >>> float(vital_statistics_net(100_000, 104_000, 5_200, 1_400))
    200.0
    """
    return difference(difference(end, start), difference(births, deaths))


@dataclass(frozen=True, eq=False, kw_only=True)
class SurvivalNet:
    """Net migration of cohorts between two censuses, in persons."""

    expected_survivors: Result
    forward: Result  # migrants counted at the end: those who died after they moved are left out
    reverse: Result  # at the start: as if all had moved on the first day
    average: Result


def survival_net(start: Numbers, end: Numbers, survival: Numbers) -> SurvivalNet:
    """Net migration of all kinds by survival ratios: forward, reverse and their mean.

    Args:
        start: People aged x at the first census; any shape, NaN where missing.
        end: People aged x + k at the second, k years later. The open group 60+ becomes 70+.
        survival: Share of the cohort that survives, above 0 to 1.3. Ratios of two censuses can be
            above 1 where ages are misreported.

    Raises:
        MeasureRefusedError: a ratio is outside its range.

    >>> net = survival_net(10_000, 10_300, 0.92)
    >>> float(net.forward), round(float(net.reverse), 2), round(float(net.average), 2)
    (1100.0, 1195.65, 1147.83)
    """
    ratio = np.asarray(survival, dtype=float)
    if ((ratio <= 0) | (ratio > HIGHEST_RATIO)).any():
        raise MeasureRefusedError(
            measure=N_("net migration by survival ratio"),
            reason=N_("survival ratios lie above 0 and not above 1.3"),
        )
    before, after = np.asarray(start, dtype=float), np.asarray(end, dtype=float)
    expected = ratio * before
    forward, reverse = after - expected, after / ratio - before
    return SurvivalNet(
        expected_survivors=expected,
        forward=forward,
        reverse=reverse,
        average=(forward + reverse) / 2.0,
    )


def life_table_survival(years_lived: Numbers, years_lived_later: Numbers) -> Result:
    """Survival ratio from a life table: 5L of the cohort's later age over 5L of its first one.

    >>> round(float(life_table_survival(470_000, 465_300)), 2)
    0.99
    """
    return rate(years_lived_later, years_lived)


def census_survival(national_start: Numbers, national_end: Numbers) -> Result:
    """Survival ratio of a cohort in a whole country that few people enter or leave.

    >>> float(census_survival(1_000, 930))
    0.93
    """
    return rate(national_end, national_start)


def net_children_by_births(children: Numbers, births: Numbers, survival: Numbers) -> Result:
    """Net migration of children born between the censuses: counted less surviving births.

    Args:
        children: Aged 0-4 (or 5-9) at the second census.
        births: In the last five years before it (or the five before those), same place.
        survival: Share of those births that survives.

    >>> float(net_children_by_births(950, 1_000, 0.93))
    20.0
    """
    return np.asarray(
        np.asarray(children, dtype=float)
        - np.asarray(survival, dtype=float) * np.asarray(births, dtype=float)
    )


def net_children_by_women(
    children: Numbers, women: Numbers, net_women: Numbers, *, older: bool = False
) -> Result:
    """Net migration of children born in the ten years between censuses, by child-woman ratio.

    Args:
        children: Aged 0-4 at the second census, or 5-9.
        women: Aged 15-44 at the second census, or 20-49 for children of 5-9.
        net_women: Net migration of those women; `survival_net` gives it.
        older: Whether the children are 5-9. They were born earlier, so that more of the women's
            moves came after the birth: three quarters, and one quarter for those of 0-4.

    >>> float(net_children_by_women(2_000, 4_000, 800))
    100.0
    >>> float(net_children_by_women(2_000, 4_000, 800, older=True))
    300.0
    """
    share = SHARE_5_9 if older else SHARE_0_4
    return np.asarray(share * rate(children, women) * np.asarray(net_women, dtype=float))


def implied_international_and_error(net_of_all_kinds: Numbers, net_internal: Numbers) -> Result:
    """What the residual leaves beside internal migration: international migration and error.

    Never say that it is international migration alone: the errors of both censuses are in it.

    >>> float(implied_international_and_error(200, -2_480))
    2680.0
    """
    return difference(net_of_all_kinds, net_internal)
