"""Documents that differ in little as pieces that all of them share, each kept once."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_BETWEEN_TAGS: Final = re.compile(r"(?<=>)(?=<)|(?<=\n)")
FIRST_LETTER: Final = 0x61  # "a": what comes before would be written in more than one letter
_HALVES, _HALVES_COUNT = 0xD800, 0x800  # no characters of their own
_NONE: Final = -1  # before the first piece and after the last
_SEVERAL: Final = -2


def in_pieces(documents: Mapping[str, str]) -> dict[str, Any]:
    """The pieces, and for each document a letter for each of those it is made of.

    Pieces that never stand apart are one piece: a picture that all documents have is a few letters
    in each and not thousands. A letter is the number of its piece as a character of Unicode, the
    first `FIRST_LETTER`; a list of numbers would take twice as much room.

    >>> in_pieces({"a": "<i><b>1</b></i>", "b": "<i><b>2</b></i>"})
    {'pieces': ['<i><b>1</b></i>', '<i><b>2</b></i>'], 'documents': {'a': 'a', 'b': 'b'}}
    """
    numbers: dict[str, int] = {}
    made_of = {
        name: [numbers.setdefault(piece, len(numbers)) for piece in _BETWEEN_TAGS.split(document)]
        for name, document in documents.items()
    }
    texts = list(numbers)
    after, before = _neighbours(list(made_of.values()), len(texts))
    joined: dict[int, int] = {}  # the first of each run -> its number
    pieces: list[str] = []
    shortened: dict[str, str] = {}
    for name, document in made_of.items():
        heads = [
            number
            for previous, number in zip([_NONE, *document], document, strict=False)
            if previous == _NONE or after[previous] != number or before[number] != previous
        ]
        for head in heads:
            if head not in joined:
                joined[head] = len(pieces)
                pieces.append(_run(head, texts, after, before))
        shortened[name] = "".join(letter_of(joined[head]) for head in heads)
    return {"pieces": pieces, "documents": shortened}


def letter_of(number: int) -> str:
    """A number as one character; the halves of pairs are passed over."""
    code = FIRST_LETTER + number
    return chr(code if code < _HALVES else code + _HALVES_COUNT)


def _neighbours(documents: Sequence[Sequence[int]], count: int) -> tuple[list[int], list[int]]:
    """What always comes after each piece, and before it; `_SEVERAL` where that is not one."""
    unknown = _SEVERAL - 1
    after, before = [unknown] * count, [unknown] * count
    for document in documents:
        for one, other in zip([_NONE, *document], [*document, _NONE], strict=True):
            if one != _NONE:
                after[one] = other if after[one] in {unknown, other} else _SEVERAL
            if other != _NONE:
                before[other] = one if before[other] in {unknown, one} else _SEVERAL
    return after, before


def _run(head: int, texts: Sequence[str], after: Sequence[int], before: Sequence[int]) -> str:
    run, number = [texts[head]], head
    while after[number] >= 0 and before[after[number]] == number and after[number] != head:
        number = after[number]
        run.append(texts[number])
    return "".join(run)
