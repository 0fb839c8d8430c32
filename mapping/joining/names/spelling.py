"""Names as they are compared: without what people write in different ways.

`normalised` gives a `Name` with several forms of one name, from the strictest to the loosest. Two
names are equal when their `full` or their `base` forms are; all else is likeness, which suggests.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from anyascii import anyascii

from mapping.joining.names.words import (
    ABBREVIATIONS,
    AREAS,
    ARTICLES,
    ASSIMILATED,
    CITIES,
    DIRECTIONS,
    DOTTED,
    GLUED,
    LINKING,
    TOTALS,
)
from mapping.places import LIKE_APOSTROPHES

_APOSTROPHES: Final = re.compile(f"['{LIKE_APOSTROPHES}]")
_ELIDED: Final = re.compile(r"\b([dl])['’](?=\w)")
_FOOTNOTE: Final = re.compile(r"[\s*†‡§#]+$|\s*\[\w{1,2}\]$|[⁰¹²³⁴-⁹]+$|(?<=\w)\s*\d\)$")
_DOTTED: Final = re.compile(r"\b([nsewc]|no|so)\.\s*(?=(?:d[aeou]\s+)?[a-z]{3})")
_TOWN_DOTTED: Final = re.compile(r"(?<!\w)[гм]\.\s*(?=\w)")  # "г. Ош", "м. Київ"
_NUMBER: Final = re.compile(r"\b(no|nr|n)[.°º]*\s*(?=\d)")
_ARABIC_ARTICLE: Final = re.compile(r"(?<!\w)ال(?=\w\w)")
_ARABIC: Final = str.maketrans("اأآةىعإ", "aaaaaai")
"""Letters that are vowels in names and that a transliteration letter by letter leaves out."""
_ADJECTIVE: Final = re.compile(r"(?:ская|ский|ское|skaya|skaia|skiy)\b")
_HARD: Final = {"x": "kh", "X": "Kh", "ج": "گ"}
_SOFT: Final = re.compile("|".join(_HARD))
_SILENT: Final = re.compile("ห(?=[งญนมยรลว])|ຫ(?=[ງຍນມຣລວ])")
_VOWEL_FIRST: Final = re.compile("([เแโใไ])([ก-ฮ])|([ເແໂໃໄ])([ກ-ຮ])")
"""Thai and Lao: an h that is not spoken, and vowels that are written before what they follow."""
_WORD: Final = re.compile(r"[a-z0-9]+")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*")
_BETWEEN: Final = re.compile(r"\s*[/;,+&|]\s*|\s+(?:and|et|y|with)\s+|\s+-\s+")
_ROMAN: Final = dict(
    zip(
        "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split(),  # noqa: SIM905 - it is read as a list
        map(str, range(1, 21)),
        strict=True,
    )
)
_TOTALS: Final = frozenset(words.replace(" ", "") for words in TOTALS)
_UNITS: Final = AREAS | CITIES
_NOTHING: Final = frozenset[str]()
_TELLING: Final = frozenset().union(
    _UNITS, ARTICLES, ASSIMILATED, DIRECTIONS, ABBREVIATIONS, _ROMAN, ("no", "nr", "n")
)
"""Words that are more than a name."""
_MEANINGS: Final = frozenset(word for words in DIRECTIONS.values() for word in words.split())
_ASPIRATED: Final = (
    *(("ph", "f"), ("ch", "k"), ("kh", "k"), ("gh", "k"), ("bh", "b"), ("dh", "d"), ("th", "t")),
    *(("jh", "j"), ("sh", "s")),
)
_CONSONANTS: Final = str.maketrans("wvcqzx", "bbkkss")
"""For romanised names: aspiration, v and b, k and c are written in many ways."""
_FIRST: Final = _CONSONANTS | dict.fromkeys(map(ord, "eiou"), "a")
_WITHOUT_VOWELS: Final = _CONSONANTS | dict.fromkeys(map(ord, "aeiouyh"))
_DOUBLED: Final = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name in the forms in which it is compared. All lower-case ASCII."""

    full: str  # every word, no spaces: "dhakadivision"
    base: str  # without units and articles, no spaces: "dhaka"
    words: tuple[str, ...]  # those of `base`, directions by meaning, numerals as numbers, sorted
    units: frozenset[str]  # words for units that were in it: {"division"}
    tells_apart: frozenset[str]  # directions and numbers: these never differ by misspelling
    sound: str  # `base` as it sounds: consonants, and "a" where it starts with a vowel
    foreign: bool  # it was written in another script than the Latin

    @property
    def is_city(self) -> bool:
        """Whether the name says that it is a town's."""
        return bool(self.units & CITIES)


@lru_cache(maxsize=100_000)
def normalised(text: str) -> Name:
    """The forms of a name in which it is compared with others."""
    plain = text.lower().split() if text.isascii() else []
    if "".join(plain).isalpha() and _TELLING.isdisjoint(plain):
        return _of_plain_words(plain)
    latin, foreign = _latin(text)
    words = _WORD.findall(latin)
    words = [ABBREVIATIONS.get(word, word) for word in words] if len(words) > 1 else words
    units = _UNITS.intersection(words)
    kept = [
        word
        for at, word in enumerate(words)
        if word not in units and (word not in ARTICLES or (at == 0 and word in LINKING))
    ]
    kept = [word for at, word in enumerate(kept) if not _is_assimilated(kept, at)]
    kept = kept or [word for word in words if word not in ARTICLES] or words
    meanings = _meanings(kept, has_unit=bool(units))
    base = "".join(kept)
    return Name(
        full="".join(words),
        base=base,
        words=tuple(sorted(meanings)),
        units=units,
        tells_apart=_MEANINGS.intersection(meanings).union(filter(str.isdigit, meanings)),
        sound=sound_of(base),
        foreign=foreign,
    )


def _of_plain_words(words: list[str]) -> Name:
    """The name of words that are nothing but a name, as most are."""
    base = "".join(words)
    return Name(
        full=base,
        base=base,
        words=tuple(sorted(words)),
        units=_NOTHING,
        tells_apart=_NOTHING,
        sound=sound_of(base),
        foreign=False,
    )


def _is_assimilated(words: list[str], at: int) -> bool:
    """Whether a word is the Arabic article before its like: "Ar Raqqa", "Ash Sharqiyah"."""
    word = words[at]
    return word in ASSIMILATED and at + 1 < len(words) and words[at + 1].startswith(word[1:])


def is_total(name: Name) -> bool:
    """Whether a name is that of a total, or of people of no place, instead of a place's."""
    return name.full in _TOTALS


def without_brackets(text: str) -> str:
    """The text without what stands in brackets: "Rukum (East)" is "Rukum"."""
    return _BRACKETS.sub(" ", text).strip() if "(" in text or "[" in text else text.strip()


def spellings_of(text: str) -> tuple[str, ...]:
    """What a row may have meant: its text, without brackets, and a Slavic adjective's noun.

    An x is a kh in Uzbek and its like; the Arabic letter of j is a g in Egypt.
    """
    plain = without_brackets(text) or text
    noun = _ADJECTIVE.sub("", plain).strip() or plain
    hard = _SOFT.sub(lambda found: _HARD[found[0]], plain)
    return tuple(dict.fromkeys((text, plain, noun, hard)))


def in_brackets(text: str) -> tuple[str, ...]:
    """Other names in brackets: "Northern (Oro)" is "Oro" too, "Rukum (East)" is no "East"."""
    if "(" not in text and "[" not in text:
        return ()
    found = (part.strip() for part in _BRACKETS.findall(text))
    return tuple(part for part in found if part and _is_a_name(normalised(part)))


def _is_a_name(name: Name) -> bool:
    return bool(set(name.words) - name.tells_apart - name.units)


def initials_of(text: str) -> frozenset[str]:
    """What a name of several words is shortened to: with its articles and units, and without."""
    words = _WORD.findall(_latin(text)[0])
    own = [word for word in words if word not in ARTICLES]
    forms = (words, own, [word for word in own if word not in _UNITS])
    return frozenset("".join(word[0] for word in form) for form in forms if len(form) > 1)


def parts_of(text: str) -> tuple[str, ...]:
    """The names in a cell that holds several: "A / B", "A and B", "A & B", "A (B)"."""
    if text.isalpha():
        return ()
    opened = _BRACKETS.sub(r" / \1 ", text) if "(" in text or "[" in text else text
    if not _BETWEEN.search(opened):
        return ()
    parts = _BETWEEN.split(opened)
    found = tuple(part.strip() for part in parts if part.strip())
    return found if len(found) > 1 else ()


def sound_of(base: str) -> str:
    """How a name sounds: "jessore" and "jashore" both give "jsr"."""
    base = base.replace("dzh", "j").replace("zh", "j").replace("dz", "z")
    if "h" in base:
        for letters, sound in _ASPIRATED:
            base = base.replace(letters, sound)
    sounds = base[:1].translate(_FIRST) + base[1:].translate(_WITHOUT_VOWELS)
    return _DOUBLED.sub(r"\1", sounds)


def _latin(text: str) -> tuple[str, bool]:
    """Lower case and ASCII with units as words of their own, and whether it was another script."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return text.lower(), False
    text = _FOOTNOTE.sub("", text.strip())
    foreign = False
    if text.isascii():
        text = text.lower()
    else:
        text = unicodedata.normalize("NFKC", text).casefold()
        text = _TOWN_DOTTED.sub(" city ", text)
        for unit, latin in GLUED.items():
            if unit in text and text != unit:
                text = text.replace(unit, f" {latin} ")
        foreign = any(_is_foreign(character) for character in text)
    text = _APOSTROPHES.sub("", _ELIDED.sub(r"\1 ", text))
    if not text.isascii():
        text = _VOWEL_FIRST.sub(_turned, _SILENT.sub("", text))
        text = anyascii(_ARABIC_ARTICLE.sub("", text).translate(_ARABIC)).lower()
        text = _APOSTROPHES.sub("", text)
    text = _NUMBER.sub(" ", text.replace("&", " and "))
    return _DOTTED.sub(lambda found: f"{DOTTED[found[1]]} ", text), foreign


def _turned(found: re.Match[str]) -> str:
    """Two letters the other way round."""
    return found[0][::-1]


def _is_foreign(character: str) -> bool:
    """Whether it is a letter of another script; Vietnamese letters are Latin (1E00 to 1EFF)."""
    return character.isalpha() and character > "\u02ff" and not "\u1e00" <= character <= "\u1eff"


def _meanings(words: list[str], *, has_unit: bool) -> list[str]:
    """Words with directions by their meaning; numerals as numbers, beside a unit or at the end."""
    meanings: list[str] = []
    for at, word in enumerate(words):
        last = 0 < at == len(words) - 1
        number = _ROMAN.get(word) if has_unit or last else None
        meanings += (number or DIRECTIONS.get(word) or word).split()
    return [str(int(word)) if word.isdigit() else word for word in meanings]
