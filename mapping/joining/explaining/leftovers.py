"""Why a row is about no place of the list: totals, other levels, several places, former places."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from mapping.joining.explaining.changes import Change
from mapping.joining.matching.decisions import Decision, Guess, Key
from mapping.joining.model import Reason
from mapping.joining.names.index import NameIndex
from mapping.joining.names.spelling import Name, is_total, normalised, parts_of
from mapping.joining.place_list import PlaceList

PART_SCORE: Final = 0.9
MOST_INITIALS: Final = 6


@dataclass(frozen=True, kw_only=True)
class Explainer:
    """What is known around the places: the country, other levels, what has changed since."""

    to: PlaceList
    changes: Sequence[Change] = ()

    def explained(self, key: Key) -> Decision | None:
        """What a name that equals none is about, if it can be told; no likeness is used."""
        name = normalised(key.value)
        if self.to.is_country(key.value):
            return Decision(left=Reason(code="country"))
        if is_total(name):
            return Decision(left=Reason(code="total"))
        if changed := self._changed(name):
            return changed
        if name.words in self.index.by_words or name.base in self.index.by_alternative:
            return None  # another spelling of a place of the list
        if level := self.other_level(name):
            return self.of_other_level(name, level)
        return self._initials(key) or self._several(key, name)

    def other_level(self, name: Name) -> str | None:
        """The level that has a unit of this name, if another has."""
        return next((level for level in self.levels if self.units_of(name, level)), None)

    def units_of(self, name: Name, level: str) -> set[int]:
        """The units of another level with this name, by position; words in any order."""
        index = self.levels[level]
        return (
            index.by_full.get(name.full)
            or index.by_base.get(name.base)
            or index.by_words.get(name.words, set())
        )

    @property
    def levels(self) -> Mapping[str, NameIndex]:
        """The names of the other levels."""
        return self.to.level_indexes

    @property
    def index(self) -> NameIndex:
        """The names of the places."""
        return self.to.index

    @cached_property
    def _former_names(self) -> Mapping[str, Change]:
        """The changes by the name of the former place."""
        return {normalised(change.former).base: change for change in reversed(self.changes)}

    def of_other_level(self, name: Name, level: str) -> Decision:
        """The decision for a name of a unit of another level."""
        facts = {
            "place": self.levels[level].places[min(self.units_of(name, level))].name,
            "level": level,
            "wanted": self.to.units or self.to.name,
        }
        return Decision(left=Reason(code="other_level", facts=facts))

    def _initials(self, key: Key) -> Decision | None:
        """The one place whose words start with these letters: "NCD"."""
        letters = key.value.replace(".", "").strip()
        if not (letters.isascii() and letters.isupper() and 1 < len(letters) <= MOST_INITIALS):
            return None
        found = self.index.by_initials.get(letters.lower(), set())
        if len(found) != 1:
            return None
        guess = Guess(place=min(found), score=PART_SCORE, reason=Reason(code="initials"))
        return Decision(guesses=(guess,))

    def _changed(self, name: Name) -> Decision | None:
        """A place that is known to have been split, merged or renamed."""
        change = self._former_names.get(name.base)
        if change is None:
            return None
        positions = [
            at for at, place in enumerate(self.index.places) if place.place_code in change.codes
        ]
        if not positions:
            return None
        if change.is_renaming:
            facts = {"place": self.index.places[positions[0]].name, "year": change.year}
            guess = Guess(
                place=positions[0], score=0.99, reason=Reason(code="renamed", facts=facts)
            )
            return Decision(guesses=(guess,))
        shares = dict(zip(change.codes, change.shares, strict=True))
        return self._former(
            change.kind.value,
            {at: shares[self.index.places[at].place_code] for at in positions},
        )

    def _former(self, code: str, parts: Mapping[int, float | None]) -> Decision:
        reason = Reason(code=code, facts={"places": self._named(list(parts))})
        return Decision(left=reason, parts=tuple(parts.items()))

    def _several(self, key: Key, name: Name) -> Decision | None:
        """One row for several places, or a place that several were made from."""
        if name.is_city or len(self.index.by_shortened.get(name.base, ())) == 1:
            return None
        shared = self.index.by_shortened.get(name.base, set()) | self._extended(name)
        if len(shared) > 1:
            return self._former("split", dict.fromkeys(sorted(shared)))
        return self._parts(key)

    def _parts(self, key: Key) -> Decision | None:
        """The places of a cell that names several."""
        parts = [normalised(part) for part in parts_of(key.value)]
        meant = [
            self.index.equal(part, frozenset())[0]
            or self.index.by_shortened.get(part.base, set())
            or self._extended(part)
            for part in parts
        ]
        named = sorted({place for one in meant for place in one})
        if sum(map(bool, meant)) > 1 and len(named) > 1:
            facts = {"places": self._named(named)}
            return Decision(left=Reason(code="two_places", facts=facts))
        if len(named) == 1:
            guess = Guess(place=named[0], score=PART_SCORE, reason=Reason(code="part"))
            return Decision(guesses=(guess,))
        return None

    def _extended(self, name: Name) -> set[int]:
        """Places named as this one with a word more that tells them apart: Rukum East, West."""
        at = [self.index.by_word.get(word, set()) for word in name.words]
        entries = [self.index.entries[position] for position in set.intersection(*at)] if at else []
        return {
            entry.place
            for entry in entries
            if (more := set(entry.name.words) - set(name.words)) and more <= entry.name.tells_apart
        }

    def _named(self, positions: Sequence[int]) -> str:
        places = (self.index.places[at] for at in positions)
        return ", ".join(f"{place.name} ({place.place_code})" for place in places)
