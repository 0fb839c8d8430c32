"""The places near names that equal none: in blocks by parent, then everywhere; best first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from mapping.joining.keys.parents import Parents
from mapping.joining.matching.decisions import Key
from mapping.joining.names.index import IndexedName, NameIndex
from mapping.joining.names.likeness import like_pairs, pair_likeness
from mapping.joining.names.spelling import Name, normalised, spellings_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.intp]
    Likenesses = NDArray[np.float64]

ENOUGH: Final = 0.80  # likeness of a suggestion
TAKEN: Final = 0.10  # taken off for a place that has a row of its own
ELSEWHERE: Final = 0.12  # taken off for a place in another unit than the row says


class Near(NamedTuple):
    """A place near a name. A tuple, as there are tens of thousands of them."""

    place: int
    likeness: float
    entry: IndexedName
    name: Name


class _Pairs(NamedTuple):
    """Spellings and names of places that may be the same, by position."""

    spelling: "Positions"
    entry: "Positions"
    likeness: "Likenesses"


class _Spellings:
    """What keys say, and what they may have meant."""

    def __init__(self, keys: Sequence[Key]) -> None:
        texts = [(at, text) for at, key in enumerate(keys) for text in spellings_of(key.value)]
        self.names = [normalised(text) for _, text in texts]
        self.key = np.array([at for at, _ in texts], dtype=np.intp)  # whose each is
        self.of_key: list[list[int]] = [[] for _ in keys]
        for position, (at, _) in enumerate(texts):
            self.of_key[at].append(position)


def find_near(
    keys: Sequence[Key], index: NameIndex, parents: Parents, free: Collection[int]
) -> dict[Key, list[Near]]:
    """The places near each key, each once, best first.

    Args:
        keys: Names that equal none, each once.
        index: The names of the places.
        parents: The units that the texts of the parent column mean.
        free: Places that have no row of their own; others count as less near, and so do those in
            another unit than the row says.
    """
    spellings = _Spellings(keys)
    found = [
        _compared(spellings, block, index, positions)
        for block, positions in _blocks(keys, index, parents)
    ]
    is_near = np.zeros(len(keys), dtype=bool)
    for pairs in found:
        is_near[spellings.key[pairs.spelling[pairs.likeness >= ENOUGH]]] = True
    # Those that nothing in their own unit is like, and those whose unit is not known: everywhere.
    far = np.flatnonzero(~is_near).tolist()
    found.append(_compared(spellings, far, index, range(len(index.entries))))
    found.append(_sharing_words(spellings, far, index))
    pairs = _Pairs(*(np.concatenate(parts) for parts in zip(*found, strict=True)))
    return _by_key(keys, spellings, pairs, index, _Nearness(index, parents, free))


class _Nearness:
    """How near a place is to a key, beyond the likeness of names."""

    def __init__(self, index: NameIndex, parents: Parents, free: Collection[int]) -> None:
        self.unit_of = [place.parent_code for place in index.places]
        self.parents, self.free = parents, free

    def taken_off(self, key: Key, place: int) -> float:
        """What is taken off the likeness of a place that has a row or lies elsewhere."""
        units = self.parents.get(key.parent or "")
        elsewhere = bool(units) and self.unit_of[place] not in (units or ())
        return TAKEN * (place not in self.free) + ELSEWHERE * elsewhere


def _blocks(
    keys: Sequence[Key], index: NameIndex, parents: Parents
) -> list[tuple[list[int], list[int]]]:
    """Keys whose unit is known, beside the names of the places in it, all by position."""
    inside: dict[frozenset[str], list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        if key.parent is not None and key.parent in parents:
            inside[frozenset(parents[key.parent])].append(at)
    unit_of = [place.parent_code for place in index.places]
    by_unit: dict[str, list[int]] = defaultdict(list)
    for at, entry in enumerate(index.entries):
        by_unit[unit_of[entry.place] or ""].append(at)
    return [
        (block, [at for unit in units for at in by_unit[unit]]) for units, block in inside.items()
    ]


def _compared(
    spellings: _Spellings, keys: Iterable[int], index: NameIndex, entries: Sequence[int]
) -> _Pairs:
    """Spellings of some keys with some names of places."""
    chosen = [position for at in keys for position in spellings.of_key[at]]
    if not chosen or not entries:
        nothing = np.empty(0, dtype=np.intp)
        return _Pairs(nothing, nothing, np.empty(0))
    pairs = like_pairs(
        [spellings.names[at] for at in chosen], [index.entries[at] for at in entries]
    )
    return _Pairs(
        np.array(chosen, dtype=np.intp)[pairs.names],
        np.array(entries, dtype=np.intp)[pairs.entries],
        pairs.likeness,
    )


def _sharing_words(spellings: _Spellings, keys: Iterable[int], index: NameIndex) -> _Pairs:
    """Names that have all words of the other and more: too much longer to be alike by letters."""
    found = [
        (at, entry)
        for key in keys
        for at in spellings.of_key[key]
        for entry in _longer_and_shorter(spellings.names[at], index)
    ]
    spelling = np.array([at for at, _ in found], dtype=np.intp)
    entry = np.array([at for _, at in found], dtype=np.intp)
    likeness = pair_likeness(spellings.names, index.entries, spelling, entry)
    return _Pairs(spelling, entry, likeness)


def _longer_and_shorter(name: Name, index: NameIndex) -> set[int]:
    """Positions of the names with all words of this one, or with some of them and no other."""
    having = [index.by_word.get(word, set()) for word in name.words]
    words = set(name.words)
    shorter = {at for at in set().union(*having) if words.issuperset(index.entries[at].name.words)}
    return shorter | (set.intersection(*having) if having else set())


def _by_key(
    keys: Sequence[Key],
    spellings: _Spellings,
    pairs: _Pairs,
    index: NameIndex,
    nearness: _Nearness,
) -> dict[Key, list[Near]]:
    key = spellings.key[pairs.spelling]
    place = np.array([index.entries[at].place for at in pairs.entry.tolist()], dtype=np.intp)
    best = np.lexsort((-pairs.likeness, place, key))
    first = np.ones(len(best), dtype=bool)  # of each place, its name that is most alike
    first[1:] = (np.diff(key[best]) != 0) | (np.diff(place[best]) != 0)
    kept = best[first]
    key, place, likeness = key[kept], place[kept], pairs.likeness[kept]
    likeness = likeness - np.array(
        [nearness.taken_off(keys[k], p) for k, p in zip(key.tolist(), place.tolist(), strict=True)],
        dtype=np.float64,
    )
    found: dict[Key, list[Near]] = {one: [] for one in keys}
    for at in np.lexsort((place, -likeness, key)).tolist():
        name = spellings.names[pairs.spelling[kept[at]]]
        entry = index.entries[pairs.entry[kept[at]]]
        found[keys[key[at]]].append(Near(entry.place, float(likeness[at]), entry, name))
    return found
