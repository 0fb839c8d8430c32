"""Words on a slide: their size, direction, language and colour."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from profiles.report.svg import INK, QUIET, width_of
from profiles.report.text import fit

if TYPE_CHECKING:
    from pptx.text.text import _Paragraph

Shape = Any  # python-pptx gives placeholders, boxes and pictures no common type
EMU_A_POINT: Final = 12_700
LINE: Final = 1.25  # times the size of letters
BETWEEN: Final = 0.35  # of it again, after each paragraph
EDGES: Final = 2 * 91_440  # of a box of text, left and right
STANDING_IN: Final = 1.16  # how much wider the letters are of a font that stands in for ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How the words of one language are set."""

    right_to_left: bool
    tag: str  # "ne-NP"
    font: str  # for complex scripts; "" for that of the template
    colour: str

    def fill(  # noqa: PLR0913 - what is written and its look
        self,
        shape: Shape,
        lines: Iterable[str],
        points: float,
        *,
        bold: bool = False,
        quiet: bool = False,
        coloured: bool = False,
    ) -> None:
        """Write paragraphs into a shape, in place of what it holds."""
        frame = shape.text_frame
        frame.word_wrap = True
        frame.clear()
        for place, line in enumerate(lines):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            self._write(
                paragraph, line, points, self._colour(quiet=quiet, coloured=coloured), bold=bold
            )

    def append(
        self,
        shape: Shape,
        line: str,
        points: float,
        *,
        quiet: bool = False,
    ) -> None:
        """Write one more paragraph."""
        colour = self._colour(quiet=quiet, coloured=False)
        self._write(shape.text_frame.add_paragraph(), line, points, colour, bold=False)

    def height_of(self, text: str, points: float, width: int, *, bold: bool = False) -> int:
        """About how tall a paragraph is, in EMU, and no taller where a computer lacks the font."""
        room = (width - EDGES) / EMU_A_POINT
        lines = _lines(text, room, points, bold=bold)
        return round((lines * LINE + BETWEEN) * points * EMU_A_POINT)

    def _colour(self, *, quiet: bool, coloured: bool) -> str:
        if coloured:
            return self.colour
        return QUIET if quiet else INK

    def _write(
        self, paragraph: "_Paragraph", text: str, points: float, colour: str, *, bold: bool
    ) -> None:
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        run = paragraph.add_run()
        run.text = fit(text, mirrored=self.right_to_left)
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = RGBColor(*bytes.fromhex(colour.lstrip("#")))
        paragraph.space_after = Pt(points * BETWEEN)
        properties = run._r.get_or_add_rPr()  # noqa: SLF001 - python-pptx knows few languages
        properties.set("lang", self.tag)
        if self.font:
            _typeface(properties, self.font)
        marks = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - nor directions
        marks.set("algn", "r" if self.right_to_left else "l")
        if self.right_to_left:
            marks.set("rtl", "1")


def widest_of(text: str, points: float, *, bold: bool = False) -> float:
    """How wide a line may become, in points."""
    return width_of(text, points, bold=bold) * STANDING_IN


def _lines(text: str, room: float, points: float, *, bold: bool) -> int:
    """Lines filled one after another; a word that is wider than a line goes on in the next."""
    space = widest_of(" ", points, bold=bold)
    lines, used = 1, 0.0
    for word in text.split():
        width = widest_of(word, points, bold=bold)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        further = max(0, math.ceil(width / room) - 1)
        lines += further
        used += width - further * room + (space if used else 0.0)
    return lines


def _typeface(properties: Any, font: str) -> None:  # noqa: ANN401 - an element of lxml
    """The font of complex scripts, which stands after that of Latin letters."""
    from pptx.oxml.ns import qn

    element = properties.makeelement(qn("a:cs"), {"typeface": font})
    properties.append(element)
