"""Whether a position is on land, to half a degree: tells latitude from longitude."""

import zlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

_STEP: Final = 0.5  # degrees
_LAND: Final = Path(__file__).parents[1] / "assets" / "land.bin"


@lru_cache(maxsize=1)
def _land() -> npt.NDArray[np.bool_]:
    """True where any land lies in the cell; rows from the north, columns from the west.

    Source: Natural Earth 1:10m land, public domain; made by scripts/land_mask.py.
    """
    bits = np.frombuffer(zlib.decompress(_LAND.read_bytes()), dtype=np.uint8)
    return np.unpackbits(bits).astype(bool).reshape(round(180 / _STEP), round(360 / _STEP))


def on_land(
    longitude: npt.NDArray[np.float64], latitude: npt.NDArray[np.float64]
) -> npt.NDArray[np.bool_]:
    """Whether there is land in the half degree around each position; False outside the Earth."""
    land = _land()
    inside = (np.abs(longitude) <= 180) & (np.abs(latitude) <= 90)  # noqa: PLR2004 - degrees
    x = np.clip((np.where(inside, longitude, 0) + 180) / _STEP, 0, land.shape[1] - 1).astype(int)
    y = np.clip((90 - np.where(inside, latitude, 0)) / _STEP, 0, land.shape[0] - 1).astype(int)
    return np.asarray(inside & land[y, x])
