"""Who moves: how migrants differ from residents.

Arrays of any one shape; where a count is missing or nobody is in a group, the figure is NaN.

Source: van de Walle (ed., 1982), Multilingual Demographic Dictionary, 2nd ed., 816; Shryock &
Siegel (1976), The Methods and Materials of Demography.
"""

from profiles.measures.rates import Numbers, Result, rate


def migration_differential(
    group_migrants: Numbers, migrants: Numbers, group_residents: Numbers, residents: Numbers
) -> Result:
    """Index of migration differentials of a group: its share among migrants over residents, less 1.

    Above 0 the group is more common among migrants. The dictionary (816-6) prints the opposite
    sign; most handbooks have this one.

    Args:
        group_migrants: Migrants of the group, for example aged 15 to 29; any shape.
        migrants: All migrants.
        group_residents: Residents of the group.
        residents: All residents.

    >>> float(migration_differential(60, 100, 300, 1_000))
    1.0
    """
    share = rate(group_migrants, migrants)
    return rate(share, rate(group_residents, residents)) - 1.0


def sex_ratio_of_migrants(men: Numbers, women: Numbers) -> Result:
    """Male migrants per 100 female migrants; NaN where there are no women.

    >>> round(float(sex_ratio_of_migrants(7_000, 8_200)), 4)
    85.3659
    """
    return rate(men, women, multiplier=100.0)


def return_share(returnees: Numbers, in_migrants: Numbers) -> Result:
    """Percent of in-migrants who had lived at the place before. Say within which years.

    >>> float(return_share(150, 600))
    25.0
    """
    return rate(returnees, in_migrants, multiplier=100.0)
