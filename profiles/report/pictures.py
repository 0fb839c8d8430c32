"""The maps of a profile, drawn by the map engine from the pack's boundaries."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mapping.boundaries.read import read_boundaries
from mapping.i18n import N_
from mapping.places import AdminLevel
from mapping.render.still.locator import locator
from mapping.render.still.picture import prepare, prepare_slide
from mapping.render.still.stack import Prepared, Stack
from profiles.maps import build_map
from profiles.report.document import Pictures

if TYPE_CHECKING:
    from datetime import date

    from mapping.boundaries.model import BoundaryEntry, BoundarySet
    from profiles.pack import Pack
    from profiles.sections.model import MapFigure
    from profiles.sections.whole import Profile

_TAG: Final = re.compile(r"<[a-zA-Z][^>]*>")  # text between tags is escaped and left alone
_ID: Final = re.compile(r"""(\bid="|url\(#|href="#)""")
_IDS: Final = re.compile(r"""(aria-(?:labelledby|describedby)=")([^"]*)\"""")
MAP_WIDTH, MAP_HEIGHT = 640, 350  # pixels, a third of a page high
SLIDE_WIDTH, SLIDE_HEIGHT = 1164, 370  # what a slide has room for between its lines
LOCATOR_WIDTH: Final = 320


@lru_cache(maxsize=8)
def _boundaries(entry: "BoundaryEntry") -> "BoundarySet":
    """Polygons of one level, read once a process."""
    return read_boundaries(entry)


def draw(profile: "Profile", pack: "Pack") -> Pictures:
    """Every map of a profile."""
    words = profile.translator
    head = profile.identity
    return Pictures(
        locator=_locator(profile, pack, alt := _locator_alt(profile, words.text(LOCATOR))),
        locator_alt=alt if head.parents else "",
        maps=_maps(profile, pack),
    )


def on_slides(profile: "Profile", pack: "Pack", drawn: Pictures) -> Pictures:
    """The same with its maps as wide as a slide."""
    return replace(drawn, maps=_maps(profile, pack, on_slide=True))


def _maps(profile: "Profile", pack: "Pack", *, on_slide: bool = False) -> dict[str, Stack]:
    return {
        figure.id: _map(
            pack,
            replace(figure, title="", alt=""),  # these name the place, the map does not
            profile.language,
            profile.publisher,
            profile.made_on,
            on_slide,
        ).outlining(profile.place_code)
        for section in profile.sections
        for figure in section.maps
    }


@lru_cache(maxsize=128)  # findings choose among the indicators of a level
def _map(  # noqa: PLR0913 - what a map depends on
    pack: "Pack",
    figure: "MapFigure",
    language: str,
    publisher: str,
    today: "date",
    on_slide: bool,  # noqa: FBT001 - one of the things it depends on
) -> "Prepared":
    """A map that all places of a level have, each with itself outlined; drawn once."""
    spec = build_map(
        pack,
        level=figure.level,
        indicator=figure.indicator,
        period=figure.period,
        language=language,
        publisher=publisher,
    )
    boundaries = _boundaries(pack.boundaries.entry(pack.iso3, figure.level))
    if on_slide:
        prepared, width, height = prepare_slide, SLIDE_WIDTH, SLIDE_HEIGHT
    else:
        prepared, width, height = prepare, MAP_WIDTH, MAP_HEIGHT
    drawn = prepared(spec, boundaries, width_px=width, height_px=height, today=today)
    sheets = tuple(_with_own_ids(sheet, figure.id) for sheet in drawn.stack.sheets)
    return replace(drawn, stack=replace(drawn.stack, sheets=sheets))


LOCATOR: Final = N_("Locator map: {place} in {parents}.")


def _locator_alt(profile: "Profile", template: str) -> str:
    parents = profile.translator.row(parent.name for parent in profile.identity.parents)
    return template.format(place=profile.identity.name, parents=parents)


def _locator(profile: "Profile", pack: "Pack", label: str) -> Stack | None:
    if profile.identity.level is AdminLevel.ADM0:
        return None
    boundaries = _boundaries(pack.boundaries.entry(pack.iso3, profile.identity.level))
    return locator(boundaries, profile.place_code, width_px=LOCATOR_WIDTH, label=label)


def _with_own_ids(svg: str, prefix: str) -> str:
    """The picture with its ids made its own: several stand in one page."""

    def renamed(tag: re.Match[str]) -> str:
        named = _ID.sub(rf"\g<1>{prefix}-", tag[0])
        return _IDS.sub(
            lambda ids: f'{ids[1]}{" ".join(prefix + "-" + i for i in ids[2].split())}"', named
        )

    return _TAG.sub(renamed, svg)
