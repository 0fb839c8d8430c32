"""The names of a list of places, ready to be looked up and compared."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from mapping.joining.names.spelling import (
    Name,
    in_brackets,
    initials_of,
    normalised,
    without_brackets,
)
from mapping.joining.names.words import CITIES

if TYPE_CHECKING:
    from mapping.joining.place_list import ListedPlace

Key = TypeVar("Key", bound=Hashable)
MOST = 0.6  # a unit that so large a share of names has tells nothing apart


class Standing(IntEnum):
    """What a name is to its place."""

    NAME = 0  # its name, in any language
    ALTERNATIVE = 1  # an older, local or other spelling, or one in brackets
    SHORTENED = 2  # its name without what stands in brackets


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedName:
    """One name of one place."""

    place: int  # position in the list
    standing: Standing
    name: Name


@dataclass(frozen=True, kw_only=True)
class NameIndex:
    """Names of places by their forms. Positions are those in `places`."""

    places: Sequence["ListedPlace"]

    @cached_property
    def entries(self) -> tuple[IndexedName, ...]:
        """Every name of every place."""
        return tuple(
            IndexedName(place=position, standing=standing, name=normalised(text))
            for position, place in enumerate(self.places)
            for text, standing in _texts(place)
        )

    @cached_property
    def neutral(self) -> frozenset[str]:
        """Units that most names have: in a list of towns, "municipality" tells nothing apart."""
        return neutral_units(normalised(place.name) for place in self.places)

    @cached_property
    def by_full(self) -> dict[str, set[int]]:
        """Places by their names with every word."""
        return _by((entry.name.full, entry.place) for entry in self._own)

    @cached_property
    def by_base(self) -> dict[str, set[int]]:
        """Places by their names without units and articles."""
        return _by((entry.name.base, entry.place) for entry in self._own)

    @cached_property
    def by_alternative(self) -> dict[str, set[int]]:
        """Places by their other names, with and without units."""
        forms = (e for e in self.entries if e.standing is Standing.ALTERNATIVE)
        return _by((form, e.place) for e in forms for form in (e.name.full, e.name.base))

    @cached_property
    def by_words(self) -> dict[tuple[str, ...], set[int]]:
        """Places by the words of their names in any order, directions by meaning."""
        entries = (entry for entry in self.entries if entry.standing is not Standing.SHORTENED)
        return _by((entry.name.words, entry.place) for entry in entries)

    @cached_property
    def by_word(self) -> dict[str, set[int]]:
        """Positions in `entries` of the names that have a word."""
        return _by((word, at) for at, e in enumerate(self.entries) for word in e.name.words)

    @cached_property
    def by_shortened(self) -> dict[str, set[int]]:
        """Places by their names without what stands in brackets."""
        forms = (e for e in self.entries if e.standing is Standing.SHORTENED)
        return _by((entry.name.base, entry.place) for entry in forms)

    @cached_property
    def by_initials(self) -> dict[str, set[int]]:
        """Places by the first letters of their names' words."""
        return _by(
            (initials, at)
            for at, place in enumerate(self.places)
            for initials in initials_of(place.name)
        )

    @cached_property
    def by_parent(self) -> dict[str | None, set[int]]:
        """Places by the unit above."""
        return _by((place.parent_code, at) for at, place in enumerate(self.places))

    def knows(self, name: Name) -> bool:
        """Whether a place has this name, or has it as another spelling."""
        forms = (self.by_full, self.by_base, self.by_alternative)
        return any(name.full in known or name.base in known for known in forms)

    def equal(self, name: Name, neutral: frozenset[str]) -> tuple[set[int], bool]:
        """Places with this name, and whether every word is the same.

        Args:
            name: Of a row.
            neutral: Units that tell nothing apart in the table.
        """
        if found := self.by_full.get(name.full):
            return found, True
        found = self.by_base.get(name.base)
        if found is None:
            return set(), False
        towns = {place for place in found if self._is_town(place)}
        if towns and found - towns and not name.units:
            return found, False  # "Bandung" may be the town or the district around it
        town = name.is_city and not name.units & CITIES <= neutral
        return towns if town else found - towns, False

    def _is_town(self, place: int) -> bool:
        units = normalised(self.places[place].name).units & CITIES
        return bool(units) and not units <= self.neutral

    @property
    def _own(self) -> Iterable[IndexedName]:
        return (entry for entry in self.entries if entry.standing is Standing.NAME)


def neutral_units(names: Iterable[Name]) -> frozenset[str]:
    """Units that most of the names have."""
    listed = list(names)
    counts = Counter(unit for name in listed for unit in name.units)
    return frozenset(unit for unit, count in counts.items() if count >= MOST * len(listed))


def _texts(place: "ListedPlace") -> Iterable[tuple[str, Standing]]:
    own = dict.fromkeys((place.name, *place.names))
    yield from ((text, Standing.NAME) for text in own)
    others = (*place.alternatives, *(inner for text in own for inner in in_brackets(text)))
    yield from ((text, Standing.ALTERNATIVE) for text in dict.fromkeys(others) if text not in own)
    shortened = dict.fromkeys(without_brackets(text) for text in own)
    yield from ((text, Standing.SHORTENED) for text in shortened if text and text not in own)


def _by(pairs: Iterable[tuple[Key, int]]) -> dict[Key, set[int]]:
    found: dict[Key, set[int]] = {}
    for key, place in pairs:
        if key in found:
            found[key].add(place)
        else:
            found[key] = {place}
    return found
