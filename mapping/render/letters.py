"""Letters: what a map in the browser is told of its places and streams, one or a few each."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from mapping.cartography.layers import BivariateLayer, Mark, PlaceValue
from mapping.cartography.place_values import MARKS, PlaceValues, States

CLASS_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
MARK_LETTERS: Final[Mapping[Mark, str]] = {Mark.ZERO: "=", Mark.NO_DATA: ".", Mark.NOT_SHOWN: "~"}
_CODES: Final = np.frombuffer(CLASS_LETTERS.encode(), dtype=np.uint8)
# The state of a mark counts from the end.
_STATE_CODES: Final = np.frombuffer(
    (CLASS_LETTERS + "".join(MARK_LETTERS[mark] for mark in reversed(MARKS))).encode(),
    dtype=np.uint8,
)
_BASE: Final = len(CLASS_LETTERS)
_PLACES_A_LETTER: Final = 6


def class_letters(values: Sequence[PlaceValue]) -> str:
    """One character a place: the letter of its class, or of the mark that stands instead."""
    return _text(_STATE_CODES[PlaceValues.of(values).states])


def size_letters(values: Sequence[PlaceValue], largest: float) -> str:
    """One character a place: the radius of its circle in 63rds of the largest, by area."""
    if largest <= 0:
        return CLASS_LETTERS[0] * len(values)
    last = _BASE - 1
    edges = [largest * ((step - 0.5) / last) ** 2 for step in range(1, _BASE)]
    sizes = np.abs(np.nan_to_num(PlaceValues.of(values).numbers))
    return _text(_CODES[np.searchsorted(edges, sizes, side="right")])


def pair_letters(layer: BivariateLayer) -> str:
    """One character a place: the states of both rates, each a class or one of the three marks.

    The browser makes a small map of each rate of them.
    """
    first = _above(layer.first_values, len(layer.first.classes))
    second = _above(layer.second_values, len(layer.second.classes))
    states = len(layer.second.classes) + len(MARKS)
    return _text(_CODES[first * states + second])


def _above(values: Sequence[PlaceValue], classes: int) -> States:
    """The state of each place, marks behind the classes."""
    states = PlaceValues.of(values).states
    return np.where(states < 0, classes - 1 - states, states)


def _text(codes: npt.NDArray[np.uint8]) -> str:
    return codes.tobytes().decode("ascii")


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
