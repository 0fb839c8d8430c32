"""Grids and pictures: what they are and whether they can be read, without reading all of them."""

import io
import math
import warnings
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.intake.files.contents import Contents, Refused
from mapping.intake.limits import ALLOWED_DRIVERS, MOST_CELLS_STREAMED, MOST_PIXELS, FileKind
from mapping.intake.model import Answers, Kind, Layer, Reason
from mapping.intake.process.drivers import raster_drivers

if TYPE_CHECKING:
    import rasterio
    from PIL import Image

_BLOCKS_TRIED: Final = 64
_LARGEST_BLOCK: Final = 50_000_000  # cells that have to be unpacked at once
_MOST_SAMPLED: Final = 1_000_000_000  # cells: of a larger grid the blocks are not listed
_LOOKS_MISSING: Final = -999  # and below: a mark of no value that the file does not declare
_GPS: Final = 0x8825
_PERSONAL_TAGS: Final = (0x013B, 0x8298, 0x9C9D)  # artist, copyright, author
_END_OF_JPEG: Final = b"\xff\xd9"
_END_OF_PNG: Final = b"IEND\xaeB`\x82"


def read_geotiff(path: Path, name: str, answers: Answers) -> Contents:
    """What a GeoTIFF covers, and whether its cells can be read.

    Raises:
        Refused: not one, too large, or damaged.
    """
    raster_drivers(ALLOWED_DRIVERS[FileKind.ANY])
    import rasterio
    from rasterio.errors import NotGeoreferencedWarning, RasterioError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        try:
            with rasterio.open(path, driver="GTiff") as grid:
                return _grid(grid, name, answers)
        except (RasterioError, ValueError):
            raise Refused("grid_damaged") from None


def _grid(grid: "rasterio.DatasetReader", name: str, answers: Answers) -> Contents:
    cells = grid.width * grid.height * grid.count
    if cells > MOST_CELLS_STREAMED:
        raise Refused("grid_large", width=grid.width, height=grid.height)
    block_height, block_width = grid.block_shapes[0]
    if block_height * block_width > _LARGEST_BLOCK:
        raise Refused("grid_large", width=block_width, height=block_height)
    reasons = _placed(grid, answers)
    reasons += _values(grid)
    layer = Layer(
        name=name,
        columns=tuple(f"band {n}" for n in grid.indexes),
        rows_in=grid.height,
        rows_out=grid.height,
        crs=_crs_name(grid),
        bounds=answers.bounds or _bounds(grid),
    )
    return Contents(kind=Kind.RASTER, described=[layer], reasons=reasons)


def _placed(grid: "rasterio.DatasetReader", answers: Answers) -> list[Reason]:
    reasons = []
    unplaced = grid.transform.is_identity or grid.transform.is_degenerate
    if unplaced and answers.bounds is None:
        reasons.append(Reason(code="grid_no_place"))
    elif not unplaced and grid.crs is None and answers.crs is None:
        reasons.append(Reason(code="grid_no_crs"))
    if grid.transform.b or grid.transform.d:
        reasons.append(Reason(code="grid_rotated"))
    return reasons


def _values(grid: "rasterio.DatasetReader") -> list[Reason]:
    """A look at some blocks over the whole grid: damage shows, and marks that nobody declared."""
    import numpy as np

    windows = (
        [window for _, window in grid.block_windows(1)]
        if grid.width * grid.height <= _MOST_SAMPLED
        else []
    )
    step = max(1, len(windows) // _BLOCKS_TRIED)
    lowest, any_value = math.inf, False
    for window in islice(windows, 0, None, step):
        block = grid.read(1, window=window, masked=True)
        if np.iscomplexobj(block):
            raise Refused("grid_complex")
        values = block.compressed()
        values = values[np.isfinite(values)]
        if values.size:
            any_value = True
            lowest = min(lowest, float(values.min()))
    reasons = []
    if windows and not any_value:
        reasons.append(Reason(code="grid_empty"))
    if grid.nodata is None and lowest <= _LOOKS_MISSING:
        reasons.append(Reason(code="grid_nodata", facts={"value": f"{lowest:g}"}))
    return reasons


def _crs_name(grid: "rasterio.DatasetReader") -> str | None:
    if grid.crs is None:
        return None
    number = grid.crs.to_epsg()
    return f"EPSG:{number}" if number else grid.crs.to_wkt()[:200]


def _bounds(grid: "rasterio.DatasetReader") -> tuple[float, float, float, float] | None:
    from rasterio.errors import RasterioError
    from rasterio.warp import transform_bounds

    if grid.crs is None:
        return None
    try:
        found = transform_bounds(grid.crs, "EPSG:4326", *grid.bounds)
    except (RasterioError, ValueError):
        return None
    return tuple(found) if all(map(math.isfinite, found)) else None


def read_picture(data: bytes, name: str) -> Contents:
    """A PNG or JPEG, decoded to the end to know that it is whole.

    Raises:
        Refused: not one, too large, or damaged.
    """
    import struct

    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # checked below, by cells and bands
    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as picture:
            width, height = picture.size
            if width * height * len(picture.getbands()) > MOST_PIXELS:
                raise Refused("picture_large", width=width, height=height)
            picture.load()
            reasons = _tags(picture)
            bands = "".join(picture.getbands())
    except (OSError, ValueError, SyntaxError, struct.error, EOFError):
        raise Refused("picture_damaged") from None
    end = max(data.rfind(_END_OF_JPEG) + 2, data.rfind(_END_OF_PNG) + 8)
    if 8 < end < len(data.rstrip(b"\x00\r\n ")):  # noqa: PLR2004 - none found
        reasons.append(Reason(code="picture_tail", facts={"bytes": len(data) - end}))
    layer = Layer(name=name, columns=(bands,), rows_in=height, rows_out=height)
    return Contents(kind=Kind.IMAGE, described=[layer], reasons=reasons)


def _tags(picture: "Image.Image") -> list[Reason]:
    exif = picture.getexif()
    if exif.get_ifd(_GPS) or any(tag in exif for tag in _PERSONAL_TAGS):
        return [Reason(code="picture_position")]
    return []
