"""Counts and rates of migrants by place, from one origin-destination matrix.

`flows[i, j]` counts people from origin i to destination j; see `profiles.measures.flows.matrix`.
What is counted between places never looks at the diagonal, so it may be missing. Results have one
value for each of the n places; a missing flow makes those it enters NaN, and so does a denominator
that is not above zero.

Sources: Shryock & Siegel (1976), The Methods and Materials of Demography; van de Walle (ed., 1982),
Multilingual Demographic Dictionary, 2nd ed., 815-818; Bell et al. (2002), Cross-national comparison
of internal migration, Journal of the Royal Statistical Society A 165.
"""

import numpy as np

from profiles.measures.flows.matrix import Matrix, Vector, moved, square
from profiles.measures.rates import rate


def in_migrants(flows: Matrix) -> Vector:
    """People who came to each place from the others, in persons.

    >>> in_migrants(np.array([[9.0, 1.0], [4.0, 9.0]])).tolist()
    [4.0, 1.0]
    """
    return np.asarray(moved(flows).sum(axis=0))


def out_migrants(flows: Matrix) -> Vector:
    """People who left each place for the others, in persons.

    >>> out_migrants(np.array([[9.0, 1.0], [4.0, 9.0]])).tolist()
    [1.0, 4.0]
    """
    return np.asarray(moved(flows).sum(axis=1))


def net_migrants(flows: Matrix) -> Vector:
    """In-migrants less out-migrants, in persons; over all places they add up to zero.

    >>> net_migrants(np.array([[9.0, 1.0], [4.0, 9.0]])).tolist()
    [3.0, -3.0]
    """
    return in_migrants(flows) - out_migrants(flows)


def turnover(flows: Matrix) -> Vector:
    """In-migrants and out-migrants together, in persons.

    >>> turnover(np.array([[9.0, 1.0], [4.0, 9.0]])).tolist()
    [5.0, 5.0]
    """
    return in_migrants(flows) + out_migrants(flows)


def stayers(flows: Matrix) -> Vector:
    """People counted in the same place at both dates: the diagonal.

    >>> stayers(np.array([[9.0, 1.0], [4.0, 8.0]])).tolist()
    [9.0, 8.0]
    """
    return np.array(np.diagonal(square(flows)))


def in_migration_rate(flows: Matrix, population: Vector) -> Vector:
    """In-migrants per 1,000 people of the mid-period population; NaN where that is not above 0.

    Of the whole interval: `FlowMatrix.average_per_year` divides by its years, where it has any.

    >>> in_migration_rate(np.array([[9.0, 1.0], [4.0, 9.0]]), np.array([100.0, 0.0])).tolist()
    [40.0, nan]
    """
    return rate(in_migrants(flows), population, multiplier=1000.0)


def out_migration_rate(flows: Matrix, population: Vector) -> Vector:
    """Out-migrants per 1,000 people of the mid-period population; of the whole interval.

    >>> out_migration_rate(np.array([[9.0, 1.0], [4.0, 9.0]]), np.array([100.0, 100.0])).tolist()
    [10.0, 40.0]
    """
    return rate(out_migrants(flows), population, multiplier=1000.0)


def net_migration_rate(flows: Matrix, population: Vector) -> Vector:
    """Net migration per 1,000 people of the mid-period population; of the whole interval.

    >>> net_migration_rate(np.array([[9.0, 1.0], [4.0, 9.0]]), np.array([100.0, 100.0])).tolist()
    [30.0, -30.0]
    """
    return rate(net_migrants(flows), population, multiplier=1000.0)


def turnover_rate(flows: Matrix, population: Vector) -> Vector:
    """Turnover per 1,000 people of the mid-period population; of the whole interval.

    >>> turnover_rate(np.array([[9.0, 1.0], [4.0, 9.0]]), np.array([100.0, 50.0])).tolist()
    [50.0, 100.0]
    """
    return rate(turnover(flows), population, multiplier=1000.0)


def effectiveness_ratio(flows: Matrix) -> Vector:
    """MER: net migration in percent of turnover, -100 to 100; NaN where nobody moved.

    >>> effectiveness_ratio(np.array([[9.0, 1.0], [4.0, 9.0]])).tolist()
    [60.0, -60.0]
    """
    return rate(net_migrants(flows), turnover(flows), multiplier=100.0)


def out_proportion(flows: Matrix) -> Vector:
    """Share (0 to 1) of those at a place at the start who are elsewhere at the end.

    A proportion, as it is of the people counted at both dates, and not of a mid-period population.
    NaN where nobody counted those who stayed.

    >>> out_proportion(np.array([[9.0, 1.0], [4.0, 12.0]])).tolist()
    [0.1, 0.25]
    """
    return rate(out_migrants(flows), square(flows).sum(axis=1))


def in_proportion(flows: Matrix) -> Vector:
    """Share (0 to 1) of those at a place at the end who were elsewhere at the start.

    >>> in_proportion(np.array([[12.0, 1.0], [4.0, 9.0]])).tolist()
    [0.25, 0.1]
    """
    return rate(in_migrants(flows), square(flows).sum(axis=0))


def net_transition_rate(flows: Matrix) -> Vector:
    """Net migration per 1,000 of those counted at both dates, the mean of who was and who is there.

    Of the whole interval. It needs no population from elsewhere; people born, dead or gone abroad
    in between are in neither count. NaN where nobody counted those who stayed.

    >>> net_transition_rate(np.array([[5.0, 1.0], [3.0, 11.0]])).round(6).tolist()
    [285.714286, -153.846154]
    """
    counted = square(flows)
    both = (counted.sum(axis=1) + counted.sum(axis=0)) / 2.0
    return rate(net_migrants(flows), both, multiplier=1000.0)


def stayer_share(flows: Matrix) -> Vector:
    """Of those at a place at the start and counted at the end, percent who are still there.

    >>> stayer_share(np.array([[9.0, 1.0], [4.0, 12.0]])).tolist()
    [90.0, 75.0]
    """
    return rate(stayers(flows), square(flows).sum(axis=1), multiplier=100.0)
