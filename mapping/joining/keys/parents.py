"""What the units named in a parent column are: by their names, and by the places named under them.

"Chittagong" is the division Chattogram because its districts are. The parent is worth more than any
measure of likeness: it tells two places of one name apart, and leaves few to choose from.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from mapping.joining.names.index import NameIndex
from mapping.joining.names.likeness import like_pairs
from mapping.joining.names.spelling import normalised
from mapping.joining.place_list import PlaceList
from mapping.places import PlaceCode

SHARE: Final = 0.2  # of the places named under a parent that must lie in a unit ...
COUNT: Final = 2  # ... and how many: one alone may be another place of the same name
VERY_ALIKE: Final = 0.9
TOGETHER: Final = 0.7  # of the places under a text must lie in one unit, for it to be one

Parents = Mapping[str, frozenset[PlaceCode]]
"""The units that a text of the parent column may mean; a text that means nothing is not in it."""


def read_parents(texts: Sequence[str], found: Sequence[tuple[str, int]], to: PlaceList) -> Parents:
    """The units that the texts of a parent column mean.

    Args:
        texts: Of the parent column, each once.
        found: Parent texts and the place whose name stands beside it, for names of one place only.
        to: The places.
    """
    index = to.parent_index
    codes = {parent.place_code.upper(): parent.place_code for parent in to.parents}
    votes: dict[str, Counter[PlaceCode]] = defaultdict(Counter)
    for text, place in found:
        parent = to.places[place].parent_code
        if parent is not None:
            votes[text][parent] += 1
    read: dict[str, frozenset[PlaceCode]] = {}
    for text in texts:
        named = index.equal(normalised(text), index.neutral)[0]
        units = {to.parents[position].place_code for position in named}
        units |= {codes[text.upper()]} if text.upper() in codes else set()
        units |= _elected(votes[text])
        if units:
            read[text] = frozenset(units)
    unread = [text for text in texts if text not in read]
    return {**read, **_alike(unread, index)}


def _alike(texts: Sequence[str], index: NameIndex) -> dict[str, frozenset[PlaceCode]]:
    """The one unit that each text is very much like, if there is one."""
    if not texts or not index.places:
        return {}
    pairs = like_pairs([normalised(text) for text in texts], index.entries)
    near: dict[str, list[PlaceCode]] = defaultdict(list)
    for at, place, likeness in zip(
        pairs.names.tolist(), pairs.places.tolist(), pairs.likeness.tolist(), strict=True
    ):
        if likeness >= VERY_ALIKE:
            near[texts[at]].append(index.places[place].place_code)
    return {text: frozenset(units) for text, units in near.items() if len(units) == 1}


def parent_share(texts: Sequence[str], found: Collection[tuple[str, int]], to: PlaceList) -> float:
    """How well the texts of a column serve as units above, from 0 to 1.

    By name, or because the places beside a text lie together in one unit, as under a former one.
    """
    if not texts:
        return 0.0
    index = to.parent_index
    codes = {parent.place_code.upper() for parent in to.parents}
    named = sum(
        bool(index.equal(normalised(text), index.neutral)[0]) or text.upper() in codes
        for text in texts
    )
    return max(named / len(texts), _togetherness(texts, found, to))


def _togetherness(texts: Sequence[str], found: Collection[tuple[str, int]], to: PlaceList) -> float:
    """Share of the places that lie in the unit most of their text's places lie in."""
    votes: dict[str, Counter[PlaceCode | None]] = defaultdict(Counter)
    for text, place in found:
        votes[text][to.places[place].parent_code] += 1
    several = [count for count in votes.values() if count.total() >= COUNT]
    total = sum(count.total() for count in several)
    units = {count.most_common(1)[0][0] for count in several}
    few = len(units) > 1 and len(texts) * COUNT <= len({place for _, place in found})
    if not few or not total or len(several) < len(texts) / COUNT:
        return 0.0
    share = sum(max(count.values()) for count in several) / total
    return share if share >= TOGETHER else 0.0


def _elected(votes: Counter[PlaceCode]) -> set[PlaceCode]:
    total = votes.total()
    return {unit for unit, count in votes.items() if count >= max(COUNT, SHARE * total)}
