"""The slides that decks are written on: ours, or an organisation's own template."""

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from profiles.report.brand import Brand
from profiles.report.pptx.words import Shape

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import SlideLayout

EMU_AN_INCH: Final = 914_400
WIDTH, HEIGHT = 40 * EMU_AN_INCH // 3, 15 * EMU_AN_INCH // 2  # 16 to 9
MARGIN: Final = 6 * EMU_AN_INCH // 10
TITLE_TOP, TITLE_HEIGHT = 4 * EMU_AN_INCH // 10, 16 * EMU_AN_INCH // 10
RULE: Final = EMU_AN_INCH // 8
TITLE_TYPES: Final = frozenset({"TITLE", "CENTER_TITLE"})
SMALL_PRINT: Final = frozenset({"DATE", "FOOTER", "SLIDE_NUMBER"})
_COVER, _PLAIN = "Title Slide", "Title Only"  # of the template that python-pptx ships


def open_template(brand: Brand) -> "Presentation":
    """A presentation without slides, with the layouts of the organisation or with ours."""
    from pptx import Presentation  # only when slides are made

    found = Presentation(io.BytesIO(brand.slides or _ours(brand.colour)))
    listed = found.slides._sldIdLst  # noqa: SLF001 - python-pptx cannot take slides away
    for entry in list(listed):
        found.part.drop_rel(entry.rId)
        listed.remove(entry)
    return found


def layouts(presentation: "Presentation") -> "tuple[SlideLayout, SlideLayout]":
    """The layout of the cover, and of a slide with nothing but a title."""
    every = [one for one in presentation.slide_layouts if TITLE_TYPES & set(_types(one))]
    cover = next((one for one in every if "SUBTITLE" in _types(one)), every[0])
    plain = min(every, key=lambda one: (len(set(_types(one)) - SMALL_PRINT), one is cover))
    return cover, plain


def _types(layout: "SlideLayout") -> list[str]:
    return [one.placeholder_format.type.name for one in layout.placeholders]


@lru_cache(maxsize=4)
def _ours(colour: str) -> bytes:
    """Wide slides, dark words at the start of the line, one rule in the colour."""
    from pptx import Presentation
    from pptx.opc.constants import RELATIONSHIP_TYPE

    made = Presentation()
    made.slide_width, made.slide_height = WIDTH, HEIGHT
    for layout in list(made.slide_layouts):
        if layout.name not in {_COVER, _PLAIN}:
            made.slide_layouts.remove(layout)
    for holder in (made.slide_master, *made.slide_layouts):
        for shape in holder.placeholders:
            kind = shape.placeholder_format.type.name
            if kind in SMALL_PRINT:
                shape.element.getparent().remove(shape.element)
                continue
            cover = holder.name == _COVER
            shape.left, shape.width = MARGIN, WIDTH - 2 * MARGIN
            shape.top, shape.height = _rows(kind, cover=cover)
            _start(shape, anchor="b" if cover and kind in TITLE_TYPES else "t")
    _rule(made)
    theme = made.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _coloured(theme.blob, colour)  # noqa: SLF001 - the theme has no other door
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def _rule(made: "Presentation") -> None:
    """A bar in the colour along the upper edge of every slide."""
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.enum.shapes import MSO_SHAPE

    page = made.slides.add_slide(made.slide_layouts[0])  # only slides can be drawn on
    bar = page.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, WIDTH, RULE)
    bar.fill.solid()
    bar.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    bar.line.fill.background()
    made.slide_master.shapes._spTree.append(bar._element)  # noqa: SLF001 - see above


def _rows(kind: str, *, cover: bool) -> tuple[int, int]:
    """Top and height of a placeholder."""
    if not cover:
        body = TITLE_TOP + TITLE_HEIGHT
        return (TITLE_TOP, TITLE_HEIGHT) if kind in TITLE_TYPES else (body, HEIGHT - body - MARGIN)
    split = HEIGHT * 11 // 20
    return (HEIGHT // 6, split - HEIGHT // 6) if kind in TITLE_TYPES else (split, HEIGHT // 3)


def _start(shape: Shape, *, anchor: str) -> None:
    """Words at the start of the line and the edge of their box; readers' languages turn them."""
    body = shape.text_frame._txBody  # noqa: SLF001 - no other door
    body.bodyPr.set("anchor", anchor)
    for level in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}lvl1pPr"):
        level.set("algn", "l")


def _coloured(theme: bytes, colour: str) -> bytes:
    """The theme with the colour of the brand first, and dark words."""
    text = theme.decode("utf-8")
    for name, value in (("accent1", colour), ("dk2", colour)):
        text = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{value.lstrip("#")}"/></a:{name}>',
            text,
            flags=re.DOTALL,
        )
    return text.encode("utf-8")
