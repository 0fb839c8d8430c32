"""Where places lie on the web map's plane: projection, one piece across the antimeridian, centres.

The plane is spherical Mercator with the width of the world as its unit: x grows eastwards from 0 at
180° W, y grows southwards. A country that lies on both sides of 180° goes on past x = 1.
"""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from mapping.render.arcs import Geometries

MERCATOR_LIMIT: Final = 85.0511287798
_FULL_TURN: Final = 360.0

Floats = NDArray[np.float64]


def projected(geometries: Geometries) -> Geometries:
    """Polygons in degrees as polygons on the plane, in one piece across the antimeridian."""
    return np.asarray(shapely.transform(one_piece(geometries), _mercator), dtype=object)


def one_piece(geometries: Geometries) -> Geometries:
    """Polygons moved a full turn where that brings the parts of a country together.

    The cut goes through the middle of the widest stretch of longitude without any land. Parts of
    one place that were split at 180° are joined again.
    """
    parts, place = shapely.get_parts(geometries, return_index=True)
    bounds = shapely.bounds(parts)
    cut = _widest_gap(bounds[:, 0], bounds[:, 2])
    moved = bounds[:, 2] <= cut
    if not moved.any() or moved.all():
        return geometries
    parts[moved] = shapely.transform(parts[moved], lambda xy: xy + np.array([_FULL_TURN, 0.0]))
    result = geometries.copy()
    for index in np.unique(place[moved]):
        result[index] = shapely.union_all(parts[place == index])
    return result


def extent_of(geometries: Geometries) -> tuple[float, float, float]:
    """Least x, least y and the longer side of the box around polygons."""
    west, north, east, south = shapely.total_bounds(geometries)
    return float(west), float(north), float(max(east - west, south - north, 1e-9))


def centres_of(geometries: Geometries) -> Floats:
    """A point inside the largest part of each place, in its middle where that is inside; (n, 2)."""
    parts, place = shapely.get_parts(geometries, return_index=True)
    order = np.lexsort((-shapely.area(parts), place))
    _, first = np.unique(place[order], return_index=True)
    largest = parts[order[first]]
    middle = shapely.centroid(largest)
    outside = ~shapely.contains_properly(largest, middle)
    middle[outside] = shapely.point_on_surface(largest[outside])
    return np.asarray(shapely.get_coordinates(middle), dtype=np.float64)


def _widest_gap(west: Floats, east: Floats) -> float:
    """Longitude in the middle of the widest gap between stretches of land, or -180 for none."""
    order = np.argsort(west)
    west, reached = west[order], np.maximum.accumulate(east[order])
    gaps = west[1:] - reached[:-1]
    around = west[0] + _FULL_TURN - reached[-1]  # the gap that holds the antimeridian
    if not len(gaps) or gaps.max() <= around:
        return -_FULL_TURN
    widest = int(gaps.argmax())
    return float((reached[widest] + west[widest + 1]) / 2)


def _mercator(degrees: Floats) -> Floats:
    latitude = np.radians(np.clip(degrees[:, 1], -MERCATOR_LIMIT, MERCATOR_LIMIT))
    x = degrees[:, 0] / _FULL_TURN + 0.5
    y = 0.5 - np.arctanh(np.sin(latitude)) / (2 * np.pi)
    return np.column_stack([x, y])
