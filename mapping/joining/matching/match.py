"""Matches names to places: equal names are matched, all else is suggested or left.

Works on keys, the different things that rows say of their place; a table of many years has few.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from mapping.joining.explaining.changes import Change
from mapping.joining.explaining.leftovers import Explainer
from mapping.joining.keys.parents import Parents, read_parents
from mapping.joining.matching.decisions import Decision, Guess, Key
from mapping.joining.matching.suggest import suggest
from mapping.joining.model import Reason
from mapping.joining.names.index import neutral_units
from mapping.joining.names.spelling import Name, normalised
from mapping.joining.names.words import CITIES
from mapping.joining.place_list import PlaceList

EQUAL_SCORE = 0.99
TOWN_SCORE = 0.85
OTHER_LEVEL_SHARE = 0.8  # of the names, for a table of another level ...
OTHER_LEVEL_MARGIN = 0.15  # ... and by how much more than of this one


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatches:
    """What was decided for each key, and what the table as a whole looks like."""

    decisions: Mapping[Key, Decision]
    level: str | None = None  # another level, whose names these are
    mixed: str | None = None  # another level, which some rows are of


def match_names(
    keys: Mapping[Key, int], to: PlaceList, *, changes: Sequence[Change] = ()
) -> NameMatches:
    """Decide for each key: a place, guesses, or why neither.

    Args:
        keys: What rows say of their place, and how many say it.
        to: The places.
        changes: What is known to have changed since.
    """
    matcher = _Matcher(keys, to, changes)
    decisions = matcher.equal_names()
    level = matcher.level_of_table(decisions)
    if level is not None:
        decisions = {key: matcher.of_level(key, level) for key in keys}
        return NameMatches(decisions=decisions, level=level)
    decisions |= matcher.crowded(decisions)
    decisions |= matcher.doubled_country(decisions)
    mixed = matcher.explain(decisions)
    if mixed is not None:
        decisions |= matcher.homonyms(decisions, mixed)
    left = [key for key in keys if key not in decisions]
    taken = {d.place for d in decisions.values() if d.place is not None}
    decisions |= suggest(left, matcher.index, matcher.parents, taken)
    return NameMatches(decisions=decisions, mixed=mixed)


class _Matcher:
    """The steps of matching, over one table and one list of places."""

    def __init__(self, keys: Mapping[Key, int], to: PlaceList, changes: Sequence[Change]) -> None:
        self.keys, self.to = keys, to
        self.index = to.index
        self.explainer = Explainer(to=to, changes=changes)
        self.names = {key: normalised(key.value) for key in keys}
        self.neutral = neutral_units(self.names.values()) | self.index.neutral
        self.own_units = normalised(f"{to.unit} {to.units} x").units
        self.found = {key: self.index.equal(name, self.neutral) for key, name in self.names.items()}
        self.parents = self._parents()

    def _parents(self) -> Parents:
        unique = [
            (key.parent, min(found))
            for key, (found, _) in self.found.items()
            if key.parent is not None and len(found) == 1
        ]
        texts = list(dict.fromkeys(k.parent for k in self.keys if k.parent is not None))
        return read_parents(texts, unique, self.to)

    def equal_names(self) -> dict[Key, Decision]:
        """Decisions for names that equal one of a place."""
        decided = {
            key: self._equal(key, found, strict=strict)
            for key, (found, strict) in self.found.items()
            if found
        }
        taken = {decision.place for decision in decided.values() if decision is not None}
        decided |= {key: self._town(key, taken) for key in self.keys if not self.found[key][0]}
        decided |= self._town_and_country(decided)
        return {key: decision for key, decision in decided.items() if decision is not None}

    def _town_and_country(self, decided: Mapping[Key, Decision | None]) -> dict[Key, Decision]:
        """Rows of a town and of the unit around it where one place has their name: neither is it.

        "Kyiv city" and "Kyiv oblast" beside a place Kyiv: a person says which.
        """
        towns = {
            self.names[key].base: key
            for key, decision in decided.items()
            if decision is not None and decision.left is not None and self.names[key].is_city
        }
        asked: dict[Key, Decision] = {}
        for key, decision in decided.items():
            town = towns.get(self.names[key].base)
            if town is None or decision is None or decision.place is None:
                continue
            if self._is_of_other_unit(key):
                reason = Reason(code="city")
                guess = Guess(place=decision.place, score=TOWN_SCORE, reason=reason)
                asked |= {key: self._shared(decision.place), town: Decision(guesses=(guess,))}
        return asked

    def _equal(self, key: Key, found: set[int], *, strict: bool) -> Decision | None:
        """The decision for a name of some places; None if all lie in another unit than it says."""
        units = self.parents.get(key.parent or "")
        if units is None and key.parent is not None and self.parents:
            return None  # a unit that is not here: perhaps a place of the same name elsewhere
        inside = {at for at in found if not units or self.to.places[at].parent_code in units}
        if not inside:
            return None
        if len(inside) > 1:
            names = ", ".join(
                f"{self.to.places[at].name} ({self.to.places[at].place_code})"
                for at in sorted(inside)
            )
            return Decision(left=Reason(code="several", facts={"places": names}))
        if not strict and (level := self._level_of_unit(self.names[key])):
            return self.explainer.of_other_level(self.names[key], level)
        return Decision(place=min(inside))

    def _level_of_unit(self, name: Name) -> str | None:
        """Another level, if the unit in a name is not that of the places and fits there."""
        if not name.units - self.neutral - self.own_units:
            return None
        return self.explainer.other_level(name)

    def _town(self, key: Key, taken: set[int | None]) -> Decision | None:
        """A name that equals one but for a word such as "city"."""
        name = self.names[key]
        found = self.index.by_base.get(name.base, set())
        if len(found) != 1 or not self._differs_in_town(name, min(found)):
            return None
        if found & taken:
            facts = {"place": self.to.places[min(found)].name}
            return Decision(left=Reason(code="has_row", facts=facts))
        reason = Reason(code="city")
        return Decision(guesses=(Guess(place=min(found), score=TOWN_SCORE, reason=reason),))

    def _differs_in_town(self, name: Name, at: int) -> bool:
        units = normalised(self.to.places[at].name).units | name.units
        return bool(units & CITIES)

    def level_of_table(self, decisions: Mapping[Key, Decision]) -> str | None:
        """The other level that the table as a whole is of, if it is."""
        asked = [key for key in self.keys if key.value]
        if not asked or any(key.parent in self.parents for key in asked):
            return None
        here = sum(decisions[key].place is not None for key in asked if key in decisions)
        for level in self.explainer.levels:
            there = sum(bool(self.explainer.units_of(self.names[key], level)) for key in asked)
            share = there / len(asked)
            if share >= OTHER_LEVEL_SHARE and share >= here / len(asked) + OTHER_LEVEL_MARGIN:
                return level
        return None

    def of_level(self, key: Key, level: str) -> Decision:
        """The decision for a row of a table of another level."""
        if explained := self.explainer.explained(key):
            return explained
        facts = {"place": key.value, "level": level}
        return Decision(left=Reason(code="level_of_table", facts=facts))

    def crowded(self, decisions: Mapping[Key, Decision]) -> dict[Key, Decision]:
        """Rows of a place that another row names better: "Dhaka Division" beside "Dhaka"."""
        by_place: dict[int, list[Key]] = defaultdict(list)
        for key, decision in decisions.items():
            if decision.place is not None:
                by_place[decision.place].append(key)
        changed: dict[Key, Decision] = {}
        for at, keys in by_place.items():
            for key in keys if len(keys) > 1 else ():
                others = [other for other in keys if other != key]
                if self._is_of_other_unit(key) and not all(map(self._is_of_other_unit, others)):
                    facts = {"place": self.to.places[at].name}
                    changed[key] = Decision(left=Reason(code="has_row", facts=facts))
                elif self._is_bare(key) and any(map(self._has_own_unit, others)):
                    changed[key] = self._shared(at)
        return changed

    def doubled_country(self, decisions: Mapping[Key, Decision]) -> dict[Key, Decision]:
        """A place named as its country that has a row more than others: one is the total."""
        usual = median(self.keys.values()) if self.keys else 1
        return {
            key: self._shared(decision.place)
            for key, decision in decisions.items()
            if decision.place is not None
            and self.keys[key] > usual
            and self.to.is_country(key.value)
        }

    def _is_of_other_unit(self, key: Key) -> bool:
        return bool(self.names[key].units - self.neutral - self.own_units)

    def _has_own_unit(self, key: Key) -> bool:
        return bool(self.names[key].units & self.own_units)

    def _is_bare(self, key: Key) -> bool:
        return not self.names[key].units and self.explainer.other_level(self.names[key]) is not None

    def _shared(self, at: int) -> Decision:
        facts = {"place": self.to.places[at].name}
        reason = Reason(code="shared_name", facts=facts)
        return Decision(guesses=(Guess(place=at, score=EQUAL_SCORE - 0.1, reason=reason),))

    def explain(self, decisions: dict[Key, Decision]) -> str | None:
        """Add what can be told of names that equal none; gives the level some rows are of."""
        levels: dict[str, int] = defaultdict(int)
        for key in self.keys:
            if key in decisions or self.found[key][0]:
                continue
            if explained := self.explainer.explained(key):
                decisions[key] = explained
                if explained.left is not None and explained.left.code == "other_level":
                    levels[str(explained.left.facts["level"])] += 1
        self._explain_parts(decisions)
        return max(levels, key=lambda level: levels[level], default=None)

    def _explain_parts(self, decisions: dict[Key, Decision]) -> None:
        """Rows that split one place among them: "Vaimauga 1" and "Vaimauga 2"."""
        parts: dict[int, list[Key]] = defaultdict(list)
        for key, name in self.names.items():
            whole = tuple(word for word in name.words if word not in name.tells_apart)
            places = self.index.by_words.get(whole, set())
            own = name.words in self.index.by_words
            if key not in decisions and name.tells_apart and len(places) == 1 and not own:
                parts[min(places)].append(key)
        for place, keys in parts.items():
            for key in keys if len(keys) > 1 else ():
                facts = {"place": self.to.places[place].name}
                decisions[key] = Decision(left=Reason(code="parts_of_one", facts=facts))

    def homonyms(self, decisions: Mapping[Key, Decision], level: str) -> dict[Key, Decision]:
        """Names of units of both levels in a table that has rows of both, more than once."""
        index = self.explainer.levels[level]
        return {
            key: self._shared(decision.place)
            for key, decision in decisions.items()
            if decision.place is not None
            and self.keys[key] > 1
            and key.parent not in self.parents
            and self.names[key].base in index.by_base
        }


def count_keys(keys: Iterable[Key]) -> dict[Key, int]:
    """How many rows say the same of their place, in the order of the first."""
    counts: dict[Key, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts
