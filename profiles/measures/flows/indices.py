"""Measures of a whole system of places: intensity, impact and connectivity of migration.

Flows are n by n, the population of each place n values. A missing flow or population makes the
figure NaN, and so does a denominator of zero.

Sources: Bell et al. (2002), Cross-national comparison of internal migration, Journal of the Royal
Statistical Society A 165; Courgeau (1973), Migrants et migrations, Population 28; Shryock & Siegel
(1976), The Methods and Materials of Demography.
"""

import numpy as np

from profiles.measures.flows.margins import net_migrants, turnover
from profiles.measures.flows.matrix import Matrix, Vector, moved, square
from profiles.measures.rates import rate


def migrants(flows: Matrix) -> float:
    """Everyone who moved between two places of the matrix, in persons.

    >>> migrants(np.array([[9.0, 1.0], [4.0, 9.0]]))
    5.0
    """
    return float(moved(flows).sum())


def crude_migration_intensity(flows: Matrix, population: Vector) -> float:
    """CMI: migrants in percent of the population at risk.

    Grows with the number of places: two countries or two levels are never compared by it.

    >>> crude_migration_intensity(np.array([[9.0, 1.0], [4.0, 9.0]]), np.array([10.0, 15.0]))
    20.0
    """
    return float(rate(migrants(flows), float(np.sum(population)), multiplier=100.0))


def transition_intensity(flows: Matrix) -> float:
    """Migrants in percent of everyone counted in the matrix, those who stayed included.

    NaN where nobody counted those who stayed.

    >>> transition_intensity(np.array([[11.0, 1.0], [4.0, 9.0]]))
    20.0
    """
    return float(rate(migrants(flows), square(flows).sum(), multiplier=100.0))


def courgeau_k(intensity: float, places: int) -> float:
    """Courgeau's k: the intensity over ln(n²); 0 at no migration, and no unit of its own.

    Args:
        intensity: CMI in percent, or its transition form.
        places: Their number n. For one place there is no k: NaN.

    >>> round(courgeau_k(6.898011002962336, 6), 7)
    1.9249266
    """
    return float(rate(intensity, np.log(max(places, 1) ** 2)))


def effectiveness_index(flows: Matrix) -> float:
    """MEI: 100 times the sum of absolute net migration over the sum of turnover, 0 to 100.

    >>> effectiveness_index(np.array([[9.0, 1.0], [4.0, 9.0]]))
    60.0
    """
    net = np.abs(net_migrants(flows)).sum()
    return float(rate(net, turnover(flows).sum(), multiplier=100.0))


def aggregate_net_migration_rate(flows: Matrix, population: Vector) -> float:
    """ANMR: half the sum of absolute net migration in percent of the population.

    Equals CMI times MEI over 100.

    >>> aggregate_net_migration_rate(np.array([[9.0, 1.0], [4.0, 9.0]]), np.array([10.0, 15.0]))
    12.0
    """
    net = np.abs(net_migrants(flows)).sum()
    return float(rate(0.5 * net, float(np.sum(population)), multiplier=100.0))


def connectivity(flows: Matrix) -> float:
    """Share (0 to 1) of the ordered pairs of places that anyone moved between.

    >>> connectivity(np.array([[9.0, 1.0], [0.0, 9.0]]))
    0.5
    """
    between = moved(flows)
    pairs = len(between) * (len(between) - 1)
    if np.isnan(between).any():
        return float("nan")
    return float(rate(np.count_nonzero(between), pairs))
