"""The maps of a profile, drawn by the map engine from the pack's boundaries."""

import re
from collections.abc import Callable
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
    from mapping.cartography.layers import MapSpec
    from profiles.pack import Pack
    from profiles.sections.model import MapFigure
    from profiles.sections.whole import Profile

_TAG: Final = re.compile(r"<[a-zA-Z][^>]*>")  # text between tags is escaped and left alone
_ID: Final = re.compile(r"""(\bid="|url\(#|href="#)""")
_IDS: Final = re.compile(r"""(aria-(?:labelledby|describedby)=")([^"]*)\"""")
MAP_WIDTH: Final = 640
MAP_HEIGHT: Final = 350  # a third of a page
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
        maps=_maps(profile, pack, _map),
    )


def on_slides(profile: "Profile", pack: "Pack", drawn: Pictures) -> Pictures:
    """The same with its maps as wide as a slide."""
    return replace(drawn, maps=_maps(profile, pack, _map_on_slide))


Drawer = Callable[["Pack", "MapFigure", str, str, "date"], "Prepared"]


def _maps(profile: "Profile", pack: "Pack", drawer: Drawer) -> dict[str, Stack]:
    return {
        figure.id: drawer(
            pack,
            replace(figure, title="", alt=""),  # these name the place, the map does not
            profile.language,
            profile.publisher,
            profile.made_on,
        ).outlining(profile.place_code)
        for section in profile.sections
        for figure in section.maps
    }


@lru_cache(maxsize=64)  # findings choose among the indicators of a level
def _map(
    pack: "Pack", figure: "MapFigure", language: str, publisher: str, today: "date"
) -> "Prepared":
    """A map that all places of a level have, each with itself outlined; drawn once."""
    spec, boundaries = _asked(pack, figure, language, publisher)
    drawn = prepare(spec, boundaries, width_px=MAP_WIDTH, height_px=MAP_HEIGHT, today=today)
    sheets = tuple(_with_own_ids(sheet, figure.id) for sheet in drawn.stack.sheets)
    return replace(drawn, stack=replace(drawn.stack, sheets=sheets))


@lru_cache(maxsize=64)
def _map_on_slide(
    pack: "Pack", figure: "MapFigure", language: str, publisher: str, today: "date"
) -> "Prepared":
    """The same on a slide."""
    spec, boundaries = _asked(pack, figure, language, publisher)
    size = {"width_px": SLIDE_WIDTH, "height_px": SLIDE_HEIGHT}
    return prepare_slide(spec, boundaries, **size, today=today)


def _asked(
    pack: "Pack", figure: "MapFigure", language: str, publisher: str
) -> tuple["MapSpec", "BoundarySet"]:
    """What a map shows, and its polygons."""
    spec = build_map(
        pack,
        level=figure.level,
        indicator=figure.indicator,
        period=figure.period,
        language=language,
        publisher=publisher,
    )
    return spec, _boundaries(pack.boundaries.entry(pack.iso3, figure.level))


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
