"""Small countries to prepare and draw, on a grid of whole degrees."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from mapping.boundaries.model import BoundaryEntry, BoundarySet
from mapping.places import AdminLevel


def boundary_set(folder: Path, geometries, *, set_id: str = "grid-ADM2", **columns) -> BoundarySet:
    """A boundary set of these polygons, written as a file into a folder."""
    codes = [f"X{index:02d}" for index in range(len(geometries))]
    attributes = {
        "place_code": codes,
        "name": [f"Place {code}" for code in codes],
        "parent_code": [f"P{index % 2}" for index in range(len(codes))],
    } | columns
    frame = gpd.GeoDataFrame(attributes, geometry=list(geometries), crs="EPSG:4326")
    path = folder / f"{set_id}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_parquet(path)
    entry = BoundaryEntry(
        id=set_id,
        iso3="XXG",
        level=AdminLevel.ADM2,
        vintage="2021",
        source="drawn by hand",
        licence="CC0-1.0",
        attribution="nobody",
        languages=("en",),
        note="",
        unit_name="square",
        unit_name_plural="squares",
        path=path,
    )
    return BoundarySet(entry=entry, frame=frame)


def squares(
    rows: int, columns: int, *, west: float = 10.0, south: float = 5.0, step: float = 0.1
) -> np.ndarray:
    """Squares of one degree, row by row from the south west, with vertices at each step."""
    x, y = np.meshgrid(np.arange(columns) + west, np.arange(rows) + south)
    boxes = shapely.box(x.ravel(), y.ravel(), x.ravel() + 1, y.ravel() + 1)
    # Rounded, because the same side is cut slightly differently from its two ends.
    return shapely.transform(shapely.segmentize(boxes, step), lambda xy: np.round(xy, 6))


def crooked(rows: int, columns: int) -> np.ndarray:
    """Squares whose borders wander, in bends and in finer bends, shared vertices exactly equal."""

    def wander(xy: np.ndarray) -> np.ndarray:
        x, y = xy[:, 0], xy[:, 1]
        bends = 0.04 * np.column_stack([np.sin(15 * y), np.sin(13 * x)])
        finer = 0.0004 * np.column_stack([np.sin(900 * y), np.sin(700 * x)])
        return xy + bends + finer

    return shapely.transform(squares(rows, columns, step=0.002), wander)


def patches(owner: np.ndarray) -> np.ndarray:
    """One polygon a number in a table of owners of cells, with holes and parts as they come."""
    rows, columns = np.indices(owner.shape)
    cells = shapely.box(columns, rows, columns + 1, rows + 1)
    places = [shapely.union_all(cells[owner == number]) for number in range(owner.max() + 1)]
    return shapely.segmentize(np.array(places, dtype=object), 1.0)
