"""How alike two names are, and why: in batches, for names that are not equal.

Likeness is a number from 0 to 1, of which only the order and a few thresholds mean anything. It
never joins a row: a person does. Words that tell places apart (north, 2, upper) never count as
misspelled: "Eastern" is not "Western" with two letters wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist, cpdist

from mapping.joining.model import Reason
from mapping.joining.names.index import IndexedName, Standing
from mapping.joining.names.spelling import Name

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.intp]
    Likenesses = NDArray[np.float64]

LETTERS_FLOOR: Final = 50  # percent: pairs less alike than this are not looked at ...
VERY_ALIKE: Final = 85  # ... and where none is so much alike ...
SOUND_FLOOR: Final = 75  # ... those that sound alike
NEAREST: Final = 5  # names looked at for each ...
BEHIND: Final = 30  # ... and none further behind the best, in percent
WORTH_THREADS: Final = 100_000  # pairs
CHUNK: Final = 512  # names compared at once, to bound memory
SAME_SOUND: Final = 0.92
SWAPPED: Final = 0.90
SHORTER: Final = 0.88
OTHER_SPELLING: Final = 0.98  # of what is listed as such
OTHER_ORDER: Final = 0.97
UNLIKE_START: Final = 0.08  # taken off when the first sounds differ
TELLS_APART: Final = 0.10  # taken off when one name has a word such as "north" and the other not
SOMEWHAT: Final = 0.65  # likeness of letters below which the same sound is an accident
SHORTEST_SOUND: Final = 3  # consonants: with fewer, many names sound the same ...
SAME_SHORT_SOUND: Final = 0.05  # ... which is worth this much
OTHER_SCRIPT: Final = 0.06  # taken off likeness of sound alone: some scripts leave vowels out
SHORTEST_PART: Final = 4  # letters of a short form
ONE_LETTER: Final = 0.82
SHORTEST_ONE: Final = 5  # letters
SHORTEST_ANAGRAM: Final = 6
COVERED: Final = 0.7  # of the longer name, by the shorter one on the map
FEW_LETTERS: Final = 3


@dataclass(frozen=True, eq=False, kw_only=True)
class Pairs:
    """Pairs of a name and a place that may be the same, with how alike they are."""

    names: "Positions"
    places: "Positions"
    entries: "Positions"  # which name of the place it is
    likeness: "Likenesses"


def like_pairs(names: Sequence[Name], entries: Sequence[IndexedName]) -> Pairs:
    """For each name the places that are most like it, best first; a place once for each name.

    Time grows with the product of both lengths (0.7 s for 7,000 and 7,000); memory does not.
    """
    row, column = _near(names, entries)
    likeness = pair_likeness(names, entries, row, column)
    place = np.fromiter((entries[c].place for c in column), dtype=np.intp, count=len(column))
    order = np.lexsort((-likeness, row))
    row, column, place, likeness = row[order], column[order], place[order], likeness[order]
    width = int(place.max(initial=0)) + 1
    _, first = np.unique(row * width + place, return_index=True)  # the best name of each place
    kept = np.sort(first)
    return Pairs(names=row[kept], places=place[kept], entries=column[kept], likeness=likeness[kept])


def why(name: Name, entry: IndexedName, place: str) -> Reason:
    """Why two names are alike, in the words of a person."""
    other = entry.name
    if entry.standing is Standing.ALTERNATIVE and name.base == other.base:
        return Reason(code="alternative", facts={"place": place})
    differing = OSA.distance(name.base, other.base)
    same_words = name.words == other.words
    if same_words:
        code = "short" if entry.standing is Standing.SHORTENED else "order"
    elif name.foreign is not other.foreign:
        code = "script"
    elif differing == 1:
        code = "one_letter"
    else:
        code = _why_further(name, other, differing)
    return Reason(code=code, facts={"count": differing} if code == "letters" else {})


def _why_further(name: Name, other: Name, differing: int) -> str:
    if name.sound == other.sound:
        return "sound"
    if _is_anagram(name.base, other.base):
        return "swapped"
    if _is_shorter(name, other):
        return "short"
    return "letters" if differing <= FEW_LETTERS else "alike"


def _near(names: Sequence[Name], entries: Sequence[IndexedName]) -> "tuple[Positions, Positions]":
    """Pairs worth a closer look: the nearest by letters, else by sound and by words."""
    bases, sounds = [e.name.base for e in entries], [e.name.sound for e in entries]
    words = [" ".join(e.name.words) for e in entries]
    rows: list[Positions] = []
    columns: list[Positions] = []
    for start in range(0, len(names), CHUNK):
        chunk = names[start : start + CHUNK]
        scores = _scores([name.base for name in chunk], bases, LETTERS_FLOOR)
        row, column = _top(scores)
        far = np.flatnonzero(scores.max(axis=1) < VERY_ALIKE)
        by_sound = _top(_scores([chunk[at].sound for at in far.tolist()], sounds, SOUND_FLOOR))
        worded = np.array([at for at in far.tolist() if len(chunk[at].words) > 1], dtype=np.intp)
        spelled = [" ".join(chunk[at].words) for at in worded.tolist()]
        by_words = _top(_scores(spelled, words, LETTERS_FLOOR))
        rows += [row + start, far[by_sound[0]] + start, worded[by_words[0]] + start]
        columns += [column, by_sound[1], by_words[1]]
    width = max(len(entries), 1)
    pairs = np.unique(np.concatenate(rows) * width + np.concatenate(columns))
    return pairs // width, pairs % width


def _scores(mine: Sequence[str], theirs: Sequence[str], floor: int) -> "NDArray[np.uint8]":
    """Likeness in percent of each with each; 0 below the floor."""
    # Starting threads costs more than a few names do.
    workers = -1 if len(mine) * len(theirs) > WORTH_THREADS else 1
    return cdist(
        mine, theirs, scorer=fuzz.ratio, score_cutoff=floor, dtype=np.uint8, workers=workers
    )


def _top(scores: "NDArray[np.uint8]") -> "tuple[Positions, Positions]":
    """Where the best few of each row are; zeros and what is far behind the best are left out."""
    best = scores.max(axis=1, initial=0)
    row, column = np.nonzero(scores >= np.maximum(best, BEHIND + 1)[:, np.newaxis] - BEHIND)
    order = np.lexsort((-scores[row, column].astype(np.int16), row))
    row, column = row[order], column[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)  # of each within its row
    return row[rank < NEAREST], column[rank < NEAREST]


def pair_likeness(
    names: Sequence[Name], entries: Sequence[IndexedName], row: "Positions", column: "Positions"
) -> "Likenesses":
    """How alike the names at `row` and those at `column` are, pair by pair."""
    mine = [names[r] for r in row]
    theirs = [entries[c].name for c in column]
    letters = _ratio([n.base for n in mine], [n.base for n in theirs])
    ordered = _ratio([" ".join(n.words) for n in mine], [" ".join(n.words) for n in theirs])
    sounds = _ratio([n.sound for n in mine], [n.sound for n in theirs])
    alike = np.maximum(letters, ordered)
    return np.fromiter(
        (
            _judged(one, entries[place], float(score), float(sound))
            for one, place, score, sound in zip(mine, column, alike, sounds, strict=True)
        ),
        dtype=np.float64,
        count=len(mine),
    )


def _ratio(mine: Sequence[str], theirs: Sequence[str]) -> "Likenesses":
    return np.asarray(cpdist(mine, theirs, scorer=fuzz.ratio), dtype=np.float64) / 100


def _judged(name: Name, entry: IndexedName, alike: float, sound: float) -> float:
    """The likeness of letters, raised for what people confuse and lowered for what they do not.

    Args:
        name: Of the row.
        entry: Of the place.
        alike: Likeness of the letters.
        sound: Likeness of the sounds.
    """
    other = entry.name
    together = _with_sound(name, other, alike, sound)
    if name.tells_apart != other.tells_apart:
        # Numbers and directions on both sides that differ: two places, not two spellings.
        opposed = name.tells_apart and other.tells_apart
        return 0.0 if opposed else together - TELLS_APART
    floor = _floor(name, entry, alike)
    if floor or starts_alike(name, other):
        return max(together, floor)
    return together - UNLIKE_START


def _floor(name: Name, entry: IndexedName, alike: float) -> float:
    """The least likeness of names that differ in a way people write names; 0 if in another."""
    other = entry.name
    same_words = name.words == other.words
    if entry.standing is Standing.ALTERNATIVE and name.base == other.base:
        return OTHER_SPELLING
    if same_words and entry.standing is not Standing.SHORTENED:
        return OTHER_ORDER
    somewhat = alike >= SOMEWHAT
    # The highest first: most are settled before the costly ones are asked.
    if somewhat and name.sound == other.sound and len(name.sound) >= SHORTEST_SOUND:
        return SAME_SOUND
    if somewhat and _is_anagram(name.base, other.base):
        return SWAPPED
    if same_words or _is_shorter(name, other):
        return SHORTER
    return ONE_LETTER if somewhat and _differs_in_one(name.base, other.base) else 0.0


def starts_alike(name: Name, other: Name) -> bool:
    """Whether they start with one sound; another script's h may be a kh."""
    first, second = name.sound[:1], other.sound[:1]
    return first == second or (name.foreign is not other.foreign and {first, second} == {"h", "k"})


def _with_sound(name: Name, other: Name, alike: float, sound: float) -> float:
    short = min(len(name.sound), len(other.sound)) < SHORTEST_SOUND
    if name.foreign is not other.foreign:
        return max(alike, sound - OTHER_SCRIPT * (1 + short))
    if short:
        return alike + SAME_SHORT_SOUND * (name.sound == other.sound)
    return max(alike, (alike + sound) / 2)


def _differs_in_one(one: str, other: str) -> bool:
    """Whether one letter is wrong, missing or too many, or two are swapped."""
    long_enough = min(len(one), len(other)) >= SHORTEST_ONE
    return long_enough and OSA.distance(one, other, score_cutoff=1) == 1


def _is_anagram(one: str, other: str) -> bool:
    long_enough = len(one) == len(other) >= SHORTEST_ANAGRAM
    return long_enough and sorted(one) == sorted(other)


def _is_shorter(name: Name, other: Name) -> bool:
    """Whether one is the beginning of the other, some of its words, or its end as it sounds.

    A table may shorten a name anywhere (Kavre for Kavrepalanchok); that the map has the shorter
    one is likely at the end of a word only.
    """
    short, long = (name, other) if len(name.base) <= len(other.base) else (other, name)
    if len(short.base) < SHORTEST_PART or short.base == long.base:
        return False
    if set(short.words) <= short.tells_apart:
        return False  # "Central" is not short for "Central Visayas"
    if set(short.words) < set(long.words):
        return short is name or min(map(len, set(long.words) - set(short.words))) >= FEW_LETTERS
    ends = len(short.sound) > FEW_LETTERS + 1 and long.sound.endswith(short.sound)
    begins = long.base.startswith(short.base)
    return (short is name and (begins or ends)) or (begins and _covers(short, long))


def _covers(short: Name, long: Name) -> bool:
    return len(short.base) >= COVERED * len(long.base)
