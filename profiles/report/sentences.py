"""Sentences as the items of a list: which belong together, where their numbers stand, their map."""

import re
from collections.abc import Callable, Container, Sequence
from typing import Final

from profiles.evidence.provenance import Number
from profiles.narrative import Sentence
from profiles.sections.model import Section

_SIGN: Final = re.compile("(?:[\u00a0\u202f]?[%\u066a])?")  # stays with its number on a line
_JOINED: Final = frozenset("_.,")  # before a number they are part of a longer one


def pieces(sentence: Sentence, ref: Callable[[Number], str]) -> list[list[str]]:
    """The text cut at its numbers: words, and the id of what opens for them.

    A number that cannot be told from others in the text stays a word; the table has it as well.
    """
    found: list[list[str]] = []
    rest = sentence.text
    nowhere = (len(rest), 0)
    for number in sorted(
        sentence.numbers, key=lambda n: _place_of(n.text, sentence.text) or nowhere
    ):
        at = _place_of(number.text, rest)
        if at is not None:
            start, end = at
            found += [[rest[:start], ""], [rest[start:end], ref(number)]]
            rest = rest[end:]
    return [*found, [f"{rest} ", ""]]


def _place_of(number: str, text: str) -> tuple[int, int] | None:
    """Where a number stands by itself, the sign behind it included."""
    start = text.find(number) if number else -1
    while start >= 0:
        end = start + len(number)
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        alone = not (before.isalnum() or before in _JOINED or after.isalnum() or after == "_")
        sign = _SIGN.match(text, end)
        if alone and sign is not None:
            return start, sign.end()
        start = text.find(number, start + 1)
    return None


def map_of(
    sentence: Sentence, section: Section, sections: Sequence[Section], drawn: Container[str]
) -> str:
    """The id of the map of a key fact; "" of any other sentence, and where no map was drawn.

    Args:
        sentence: Of the section.
        section: Of the sentence; the key facts say which are findings, and of what.
        sections: Of the profile: the map stands in the section of the indicator.
        drawn: Ids of the maps there are.
    """
    if section.number or not sentence.numbers:
        return ""
    findings = (one for one in section.findings if section.sentences[one.sentence] is sentence)
    code = next((one.indicator for one in findings), sentence.numbers[0].indicator)
    figures = (figure for other in sections for figure in other.maps)
    mapped = (one.id for one in figures if one.indicator == code and one.id in drawn)
    return next(mapped, "")
