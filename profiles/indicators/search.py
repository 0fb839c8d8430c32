"""Finding indicators by words, as people type them: without accents, capitals or order."""

from collections.abc import Iterable

from mapping.boundaries.model import searchable
from profiles.indicators.model import Indicator


def found(indicators: Iterable[Indicator], asked: str, *, language: str) -> tuple[Indicator, ...]:
    """The indicators that hold every word asked for: those with all words in their name first.

    Args:
        indicators: In the order in which equals are given.
        asked: Words, or parts of words; none finds all.
        language: In which label and definition are read. The code is read too.
    """
    words = searchable(asked).split()
    in_name: list[Indicator] = []
    elsewhere: list[Indicator] = []
    for one in indicators:
        name = searchable(f"{one.label(language)} {one.code}")
        whole = f"{name} {searchable(one.definition(language))}"
        if all(word in name for word in words):
            in_name.append(one)
        elif all(word in whole for word in words):
            elsewhere.append(one)
    return (*in_name, *elsewhere)
