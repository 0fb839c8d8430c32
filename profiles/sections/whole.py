"""A local migration profile as data: what every renderer reads.

Apart from what makes one, so that a renderer that is given a profile loads no more than it needs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from mapping.i18n import Translator
from mapping.places import AdminLevel
from profiles.edits.kept import NO_EDITS, Edits
from profiles.evidence.provenance import Number
from profiles.indicators.model import Source
from profiles.sections.model import Section, Tile
from profiles.sections.table_model import numbers_in

if TYPE_CHECKING:
    from profiles.sections.changed import ChangeReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Parent:
    """One place above, as it is printed in the line of descent."""

    place_code: str
    name: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The head of a profile."""

    place_code: str
    name: str  # in the language of the profile
    names: tuple[tuple[str, str], ...]  # language and name, the profile's language left out
    level: AdminLevel
    unit: str  # "district"
    parents: tuple[Parent, ...]  # nearest first
    lower_units: Number | None  # how many places lie directly below
    lower_unit_name: str
    area_km2: Number | None
    population: Number | None
    density: Number | None
    published_area: Number | None  # what the density was worked out by
    vintage: str
    boundary_source: str
    boundary_licence: str
    centre: tuple[float, float] | None


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One place in one language. Every number in it knows where it comes from."""

    iso3: str
    place_code: str
    language: str
    publisher: str
    made_on: date
    title: str
    identity: Identity
    tiles: tuple[Tile, ...]
    sections: tuple[Section, ...]  # of the outline, in their order
    sources: tuple[Source, ...]  # in the order in which tables name them
    disclaimer: str
    pack_fingerprint: str  # of everything it was made from
    tables: tuple[tuple[str, str], ...]  # each published table and its hash
    labels: tuple[tuple[str, str], ...]  # of the indicators that numbers name, by code
    names: tuple[tuple[str, str], ...]  # of the places that numbers name, by code
    edits: Edits = NO_EDITS  # what people added
    switched_off: tuple[tuple[str, str], ...] = ()  # sections by their id, and the printed reason
    chosen: tuple[str, ...] = ()  # sections by their id; none: all fifteen
    since: "ChangeReport | None" = None  # what became of the figures of an earlier edition

    def numbers(self) -> Iterator[Number]:
        """Every number that is printed as one, in reading order."""
        return numbers_of(self.tiles, self.sections)

    @property
    def translator(self) -> Translator:
        """The language of the profile."""
        return Translator(self.language)


def numbers_of(key_facts: Iterable[Tile], sections: Iterable[Section]) -> Iterator[Number]:
    """Every number that is printed as one, in reading order."""
    for tile in key_facts:
        yield from (tile.number,) if tile.number else ()
        yield from (beside.number for beside in tile.beside)
        yield from tile.counted.numbers if tile.counted else ()
    for section in sections:
        yield from section.evidence.numbers if section.evidence else ()
        yield from (number for sentence in section.sentences for number in sentence.numbers)
        for table in section.all_tables:
            yield from numbers_in(table)
