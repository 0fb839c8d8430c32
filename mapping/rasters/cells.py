"""Cells of a grid by place, computed in the isolated process that may open the grid.

The places are brought to the grid and not the grid to the places: nothing is resampled. Inside,
everything happens in cells (column and row), so that a turned grid is like any other.
"""

import math
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from mapping.errors import UnknownChoiceError, UnreadableFileError
from mapping.i18n import N_
from mapping.intake.limits import MOST_CELLS_STREAMED

if TYPE_CHECKING:
    import rasterio

BLOCK_ROWS: Final = 512
NO_NUMBER_ABOVE: Final = 1e37  # files that declare no nodata value mark it with the largest float
WHOLE: Final = 0.999  # of a place: less is called partly covered
STEP_DEGREES: Final = 0.01  # straight borders are bent this finely when they are projected

Floats = npt.NDArray[np.float64]
Shapes = npt.NDArray[np.object_]


class Statistic(StrEnum):
    """What is computed of the cells of a place."""

    COUNT = "count"  # cells with a value, by the share inside
    SUM = "sum"
    MEAN = "mean"
    MIN = "min"
    MAX = "max"
    MEDIAN = "median"
    MAJORITY = "majority"
    COVERAGE = "coverage"  # share of the place's area on which the grid has values, 0 to 1


class Coverage(StrEnum):
    """Where a place lies on a grid."""

    INSIDE = "covered"
    PARTLY = "partly covered"
    NO_VALUES = "no values"
    OUTSIDE = "outside the grid"


def zonal_task(
    path: Path, *, places: Sequence[str], crs: str, band: int, stats: Sequence[str]
) -> dict[str, Any]:
    """In the isolated process: the statistics as lists that JSON can hold.

    Args:
        path: The grid.
        places: Polygons as WKB in hexadecimal digits.
        crs: Of the polygons: WKT, or a name as EPSG:4326.
        band: From 1.
        stats: Values of `Statistic`.
    """
    import shapely

    polygons = shapely.from_wkb([bytes.fromhex(place) for place in places])
    with _opened(path, band) as grid:
        shapes = _in_cells(polygons, crs, grid)
        found = _statistics(grid, band, shapes, [Statistic(stat) for stat in stats])
        total, smallest = _total(grid, band)
        inside = _sum_inside(grid, band, shapes)
        status = _status(shapes, found.pop("__covered"), grid)
    outside = total - inside
    return {
        "values": {name: [_plain(value) for value in values] for name, values in found.items()},
        "status": status,
        "grid_total": total,
        "outside_total": outside,
        "outside_share": outside / total if total > 0 and smallest >= 0 else None,
    }


def _opened(path: Path, band: int) -> "rasterio.DatasetReader":
    import warnings

    import rasterio
    from rasterio.errors import NotGeoreferencedWarning, RasterioIOError

    grid = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)  # refused below, with words
        for driver in ("GTiff", "PNG", "JPEG"):
            try:
                grid = rasterio.open(path, driver=driver)
                break
            except RasterioIOError:
                continue
    if grid is None:
        raise UnreadableFileError(path=path, reason=N_("it is not a GeoTIFF, PNG or JPEG"))
    if grid.width * grid.height * grid.count > MOST_CELLS_STREAMED:
        reason = f"it has {grid.width} x {grid.height} cells, more than can be read"
        raise UnreadableFileError(path=path, reason=reason)
    if grid.crs is None:
        raise UnreadableFileError(path=path, reason=N_("it does not say which projection it is in"))
    if not 1 <= band <= grid.count:
        available = ", ".join(str(n) for n in grid.indexes)
        raise UnknownChoiceError(kind=N_("band of the grid"), asked=band, available=available)
    return grid


def _in_cells(polygons: Shapes, crs: str, grid: "rasterio.DatasetReader") -> Shapes:
    """Polygons in columns from the left and rows from the bottom of the grid."""
    import pyproj
    import shapely

    own = pyproj.CRS.from_wkt(grid.crs.to_wkt())
    theirs = pyproj.CRS.from_user_input(crs)
    if not own.equals(theirs, ignore_axis_order=True):
        change = pyproj.Transformer.from_crs(theirs, own, always_xy=True)
        if theirs.is_geographic and not own.is_geographic:
            polygons = shapely.segmentize(polygons, STEP_DEGREES)

        def projected(xy: Floats) -> Floats:
            return np.column_stack(change.transform(xy[:, 0], xy[:, 1]))

        polygons = shapely.transform(polygons, projected)
    inverse = ~grid.transform

    def cells(xy: Floats) -> Floats:
        column = inverse.a * xy[:, 0] + inverse.b * xy[:, 1] + inverse.c
        row = inverse.d * xy[:, 0] + inverse.e * xy[:, 1] + inverse.f
        return np.column_stack((column, grid.height - row))

    return shapely.transform(polygons, cells)


def _source(grid: "rasterio.DatasetReader", band: int) -> Any:  # noqa: ANN401 - exactextract has no types
    from exactextract.raster import RasterSource

    class Cells(RasterSource):  # type: ignore[misc, unused-ignore] # no types
        """The grid with its own columns and rows as coordinates, and NaN where it has no value."""

        def res(self) -> tuple[float, float]:
            return (1.0, 1.0)

        def extent(self) -> tuple[float, float, float, float]:
            return (0.0, 0.0, float(grid.width), float(grid.height))

        def nodata_value(self) -> None:
            return None

        def srs_wkt(self) -> None:
            return None

        def read_window(self, x0: int, y0: int, nx: int, ny: int) -> Floats:
            return _values(grid, band, x0, y0, nx, ny)

    return Cells()


def _values(  # noqa: PLR0913 - a window
    grid: "rasterio.DatasetReader", band: int, column: int, row: int, width: int, height: int
) -> Floats:
    """A window of the grid; NaN where there is no value, declared or not."""
    from rasterio.windows import Window

    window = Window(column, row, width, height)
    masked = grid.read(band, window=window, masked=True)
    values: Floats = masked.astype(np.float64).filled(np.nan)
    values[~(np.abs(values) < NO_NUMBER_ABOVE)] = np.nan
    scale, offset = grid.scales[band - 1], grid.offsets[band - 1]
    if (scale, offset) != (1.0, 0.0):
        values = values * scale + offset
    return values


def _statistics(
    grid: "rasterio.DatasetReader",
    band: int,
    shapes: Shapes,
    stats: Sequence[Statistic],
) -> dict[str, list[Any]]:
    import shapely

    operations = [stat.value for stat in stats if stat is not Statistic.COVERAGE]
    extracted = _extracted(grid, band, shapes, [*operations, "count"])
    areas = shapely.area(shapes)
    covered = [
        count / area if area else 0.0 for count, area in zip(extracted["count"], areas, strict=True)
    ]
    found: dict[str, list[Any]] = {}
    for stat in stats:
        values = covered if stat is Statistic.COVERAGE else extracted[stat.value]
        empty = 0.0 if stat in {Statistic.COUNT, Statistic.COVERAGE} else None
        found[stat.value] = [
            value if count else empty
            for value, count in zip(values, extracted["count"], strict=True)
        ]
    found["__covered"] = covered
    return found


def _extracted(
    grid: "rasterio.DatasetReader",
    band: int,
    shapes: Shapes,
    operations: Sequence[str],
) -> dict[str, list[Any]]:
    import exactextract
    import shapely.geometry

    places = [
        {"type": "Feature", "geometry": shapely.geometry.mapping(shape), "properties": {"place": i}}
        for i, shape in enumerate(shapes)
        if not shape.is_empty  # of which exactextract cannot tell the frame
    ]
    unique = list(dict.fromkeys(operations))
    if not places:  # exactextract waits for ever for a first place
        return {name: [0.0 if name == "count" else None] * len(shapes) for name in unique}
    rows = exactextract.exact_extract(
        _source(grid, band), places, unique, include_cols=["place"], output="pandas"
    )
    rows = rows.set_index("place").reindex(range(len(shapes))).fillna({"count": 0.0})
    return {name: rows[name].tolist() for name in unique}


def _total(grid: "rasterio.DatasetReader", band: int) -> tuple[float, float]:
    """Sum of all cells and the smallest of them, read in blocks."""
    sums, smallest = [], math.inf
    for row in range(0, grid.height, BLOCK_ROWS):
        height = min(BLOCK_ROWS, grid.height - row)
        values = _values(grid, band, 0, row, grid.width, height)
        if not np.isnan(values).all():
            sums.append(float(np.nansum(values)))
            smallest = min(smallest, float(np.nanmin(values)))
    return math.fsum(sums), smallest


def _sum_inside(grid: "rasterio.DatasetReader", band: int, shapes: Shapes) -> float:
    """Sum of the cells in any place: where places overlap, people are counted once."""
    import shapely

    together = shapely.union_all(shapes)
    if together.is_empty:
        return 0.0
    return _plain(_extracted(grid, band, np.asarray([together]), ["sum"])["sum"][0]) or 0.0


def _status(shapes: Shapes, covered: Sequence[float], grid: "rasterio.DatasetReader") -> list[str]:
    import shapely

    on_grid = shapely.intersects(shapes, shapely.box(0, 0, grid.width, grid.height))
    return [
        Coverage.OUTSIDE.value
        if not touches
        else Coverage.NO_VALUES.value
        if share == 0
        else Coverage.INSIDE.value
        if share >= WHOLE
        else Coverage.PARTLY.value
        for touches, share in zip(on_grid, covered, strict=True)
    ]


def _plain(value: Any) -> float | None:  # noqa: ANN401 - what exactextract gives
    return None if value is None or not math.isfinite(value) else float(value)
