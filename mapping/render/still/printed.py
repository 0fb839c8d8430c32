"""A map for paper: a page of its true size, as PDF, SVG or PNG, or sheets to tape together."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mapping.cartography.layers import MapSpec
from mapping.errors import UnknownChoiceError
from mapping.i18n import N_, Translator
from mapping.render.still.page import PAPER_MARGIN_MM, PX_A_MM, Format, Page
from mapping.render.still.pages import compiled, page_source
from mapping.render.still.paper import (
    EDGE_MM,
    MM_AN_INCH,
    OVERLAP_MM,
    Orientation,
    Paper,
    Sheet,
    Tiling,
    tiled,
)
from mapping.render.still.shapes import project

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

DEFAULT_DPI: Final = 300
LEAST_DPI: Final = 36
MOST_DPI: Final = 1200
MOST_DOTS: Final = 100_000_000  # four bytes each, all in memory at once
RULER_MM: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintRequest:
    """What somebody wants printed."""

    extension: str = "pdf"  # pdf, svg or png
    size: str = "A4"
    orientation: Orientation = Orientation.AUTO
    sheet_size: str | None = None  # of sheets that a PDF is cut into; None: one page
    dots_an_inch: int = DEFAULT_DPI  # of a PNG


def to_print(
    spec: MapSpec, boundaries: "BoundarySet", wanted: PrintRequest, *, today: datetime.date
) -> bytes:
    """A map as a file for a printer.

    Raises:
        UnknownChoiceError: no such size, or a number of dots that cannot be.
    """
    paper = paper_for(boundaries, wanted.size, wanted.orientation)
    if wanted.extension == "svg":
        return print_svg(spec, boundaries, paper=paper, today=today).encode()
    if wanted.extension == "png":
        dots = wanted.dots_an_inch
        return print_png(spec, boundaries, paper=paper, dots_an_inch=dots, today=today)
    tiling = tiled(paper, wanted.sheet_size) if wanted.sheet_size else None
    return print_pdf(spec, boundaries, paper=paper, tiling=tiling, today=today)


def paper_for(
    boundaries: "BoundarySet", size: str, orientation: Orientation = Orientation.AUTO
) -> Paper:
    """A paper that lies as it is told, or as the country does.

    Raises:
        UnknownChoiceError: no such size.
    """
    across = orientation is Orientation.LANDSCAPE
    if orientation is Orientation.AUTO:
        across = project(boundaries).aspect >= 1
    return Paper.named(size, landscape=across)


def print_svg(
    spec: MapSpec, boundaries: "BoundarySet", *, paper: Paper, today: datetime.date
) -> str:
    """A map as SVG in millimetres, the white margin of the paper left out."""
    stack = Page(spec, boundaries, Format.print(paper), today).full().stack
    margins = 2 * PAPER_MARGIN_MM
    size = (f"{paper.width_mm - margins:g}mm", f"{paper.height_mm - margins:g}mm")
    return stack.to_svg(size=size)


def print_png(
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    paper: Paper,
    dots_an_inch: int = DEFAULT_DPI,
    today: datetime.date,
) -> bytes:
    """A map as PNG of a whole paper.

    Raises:
        UnknownChoiceError: so many dots would not fit into memory, or so few could not be read.
    """
    check_dots(paper, dots_an_inch)
    source = print_source(spec, boundaries, paper=paper, today=today)
    return compiled(source, format="png", ppi=dots_an_inch)


def print_pdf(
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    paper: Paper,
    tiling: Tiling | None = None,
    today: datetime.date,
) -> bytes:
    """A map as PDF in vectors: one page of the paper's size, or sheets to tape together.

    Args:
        spec: The map.
        boundaries: Its places.
        paper: What it is laid out for.
        tiling: How the paper is cut into sheets; an overview of them comes first.
        today: Date of production.
    """
    source = print_source(spec, boundaries, paper=paper, tiling=tiling, today=today)
    moment = datetime.datetime.combine(today, datetime.time(), tzinfo=datetime.UTC)
    return compiled(source, format="pdf", timestamp=int(moment.timestamp()))


def print_source(
    spec: MapSpec,
    boundaries: "BoundarySet",
    *,
    paper: Paper,
    tiling: Tiling | None = None,
    today: datetime.date,
) -> bytes:
    """The Typst document of what `print_pdf` makes."""
    stack = Page(spec, boundaries, Format.print(paper), today).full().stack
    translator = Translator(spec.language)
    sheets = None if tiling is None else _sheets(tiling, paper, translator)
    margin = PAPER_MARGIN_MM * PX_A_MM
    return page_source(stack, language=translator.language, margin_px=margin, sheets=sheets)


def check_dots(paper: Paper, dots_an_inch: int) -> None:
    """See that a picture of a paper can be made.

    Raises:
        UnknownChoiceError: so many dots would not fit into memory, or so few could not be read.
    """
    most = most_dots(paper)
    if not LEAST_DPI <= dots_an_inch <= most:
        raise UnknownChoiceError(
            kind=N_("number of dots an inch for this paper"),
            asked=dots_an_inch,
            available=f"{LEAST_DPI}–{most}",
        )


def most_dots(paper: Paper) -> int:
    """The finest picture of a paper that is made, in dots an inch."""
    square_inches = paper.width_mm * paper.height_mm / MM_AN_INCH**2
    return min(MOST_DPI, int((MOST_DOTS / square_inches) ** 0.5))


_GLUED_LEFT: Final = N_("Cut along the dashed line, and glue the left edge over {over}.")
_GLUED_ABOVE: Final = N_("Cut along the dashed line, and glue the upper edge over {above}.")
_GLUED_TWICE: Final = N_(
    "Cut along the dashed lines, and glue the left edge over {over} and the upper one over {above}."
)


def _sheets(tiling: Tiling, paper: Paper, translator: Translator) -> dict[str, Any]:
    """What the template has to know of the sheets, in millimetres."""
    width, height = tiling.window_mm
    sheets = tiling.sheets()
    return {
        "page": [tiling.sheet.width_mm, tiling.sheet.height_mm],
        "window": [width, height],
        "edge": EDGE_MM,
        "overlap": OVERLAP_MM,
        "ruler": RULER_MM,
        "words": _overview_words(tiling, paper, translator),
        "sheets": [
            {
                "label": sheet.label,
                "words": _sheet_words(sheet, number, len(sheets), translator),
                "x": sheet.x_mm,
                "y": sheet.y_mm,
                "width": width - OVERLAP_MM * sheet.has_right,
                "height": height - OVERLAP_MM * sheet.has_below,
                "left": sheet.column > 0,
                "top": sheet.row > 0,
                "right": sheet.has_right,
                "bottom": sheet.has_below,
            }
            for number, sheet in enumerate(sheets, start=1)
        ],
    }


def _sheet_words(sheet: Sheet, number: int, count: int, translator: Translator) -> str:
    of = translator.text(
        N_("Sheet {number} of {count}."),
        number=translator.number(number),
        count=translator.number(count),
    )
    over = sheet.glued_over
    if not over:
        return of
    template = _GLUED_TWICE if len(over) > 1 else _GLUED_ABOVE if sheet.row else _GLUED_LEFT
    return f"{of} {translator.text(template, over=over[0], above=over[-1])}"


def _overview_words(tiling: Tiling, paper: Paper, translator: Translator) -> dict[str, Any]:
    steps = (
        N_(
            "Print all pages on {sheet} at 100 %, not fitted to the page. The line below is then"
            " {ruler} mm long."
        ),
        N_("Letters are rows from the top, numbers are columns from the left."),
        N_(
            "Cut each sheet along its dashed lines. Glue or tape its cut edges over the sheet to"
            " the left and the sheet above, so that the crosses on both lie on each other."
        ),
    )
    facts = {"sheet": tiling.sheet.name, "ruler": translator.number(RULER_MM)}
    title = N_("{count} sheets of {sheet} make one map of {paper}")
    return {
        "title": translator.text(
            title,
            count=translator.number(tiling.rows * tiling.columns),
            sheet=tiling.sheet.name,
            paper=paper.name,
        ),
        "steps": [translator.text(step, **facts) for step in steps],
    }
