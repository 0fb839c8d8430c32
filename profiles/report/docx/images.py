"""The maps of a profile as PNG, which every word processor shows, sharp enough for print.

The lowest sheet of a map is the same for all places, so it is painted once. What lies over it, one
outline mostly, is painted in the window where it lies.
"""

import io
import json
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image as Raster

from profiles.report.docx.shapes import Box, painted
from profiles.report.printed import words_over
from profiles.report.typesetting import compiled

if TYPE_CHECKING:
    from mapping.render.still.stack import Stack

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "docx" / "images.typ"
POINTS_A_PX: Final = 0.75
DOTS_AN_INCH: Final = 150  # of a map's own size, which is the width of a page; more takes longer
DOTS_A_PX: Final = DOTS_AN_INCH / 96
MOST_COLOURS: Final = 256  # of a file that has a byte a dot
COLOURS: Final = 200  # of those, for the lowest sheet: a dozen, and what is between them at edges
RUNS: Final = 3  # zlib's Z_RLE: of maps, whose dots stand in runs, it makes less, and sooner
UPPER_BITS: Final = 0b11111100
OFTEN: Final = 100  # dots, of every fourth, of a colour that is kept as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture and its size in dots."""

    png: bytes
    width: int
    height: int


def to_image(stack: "Stack") -> Image:
    """A map in the shipped fonts."""
    # Without words that name the place, the lowest sheet is the same for all places.
    flat = _lowest(replace(stack, title="", about="", sheets=stack.sheets[:1]))
    over = [painted(sheet, DOTS_A_PX, flat.size) for sheet in stack.sheets[1:]]
    seen = [sheet for sheet in over if sheet is not None]
    if not seen:
        return _encoded(flat)
    lefts, tops, rights, bottoms = zip(*(sheet.box for sheet in seen), strict=True)
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    window = flat.crop(box).convert("RGBA")
    for sheet in seen:
        window.alpha_composite(sheet.dots, (sheet.box[0] - box[0], sheet.box[1] - box[1]))
    return _encoded(_joined(flat, box, window))


@lru_cache(maxsize=64)  # what the places of a level have in two languages: a byte a dot each
def _lowest(stack: "Stack") -> Raster.Image:
    """The lowest sheet in the few colours that it is written in."""
    asked = {
        "sheet": stack.to_svgs()[0],
        "lines": words_over(stack),
        "unit": POINTS_A_PX,
        "size": (stack.width * POINTS_A_PX, stack.height * POINTS_A_PX),
    }
    inputs = {"picture": json.dumps(asked, ensure_ascii=False)}
    (page,) = compiled(TEMPLATE, inputs, format="png", ppi=DOTS_AN_INCH)
    return _few(Raster.open(io.BytesIO(page)), COLOURS)


def _joined(flat: Raster.Image, box: Box, window: Raster.Image) -> Raster.Image:
    """The lowest sheet with a window over it, which has colours of its own."""
    part = _few(window, MOST_COLOURS - COLOURS)
    joined = flat.copy()
    joined.paste(part.point([min(COLOURS + place, 255) for place in range(256)]), box[:2])
    joined.putpalette([*_padded(flat.getpalette()), *(part.getpalette() or ())])
    return joined


def _few(painted: Raster.Image, colours: int) -> Raster.Image:
    """A picture in few colours: those that fill areas are kept, those of edges come close."""
    flat = painted.convert("RGB")
    kept = _filling(flat)[: colours // 2]
    room = colours - len(kept)
    # Six times as fast as the median cut and as near, but it rounds every colour a little.
    few = flat.quantize(room, method=Raster.Quantize.FASTOCTREE, dither=Raster.Dither.NONE)
    if not kept:
        return few
    # Each has an entry of its own: white, zero and what is not shown are nearly alike.
    palette = [*(part for c in kept for part in c), *(few.getpalette() or ())[: 3 * room]]
    entries = Raster.new("P", (1, 1))
    # Pillow looks for what is nearest to a dot's colour without its two lowest bits.
    entries.putpalette([part & UPPER_BITS for part in palette])
    found = flat.quantize(palette=entries, dither=Raster.Dither.NONE)
    found.putpalette(palette)
    return found


def _filling(flat: Raster.Image) -> list[tuple[int, ...]]:
    """The colours that fill areas, those of most dots first."""
    fourth = flat.resize((flat.width // 2 or 1, flat.height // 2 or 1), Raster.Resampling.NEAREST)
    counted = sorted(fourth.getcolors(fourth.width * fourth.height) or [], reverse=True)
    return [c for often, c in counted if often >= OFTEN and isinstance(c, tuple)]


def _padded(palette: list[int] | None) -> list[int]:
    known = palette or []
    return [*known, *(0 for _ in range(3 * COLOURS - len(known)))]


def _encoded(picture: Raster.Image) -> Image:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1, compress_type=RUNS)
    return Image(png=buffer.getvalue(), width=picture.width, height=picture.height)
