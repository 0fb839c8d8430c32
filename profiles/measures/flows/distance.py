"""How far people move, in kilometres between points that stand for places.

Flows and distances are n by n; the diagonal is never looked at. A flow or a distance that is
missing makes the figures it enters NaN, and so does a place that nobody came to or left.

Sources: Karney (2013), Algorithms for geodesics, Journal of Geodesy 87; Shryock & Siegel (1976),
The Methods and Materials of Demography.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from profiles.measures.flows.matrix import Matrix, Vector, cells_between, moved
from profiles.measures.rates import rate

Degrees: TypeAlias = npt.ArrayLike


def distances_km(longitudes: Degrees, latitudes: Degrees) -> Matrix:
    """Geodesic distances between points on WGS 84, in kilometres; zero on the diagonal.

    Args:
        longitudes: Of a point inside each place, or of its centre of population; degrees.
        latitudes: Likewise. Across the 180th meridian the short way is taken.

    >>> distances_km([179.5, -179.5], [0.0, 0.0]).round(1).tolist()
    [[0.0, 111.3], [111.3, 0.0]]
    """
    from pyproj import Geod

    lon, lat = np.asarray(longitudes, dtype=float), np.asarray(latitudes, dtype=float)
    count = len(lon)
    _, _, metres = Geod(ellps="WGS84").inv(
        np.repeat(lon, count), np.repeat(lat, count), np.tile(lon, count), np.tile(lat, count)
    )
    return np.asarray(metres, dtype=float).reshape(count, count) / 1000.0


def mean_distance(flows: Matrix, distances: Matrix) -> float:
    """Mean distance of all moves, in the unit of `distances`; NaN where nobody moved.

    >>> mean_distance(np.array([[0.0, 1.0], [3.0, 0.0]]), np.array([[0.0, 10.0], [20.0, 0.0]]))
    17.5
    """
    return float(rate(_travelled(flows, distances).sum(), moved(flows).sum()))


def mean_distance_in(flows: Matrix, distances: Matrix) -> Vector:
    """Mean distance of the moves into each place.

    >>> gaps = np.array([[0.0, 10.0], [20.0, 0.0]])
    >>> mean_distance_in(np.array([[0.0, 1.0], [3.0, 0.0]]), gaps).tolist()
    [20.0, 10.0]
    """
    return rate(_travelled(flows, distances).sum(axis=0), moved(flows).sum(axis=0))


def mean_distance_out(flows: Matrix, distances: Matrix) -> Vector:
    """Mean distance of the moves out of each place.

    >>> gaps = np.array([[0.0, 10.0], [20.0, 0.0]])
    >>> mean_distance_out(np.array([[0.0, 1.0], [3.0, 0.0]]), gaps).tolist()
    [10.0, 20.0]
    """
    return rate(_travelled(flows, distances).sum(axis=1), moved(flows).sum(axis=1))


def median_distance(flows: Matrix, distances: Matrix) -> float:
    """Plain weighted median: the smallest distance within which half of the moves or more lie.

    The R package migest interpolates between distances instead, and finds a value that no two
    places lie apart.

    >>> median_distance(np.array([[0.0, 1.0], [3.0, 0.0]]), np.array([[0.0, 10.0], [20.0, 0.0]]))
    20.0
    """
    counts, gaps = cells_between(flows).ravel(), cells_between(distances).ravel()
    counts, gaps = counts[~(counts == 0)], gaps[~(counts == 0)]
    if not counts.size or np.isnan(counts).any() or np.isnan(gaps).any():
        return float("nan")
    order = np.argsort(gaps, kind="stable")
    reached = np.cumsum(counts[order])
    return float(gaps[order][np.searchsorted(reached, 0.5 * reached[-1])])


def _travelled(flows: Matrix, distances: Matrix) -> Matrix:
    """Flow times distance; a flow of zero needs no distance."""
    between = moved(flows)
    return np.asarray(np.where(between == 0, 0.0, between * np.asarray(distances, dtype=float)))
