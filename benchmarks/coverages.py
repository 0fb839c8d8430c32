"""Synthetic coverages: jittered Voronoi cells whose shared borders are exactly equal."""

from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi

SIDES: Final = 6  # a Voronoi cell has six neighbours on average
WEST, SOUTH, SIZE_DEGREES = 80.0, 24.0, 8.0

Floats = NDArray[np.float64]


def coverage(places: int, *, vertices: int = 200, seed: int = 7) -> gpd.GeoDataFrame:
    """Polygons in EPSG:4326 that cover a square, each with about so many vertices.

    Columns: place_code, name, parent_code, geometry. Every border is made once, with a random walk
    across its straight line, and used by both of its places.
    """
    generator = np.random.default_rng(seed)
    side = int(np.ceil(np.sqrt(places)))
    grid = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2)[:places]
    sites = (grid + 0.5 + generator.uniform(-0.35, 0.35, grid.shape)) / side
    cells = Voronoi(_with_frame(sites))
    steps = max(vertices // SIDES, 2)
    borders = {
        ridge: _crooked(cells.vertices[list(ridge)], steps, generator)
        for ridge in (tuple(pair) for pair in cells.ridge_vertices)
        if -1 not in ridge
    }
    polygons = [_polygon(cells, borders, index) for index in range(places)]
    geometry = shapely.transform(np.array(polygons), lambda xy: xy * SIZE_DEGREES + (WEST, SOUTH))
    codes = [f"X{index:06d}" for index in range(places)]
    return gpd.GeoDataFrame(
        {
            "place_code": codes,
            "name": [f"Place {index}" for index in range(places)],
            "parent_code": [f"P{index // 100:04d}" for index in range(places)],
        },
        geometry=geometry,
        crs="EPSG:4326",
    )


def _with_frame(sites: Floats) -> Floats:
    """Sites mirrored at the sides of the square, so that the cells inside are all closed."""
    x, y = sites[:, 0], sites[:, 1]
    near = 3 / np.sqrt(len(sites))
    mirrored = [
        np.column_stack([-x, y])[x < near],
        np.column_stack([2 - x, y])[x > 1 - near],
        np.column_stack([x, -y])[y < near],
        np.column_stack([x, 2 - y])[y > 1 - near],
    ]
    return np.concatenate([sites, *mirrored])


def _crooked(ends: Floats, steps: int, generator: np.random.Generator) -> Floats:
    """A line from one end to the other with a bridge of random steps across it."""
    share = np.linspace(0, 1, steps + 1)
    walk = np.cumsum(generator.normal(size=steps + 1))
    bridge = walk - walk[0] - share * (walk[-1] - walk[0])
    along = ends[1] - ends[0]
    across = np.array([-along[1], along[0]]) * 0.06 / np.sqrt(steps)
    calm = 4 * share * (1 - share)  # corners are left alone, so that borders do not cross there
    line = ends[0] + share[:, None] * along + (calm * bridge)[:, None] * across
    line[0], line[-1] = ends
    return line


def _polygon(cells: Voronoi, borders: dict[tuple[int, ...], Floats], index: int) -> shapely.Polygon:
    corners = cells.regions[cells.point_region[index]]
    pieces = []
    for start, end in zip(corners, [*corners[1:], corners[0]], strict=True):
        forward = borders.get((start, end))
        pieces.append(forward[:-1] if forward is not None else borders[end, start][:0:-1])
    return shapely.Polygon(np.concatenate(pieces))
