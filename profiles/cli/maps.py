"""`lmp map`: one map as a file."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_
from profiles.cli import asked

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet
    from mapping.cartography.layers import MapSpec
    from mapping.settings import Settings
    from profiles.pack import Pack

FORMATS: Final = ("html", "svg", "png", "pdf")
SVG_WIDTH_PX: Final = 1000
PNG_WIDTH_PX: Final = 2000
DEFAULT_PAPER: Final = "A4"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Print:
    """What was asked of paper."""

    paper: str | None
    orientation: str
    dpi: str | None
    tiles: str | None


def draw_map(  # noqa: PLR0913 - one parameter an option
    boundary_set: Annotated[str, typer.Argument(metavar="PACK:LEVEL", help="As in npl:ADM2.")],
    *,
    indicator: Annotated[str, typer.Option(metavar="CODE", help="As in lmp packs --json.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="FILE.html, .svg, .png or .pdf.")],
    period: Annotated[str | None, typer.Option(help="The latest one if nothing is said.")] = None,
    scheme: Annotated[
        str | None, typer.Option(help="quantiles, fisher-jenks, equal, pretty or manual.")
    ] = None,
    classes: Annotated[str, typer.Option(metavar="N", help="2 to 7.")] = "5",
    breaks: Annotated[str, typer.Option(metavar="a,b,c", help="For the manual scheme.")] = "",
    lang: Annotated[str, typer.Option(help="Language of the words on the map.")] = "en",
    paper: Annotated[str | None, typer.Option(help="A4 to A0, for .pdf, .svg and .png.")] = None,
    orientation: Annotated[
        str, typer.Option(help="portrait, landscape, or auto: as the country lies.")
    ] = "auto",
    dpi: Annotated[str | None, typer.Option(metavar="N", help="Dots an inch of a .png.")] = None,
    tiles: Annotated[
        str | None, typer.Option(help="Cut a .pdf into sheets of this size to tape together: A4.")
    ] = None,
) -> None:
    """Draw the map of one indicator."""
    from mapping.atomic import write_atomically
    from profiles.maps import build_map
    from profiles.pack import open_pack

    extension = asked.one_of(N_("map format"), out.suffix.lstrip("."), FORMATS)
    printing = _Print(paper=paper, orientation=orientation, dpi=dpi, tiles=tiles)
    _check_print(printing, extension)
    settings, language = asked.settings(), asked.language(lang)
    iso3, level = asked.pack_and_level(boundary_set)
    pack = open_pack(settings, iso3)
    pack.check_level(level)
    pack.indicator(indicator)
    periods = pack.periods_of(indicator, level)
    spec = build_map(
        pack,
        level=level,
        indicator=indicator,
        period=period or (periods[-1] if periods else ""),
        scheme=scheme,
        classes=_class_count(classes),
        breaks=asked.numbers(breaks, N_("list of breaks")) if breaks else (),
        language=language,
        publisher=settings.publisher,
    )
    write_atomically(out, _rendered(spec, pack, settings, extension, printing))


def _class_count(text: str) -> int:
    from mapping.cartography.breaks import MOST_CLASSES

    if not text.isdecimal():
        available = ", ".join(str(n) for n in range(2, MOST_CLASSES + 1))
        raise UnknownChoiceError(kind=N_("number of classes"), asked=text, available=available)
    return int(text)


def _check_print(printing: _Print, extension: str) -> None:
    """See that each option of paper says something of this kind of file.

    Raises:
        UnknownChoiceError: it does not.
    """
    given = (
        (printing.paper, N_("format for a paper size"), ("pdf", "svg", "png")),
        (printing.tiles, N_("format for sheets to tape together"), ("pdf",)),
        (printing.dpi, N_("format for dots an inch"), ("png",)),
    )
    for value, kind, formats in given:
        if value is not None:
            asked.one_of(kind, extension, formats)
    if printing.dpi is not None and not printing.dpi.isdecimal():
        raise UnknownChoiceError(
            kind=N_("number of dots an inch"), asked=printing.dpi, available="150, 300, 600"
        )


def _rendered(
    spec: "MapSpec", pack: "Pack", settings: "Settings", extension: str, printing: _Print
) -> bytes | str:
    from mapping.boundaries.read import read_boundaries
    from mapping.i18n import Translator
    from mapping.render import still

    if extension == "html":
        from profiles.map_page import standalone_page

        return standalone_page(spec, pack, settings, Translator(spec.language))
    boundaries = read_boundaries(pack.boundaries.entry(pack.iso3, spec.level))
    today = asked.today()
    if extension == "pdf" or printing.paper or printing.dpi:
        return _printed(spec, boundaries, extension, printing)
    if extension == "svg":
        return still.to_svg(spec, boundaries, width_px=SVG_WIDTH_PX, today=today)
    return still.to_png(spec, boundaries, width_px=PNG_WIDTH_PX, today=today)


def _printed(
    spec: "MapSpec", boundaries: "BoundarySet", extension: str, printing: _Print
) -> bytes | str:
    from mapping.render import still
    from mapping.render.still.printed import DEFAULT_DPI

    orientation = still.Orientation.named(printing.orientation)
    paper = still.paper_for(boundaries, printing.paper or DEFAULT_PAPER, orientation)
    today = asked.today()
    if extension == "svg":
        return still.print_svg(spec, boundaries, paper=paper, today=today)
    if extension == "png":
        dpi = int(printing.dpi or DEFAULT_DPI)
        return still.print_png(spec, boundaries, paper=paper, dots_an_inch=dpi, today=today)
    tiling = still.tiled(paper, printing.tiles) if printing.tiles else None
    return still.print_pdf(spec, boundaries, paper=paper, tiling=tiling, today=today)
