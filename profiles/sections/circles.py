"""With whom a place is compared: the country's places, its siblings, neighbours, places like it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import Final

from mapping.places import AdminLevel, Place, PlaceCode
from profiles.evidence.comparison import Circle, neighbours_of, similar, standardised
from profiles.evidence.pack import Evidence
from profiles.evidence.provenance import Cell, Peers
from profiles.evidence.published import tables_of
from profiles.indicators.model import Kind
from profiles.sections.facts import Facts

# How large a place is, how densely lived in, and by whom: not what a profile is about.
SIMILAR_BY: Final = (
    "pop_total",
    "pop_density",
    "urban_share",
    "median_age",
    "dep_total",
    "household_size",
)
MOST_SIMILAR: Final = 5
KNOWN_FOR: Final = 0.5  # of the places: an indicator that fewer have finds nobody
ON_A_LOG_SCALE: Final = frozenset({"pop_density"})  # and counts: twice as many is one step


@lru_cache(maxsize=2)  # of the profile that is being made
def circles_of(facts: Facts) -> Mapping[Circle, Peers]:
    """Whom the place is compared with; a country is compared with nobody."""
    level = facts.place.level
    if level is AdminLevel.ADM0:
        return {}
    own = str(facts.place.place_code)
    found = {Circle.COUNTRY: Peers(level=level)}
    if len(facts.beside) > 1:
        found[Circle.PARENT] = Peers(level=level, within=facts.beside[0].place_code)
    for circle, codes in (
        (Circle.NEIGHBOURS, neighbours_of(facts.pack.gazetteer, facts.place)),
        (Circle.SIMILAR, similar_places(facts)),
    ):
        if codes:
            found[circle] = Peers(level=level, among=(own, *codes))
    return found


def places_in(facts: Facts, circle: Circle) -> tuple[Place, ...]:
    """The other places of a circle."""
    peers = circles_of(facts).get(circle)
    codes = facts.tables.peer_codes(peers) if peers else ()
    gazetteer = facts.pack.gazetteer
    return tuple(gazetteer.place(PlaceCode(c)) for c in codes if c != facts.place.place_code)


def similar_places(facts: Facts) -> tuple[str, ...]:
    """The places of the level most like this one, nearest first."""
    values = _standardised(facts.pack, facts.place.level, variables(facts))
    return similar(values, facts.place.place_code, MOST_SIMILAR)


def variables(facts: Facts) -> tuple[str, ...]:
    """The indicators by which places are like each other: those asked for that the pack has."""
    wanted = facts.edits.similar_by or SIMILAR_BY
    return tuple(code for code in wanted if _is_widely_known(facts.pack, code, facts.place.level))


def choosable(pack: Evidence, level: AdminLevel) -> tuple[str, ...]:
    """Every indicator of a level that can tell which places are alike."""
    return tuple(code for code in pack.indicators if _is_widely_known(pack, code, level))


def comparable(pack: Evidence, place: Place, codes: Sequence[str]) -> bool:
    """Whether the place and another one have all of these indicators; a country is alone."""
    found = _standardised(pack, place.level, tuple(codes))
    alone = place.level is AdminLevel.ADM0 or not codes
    return alone or (place.place_code in found and len(found) > 1)


def _is_widely_known(pack: Evidence, code: str, level: AdminLevel) -> bool:
    places = pack.gazetteer.at_level(level)
    return len(_values(pack, code, level)) >= KNOWN_FOR * len(places)


@lru_cache(maxsize=256)
def _values(pack: Evidence, code: str, level: AdminLevel) -> Mapping[str, float]:
    """The published figures of the latest period, by place; logarithms of counts."""
    tables = tables_of(pack)
    period = tables.latest(code, level)
    if period is None:
        return {}
    cell = Cell(place_code="", indicator=code, period=period)
    found = tables.peer_values(cell, Peers(level=level))
    if pack.indicators[code].kind is Kind.EXTENSIVE or code in ON_A_LOG_SCALE:
        return {place: log(value) for place, value in found.items() if value > 0}
    return found


@lru_cache(maxsize=16)
def _standardised(
    pack: Evidence, level: AdminLevel, codes: tuple[str, ...]
) -> Mapping[str, tuple[float, ...]]:
    """The places that have every one of the indicators, fit to be compared."""
    columns = [_values(pack, code, level) for code in codes]
    if not columns:
        return {}
    complete = set(columns[0]).intersection(*columns)
    ordered = sorted(complete)
    return standardised({place: [column[place] for column in columns] for place in ordered})
