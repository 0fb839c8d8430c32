"""Maps as PNG: the lowest sheet painted once, what lies over it painted where it is."""

import io
import json

import numpy as np
import pytest
from PIL import Image as Raster

from mapping.render.still.stack import Stack
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
    asked = {"sheet": drawn.shapes(), "lines": [], "unit": 0.75, "size": [240, 120]}
    (png,) = compiled(
        images.TEMPLATE,
        {"picture": json.dumps(asked)},
        format="png",
        ppi=images.DOTS_AN_INCH,
    )
    page = Raster.open(io.BytesIO(png)).convert("RGBA")
    ground = Raster.new("RGBA", page.size, "white")
    ground.alpha_composite(page)
    return np.asarray(ground.convert("RGB")).astype(int)


# Two islands and a lake, moved, with the colours of their group.
ISLANDS = (
    '<g transform="translate(10.5 20.0)"><g stroke="#ffffff" stroke-width="0.4">'
    '<path d="M5,5l80,0 0,60 -80,0zM25,25l0,20 20,0 0,-20zM100,5l20,9 -20,9z" fill="#1f6491"'
    ' fill-rule="evenodd"/></g></g>'
)


@pytest.mark.parametrize(
    "over", [(), (OUTLINE,), (OUTLINE, '<circle cx="3" cy="3" r="9"/>'), (ISLANDS, OUTLINE)]
)
def test_a_picture_is_what_all_of_its_sheets_are_together(over):
    drawn = stack(*over)
    image = images.to_image(drawn)
    assert (image.width, image.height) == (500, 250)
    difference = np.abs(painted(image) - at_once(drawn)).max(axis=2)
    assert np.mean(difference > 60) < 0.002  # edges of shapes, in fewer colours


def test_the_outline_of_one_place_is_not_left_on_the_map_of_the_next():
    other = OUTLINE.replace("M200,70", "M60,80")
    first, second, bare = map(images.to_image, (stack(OUTLINE), stack(other), stack()))
    assert painted(first).min() < 30
    changed = np.argwhere(np.abs(painted(second) - painted(bare)).max(axis=2) > 100)
    assert changed[:, 1].max() < 200  # all of it is where the second place lies


def test_a_sheet_beyond_the_edge_of_the_picture_shows_nothing():
    beyond = '<path d="M400,300l20,0 0,20z" fill="#111111"/>'
    bare, other = images.to_image(stack()), images.to_image(stack(beyond))
    assert np.array_equal(painted(bare), painted(other))


def test_colours_that_are_nearly_alike_and_mean_different_things_stay_apart():
    """The ground took the colour of zero, and the class in the middle of a scale that of white."""
    alike = ("#ffffff", "#fffdf2", "#f7f7f7", "#f4f3f0")
    rects = "".join(
        f'<rect x="{80 * place}" y="0" width="80" height="160" fill="{colour}"/>'
        for place, colour in enumerate(alike)
    )
    drawn = Stack(width=320, height=160, title="t", about="a", ground="#ffffff", sheets=(rects,))
    image = Raster.open(io.BytesIO(images.to_image(drawn).png)).convert("RGB")
    seen = [image.getpixel((round((place + 0.5) * image.width / 4), 99)) for place in range(4)]
    assert [f"#{r:02x}{g:02x}{b:02x}" for r, g, b in seen] == list(alike)
