"""Suggestions for names that equal none: in blocks by parent, by optimal assignment, by margins.

A suggestion is made when one place is alike enough and clearly nearer than the next; below that, no
answer is better than a wrong one.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from mapping.joining.keys.parents import Parents
from mapping.joining.matching.decisions import Decision, Guess, Key
from mapping.joining.model import Reason
from mapping.joining.names.index import IndexedName, NameIndex, Standing
from mapping.joining.names.likeness import like_pairs, why
from mapping.joining.names.spelling import Name, normalised, without_brackets

ENOUGH: Final = 0.80  # likeness of a suggestion
MARGIN: Final = 0.04  # by which it is nearer than the next place
TAKEN_ENOUGH: Final = 0.85  # of a place that has a row of its own
LAST_ENOUGH: Final = 0.55  # for the only place of its unit that has no row
FREE_ENOUGH: Final = 0.70  # for a place without a row that is much nearer than the next
FREE_MARGIN: Final = 0.12
TAKEN: Final = 0.10  # taken off for a place that has a row of its own
ELSEWHERE: Final = 0.12  # taken off for a place in another unit than the row says
SURE: Final = 0.9  # likeness of a name that is one of these places
FITTING: Final = 0.3  # share of such names in a table that is about these places at all
SHOWN_MARGIN: Final = 0.25  # further behind the first, a place is not shown
SHOWN: Final = 3
MOST_SCORE: Final = 0.99  # of a suggestion
SHARPNESS: Final = 6  # one very good pair is worth more than two middling ones
NOBODY: Final = 1e-3  # the weight of leaving a name without a place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """A place near a name."""

    place: int
    likeness: float
    entry: IndexedName
    name: Name


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
    near: dict[Key, list[_Near]] = {key: [] for key in keys}
    for block, positions in _blocks(keys, index, parents):
        _compare(block, [index.entries[at] for at in positions], near)
    # Those that nothing in their own unit is like, and those whose unit is not known: everywhere.
    _compare([key for key in keys if not _is_near(near[key])], index.entries, near)
    free = set(range(len(index.places))) - set(taken)
    adjusted = {key: _adjusted(key, near[key], index, parents, free) for key in keys}
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


def _nearest(near: Sequence[_Near]) -> float:
    return near[0].likeness if near else 0.0


def _blocks(
    keys: Sequence[Key], index: NameIndex, parents: Parents
) -> list[tuple[list[Key], list[int]]]:
    """Keys whose unit is known, beside the names of the places in it."""
    inside: dict[frozenset[str], list[Key]] = defaultdict(list)
    for key in keys:
        if key.parent is not None and key.parent in parents:
            inside[frozenset(parents[key.parent])].append(key)
    unit_of = [place.parent_code for place in index.places]
    by_unit: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(index.entries):
        by_unit[unit_of[entry.place] or ""].append(at)
    return [
        (block, [at for unit in units for at in by_unit[unit]]) for units, block in inside.items()
    ]


def _is_near(near: Sequence[_Near]) -> bool:
    return any(one.likeness >= ENOUGH for one in near)


def _compare(
    keys: Sequence[Key], entries: Sequence[IndexedName], near: dict[Key, list[_Near]]
) -> None:
    """Add to each key the places near it."""
    spelled = [
        (key, normalised(text))
        for key in keys
        for text in dict.fromkeys((key.value, without_brackets(key.value) or key.value))
    ]
    if not entries or not spelled:
        return
    pairs = like_pairs([name for _, name in spelled], entries)
    for at, entry, likeness in zip(
        pairs.names.tolist(), pairs.entries.tolist(), pairs.likeness.tolist(), strict=True
    ):
        key, name = spelled[at]
        found = entries[entry]
        near[key].append(_Near(place=found.place, likeness=likeness, entry=found, name=name))


def _adjusted(
    key: Key, near: Sequence[_Near], index: NameIndex, parents: Parents, free: Collection[int]
) -> list[_Near]:
    """The places near a key, each once, best first; less where it is taken or lies elsewhere."""
    best: dict[int, _Near] = {}
    for one in sorted(near, key=lambda one: -one.likeness):
        best.setdefault(one.place, one)
    units = parents.get(key.parent or "")
    adjusted = [
        _Near(
            place=one.place,
            likeness=one.likeness
            - TAKEN * (one.place not in free)
            - ELSEWHERE * bool(units and index.places[one.place].parent_code not in units),
            entry=one.entry,
            name=one.name,
        )
        for one in best.values()
    ]
    return sorted(adjusted, key=lambda one: (-one.likeness, one.place))


def _assigned(near: Mapping[Key, Sequence[_Near]]) -> dict[Key, int]:
    """A place for each key so that all together are most alike, no place twice."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    keys = list(near)
    likely = [
        (row, one.place, one.likeness**SHARPNESS)
        for row, key in enumerate(keys)
        for one in near[key]
        if one.likeness > LAST_ENOUGH - ELSEWHERE
    ]
    if not likely:
        return {}
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
    return {
        keys[row]: places[at]
        for row, at in zip(row_at.tolist(), column_at.tolist(), strict=True)
        if at < len(places)
    }


def _judged(
    key: Key, near: Sequence[_Near], index: NameIndex, parents: Parents, free: Collection[int]
) -> Decision:
    """The decision for a key; `near` has the place it is assigned to first."""
    if not near:
        return Decision(left=Reason(code="nothing"))
    first, others = near[0], near[1:]
    margin = first.likeness - _nearest(others)
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


def _why(one: _Near, index: NameIndex) -> Reason:
    if one.name.base == one.entry.name.base and one.entry.standing is Standing.NAME:
        facts = {"place": index.places[one.place].name}
        return Reason(code="other_parent", facts=facts)
    return why(one.name, one.entry, index.places[one.place].name)


def _score(one: _Near) -> float:
    return min(max(one.likeness, 0.0), MOST_SCORE)


def _too_far(near: Sequence[_Near], index: NameIndex) -> Reason:
    """Why no place is suggested: none is near enough, or several are as near."""
    first = near[0]
    close = [one for one in near if one.likeness > first.likeness - MARGIN]
    if first.likeness >= ENOUGH and len(close) > 1:
        places = ", ".join(index.places[one.place].name for one in close[:SHOWN])
        return Reason(code="several", facts={"places": places})
    if first.likeness >= LAST_ENOUGH:
        return Reason(code="nearest", facts={"place": index.places[first.place].name})
    return Reason(code="nothing")


def _assigned_first(near: Sequence[_Near], assigned: int | None) -> list[_Near]:
    """The assigned place first, unless another is clearly nearer."""
    chosen = next((one for one in near if one.place == assigned), None)
    if chosen is None or chosen.likeness < near[0].likeness - MARGIN:
        return list(near)
    return [chosen, *(one for one in near if one is not chosen)]


def _is_last_of_unit(
    key: Key, first: _Near, index: NameIndex, parents: Parents, free: Collection[int]
) -> bool:
    """Whether it is the only place of the row's own unit that has no row, and somewhat alike."""
    units = parents.get(key.parent or "")
    if units is None or first.likeness < LAST_ENOUGH or not _starts_alike(first):
        return False
    unit_of = [place.parent_code for place in index.places]
    left = {place for place in free if unit_of[place] in units}
    return left == {first.place} and len(set(unit_of)) > len(units)


def _stands_out(first: _Near, margin: float, free: Collection[int]) -> bool:
    """Whether a place without a row is much nearer than all others, and starts alike."""
    near = first.place in free and first.likeness >= FREE_ENOUGH
    return near and margin >= FREE_MARGIN and _starts_alike(first)


def _starts_alike(one: _Near) -> bool:
    return one.name.sound[:1] == one.entry.name.sound[:1]
