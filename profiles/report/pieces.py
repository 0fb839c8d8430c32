"""Documents that differ in little as pieces that all of them share, each kept once."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, Final

_BETWEEN_TAGS: Final = re.compile(r"(?<=>)(?=<)|(?<=\n)")
FIRST_LETTER: Final = 0x61  # "a": what comes before would be written in more than one letter
OWN: Final = "!"
_HALVES, _HALVES_COUNT = 0xD800, 0x800  # no characters of their own
_NONE: Final = -1  # before the first piece and after the last
_SEVERAL: Final = -2


def in_pieces(documents: Mapping[str, str]) -> dict[str, Any]:
    """What documents share, what each has alone, and a letter for each piece it is made of.

    Pieces that never stand apart are one piece: a picture that all documents have is a few letters
    in each and not thousands. A letter is the number of a shared piece as a character of Unicode,
    those that stand most often first, so that their letters take few bytes. `OWN` stands for the
    next of the pieces that no other document has.

    >>> packed = in_pieces({"a": "<i>x</i><b>1</b>", "b": "<b>2</b><i>x</i>"})
    >>> packed["shared"], packed["own"], packed["documents"]
    (['<i>x</i>'], {'a': ['<b>1</b>'], 'b': ['<b>2</b>']}, {'a': 'a!', 'b': '!a'})
    """
    runs = _in_runs({name: _BETWEEN_TAGS.split(document) for name, document in documents.items()})
    often = Counter(chain.from_iterable(runs.values()))
    shared = [run for run, times in often.most_common() if times > 1]
    letters = {run: letter_of(number) for number, run in enumerate(shared)}
    return {
        "shared": shared,
        "own": {
            name: [run for run in made_of if often[run] == 1] for name, made_of in runs.items()
        },
        "documents": {
            name: "".join([letters.get(run, OWN) for run in made_of])
            for name, made_of in runs.items()
        },
    }


def letter_of(number: int) -> str:
    """A number as one character; the halves of pairs are passed over."""
    code = FIRST_LETTER + number
    return chr(code if code < _HALVES else code + _HALVES_COUNT)


def _in_runs(documents: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Documents with pieces put together that never stand apart."""
    numbers: dict[str, int] = {}
    made_of = {
        name: [numbers.setdefault(piece, len(numbers)) for piece in pieces]
        for name, pieces in documents.items()
    }
    texts = list(numbers)
    after, before = _neighbours(list(made_of.values()), len(texts))
    runs: dict[int, str] = {}  # by the first piece of each
    together: dict[str, list[str]] = {}
    for name, document in made_of.items():
        heads = [
            number
            for previous, number in zip([_NONE, *document], document, strict=False)
            if previous == _NONE or after[previous] != number or before[number] != previous
        ]
        for head in heads:
            if head not in runs:
                runs[head] = _run(head, texts, after, before)
        together[name] = [runs[head] for head in heads]
    return together


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
