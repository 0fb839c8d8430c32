"""Statistics of the cells of a grid by place, each weighted by the share that lies in the place.

The grid is opened in a process of its own (`mapping.rasters.cells`).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.choices import chosen
from mapping.i18n import N_
from mapping.intake.isolated import call_isolated
from mapping.intake.limits import GRID_LIMITS, FileKind
from mapping.rasters.cells import Statistic

if TYPE_CHECKING:
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

    from mapping.boundaries.model import BoundarySet

WGS84: Final = "EPSG:4326"  # of every boundary set


DEFAULT_STATISTICS: Final = (Statistic.COUNT, Statistic.SUM, Statistic.MEAN)


@dataclass(frozen=True, eq=False, kw_only=True)
class ZonalResult:
    """One row a place, in the order of the boundary set.

    Columns of `frame`: place_code, name, one a statistic (NaN where there is no value), status.
    """

    frame: "pd.DataFrame"
    band: int
    grid_total: float  # of all cells
    outside_total: float  # of what lies in no place
    outside_share: float | None  # 0 to 1; None where values below zero make a share meaningless


def statistic(name: str) -> Statistic:
    """The statistic with a name.

    Raises:
        UnknownChoiceError: there is none.
    """
    return chosen(Statistic, name, kind=N_("statistic"))


def zonal(
    boundaries: "BoundarySet",
    raster: Path,
    *,
    band: int = 1,
    stats: Sequence[Statistic] = DEFAULT_STATISTICS,
) -> ZonalResult:
    """Statistics by place of a grid from outside, which is opened in isolation.

    Args:
        boundaries: The places.
        raster: GeoTIFF, PNG or JPEG with a projection.
        band: From 1.
        stats: What to compute.

    Raises:
        UnreadableFileError: the grid is not one, is too large, or has no projection.
        UnknownChoiceError: it has no such band.

    Source: cell fractions by exactextract (Baston 2023).
    """
    import pandas as pd

    frame = boundaries.frame
    found = _read(list(frame.geometry), raster, band=band, stats=stats)
    columns: dict[str, Any] = {
        "place_code": frame["place_code"].to_numpy(),
        "name": frame["name"].to_numpy(),
    }
    for stat in stats:
        values = found["values"][stat.value]
        columns[stat.value] = [math.nan if value is None else value for value in values]
    columns["status"] = found["status"]
    return ZonalResult(
        frame=pd.DataFrame(columns),
        band=band,
        grid_total=found["grid_total"],
        outside_total=found["outside_total"],
        outside_share=found["outside_share"],
    )


def cell_sums(polygons: "Sequence[BaseGeometry]", raster: Path) -> list[float]:
    """The sum of the first band's cells in each polygon (EPSG:4326); 0 where there is none.

    Raises:
        UnreadableFileError: the grid is not one, is too large, or has no projection.
    """
    values = _read(polygons, raster, band=1, stats=[Statistic.SUM])["values"]
    return [value or 0.0 for value in values[Statistic.SUM.value]]


def _read(
    polygons: "Sequence[BaseGeometry]", raster: Path, *, band: int, stats: Sequence[Statistic]
) -> dict[str, Any]:
    """What `zonal_task` finds in the isolated process."""
    import shapely

    arguments = {
        "places": [wkb.hex() for wkb in shapely.to_wkb(polygons)],
        "crs": WGS84,
        "band": band,
        "stats": [stat.value for stat in stats],
    }
    found: dict[str, Any] = call_isolated(
        "mapping.rasters.cells:zonal_task",
        raster,
        arguments,
        kind=FileKind.RASTER,
        limits=GRID_LIMITS,
    )
    return found
