"""A message in fewer bytes: several places a letter, and once what is said twice.

`map/frame.js` unpacks it.
"""

from collections.abc import Mapping
from itertools import product
from typing import Any, Final

from mapping.render.letters import CLASS_LETTERS

WORTH_PACKING: Final = 500  # places


def packed_classes(message: Mapping[str, Any]) -> str | dict[str, Any]:
    """The classes of a message: as they are, or what they can be made of again.

    With two rates the class of a place follows from the letter of both that it has anyway.
    """
    classes: str = message.get("classes", "")
    if len(classes) < WORTH_PACKING:
        return classes
    if "pairs" in message:
        return {"by": dict(zip(message["pairs"], classes, strict=True))}
    return packed_letters(classes)


def packed_letters(text: str) -> str | dict[str, Any]:
    """A text of few different letters with as many of them a letter as 64 letters can tell apart.

    >>> packed_letters("AB.B.")
    {'letters': '.AB', 'each': 3, 'places': 5, 'text': 'HC'}

    Returns:
        The letters there are; how many stand together in one, the first counting least; how many
        there are in all; and the text. The text alone where it is none the shorter.
    """
    letters = "".join(sorted(set(text)))
    fitting = (each for each in (6, 3, 2) if len(letters) ** each <= len(CLASS_LETTERS))
    each = len(text) if len(letters) == 1 else next(fitting, 1)
    if each == 1:
        return text
    groups = ("".join(reversed(group)) for group in product(letters, repeat=each))
    letter_of = dict(zip(groups, CLASS_LETTERS, strict=False))
    whole = text + letters[0] * (-len(text) % each)
    packed = "".join([letter_of[whole[at : at + each]] for at in range(0, len(whole), each)])
    return {"letters": letters, "each": each, "places": len(text), "text": packed}
