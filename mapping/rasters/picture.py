"""A grid as a picture under a map, drawn in the isolated process that may open the grid."""

import base64
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.errors import UnreadableFileError
from mapping.i18n import N_
from mapping.intake.isolated import call_isolated
from mapping.intake.limits import GRID_LIMITS, FileKind

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

MOST_PX: Final = 1600  # of the longer side
WEB_MERCATOR: Final = "EPSG:3857"  # as the map on the screen
_COLOUR_BANDS: Final = 3
_LOWEST, _HIGHEST = 2, 98  # percentiles that the ends of the scale lie at: a few cells say little


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPicture:
    """A picture in the projection of the map, and where it lies."""

    png: bytes
    bounds: tuple[float, float, float, float]  # west, south, east, north in degrees


def draw_grid(path: Path, colours: Sequence[str]) -> GridPicture:
    """A GeoTIFF as a picture: bands of colour as they are, a single band from light to dark.

    Cells without a value are transparent.

    Args:
        path: The file.
        colours: "#rrggbb" of a single band, from low values to high ones.

    Raises:
        UnreadableFileError: the file is missing, no grid, has no projection, or costs too much.
    """
    found = call_isolated(
        "mapping.rasters.picture:picture_task",
        path,
        {"colours": list(colours)},
        kind=FileKind.RASTER,
        limits=GRID_LIMITS,
    )
    west, south, east, north = found["bounds"]
    png = base64.b64decode(found["png"])
    return GridPicture(png=png, bounds=(west, south, east, north))


def picture_task(path: Path, *, colours: Sequence[str]) -> dict[str, Any]:
    """In the isolated process: the picture as text, and its bounds."""
    import rasterio
    from PIL import Image
    from rasterio.vrt import WarpedVRT
    from rasterio.warp import transform_bounds

    with rasterio.open(path, driver="GTiff") as grid:
        if grid.crs is None:
            raise UnreadableFileError(path=path, reason=N_("it has no projection"))
        with WarpedVRT(grid, crs=WEB_MERCATOR, add_alpha=False) as flat:
            share = min(1.0, MOST_PX / max(flat.width, flat.height))
            shape = max(1, round(flat.height * share)), max(1, round(flat.width * share))
            is_coloured = flat.count >= _COLOUR_BANDS and flat.dtypes[0] == "uint8"
            bands = [1, 2, 3] if is_coloured else [1]
            cells = flat.read(bands, out_shape=(len(bands), *shape), masked=True)
            bounds = transform_bounds(WEB_MERCATOR, "EPSG:4326", *flat.bounds)
    if not all(map(math.isfinite, bounds)):
        raise UnreadableFileError(path=path, reason=N_("it has no projection"))
    pixels = _coloured(cells) if is_coloured else _shaded(cells[0], colours)
    body = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(body, "PNG", optimize=True)
    return {"png": base64.b64encode(body.getvalue()).decode("ascii"), "bounds": list(bounds)}


def _coloured(bands: "np.ma.MaskedArray[Any, Any]") -> "npt.NDArray[np.uint8]":
    import numpy as np

    seen = ~np.ma.getmaskarray(bands).any(axis=0)
    alpha = np.where(seen, 255, 0)[None]
    return np.moveaxis(np.concatenate([bands.filled(0), alpha]), 0, -1).astype(np.uint8)


def _shaded(band: "np.ma.MaskedArray[Any, Any]", colours: Sequence[str]) -> "npt.NDArray[np.uint8]":
    """From the colour of low classes to that of high ones."""
    import numpy as np

    values = np.ma.masked_invalid(band.astype(np.float64))
    seen = ~np.ma.getmaskarray(values)
    low, high = np.percentile(values.compressed(), [_LOWEST, _HIGHEST]) if seen.any() else (0, 1)
    share = np.clip((values.filled(low) - low) / ((high - low) or 1.0), 0, 1)
    stops = [[int(c[k : k + 2], 16) for k in (1, 3, 5)] for c in colours]
    at = np.linspace(0, 1, len(colours))
    parts = [np.interp(share, at, [stop[k] for stop in stops]) for k in range(3)]
    return np.stack([*parts, np.where(seen, 255, 0)], axis=-1).astype(np.uint8)
