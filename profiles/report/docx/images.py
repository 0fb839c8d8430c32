"""The maps of a profile as PNG, which every word processor shows, sharp enough for print."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from profiles.report.typesetting import compiled

if TYPE_CHECKING:
    from mapping.render.still import Stack

TEMPLATE: Final = Path(__file__).parents[1] / "templates" / "docx" / "images.typ"
POINTS_A_PX: Final = 0.75
DOTS_AN_INCH: Final = 150  # of a map's own size, which is the width of a page; more takes longer
SIDES: Final = slice(16, 24)  # of a PNG: where its header says how wide and high it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture and its size in dots."""

    png: bytes
    width: int
    height: int


def to_images(stacks: Sequence["Stack"]) -> tuple[Image, ...]:
    """Maps in the shipped fonts."""
    if not stacks:
        return ()
    maps = [
        {
            "width": stack.width * POINTS_A_PX,
            "height": stack.height * POINTS_A_PX,
            # Without words that name the place, the sheets below it are the same for all places.
            "sheets": replace(stack, title="", about="").to_svgs(),
        }
        for stack in stacks
    ]
    inputs = {"maps": json.dumps(maps, ensure_ascii=False)}
    pages = compiled(TEMPLATE, inputs, format="png", ppi=DOTS_AN_INCH)
    return tuple(_measured(page) for page in pages)


def _measured(png: bytes) -> Image:
    sides = png[SIDES]
    width, height = sides[:4], sides[4:]
    return Image(png=png, width=int.from_bytes(width), height=int.from_bytes(height))
