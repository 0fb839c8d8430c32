"""Text from outside, made fit to be shown: what has no shape is taken out, the rest stays."""

import re
from collections.abc import Iterator
from html import escape
from math import ceil
from typing import Any, Final
from unicodedata import bidirectional

from mapping.i18n import LEFT_TO_RIGHT, held

# C0 and C1 controls, zero-width characters, direction overrides and isolates, the byte order mark,
# half characters (lone surrogates) and non-characters: none has a shape, some reorder what follows.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
FROM_THE_RIGHT: Final = "\u200f"  # a mark without a shape: what is before it is read so
LONG_WORD: Final = 30  # letters
MOST_LETTERS: Final = 1_000_000  # no text is as long
_ENDLESS: Final = re.compile(f"[A-Za-z\u00c0-\u024f]{{{LONG_WORD},}}")
_WORD: Final = re.compile("[A-Za-z\u00c0-\u024f]{9,}")  # that a narrow column can break
PIECE: Final = 8  # letters of a word that stay together, a hyphen behind them included
LETTERS: Final = frozenset({"L", "R", "AL"})  # classes of letters: to the right, to the left
_BREAKS: Final = re.compile("[\t\n\r]+")
_WITHOUT_LETTERS: Final = frozenset({float, int, bool, type(None)})
# Days of the calendar and degrees, whose signs and letters keep their places.
_IN_ONE_PIECE: Final = re.compile(r"\b\d{4}-\d\d-\d\d\b|\b[0-9.,]+° [NSEW]\b")
_MARKS: Final = re.compile("[&<>\"']")


def visible(text: str) -> str:
    """The text without characters that have no shape; line breaks and tabs become one space."""
    if text.isprintable():  # nearly all there is
        return text
    return _UNSEEN.sub("", _BREAKS.sub(" ", text))


def from_the_right(text: str) -> bool:
    """Whether a text begins on the right: its first letter says so.

    >>> from_the_right("1. \u0646\u064a\u0628\u0627\u0644"), from_the_right("Nepal")
    (True, False)
    """
    if text.isascii():
        return False
    letters = (way for way in map(bidirectional, text) if way in LETTERS)
    return next(letters, "L") != "L"


def breakable(text: str, words: re.Pattern[str] = _ENDLESS) -> str:
    """The text with places where a word may end a line that is longer than words are.

    A picture is left alone.

    >>> breakable("a" * 40).count("\u00ad")
    5
    """
    if text.startswith("<svg"):
        return text
    return words.sub(lambda word: "\u00ad".join(_pieces(word[0])), text)


def _pieces(word: str) -> Iterator[str]:
    """A word in as few pieces as there must be, all about as long."""
    count = ceil(len(word) / (PIECE - 1))
    size = ceil(len(word) / count)
    return (word[start : start + size] for start in range(0, len(word), size))


def narrowed(head: str) -> str:
    """The head of a column that is narrower than one of its words.

    >>> narrowed("Thiruvananthapuram district").replace("\u00ad", "|")
    'Thiruv|ananth|apuram district'
    """
    return breakable(head, _WORD)


def in_markup(text: str) -> str:
    """Text as it may stand between tags and in attributes.

    >>> in_markup("<5 & more"), in_markup("fewer")
    ('&lt;5 &amp; more', 'fewer')
    """
    return escape(text) if _MARKS.search(text) else text  # most texts have none


def fit(value: Any, *, mirrored: bool, printed: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """Strings without characters that have no shape, whatever holds them; SVG is written fit.

    Among words from right to left a minus would move behind its number, the day of 2026-11-22
    before its year, and the N of 28.4° N away from it: a mark holds them. On paper, words longer
    than a line would leave the page.
    """
    shortest = 0 if mirrored else LONG_WORD if printed else MOST_LETTERS

    def fitted(value: Any) -> Any:  # noqa: ANN401 - any JSON
        if isinstance(value, str):
            return fit_text(value, mirrored=mirrored, printed=printed)
        if isinstance(value, (list, tuple)):
            return [
                # Nearly all there is: to ask for each cell apart takes twice as long.
                item
                if type(item) in _WITHOUT_LETTERS
                or (type(item) is str and len(item) < shortest and item.isprintable())
                else fitted(item)
                for item in value
            ]
        if isinstance(value, dict):
            return dict(zip(value, fitted([*value.values()]), strict=True))
        return value

    return fitted(value)


def fit_text(text: str, *, mirrored: bool, printed: bool = False) -> str:
    """One text, made fit as `fit` does."""
    text = breakable(text) if printed and len(text) >= LONG_WORD else text
    if text.isprintable() and not mirrored:  # nearly all there is
        return text
    is_drawing = text.startswith("<svg")
    text = text if is_drawing else visible(text)
    if mirrored:
        text = held(text)
        text = text if is_drawing else _IN_ONE_PIECE.sub(f"{LEFT_TO_RIGHT}\\g<0>", text)
    return text
