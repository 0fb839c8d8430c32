"""Places as equal tiles or equal circles: polygons on the plane of the map, in its order of places.

They are encoded as any geometry is, so that a map can be switched to them and everything that works
on the map works on them: pointing, selecting, the keyboard, borders between parents.
"""

from typing import TYPE_CHECKING

import numpy as np
import shapely

from mapping.cartography.cells import MOST_CELLS, Floats, spread_circles, tile_cells

if TYPE_CHECKING:
    from mapping.render.arcs import Geometries

_SIDES = 40  # of what is drawn for a circle


def shape_polygons(centres: Floats) -> "dict[str, Geometries]":
    """Tiles and circles for places, by the name of the shape; none for too many places or for one.

    Args:
        centres: A point in each place on the plane, (n, 2).
    """
    if not 1 < len(centres) <= MOST_CELLS:
        return {}
    return {"tiles": tile_polygons(centres), "dots": circle_polygons(centres)}


def tile_polygons(centres: Floats) -> "Geometries":
    """A square for each place around the middle of the country; neighbours share their edges."""
    cells = tile_cells(centres)
    low, spans = centres.min(axis=0), np.ptp(centres, axis=0)
    side = float(max(spans.max(), 1e-9) / (cells.max() + 1))
    corner = low + spans / 2 - side * (cells.max(axis=0) + 1) / 2
    # Corners from whole numbers, so that those of neighbours are exactly equal.
    west, north = (corner[axis] + side * cells[:, axis] for axis in (0, 1))
    east, south = (corner[axis] + side * (cells[:, axis] + 1) for axis in (0, 1))
    return np.asarray(shapely.box(west, north, east, south), dtype=object)


def circle_polygons(centres: Floats) -> "Geometries":
    """A circle for each place, about where it lies."""
    at, radius = spread_circles(centres)
    turns = np.linspace(0, 2 * np.pi, _SIDES, endpoint=False)
    ring = radius * np.column_stack([np.cos(turns), np.sin(turns)])
    return np.asarray(shapely.polygons(at[:, None, :] + ring[None, :, :]), dtype=object)
