"""Makes mapping/intake/assets/land.bin: where on Earth land is, by half degrees.

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python scripts/land_mask.py package/land-10m.json

The land is that of Natural Earth 1:10m (public domain), as packed by world-atlas 2 (ISC). A cell is
land if any land lies in it, so that small islands count.
"""

import sys
import zlib
from pathlib import Path

import geopandas as gpd
import numpy as np
from affine import Affine
from rasterio.features import rasterize

OUT = Path(__file__).parents[1] / "mapping" / "intake" / "assets" / "land.bin"
STEP = 0.5  # degrees


def main() -> None:
    """Rasterise the land and write one bit a cell, from north-west by rows."""
    land = gpd.read_file(sys.argv[1], layer="land").geometry
    shape = (round(180 / STEP), round(360 / STEP))
    transform = Affine(STEP, 0, -180, 0, -STEP, 90)
    hit = rasterize(land, out_shape=shape, transform=transform, all_touched=True, dtype="uint8")
    OUT.write_bytes(zlib.compress(np.packbits(hit).tobytes(), 9))


if __name__ == "__main__":
    main()
