"""Suggestions for names that equal none: in blocks by parent, by optimal assignment, by margins.

A suggestion is made when one place is alike enough and clearly nearer than the next; below that, no
answer is better than a wrong one.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np

from mapping.joining.keys.parents import Parents
from mapping.joining.matching.decisions import Decision, Guess, Key
from mapping.joining.matching.near import ELSEWHERE, ENOUGH, Near, find_near
from mapping.joining.model import Reason
from mapping.joining.names.index import NameIndex, Standing
from mapping.joining.names.likeness import starts_alike, why

MARGIN: Final = 0.04  # by which it is nearer than the next place
TAKEN_ENOUGH: Final = 0.85  # of a place that has a row of its own
LAST_ENOUGH: Final = 0.55  # for the only place of its unit that has no row
FREE_ENOUGH: Final = 0.70  # for a place without a row that is much nearer than the next
FREE_MARGIN: Final = 0.12
SOUND_ENOUGH: Final = 0.55  # likewise, where it sounds the same
SOUND_MARGIN: Final = 0.06
LONG_WORD: Final = 5  # letters of a word that two names share
SURE: Final = 0.9  # likeness of a name that is one of these places
FITTING: Final = 0.3  # share of such names in a table that is about these places at all
SHOWN_MARGIN: Final = 0.25  # further behind the first, a place is not shown
SHOWN: Final = 3
MOST_SCORE: Final = 0.99  # of a suggestion
SHARPNESS: Final = 6  # one very good pair is worth more than two middling ones
NOBODY: Final = 1e-3  # the weight of leaving a name without a place


def suggest(
    keys: Sequence[Key], index: NameIndex, parents: Parents, taken: Collection[int]
) -> dict[Key, Decision]:
    """Guesses for keys, or the reason why there is none.

    Args:
        keys: Names that equal none, each once.
        index: The names of the places.
        parents: The units that the texts of the parent column mean.
        taken: Places that have a row of their own.
    """
    free = set(range(len(index.places))) - set(taken)
    adjusted = find_near(keys, index, parents, free)
    assigned = _assigned(adjusted)
    sure = sum(_nearest(adjusted[key]) >= SURE for key in keys) + len(set(taken))
    fits = sure >= FITTING * (len(keys) + len(set(taken)))
    decided: dict[Key, Decision] = {}
    # The surest first: what they take leaves fewer places to the others.
    for key in sorted(keys, key=lambda key: -_nearest(adjusted[key])):
        ordered = _assigned_first(adjusted[key], assigned.get(key))
        decided[key] = _judged(key, ordered, index, parents, free if fits else ())
        if decided[key].guesses:
            free.discard(decided[key].guesses[0].place)
    return decided


def _nearest(near: Sequence[Near]) -> float:
    return near[0].likeness if near else 0.0


def _assigned(near: Mapping[Key, Sequence[Near]]) -> dict[Key, int]:
    """A place for each key so that all together are most alike, no place twice."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    liked = Counter(one.place for places in near.values() for one in places if _is_likely(one))
    # What nobody else is like needs no assignment, and that is most of it.
    alone = {
        key: ones[0].place
        for key, ones in near.items()
        if ones and _is_likely(ones[0]) and liked[ones[0].place] == 1
    }
    keys = [key for key in near if key not in alone]
    likely = [
        (row, one.place, one.likeness**SHARPNESS)
        for row, key in enumerate(keys)
        for one in near[key]
        if _is_likely(one)
    ]
    if not likely:
        return alone
    places = sorted({place for _, place, _ in likely})
    column = {place: at for at, place in enumerate(places)}
    # A column of its own for each row: left without a place.
    rows = np.array([row for row, _, _ in likely] + list(range(len(keys))))
    columns = np.array(
        [column[place] for _, place, _ in likely] + [len(places) + row for row in range(len(keys))]
    )
    weights = np.array([weight for _, _, weight in likely] + [NOBODY] * len(keys))
    shape = (len(keys), len(places) + len(keys))
    row_at, column_at = min_weight_full_bipartite_matching(
        csr_array((weights, (rows, columns)), shape=shape), maximize=True
    )
    return alone | {
        keys[row]: places[at]
        for row, at in zip(row_at.tolist(), column_at.tolist(), strict=True)
        if at < len(places)
    }


def _is_likely(one: Near) -> bool:
    return one.likeness > LAST_ENOUGH - ELSEWHERE


def _judged(
    key: Key, near: Sequence[Near], index: NameIndex, parents: Parents, free: Collection[int]
) -> Decision:
    """The decision for a key; `near` has the place it is assigned to first."""
    if not near:
        return Decision(left=Reason(code="nothing"))
    first = _of_same_kind(near)
    others = [one for one in near if one is not first]
    rivals = [one for one in others if not _is_of_other_kind(one, first)]
    margin = first.likeness - _nearest(rivals)
    enough = ENOUGH if first.place in free or not free else TAKEN_ENOUGH
    if (first.likeness >= enough and margin >= MARGIN) or _stands_out(first, margin, free):
        reason = _why(first, index)
    elif _is_last_of_unit(key, first, index, parents, free):
        reason = Reason(code="only_left", facts={"parent": key.parent})
    else:
        return Decision(left=_too_far(near, index))
    floor = max(first.likeness - SHOWN_MARGIN, LAST_ENOUGH)
    guesses = [Guess(place=first.place, score=_score(first), reason=reason)]
    guesses += [
        Guess(place=one.place, score=_score(one), reason=_why(one, index))
        for one in others[: SHOWN - 1]
        if one.likeness >= floor
    ]
    return Decision(guesses=tuple(guesses))


def _of_same_kind(near: Sequence[Near]) -> Near:
    """The nearest; of places with its name, the one that is a town, or an area, as the row says.

    "Toshkent shahri" is the town and not the region around it, however both are spelled.
    """
    if not near[0].name.units:
        return near[0]
    namesakes = [one for one in near if _share_a_name(one, near[0])]
    fits = [_fits_kind(one) for one in namesakes]
    best = max(fits)
    return namesakes[fits.index(best)] if fits.count(best) == 1 else near[0]


def _is_of_other_kind(one: Near, first: Near) -> bool:
    return _share_a_name(one, first) and _fits_kind(one) < _fits_kind(first)


def _share_a_name(one: Near, other: Near) -> bool:
    return one.entry.name.base == other.entry.name.base


def _fits_kind(one: Near) -> int:
    """1 if row and place both are towns or both areas, -1 if one is either, 0 if not said."""
    name, other = one.name, one.entry.name
    if not name.units or not other.units:
        return 0
    return 1 if name.is_city is other.is_city else -1


def _why(one: Near, index: NameIndex) -> Reason:
    if one.name.base == one.entry.name.base and one.entry.standing is Standing.NAME:
        facts = {"place": index.places[one.place].name}
        return Reason(code="other_parent", facts=facts)
    return why(one.name, one.entry, index.places[one.place].name)


def _score(one: Near) -> float:
    return min(max(one.likeness, 0.0), MOST_SCORE)


def _too_far(near: Sequence[Near], index: NameIndex) -> Reason:
    """Why no place is suggested: none is near enough, or several are as near."""
    first = near[0]
    close = [one for one in near if one.likeness > first.likeness - MARGIN]
    if first.likeness >= ENOUGH and len(close) > 1:
        places = ", ".join(index.places[one.place].name for one in close[:SHOWN])
        return Reason(code="several", facts={"places": places})
    if first.likeness >= LAST_ENOUGH:
        return Reason(code="nearest", facts={"place": index.places[first.place].name})
    return Reason(code="nothing")


def _assigned_first(near: Sequence[Near], assigned: int | None) -> list[Near]:
    """The assigned place first, unless another is clearly nearer."""
    chosen = next((one for one in near if one.place == assigned), None)
    if chosen is None or chosen.likeness < near[0].likeness - MARGIN:
        return list(near)
    return [chosen, *(one for one in near if one is not chosen)]


def _is_last_of_unit(
    key: Key, first: Near, index: NameIndex, parents: Parents, free: Collection[int]
) -> bool:
    """Whether it is the only place of the row's own unit that has no row, and somewhat alike."""
    units = parents.get(key.parent or "")
    if units is None or first.likeness < LAST_ENOUGH or not _begins_alike(first):
        return False
    inside = {place for unit in units for place in index.by_parent.get(unit, ())}
    return {place for place in inside if place in free} == {first.place} and len(
        index.by_parent
    ) > len(units)


def _stands_out(first: Near, margin: float, free: Collection[int]) -> bool:
    """Whether a place without a row is much nearer than all others, and starts alike."""
    one_sound = first.name.sound == first.entry.name.sound
    enough, clear = (SOUND_ENOUGH, SOUND_MARGIN) if one_sound else (FREE_ENOUGH, FREE_MARGIN)
    near = first.place in free and first.likeness >= enough
    return near and margin >= clear and _begins_alike(first)


def _begins_alike(near: Near) -> bool:
    """Whether they start with one sound, or share a whole word."""
    shared = set(near.name.words) & set(near.entry.name.words)
    return starts_alike(near.name, near.entry.name) or any(map(LONG_WORD.__le__, map(len, shared)))
