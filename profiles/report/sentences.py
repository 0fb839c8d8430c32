"""Sentences as the items of a list: which belong together, where their numbers stand, their map."""

import re
from collections.abc import Callable, Container, Iterable, Sequence

from profiles.evidence.provenance import Number
from profiles.narrative import Sentence
from profiles.sections.model import Section

SIGN = "(?:[\u00a0\u202f]?[%\u066a])?"  # that stays with its number at the end of a line


def together(sentences: Iterable[Sentence]) -> list[list[Sentence]]:
    """Sentences with those that continue them."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if sentence.continues and groups:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return groups


def pieces(sentence: Sentence, ref: Callable[[Number], str]) -> list[list[str]]:
    """The text cut at its numbers: words, and the id of what opens for them.

    A number that cannot be told from others in the text stays a word; the table has it as well.
    """
    found: list[list[str]] = []
    rest = sentence.text
    for number in sorted(sentence.numbers, key=lambda n: sentence.text.find(n.text)):
        at = re.search(
            rf"(?<![\w.,]){re.escape(number.text)}(?!\w)(?:[\u00a0\u202f]?[%\u066a])?", rest
        )
        if at is not None:
            found += [[rest[: at.start()], ""], [at[0], ref(number)]]
            rest = rest[at.end() :]
    return [*found, [f"{rest} ", ""]]


def map_of(
    sentence: Sentence, section: Section, sections: Sequence[Section], drawn: Container[str]
) -> str:
    """The id of the map of a finding; "" of any other sentence, and where no map was drawn.

    Args:
        sentence: Of the section.
        section: The key facts, which say of which sentences the findings are.
        sections: Of the profile: the map stands in the section of the indicator.
        drawn: Ids of the maps there are.
    """
    found = (one for one in section.findings if section.sentences[one.sentence] is sentence)
    finding = next(found, None)
    figures = (figure for other in sections for figure in other.maps)
    mapped = (
        figure.id
        for figure in figures
        if finding is not None and figure.indicator == finding.indicator and figure.id in drawn
    )
    return next(mapped, "")
