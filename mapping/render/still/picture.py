"""A map as a picture: SVG by our own writer, PNG by Typst from the same drawing."""

import datetime
from typing import TYPE_CHECKING

from mapping.cartography.layers import MapSpec
from mapping.i18n import Translator
from mapping.render.still.page import Format, Page
from mapping.render.still.pages import CSS_PX_A_INCH, compiled, page_source
from mapping.render.still.stack import Prepared

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet


def to_svg(  # noqa: PLR0913 - the picture's own measures
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    width_px: int,
    height_px: int | None = None,
    furniture: bool = True,
    today: datetime.date,
) -> str:
    """A map as SVG.

    Args:
        spec: What to draw.
        boundaries: The places of the map, of the level and vintage the map names.
        width_px: Width of the picture.
        height_px: Height; without one, as high as the map needs.
        furniture: Title, legend, scale bar, sources and disclaimer. Without them the map alone, for
            a page that says all of that itself.
        today: Date of production.
    """
    page = Page(spec, boundaries, Format.screen(width_px, height_px), today)
    return (page.full() if furniture else page.bare()).stack.to_svg()


def prepare(
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    width_px: int,
    height_px: int | None = None,
    today: datetime.date,
) -> Prepared:
    """A map with its furniture as `to_svg` draws it, to outline one place after another on it."""
    return Page(spec, boundaries, Format.screen(width_px, height_px), today).full()


def prepare_slide(
    spec: MapSpec, boundaries: "BoundarySet", *, width_px: int, height_px: int, today: datetime.date
) -> Prepared:
    """The same for a slide, which says by itself what is shown: without title, in large letters."""
    return Page(spec, boundaries, Format.slide(width_px, height_px), today).full()


def to_png(
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    width_px: int,
    pixel_ratio: float = 2.0,
    today: datetime.date,
) -> bytes:
    """A map with its furniture as PNG, as high as the map needs.

    Args:
        spec: The map.
        boundaries: The places of the map.
        width_px: Dots across the picture.
        pixel_ratio: Dots for one pixel of the layout: 2 is sharp on any screen, 3 is for print.
        today: Date of production.
    """
    width = round(width_px / pixel_ratio)
    drawn = prepare(spec, boundaries, width_px=width, today=today)
    source = page_source(drawn.stack, language=Translator(spec.language).language)
    return compiled(source, format="png", ppi=CSS_PX_A_INCH * pixel_ratio)
