"""Maps as PNG: the lowest sheet painted once, what lies over it painted where it is."""

import io
import json

import numpy as np
import pytest
from PIL import Image as Raster

from mapping.render.still import Stack
from profiles.report.docx import images
from profiles.report.typesetting import compiled

LAND = (
    '<rect x="20" y="10" width="250" height="120" fill="#3d95b8"/><text x="30" y="40">Land</text>'
)
OUTLINE = '<path d="M200,70l30,10 -10,30z" fill="none" stroke="#111111" stroke-width="3"/>'


def stack(*sheets):
    return Stack(
        width=320, height=160, title="t", about="a", ground="#ffffff", sheets=(LAND, *sheets)
    )


def painted(image):
    return np.asarray(Raster.open(io.BytesIO(image.png)).convert("RGB")).astype(int)


def at_once(drawn):
    """All sheets as Typst paints them on one page."""
    window = {
        "sheets": drawn.to_svgs(),
        "lines": [],
        "unit": 0.75,
        "size": [240, 120],
        "left": 0,
        "top": 0,
        "width": 240,
        "height": 120,
    }
    (png,) = compiled(
        images.TEMPLATE,
        {"windows": json.dumps([window])},
        format="png",
        ppi=images.DOTS_AN_INCH,
    )
    page = Raster.open(io.BytesIO(png)).convert("RGBA")
    ground = Raster.new("RGBA", page.size, "white")
    ground.alpha_composite(page)
    return np.asarray(ground.convert("RGB")).astype(int)


@pytest.mark.parametrize("over", [(), (OUTLINE,), (OUTLINE, '<circle cx="3" cy="3" r="9"/>')])
def test_a_picture_is_what_all_of_its_sheets_are_together(over):
    drawn = stack(*over)
    (image,) = images.to_images([drawn])
    assert (image.width, image.height) == (500, 250)
    difference = np.abs(painted(image) - at_once(drawn)).max(axis=2)
    assert np.mean(difference > 24) < 0.002  # edges of letters and shapes, in fewer colours


def test_the_outline_of_one_place_is_not_left_on_the_map_of_the_next():
    other = OUTLINE.replace("M200,70", "M60,80")
    first, second, bare = images.to_images([stack(OUTLINE), stack(other), stack()])
    assert painted(first).min() < 30
    changed = np.argwhere(np.abs(painted(second) - painted(bare)).max(axis=2) > 100)
    assert changed[:, 1].max() < 200  # all of it is where the second place lies


def test_without_maps_there_are_no_pictures():
    assert images.to_images([]) == ()
