"""What each row is, from its code and its name: where they disagree, neither joins it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz

from mapping.joining.keys.codes import CodeReading
from mapping.joining.matching.decisions import Decision, Guess, Key
from mapping.joining.model import Method, Reason
from mapping.joining.names.spelling import normalised
from mapping.joining.place_list import ListedPlace, PlaceList

AGREE: Final = 60  # percent of likeness from which a name does not contradict a code
TRUSTED: Final = 0.5  # share of rows whose names confirm the codes
DISAGREE_SCORE: Final = 0.5
CONTRADICTING: Final = frozenset({"total", "country", "other_level", "two_places", "split"})
"""Reasons for which a name is that of no place, whatever code stands beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table, as it was read and as it was decided."""

    row: int  # line of the file
    value: str  # what the report shows
    key: Key
    decision: Decision
    method: Method = Method.NAME
    disagrees: int | None = None  # the place of the code, if the name is another's


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a row says: its name with the unit above, and its code."""

    row: int
    key: Key
    code: str = ""


def decide_rows(
    said: Sequence[Said],
    names: Mapping[Key, Decision],
    codes: CodeReading | None,
    to: PlaceList,
) -> tuple[Row, ...]:
    """The decision for each row, from its code where there are trusted codes, and from its name."""
    if codes is None:
        return tuple(_by_name(one, names) for one in said)
    trusted = trust(said, names, codes, to)
    return tuple(_by_both(one, names, codes, to, trusted=trusted) for one in said)


def trust(
    said: Sequence[Said], names: Mapping[Key, Decision], codes: CodeReading, to: PlaceList
) -> bool:
    """Whether names confirm the codes; without names, whether codes are more than numbers."""
    verdicts = [
        _verdict(one.key, names.get(one.key), to, codes.places[one.code])
        for one in said
        if one.code in codes.places
    ]
    decided = [verdict for verdict in verdicts if verdict is not None]
    if decided:
        return sum(decided) >= TRUSTED * len(decided)
    return not codes.plain_numbers or not any(one.key.value for one in said)


def _verdict(key: Key, decision: Decision | None, to: PlaceList, place: int) -> bool | None:
    """Whether a name agrees with the place of a code; None if it cannot be told."""
    if not key.value or decision is None:
        return None
    if decision.place is not None:
        return decision.place == place
    if any(guess.place == place for guess in decision.guesses) or _alike(
        key.value, to.places[place]
    ):
        return True
    contradicts = decision.left is not None and decision.left.code in CONTRADICTING
    return False if decision.guesses or contradicts else None


def _alike(value: str, place: ListedPlace) -> bool:
    name = normalised(value)
    others = map(normalised, (place.name, *place.names, *place.alternatives))
    return any(
        name.words == other.words
        or (name.tells_apart == other.tells_apart and fuzz.ratio(name.base, other.base) >= AGREE)
        for other in others
    )


def _by_name(one: Said, names: Mapping[Key, Decision]) -> Row:
    decision = names.get(one.key)
    if decision is None:
        code = "unknown_code" if one.code else "no_value"
        decision = Decision(left=Reason(code=code, facts={"code": one.code}))
    return Row(row=one.row, value=one.key.value or one.code, key=one.key, decision=decision)


def _by_both(
    one: Said, names: Mapping[Key, Decision], codes: CodeReading, to: PlaceList, *, trusted: bool
) -> Row:
    place = codes.places.get(one.code)
    if place is None:
        return _by_name(one, names)
    verdict = _verdict(one.key, names.get(one.key), to, place)
    if verdict or (verdict is None and trusted):
        method = Method.CODE if trusted else Method.NAME
        if trusted or names[one.key].place is not None:
            shown = one.code if trusted else one.key.value
            decision = Decision(place=place)
            return Row(row=one.row, value=shown, key=one.key, decision=decision, method=method)
        return _by_name(one, names)
    if verdict is None:  # plain numbers that no name confirms
        return _by_name(one, names)
    decision = _disagreement(one, names[one.key], to, place)
    return Row(row=one.row, value=one.key.value, key=one.key, decision=decision, disagrees=place)


def _disagreement(one: Said, named: Decision, to: PlaceList, place: int) -> Decision:
    """Guesses for a row whose code and name are of two places: the name's first."""
    other = to.places[place]
    guesses = list(named.guesses)
    if named.place is not None:
        facts = {"place": to.places[named.place].name, "other": other.name}
        reason = Reason(code="name_says", facts=facts)
        guesses = [Guess(place=named.place, score=EQUAL_NAME, reason=reason)]
    facts = {"code": one.code, "place": other.name}
    reason = Reason(code="code_says", facts=facts)
    return Decision(guesses=(*guesses, Guess(place=place, score=DISAGREE_SCORE, reason=reason)))


EQUAL_NAME: Final = 0.9  # likeness of an equal name beside another place's code
