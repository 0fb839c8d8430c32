"""`lmp map`: one map as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from mapping.errors import UnknownChoiceError
from mapping.i18n import N_
from profiles.cli import asked

if TYPE_CHECKING:
    from mapping.cartography.layers import MapSpec
    from mapping.settings import Settings
    from profiles.pack import Pack

FORMATS: Final = ("html", "svg", "png", "pdf")
SVG_WIDTH_PX: Final = 1000
PNG_WIDTH_PX: Final = 2000


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
) -> None:
    """Draw the map of one indicator."""
    from mapping.atomic import write_atomically
    from profiles.maps import build_map
    from profiles.pack import open_pack

    extension = asked.one_of(N_("map format"), out.suffix.lstrip("."), FORMATS)
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
    write_atomically(out, _rendered(spec, pack, settings, extension))


def _class_count(text: str) -> int:
    from mapping.cartography.breaks import MOST_CLASSES

    if not text.isdecimal():
        available = ", ".join(str(n) for n in range(2, MOST_CLASSES + 1))
        raise UnknownChoiceError(kind=N_("number of classes"), asked=text, available=available)
    return int(text)


def _rendered(spec: "MapSpec", pack: "Pack", settings: "Settings", extension: str) -> bytes | str:
    from mapping.boundaries.read import read_boundaries
    from mapping.i18n import Translator
    from mapping.render import still

    if extension == "html":
        from profiles.map_page import standalone_page

        return standalone_page(spec, pack, settings, Translator(spec.language))
    boundaries = read_boundaries(pack.boundaries.entry(pack.iso3, spec.level))
    today = asked.today()
    if extension == "svg":
        return still.to_svg(spec, boundaries, width_px=SVG_WIDTH_PX, today=today)
    if extension == "png":
        return still.to_png(spec, boundaries, width_px=PNG_WIDTH_PX, today=today)
    return still.to_pdf(spec, boundaries, today=today)
