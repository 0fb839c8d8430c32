"""`lmp map`: one map as a file."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_
from profiles.cli import asked

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet
    from mapping.cartography.layers import MapSpec
    from mapping.render.still.printed import PrintRequest
    from mapping.settings import Settings
    from profiles.pack import Pack

FORMATS: Final = ("html", "svg", "png", "pdf", "csv", "xlsx", "gpkg", "qgz")
TABLES: Final = ("csv", "xlsx")
SVG_WIDTH_PX: Final = 1000
PNG_WIDTH_PX: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    """What was asked of some kinds of files only."""

    paper: str | None
    orientation: str
    dpi: str | None
    tiles: str | None
    hxl: bool


_Out = Annotated[
    Path,
    typer.Option(metavar="FILE", help="FILE with one of the endings: " + ", ".join(FORMATS) + "."),
]
_Kind = Annotated[
    str | None,
    typer.Option(help="choropleth, symbols, bivariate, flows or clusters; what fits if unsaid."),
]
_Second = Annotated[
    str | None, typer.Option("--with", metavar="CODE", help="Second rate, or table of the streams.")
]
_Scheme = Annotated[
    str | None, typer.Option(help="quantiles, fisher-jenks, equal, pretty, std-dev or manual.")
]
_Points = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Points to put over the map: GeoJSON, GeoPackage, CSV."),
]
_Orientation = Annotated[
    str, typer.Option(help="portrait, landscape, or auto: as the country lies.")
]
_Tiles = Annotated[
    str | None, typer.Option(help="Cut a .pdf into sheets of this size to tape together: A4.")
]


def draw_map(  # noqa: PLR0913 - one parameter an option
    boundary_set: Annotated[str, typer.Argument(metavar="PACK:LEVEL", help="As in npl:ADM2.")],
    *,
    indicator: Annotated[str, typer.Option(metavar="CODE", help="As in lmp packs --json.")],
    out: _Out,
    period: Annotated[str | None, typer.Option(help="The latest one if nothing is said.")] = None,
    kind: _Kind = None,
    second: _Second = None,
    scheme: _Scheme = None,
    classes: Annotated[str, typer.Option(metavar="N", help="2 to 7.")] = "5",
    breaks: Annotated[str, typer.Option(metavar="a,b,c", help="For the manual scheme.")] = "",
    palette: Annotated[str, typer.Option(metavar="NAME", help="Such as amber.")] = "",
    title: Annotated[str, typer.Option(help="Instead of the indicator's name.")] = "",
    points: _Points = None,
    lang: Annotated[str, typer.Option(help="Language of the words on the map.")] = "en",
    paper: Annotated[str | None, typer.Option(help="A4 to A0, for .pdf, .svg and .png.")] = None,
    orientation: _Orientation = "auto",
    dpi: Annotated[str | None, typer.Option(metavar="N", help="Dots an inch of a .png.")] = None,
    tiles: _Tiles = None,
    hxl: Annotated[bool, typer.Option("--hxl", help="HXL hashtags in a .csv or .xlsx.")] = False,
) -> None:
    """Draw the map of one indicator."""
    from mapping.atomic import write_atomically

    extension = asked.one_of(N_("map format"), out.suffix.lstrip("."), FORMATS)
    printing = _Options(paper=paper, orientation=orientation, dpi=dpi, tiles=tiles, hxl=hxl)
    _check_options(printing, extension)
    settings, language = asked.settings(), asked.language(lang)
    numbers = asked.numbers(breaks, N_("list of breaks")) if breaks else ()
    look: dict[str, Any] = {
        "kind": kind,
        "second": second,
        "scheme": scheme,
        "classes": _class_count(classes),
    }
    look |= {"breaks": numbers, "palette": palette, "title": title, "language": language}
    pack, spec = _map_of(boundary_set, indicator, period, points, look, settings)
    for path in (out, out.with_suffix(".gpkg")) if extension == "qgz" else (out,):
        write_atomically(path, _rendered(spec, pack, settings, path, printing))
        asked.print_line(str(path))


def _map_of(  # noqa: PLR0913 - what, where, when and how
    boundary_set: str,
    indicator: str,
    period: str | None,
    points: Path | None,
    look: "dict[str, Any]",
    settings: "Settings",
) -> "tuple[Pack, MapSpec]":
    """The map that was asked for, and its pack."""
    from mapping.cartography.points import read_points
    from profiles.maps import build_map
    from profiles.pack import open_pack

    iso3, level = asked.pack_and_level(boundary_set)
    pack = open_pack(settings, iso3)
    pack.check_level(level)
    pack.indicator(indicator)
    periods = pack.periods_of(indicator, level)
    return pack, build_map(
        pack,
        level=level,
        indicator=indicator,
        period=period or (periods[-1] if periods else ""),
        points=read_points(points, look["language"]) if points else None,
        publisher=settings.publisher,
        **look,
    )


def _class_count(text: str) -> int:
    from mapping.cartography.breaks import MOST_CLASSES

    if not text.isdecimal():
        available = ", ".join(str(n) for n in range(2, MOST_CLASSES + 1))
        raise UnknownChoiceError(kind=N_("number of classes"), asked=text, available=available)
    return int(text)


def _check_options(printing: _Options, extension: str) -> None:
    """See that each option says something of this kind of file.

    Raises:
        UnknownChoiceError: it does not.
    """
    given = (
        (printing.paper, N_("format for a paper size"), ("pdf", "svg", "png")),
        (printing.tiles, N_("format for sheets to tape together"), ("pdf",)),
        (printing.dpi, N_("format for dots an inch"), ("png",)),
        (printing.hxl or None, N_("format for HXL hashtags"), TABLES),
    )
    for value, kind, formats in given:
        if value is not None:
            asked.one_of(kind, extension, formats)
    if printing.dpi is not None and not printing.dpi.isdecimal():
        raise UnknownChoiceError(
            kind=N_("number of dots an inch"), asked=printing.dpi, available="150, 300, 600"
        )


def _rendered(
    spec: "MapSpec", pack: "Pack", settings: "Settings", path: Path, printing: _Options
) -> bytes | str:
    from mapping.boundaries.read import read_boundaries
    from mapping.i18n import Translator
    from profiles.report import tables

    extension = path.suffix.lstrip(".").lower()
    if extension == "html":
        from profiles.maps.page import standalone_page

        return standalone_page(spec, pack, settings, Translator(spec.language))
    if extension == "csv":
        return tables.to_csv(spec, pack.gazetteer, hxl=printing.hxl)
    if extension == "xlsx":
        return tables.to_xlsx(spec, pack.gazetteer, hxl=printing.hxl)
    boundaries = read_boundaries(pack.boundaries.entry(pack.iso3, spec.level))
    if extension in {"gpkg", "qgz"}:
        return _for_gis(spec, boundaries, path)
    return _drawn(spec, boundaries, extension, printing)


def _for_gis(spec: "MapSpec", boundaries: "BoundarySet", path: Path) -> bytes:
    from mapping.render import gis

    if path.suffix.lower() == ".qgz":  # a project is of the file beside it
        return gis.to_project(spec, boundaries, package=f"{path.stem}.gpkg")
    return gis.to_geopackage(spec, boundaries, today=asked.today())


def _drawn(
    spec: "MapSpec", boundaries: "BoundarySet", extension: str, printing: _Options
) -> bytes | str:
    from mapping.render.still.picture import to_png, to_svg
    from mapping.render.still.printed import to_print

    today = asked.today()
    if extension == "pdf" or printing.paper or printing.dpi:
        return to_print(spec, boundaries, _request(extension, printing), today=today)
    if extension == "svg":
        return to_svg(spec, boundaries, width_px=SVG_WIDTH_PX, today=today)
    return to_png(spec, boundaries, width_px=PNG_WIDTH_PX, today=today)


def _request(extension: str, printing: _Options) -> "PrintRequest":
    from mapping.render.still.paper import Orientation
    from mapping.render.still.printed import PrintRequest

    wanted = PrintRequest(
        extension=extension,
        orientation=Orientation.named(printing.orientation),
        sheet_size=printing.tiles,
    )
    if printing.paper:
        wanted = replace(wanted, size=printing.paper)
    return replace(wanted, dots_an_inch=int(printing.dpi)) if printing.dpi else wanted
