"""Measures of migration from one origin-destination matrix.

`flows[i, j]` counts people from origin i to destination j; the diagonal holds those who stayed, or
NaN where nobody counted them. A missing flow is NaN and makes every sum it enters NaN: missing is
not zero. Measures off the diagonal never look at it.

Sources: Bell et al. (2002), Cross-national comparison of internal migration, Journal of the Royal
Statistical Society A 165; Shryock & Siegel (1976), The Methods and Materials of Demography;
Courgeau (1973), Migrants et migrations, Population 28.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from profiles.measures.rates import rate

Matrix: TypeAlias = npt.NDArray[np.float64]
Vector: TypeAlias = npt.NDArray[np.float64]


def _moved(flows: Matrix) -> Matrix:
    moved = np.array(flows, dtype=float)
    if moved.ndim != 2 or moved.shape[0] != moved.shape[1]:  # noqa: PLR2004 - a matrix
        raise ValueError(f"flows must be a square matrix, not of shape {moved.shape}")
    np.fill_diagonal(moved, 0.0)
    return moved


def in_migrants(flows: Matrix) -> Vector:
    """People who came to each place from the others, in persons.

    >>> in_migrants(np.array([[9.0, 1.0], [4.0, 9.0]])).tolist()
    [4.0, 1.0]
    """
    return np.asarray(_moved(flows).sum(axis=0))


def out_migrants(flows: Matrix) -> Vector:
    """People who left each place for the others, in persons.

    >>> out_migrants(np.array([[9.0, 1.0], [4.0, 9.0]])).tolist()
    [1.0, 4.0]
    """
    return np.asarray(_moved(flows).sum(axis=1))


def net_migrants(flows: Matrix) -> Vector:
    """In-migrants less out-migrants, in persons; over all places they add up to zero."""
    return in_migrants(flows) - out_migrants(flows)


def turnover(flows: Matrix) -> Vector:
    """In-migrants and out-migrants together, in persons."""
    return in_migrants(flows) + out_migrants(flows)


def stayers(flows: Matrix) -> Vector:
    """People counted in the same place at both dates: the diagonal."""
    return np.array(np.diagonal(np.asarray(flows, dtype=float)))


def in_migration_rate(flows: Matrix, population: Vector) -> Vector:
    """In-migrants per 1,000 people of the mid-period population; NaN where that is not above 0."""
    return rate(in_migrants(flows), population, multiplier=1000.0)


def out_migration_rate(flows: Matrix, population: Vector) -> Vector:
    """Out-migrants per 1,000 people of the mid-period population."""
    return rate(out_migrants(flows), population, multiplier=1000.0)


def net_migration_rate(flows: Matrix, population: Vector) -> Vector:
    """Net migration per 1,000 people of the mid-period population."""
    return rate(net_migrants(flows), population, multiplier=1000.0)


def turnover_rate(flows: Matrix, population: Vector) -> Vector:
    """Turnover per 1,000 people of the mid-period population."""
    return rate(turnover(flows), population, multiplier=1000.0)


def effectiveness_ratio(flows: Matrix) -> Vector:
    """Net migration in percent of turnover, -100 to 100; NaN where nobody moved."""
    return rate(net_migrants(flows), turnover(flows), multiplier=100.0)


def stayer_share(flows: Matrix) -> Vector:
    """Of those at a place at the start and counted at the end, percent who are still there."""
    return rate(stayers(flows), np.asarray(flows, dtype=float).sum(axis=1), multiplier=100.0)


def migrants(flows: Matrix) -> float:
    """Everyone who moved between two places of the matrix, in persons."""
    return float(_moved(flows).sum())


def crude_migration_intensity(flows: Matrix, population: Vector) -> float:
    """CMI: migrants in percent of the population at risk.

    Grows with the number of places: two countries or two levels are never compared by it.
    """
    return float(rate(migrants(flows), float(np.sum(population)), multiplier=100.0))


def courgeau_k(flows: Matrix) -> float:
    """Courgeau's k: migrants in percent of everyone in the matrix over ln(n²), n places.

    The diagonal must be counted, as those who stayed are at risk too. NaN for one place.
    """
    matrix = np.asarray(flows, dtype=float)
    intensity = rate(migrants(matrix), matrix.sum(), multiplier=100.0)
    return float(rate(intensity, np.log(max(len(matrix), 1) ** 2)))


def effectiveness_index(flows: Matrix) -> float:
    """MEI: 100 times the sum of absolute net migration over the sum of turnover, 0 to 100."""
    net = np.abs(net_migrants(flows)).sum()
    return float(rate(net, turnover(flows).sum(), multiplier=100.0))


def aggregate_net_migration_rate(flows: Matrix, population: Vector) -> float:
    """ANMR: half the sum of absolute net migration in percent of the population.

    Equals CMI times MEI over 100.
    """
    net = np.abs(net_migrants(flows)).sum()
    return float(rate(0.5 * net, float(np.sum(population)), multiplier=100.0))


def connectivity(flows: Matrix) -> float:
    """Share (0 to 1) of the ordered pairs of places that anyone moved between."""
    moved = _moved(flows)
    pairs = len(moved) * (len(moved) - 1)
    if np.isnan(moved).any():
        return float("nan")
    return float(rate(np.count_nonzero(moved), pairs))


def preference_index(flows: Matrix, population: Vector) -> Matrix:
    """How many times what population sizes alone would give; the diagonal is NaN.

    Expected flows are M * P_i * P_j / (P² - sum of P_k²): over the pairs of different places they
    add up to all migrants. Same shape as `flows`; 1 is as expected.

    Source: van de Walle (ed., 1982), Multilingual Demographic Dictionary, 2nd ed., 818.
    """
    moved = _moved(flows)
    people = np.asarray(population, dtype=float)
    at_risk = people.sum() ** 2 - (people**2).sum()
    expected = moved.sum() * np.outer(people, people) / at_risk
    index = rate(moved, expected)
    np.fill_diagonal(index, np.nan)
    return index


def largest_share(flows: Matrix, *, count: int = 3) -> Vector:
    """Percent of each place's in-migrants who came from its `count` largest origins."""
    moved = _moved(flows)
    largest = np.sort(moved, axis=0)[::-1][:count].sum(axis=0)
    largest = np.where(np.isnan(moved).any(axis=0), np.nan, largest)
    return rate(largest, moved.sum(axis=0), multiplier=100.0)


def top_origins(flows: Matrix, place: int, *, count: int = 5) -> tuple[tuple[int, float], ...]:
    """The largest flows into one place: (index of the origin, persons), largest first.

    Flows of zero and missing flows are left out; equal ones keep the order of the matrix.
    """
    return _top(_moved(flows)[:, place], count)


def top_destinations(flows: Matrix, place: int, *, count: int = 5) -> tuple[tuple[int, float], ...]:
    """The largest flows out of one place: (index of the destination, persons), largest first."""
    return _top(_moved(flows)[place, :], count)


def _top(line: Vector, count: int) -> tuple[tuple[int, float], ...]:
    order = np.argsort(-np.nan_to_num(line, nan=0.0), kind="stable")[:count]
    return tuple((int(index), float(line[index])) for index in order if line[index] > 0)


def collapse(flows: Matrix, groups: npt.NDArray[np.intp], count: int) -> Matrix:
    """The matrix between groups of places: flows within a group go to its diagonal.

    Args:
        flows: n by n.
        groups: For each of the n places the index of its group, 0 to count - 1.
        count: Number of groups; the result is count by count. Net migration of a group is the sum
            of its places' net migration; in-migrants are not.
    """
    member = np.zeros((len(groups), count))
    member[np.arange(len(groups)), groups] = 1.0
    matrix = np.asarray(flows, dtype=float)
    missing = np.isnan(matrix).astype(float)
    collapsed: Matrix = member.T @ np.nan_to_num(matrix, nan=0.0) @ member
    collapsed[(member.T @ missing @ member) > 0] = np.nan
    return collapsed
