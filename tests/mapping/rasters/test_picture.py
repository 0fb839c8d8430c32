"""A grid as a picture under a map."""

import io

import numpy as np
import pytest
from affine import Affine
from PIL import Image

from mapping.errors import UnreadableFileError
from mapping.rasters.picture import draw_grid
from tests.mapping.rasters.test_zonal import grid

COLOURS = ("#ffffff", "#000000")


def test_low_values_are_light_high_ones_dark_and_missing_ones_transparent(tmp_path) -> None:
    cells = np.linspace(0, 1, 200, dtype="float32").reshape(1, 200).repeat(100, axis=0)
    cells[:50, :100] = -1
    where = Affine(0.01, 0, 84, 0, -0.01, 28)
    drawn = draw_grid(grid(tmp_path / "a.tif", cells, transform=where, nodata=-1), COLOURS)
    pixels = np.asarray(Image.open(io.BytesIO(drawn.png)))
    assert drawn.bounds == pytest.approx((84, 27, 86, 28), abs=0.02)
    height, width, _ = pixels.shape
    assert pixels[height // 4, width // 4, 3] == 0
    left, right = pixels[3 * height // 4, 2], pixels[3 * height // 4, width - 3]
    assert left[0] > 240
    assert right[0] < 20
    assert left[3] == right[3] == 255


def test_bands_of_colour_stay_as_they_are(tmp_path) -> None:
    cells = np.zeros((3, 20, 20), "uint8")
    cells[1] = 200
    drawn = draw_grid(grid(tmp_path / "b.tif", cells), COLOURS)
    pixels = np.asarray(Image.open(io.BytesIO(drawn.png)))
    assert tuple(pixels[10, 10]) == (0, 200, 0, 255)


def test_a_grid_without_a_projection_is_refused(tmp_path) -> None:
    with pytest.raises(UnreadableFileError):
        draw_grid(grid(tmp_path / "c.tif", np.ones((4, 4), "float32"), crs=None), COLOURS)
