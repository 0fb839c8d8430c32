"""Letters: what a map in the browser is told of its places and streams, one or a few each."""

from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from mapping.cartography.layers import BivariateLayer, Mark, PlaceValue

CLASS_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MARK_LETTERS: Final[Mapping[Mark, str]] = {Mark.ZERO: "=", Mark.NO_DATA: ".", Mark.NOT_SHOWN: "~"}
_MARKS: Final = (Mark.ZERO, Mark.NO_DATA, Mark.NOT_SHOWN)  # in the order of the browser
_BASE: Final = len(CLASS_LETTERS)
_PLACES_A_LETTER: Final = 6


def class_letters(values: Sequence[PlaceValue]) -> str:
    """One character a place: the letter of its class, or of the mark that stands instead."""
    return "".join(
        MARK_LETTERS[value.mark] if value.mark else CLASS_LETTERS[value.class_index or 0]
        for value in values
    )


def size_letters(values: Sequence[PlaceValue], largest: float) -> str:
    """One character a place: the radius of its circle in 63rds of the largest, by area."""
    if largest <= 0:
        return CLASS_LETTERS[0] * len(values)
    last = _BASE - 1
    edges = [largest * ((step - 0.5) / last) ** 2 for step in range(1, _BASE)]
    return "".join([CLASS_LETTERS[bisect(edges, abs(value.value or 0.0))] for value in values])


def pair_letters(layer: BivariateLayer) -> str:
    """One character a place: the states of both rates, each a class or one of the three marks.

    The browser makes a small map of each rate of them.
    """
    counts = len(layer.first.classes), len(layer.second.classes)
    states = counts[1] + len(_MARKS)
    pairs = zip(layer.first_values, layer.second_values, strict=True)
    return "".join(
        CLASS_LETTERS[_state(first, counts[0]) * states + _state(second, counts[1])]
        for first, second in pairs
    )


def _state(value: PlaceValue, classes: int) -> int:
    return classes + _MARKS.index(value.mark) if value.mark else value.class_index or 0


def place_letters(found: Iterable[int], places: int) -> str:
    """Some of the places, six a letter: its bits, the least first."""
    bits = [0] * -(-places // _PLACES_A_LETTER)
    for place in found:
        bits[place // _PLACES_A_LETTER] |= 1 << place % _PLACES_A_LETTER
    return "".join(CLASS_LETTERS[number] for number in bits)


def number_letters(index: int) -> str:
    """A number below 262,144 in three letters, the greatest first."""
    return (
        CLASS_LETTERS[index // _BASE**2]
        + CLASS_LETTERS[index // _BASE % _BASE]
        + CLASS_LETTERS[index % _BASE]
    )
