"""A boundary set, the places in it, and what its catalogue says of it."""

import hashlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mapping.errors import UnknownPlaceError, listed
from mapping.i18n import DEFAULT_LANGUAGE, in_language
from mapping.places import APOSTROPHES, AdminLevel, Place, PlaceCode

if TYPE_CHECKING:  # geopandas takes seconds to load; the browser app starts without it
    import geopandas as gpd
    import numpy as np
    import numpy.typing as npt


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryEntry:
    """One boundary set as the catalogue describes it."""

    id: str  # "npl-ADM2-2021"
    iso3: str  # upper case
    level: AdminLevel
    vintage: str  # the date the boundaries are of: "2021" or "2021-11-25"
    source: str
    licence: str
    attribution: str
    languages: tuple[str, ...]
    note: str
    unit_name: str  # what one unit is called, singular: "district"
    unit_name_plural: str
    path: Path  # GeoParquet, EPSG:4326
    unit_names: Mapping[str, tuple[str, str]] = field(default_factory=dict, hash=False)

    def unit_name_in(self, language: str, *, plural: bool = False) -> str:
        """What one unit is called in a language, or several; in English where it is not known."""
        words = {known: pair[plural] for known, pair in self.unit_names.items()}
        own = self.unit_name_plural if plural else self.unit_name
        return in_language({DEFAULT_LANGUAGE: own, **words}, language)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Outlines:
    """What of a boundary set is drawn: its places in their order, without a table."""

    key: str  # the same content has the same
    codes: tuple[str, ...]
    parents: tuple[str, ...]  # code of the place above, or an empty text
    names: Mapping[str, Sequence[str | None]]  # by column: "name", "name_ne"
    shapes: "npt.NDArray[np.object_]"  # polygons in EPSG:4326

    def names_in(self, language: str) -> dict[str, str]:
        """Names by place code, in a language as far as they are known in it."""
        leading = self.names["name"]
        own = self.names.get(f"name_{language}", leading)
        pairs = zip(own, leading, strict=True)
        return dict(zip(self.codes, (str(name or first) for name, first in pairs), strict=True))


@dataclass(frozen=True, eq=False, kw_only=True)
class BoundarySet:
    """Polygons of one level. The frame is shared between readers and never changed.

    Columns: see `mapping.boundaries.schema.COLUMNS`; geometry in EPSG:4326.
    """

    entry: BoundaryEntry
    frame: "gpd.GeoDataFrame"

    @cached_property
    def outlines(self) -> Outlines:
        """What of it is drawn."""
        import numpy as np

        frame = self.frame
        named = [str(column) for column in frame if str(column).startswith("name")]
        return Outlines(
            key=self.fingerprint,
            codes=tuple(frame["place_code"].astype(str)),
            parents=tuple(frame["parent_code"].fillna("").astype(str)),
            names={column: frame[column].fillna("").tolist() for column in named},
            shapes=np.asarray(frame.geometry.array),
        )

    @cached_property
    def fingerprint(self) -> str:
        """Hash of codes, names and geometry: the cache key of everything made from the set."""
        digest = hashlib.sha256()
        attributes = self.frame.drop(columns="geometry").astype("string").fillna("")
        digest.update(attributes.to_csv(index=False).encode())
        for wkb in self.frame.geometry.to_wkb():
            digest.update(wkb)
        return digest.hexdigest()[:32]


def searchable(text: str) -> str:
    """A name as it is compared in a search: no case, no accents, one apostrophe, single spaces."""
    folded = unicodedata.normalize("NFKD", text.translate(APOSTROPHES)).casefold()
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


@dataclass(frozen=True, kw_only=True)
class Gazetteer:
    """All places of one pack, every level, without geometry: cheap to load and to search."""

    iso3: str
    places: Mapping[PlaceCode, Place] = field(repr=False, hash=False)

    def place(self, place_code: str) -> Place:
        """The place with a code.

        Raises:
            UnknownPlaceError: no place has the code.
        """
        try:
            return self.places[PlaceCode(place_code)]
        except KeyError:
            raise self.unknown(place_code, self.places.values()) from None

    def unknown(self, asked: str, places: Iterable[Place]) -> UnknownPlaceError:
        """What to say where none of some places was asked for: those that are most like it."""
        available = listed(_nearest_first(asked, places))
        return UnknownPlaceError(asked=asked, pack=self.iso3, available=available)

    def namer(self, language: str) -> Callable[[PlaceCode], str]:
        """Names of places in a language, for callers that know codes alone."""
        return lambda code: self.places[code].name_in(language)

    @cached_property
    def _by_level(self) -> Mapping[AdminLevel, tuple[Place, ...]]:
        found: dict[AdminLevel, list[Place]] = {}
        for place in self.places.values():
            found.setdefault(place.level, []).append(place)
        return {level: tuple(places) for level, places in sorted(found.items())}

    @property
    def levels(self) -> tuple[AdminLevel, ...]:
        """Levels that have places, the country first."""
        return tuple(self._by_level)

    def at_level(self, level: AdminLevel) -> tuple[Place, ...]:
        """The places of one level, in the order of the boundary set."""
        return self._by_level.get(level, ())

    def children(self, place_code: PlaceCode) -> tuple[Place, ...]:
        """The places directly below one."""
        return tuple(p for p in self.places.values() if p.parent_code == place_code)

    def parents(self, place_code: PlaceCode) -> tuple[Place, ...]:
        """The places above one, nearest first: district -> province, country."""
        return tuple(self._upwards(self.place(place_code)))

    def _upwards(self, place: Place) -> Iterator[Place]:
        while place.parent_code is not None:
            place = self.place(place.parent_code)
            yield place

    @property
    def country(self) -> Place:
        """The one place at ADM0."""
        return next(p for p in self.places.values() if p.level is AdminLevel.ADM0)


def _nearest_first(asked: str, places: Iterable[Place]) -> list[str]:
    """Each code with its name, those first of which either is like what was asked for."""
    from rapidfuzz.fuzz import ratio

    wanted = asked.casefold()

    def unlikeness(place: Place) -> float:
        known = (str(place.place_code), *place.all_names)
        return -max(ratio(wanted, text.casefold()) for text in known)

    return [f"{place.place_code} ({place.name})" for place in sorted(places, key=unlikeness)]
