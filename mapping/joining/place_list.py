"""The places a table is joined to: their names in every language, their codes, what lies above."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mapping.boundaries.model import BoundaryEntry, Gazetteer
from mapping.boundaries.place_columns import PlaceColumns
from mapping.joining.names.countries import countries_of, country_of, country_of_codes
from mapping.joining.names.index import NameIndex
from mapping.joining.names.spelling import normalised
from mapping.places import Place, PlaceCode

if TYPE_CHECKING:
    import pandas as pd

ALTERNATIVE = "_alt"  # in the tag of a name: "en_alt2" is another English name

Row = Mapping[str, Any]
"""One row of a file: text or None; Any, as that is what pandas says of a cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPlace:
    """One place that a row may be about."""

    place_code: PlaceCode
    name: str
    names: tuple[str, ...] = ()  # in other languages
    alternatives: tuple[str, ...] = ()  # older, local and other spellings
    parent_code: PlaceCode | None = None
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)  # of other systems, by kind


@dataclass(frozen=True, kw_only=True)
class PlaceList:
    """Places of one level, and what is known of the levels around it."""

    name: str  # "npl:ADM2", or a file's
    places: tuple[ListedPlace, ...]
    unit: str = ""  # what one is called: "district"; empty where nobody says
    units: str = ""  # several
    parents: tuple[ListedPlace, ...] = ()
    country: tuple[str, ...] = ()  # names and codes of the country, if it is one
    other_levels: Mapping[str, tuple[ListedPlace, ...]] = field(default_factory=dict)
    # by what their units are called, the parents among them

    @cached_property
    def index(self) -> NameIndex:
        """The names of the places."""
        return NameIndex(places=self.places)

    @cached_property
    def parent_index(self) -> NameIndex:
        """The names of the units above."""
        return NameIndex(places=self.parents)

    @cached_property
    def level_indexes(self) -> Mapping[str, NameIndex]:
        """The names of the units of each other level."""
        return {level: NameIndex(places=places) for level, places in self.other_levels.items()}

    @cached_property
    def iso2(self) -> str | None:
        """The country of the places (ISO 3166-1, two letters), as far as it can be told."""
        named = countries_of(self.country)
        return next(iter(named)) if len(named) == 1 else country_of_codes(self._codes)

    @cached_property
    def country_forms(self) -> frozenset[str]:
        """What the country is called, normalised."""
        return frozenset(normalised(text).full for text in self.country)

    def is_country(self, text: str) -> bool:
        """Whether a text names the country of the places, in any known language or code."""
        known = self.iso2 is not None and country_of(text) == self.iso2
        return known or normalised(text).full in self.country_forms

    @property
    def _codes(self) -> Iterable[str]:
        return (place.place_code for place in self.places)


def to_place_list(
    gazetteer: Gazetteer,
    entry: BoundaryEntry,
    entries: Iterable[BoundaryEntry] = (),
    codes: Mapping[PlaceCode, Mapping[str, str]] | None = None,
) -> PlaceList:
    """The places of a pack's level.

    Args:
        gazetteer: All places of the pack.
        entry: The boundary set of the level.
        entries: Those of the other levels, which say what their units are called.
        codes: Codes of other systems by place, as the boundary file has them.
    """
    called = {other.level: other.unit_name_plural for other in entries}
    by_level = {
        called.get(level, level.value): tuple(_listed(place) for place in gazetteer.at_level(level))
        for level in dict.fromkeys(place.level for place in gazetteer.places.values())
        if level not in {entry.level, gazetteer.country.level}
    }
    places = gazetteer.at_level(entry.level)
    above = {place.parent_code for place in places}
    country = gazetteer.country
    return PlaceList(
        name=f"{entry.iso3.lower()}:{entry.level}",
        places=tuple(_listed(place, codes) for place in places),
        unit=entry.unit_name,
        units=entry.unit_name_plural,
        parents=tuple(_listed(p) for p in gazetteer.places.values() if p.place_code in above),
        country=(*country.all_names, country.place_code, gazetteer.iso3),
        other_levels=by_level,
    )


def read_place_list(frame: "pd.DataFrame", columns: PlaceColumns, *, name: str) -> PlaceList:
    """The places of a table or of the attributes of a boundary file; cells are text or None.

    Args:
        frame: One row a place.
        columns: Which column holds what (`find_place_columns`).
        name: Of the file, for messages.
    """
    cells = frame.astype(object).where(frame.notna(), None)
    rows = [{str(key): cell for key, cell in row.items()} for row in cells.to_dict("records")]
    above = columns.above[0] if columns.above else None
    places = tuple(
        ListedPlace(
            place_code=PlaceCode(row[columns.code]),
            name=row[columns.name] or row[columns.code],
            names=_filled(row, columns.names),
            alternatives=_alternatives(row, columns.alternatives),
            parent_code=PlaceCode(row[above.code]) if above and row[above.code] else None,
            codes={kind: row[kind] for kind in columns.codes if row[kind]},
        )
        for row in rows
    )
    country = {row[column] for row in rows for column in columns.country if row[column]}
    levels = {
        level.label: tuple(
            ListedPlace(place_code=PlaceCode(code), name=texts[0], names=texts[1:])
            for code, texts in _distinct(rows, level.code, level.names).items()
        )
        for level in columns.above
        if {row[level.code] for row in rows} - country
    }
    countries = [{row[column] for row in rows} for column in columns.country]
    one = all(len(values) == 1 for values in countries)
    return PlaceList(
        name=name,
        places=places,
        parents=next(iter(levels.values()), ()),
        country=tuple(sorted(country)) if one else (),
        other_levels=levels,
    )


def _listed(
    place: Place, codes: Mapping[PlaceCode, Mapping[str, str]] | None = None
) -> ListedPlace:
    other = {tag: name for tag, name in place.names.items() if name != place.name}
    return ListedPlace(
        place_code=place.place_code,
        name=place.name,
        names=tuple(name for tag, name in other.items() if ALTERNATIVE not in tag),
        alternatives=tuple(name for tag, name in other.items() if ALTERNATIVE in tag),
        parent_code=place.parent_code,
        codes=(codes or {}).get(place.place_code, {}),
    )


def _filled(row: Row, columns: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for column in columns if (text := row[column])))


def _alternatives(row: Row, columns: Iterable[str]) -> tuple[str, ...]:
    """Other names; some files write several into one cell, with | or ; between them."""
    cells = (text.replace(";", "|").split("|") for text in _filled(row, columns))
    return tuple(dict.fromkeys(name.strip() for names in cells for name in names if name.strip()))


def _distinct(rows: Iterable[Row], code: str, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    return {key: _filled(row, names) or (key,) for row in rows if (key := row[code]) is not None}
