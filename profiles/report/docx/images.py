"""The maps of a profile as PNG, which every word processor shows, sharp enough for print.

The lowest sheet of a map is the same for all places, so it is painted once. What lies over it, one
outline mostly, is looked for in a coarse picture, and painted in the window where it was found.
"""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image as Raster

from profiles.report.printed import words_over
from profiles.report.typesetting import compiled

if TYPE_CHECKING:
    from mapping.render.still import Stack

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "docx" / "images.typ"
POINTS_AN_INCH: Final = 72
POINTS_A_PX: Final = 0.75
DOTS_AN_INCH: Final = 150  # of a map's own size, which is the width of a page; more takes longer
COARSER: Final = 6  # times: a dot of the coarse picture is a whole number of fine ones
MOST_COLOURS: Final = 256  # of a file that has a byte a dot
COLOURS: Final = 200  # of those, for the lowest sheet: a dozen, and what is between them at edges
EFFORT: Final = 1  # of 9, to make a file small; more takes three times as long for a tenth
OFTEN: Final = 100  # dots, of every fourth, of a colour that is kept as it is

Box = tuple[int, int, int, int]  # left, top, right, bottom in dots


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture and its size in dots."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """A part of a picture that is painted by itself."""

    sheets: tuple[str, ...]
    lines: list[list[object]]  # words over the sheets
    unit: float  # points
    size: tuple[float, float]  # of the picture in points
    box: Box


def to_images(stacks: Sequence["Stack"]) -> tuple[Image, ...]:
    """Maps in the shipped fonts."""
    # Without words that name the place, the lowest sheets are the same for all places.
    shared = [replace(stack, title="", about="") for stack in stacks]
    painted = [_lowest(replace(stack, sheets=stack.sheets[:1])) for stack in shared]
    over = [_whole(stack, stack.to_svgs()[1:]) for stack in shared]
    found = [
        replace(window, box=box) if (box := _found(coarse, window.box)) else None
        for window, coarse in zip(over, _painted(over, DOTS_AN_INCH / COARSER), strict=True)
    ]
    upper = iter(_painted([window for window in found if window], DOTS_AN_INCH))
    return tuple(
        _encoded(_joined(flat, window.box, next(upper)) if window else flat)
        for flat, window in zip(painted, found, strict=True)
    )


def _whole(stack: "Stack", sheets: tuple[str, ...], *, worded: bool = False) -> _Window:
    dots_a_px = POINTS_A_PX * DOTS_AN_INCH / POINTS_AN_INCH
    box = (0, 0, round(stack.width * dots_a_px), round(stack.height * dots_a_px))
    size = (stack.width * POINTS_A_PX, stack.height * POINTS_A_PX)
    lines = words_over(stack) if worded else []
    return _Window(sheets=sheets, lines=lines, unit=POINTS_A_PX, size=size, box=box)


@lru_cache(maxsize=64)  # what the places of a level have in two languages: a byte a dot each
def _lowest(stack: "Stack") -> Raster.Image:
    """The lowest sheet in the few colours that it is written in."""
    (painted,) = _painted([_whole(stack, stack.to_svgs(), worded=True)], DOTS_AN_INCH)
    ground = Raster.new("RGBA", painted.size, "white")
    ground.alpha_composite(painted)
    return _few(ground, COLOURS)


def _painted(windows: Sequence[_Window], dots_an_inch: float) -> list[Raster.Image]:
    """What each window shows."""
    if not windows:
        return []
    points_a_dot = POINTS_AN_INCH / DOTS_AN_INCH
    asked = [
        {
            "sheets": window.sheets,
            "lines": window.lines,
            "unit": window.unit,
            "size": window.size,
            "left": window.box[0] * points_a_dot,
            "top": window.box[1] * points_a_dot,
            "width": (window.box[2] - window.box[0]) * points_a_dot,
            "height": (window.box[3] - window.box[1]) * points_a_dot,
        }
        for window in windows
    ]
    inputs = {"windows": json.dumps(asked, ensure_ascii=False)}
    pages = compiled(TEMPLATE, inputs, format="png", ppi=dots_an_inch)
    return [Raster.open(io.BytesIO(page)).convert("RGBA") for page in pages]


def _found(coarse: Raster.Image, whole: Box) -> Box | None:
    """Where a coarse picture shows anything, one of its dots around it included."""
    seen = coarse.getchannel("A").getbbox()
    if seen is None:
        return None
    left, top, right, bottom = seen
    return (
        max(0, (left - 1) * COARSER),
        max(0, (top - 1) * COARSER),
        min(whole[2], (right + 1) * COARSER),
        min(whole[3], (bottom + 1) * COARSER),
    )


def _joined(flat: Raster.Image, box: Box, over: Raster.Image) -> Raster.Image:
    """The lowest sheet with a window over it, which has colours of its own."""
    under = flat.crop(box).convert("RGBA")
    under.alpha_composite(over.crop((0, 0, *under.size)))
    part = _few(under, MOST_COLOURS - COLOURS)
    joined = flat.copy()
    joined.paste(part.point([min(COLOURS + place, 255) for place in range(256)]), box[:2])
    joined.putpalette([*_padded(flat.getpalette()), *(part.getpalette() or ())])
    return joined


def _few(painted: Raster.Image, colours: int) -> Raster.Image:
    """A picture in few colours: those that fill areas are kept, those of edges come close."""
    flat = painted.convert("RGB")
    # Six times as fast as the median cut and as near, but it rounds every colour a little.
    few = flat.quantize(colours, method=Raster.Quantize.FASTOCTREE, dither=Raster.Dither.NONE)
    fourth = flat.resize((flat.width // 2 or 1, flat.height // 2 or 1), Raster.Resampling.NEAREST)
    counted = fourth.getcolors(fourth.width * fourth.height) or []
    kept = [c for often, c in counted if often >= OFTEN and isinstance(c, tuple)]
    if kept:
        exact = Raster.new("RGB", (len(kept), 1))
        exact.putdata(kept)
        entries = exact.quantize(palette=few, dither=Raster.Dither.NONE).tobytes()
        palette = few.getpalette() or []
        for entry, colour in zip(entries, kept, strict=True):
            palette[3 * entry : 3 * entry + 3] = colour
        few.putpalette(palette)
    return few


def _padded(palette: list[int] | None) -> list[int]:
    known = palette or []
    return [*known, *(0 for _ in range(3 * COLOURS - len(known)))]


def _encoded(picture: Raster.Image) -> Image:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=EFFORT)
    return Image(png=buffer.getvalue(), width=picture.width, height=picture.height)
