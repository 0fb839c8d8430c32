"""What lies over a map as dots: the outlines, areas and rings of our own drawings.

A page of Typst for each takes longer than all the rest of a document. They are painted in dots four
times as fine, which are then drawn together.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as Xml

from PIL import Image as Raster
from PIL import ImageChops, ImageDraw

FINER: Final = 4  # times
HALF: Final = 0.5  # of a dot: what a dot shows is counted from its middle
INHERITED: Final = ("fill", "stroke", "stroke-width")
BLACK, NONE = "#000000", "none"  # of shapes that say nothing
_MOVED: Final = re.compile(r"translate\(([-\d.]+) ([-\d.]+)\)")

Point = tuple[float, float]
Ring = list[Point]
Box = tuple[int, int, int, int]  # left, top, right, bottom in dots


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """Rings in fine dots, and how they are drawn."""

    rings: tuple[Ring, ...]
    fill: str
    stroke: str
    width: int  # of the stroke


@dataclass(frozen=True, slots=True, kw_only=True)
class Painted:
    """Dots, and where in the whole picture they lie."""

    box: Box
    dots: Raster.Image  # RGBA


@lru_cache(maxsize=64)  # a place has the same outline on most maps, and in each language
def painted(sheet: str, dots_a_px: float, size: tuple[int, int]) -> Painted | None:
    """A sheet of shapes as dots; nothing where it shows nothing.

    Args:
        sheet: Markup of a `Stack`: groups that are moved, paths of straight lines, circles.
        dots_a_px: Dots in one of its units.
        size: Of the whole picture in dots.
    """
    root = Xml.fromstring(f"<g>{sheet}</g>")  # noqa: S314 - our own writer's
    shapes = [*_shapes(root, (0.0, 0.0), {}, dots_a_px * FINER)]
    box = _box(shapes, size)
    if box is None:
        return None
    left, top, right, bottom = (FINER * edge for edge in box)
    fine = Raster.new("RGBA", (right - left, bottom - top))
    for shape in shapes:
        _paint(fine, shape, (left + HALF, top + HALF))
    # Colours weigh as much as they cover, or edges would be drawn together with black.
    return Painted(box=box, dots=fine.convert("RGBa").reduce(FINER).convert("RGBA"))


def _shapes(
    element: Xml.Element, origin: Point, given: dict[str, str], scale: float
) -> Iterator[_Shape]:
    look = given | {name: element.attrib[name] for name in INHERITED if name in element.attrib}
    if moved := _MOVED.match(element.get("transform", "")):
        origin = (origin[0] + float(moved[1]), origin[1] + float(moved[2]))
    for child in element:
        yield from _shapes(child, origin, look, scale)
    rings = _rings(element)
    if rings:
        yield _Shape(
            rings=tuple(
                [((x + origin[0]) * scale, (y + origin[1]) * scale) for x, y in ring]
                for ring in rings
            ),
            fill=look.get("fill", BLACK),
            stroke=look.get("stroke", NONE),
            width=max(1, round(float(look.get("stroke-width", "0")) * scale)),
        )


def _rings(element: Xml.Element) -> list[Ring]:
    if element.tag == "path":
        return [*_rings_of(element.attrib["d"])]
    if element.tag == "circle":
        x, y, r = (float(element.attrib[name]) for name in ("cx", "cy", "r"))
        return [_circle(x, y, r)]
    return []


def _circle(x: float, y: float, r: float) -> Ring:
    turns = [1j ** (step / 16) for step in range(64)]
    return [(x + r * turn.real, y + r * turn.imag) for turn in turns]


def _rings_of(path: str) -> Iterator[Ring]:
    """The rings of a path that goes to a point and from there by steps; open lines too."""
    for part in path.split("M")[1:]:
        closed = part.endswith("z")
        numbers = part.rstrip("z").replace("l", " ").replace(",", " ").split()
        x = y = 0.0
        ring: Ring = []
        for across, down in zip(map(float, numbers[::2]), map(float, numbers[1::2]), strict=True):
            x, y = x + across, y + down
            ring.append((x, y))
        yield [*ring, ring[0]] if closed else ring


def _box(shapes: list[_Shape], size: tuple[int, int]) -> Box | None:
    """The part of the picture that shapes lie in, in whole dots."""
    points = [point for shape in shapes for ring in shape.rings for point in ring]
    if not points:
        return None
    edge = max(shape.width for shape in shapes) + FINER
    left, top, right, bottom = _around(points, edge)
    box = (left // FINER, top // FINER, right // FINER + 1, bottom // FINER + 1)
    return _cut(box, size)


def _around(points: Sequence[Point], edge: float = 1.0) -> Box:
    xs, ys = zip(*points, strict=True)
    return (
        math.floor(min(xs) - edge),
        math.floor(min(ys) - edge),
        math.ceil(max(xs) + edge),
        math.ceil(max(ys) + edge),
    )


def _cut(box: Box, size: tuple[int, int]) -> Box | None:
    """The part of a box that lies in a picture."""
    left, top = max(0, box[0]), max(0, box[1])
    right, bottom = min(size[0], box[2]), min(size[1], box[3])
    return (left, top, right, bottom) if left < right and top < bottom else None


def _paint(fine: Raster.Image, shape: _Shape, corner: Point) -> None:
    rings = [[(x - corner[0], y - corner[1]) for x, y in ring] for ring in shape.rings]
    if shape.fill != NONE:
        _fill(fine, rings, shape.fill)
    if shape.stroke != NONE:
        draw = ImageDraw.Draw(fine)
        # Of a line no wider than a dot nobody sees whether its corners are round.
        joint = "curve" if shape.width > FINER else None
        for ring in rings:
            again = ring[1:2] if ring[0] == ring[-1] else []  # the last corner is round as well
            draw.line([*ring, *again], fill=shape.stroke, width=shape.width, joint=joint)


def _fill(fine: Raster.Image, rings: Sequence[Ring], colour: str) -> None:
    """Colour what lies inside an odd number of rings."""
    box = _cut(_around([point for ring in rings for point in ring]), fine.size)
    if box is None:
        return
    mask = Raster.new("L", (box[2] - box[0], box[3] - box[1]))
    for ring in rings:
        part = _cut(_around(moved := [(x - box[0], y - box[1]) for x, y in ring]), mask.size)
        if part is None:
            continue
        here = mask.crop(part)
        inside = Raster.new("L", here.size)
        ImageDraw.Draw(inside).polygon([(x - part[0], y - part[1]) for x, y in moved], fill=255)
        mask.paste(ImageChops.difference(here, inside), part[:2])
    fine.paste(colour, box, mask)
