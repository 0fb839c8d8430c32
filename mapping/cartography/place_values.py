"""What a map knows of its places, a column of each thing; a place by itself when one asks for it.

Who changes a map waits for the classes of thousands of places. What is said of them is read of one
place or in a table: later, if at all.
"""

import math
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeAlias, overload

import numpy as np
import numpy.typing as npt

from mapping.cartography.layers import Mark, PlaceValue
from mapping.places import PlaceCode

States: TypeAlias = npt.NDArray[np.int8]
Words: TypeAlias = Callable[[Sequence[int]], Iterable[tuple[str, str]]]

MARKS: Final = (Mark.ZERO, Mark.NO_DATA, Mark.NOT_SHOWN)  # in the order of the browser


def state_of(mark: Mark) -> int:
    """The state of a place with a mark: below zero, where classes are not."""
    return -1 - MARKS.index(mark)


@dataclass(frozen=True, eq=False, kw_only=True)
class PlaceValues(Sequence[PlaceValue]):
    """The places of a map in the order of their boundary set.

    Attributes:
        codes: Of the places.
        numbers: Of each; NaN where there is none.
        states: The class of each, or the `state_of` its mark.
        words: Gives text and flag of the places at some positions.
    """

    codes: Sequence[PlaceCode]
    numbers: npt.NDArray[np.float64]
    states: States
    words: Words

    @classmethod
    def of(cls, values: Sequence[PlaceValue]) -> "PlaceValues":
        """The same by columns."""
        if isinstance(values, cls):
            return values
        states = [state_of(one.mark) if one.mark else one.class_index or 0 for one in values]
        return cls(
            codes=[one.place_code for one in values],
            numbers=np.array([one.value for one in values], dtype=np.float64),  # NaN for None
            states=np.array(states, dtype=np.int8),
            words=lambda positions: ((values[at].text, values[at].flag) for at in positions),
        )

    @cached_property
    def name(self) -> str:
        """A name that no other values have: under it a browser asks what is said of places."""
        return secrets.token_hex(16)

    def texts_and_numbers(self) -> dict[str, list[Any]]:
        """What is said of each place, and its number or None; nothing of it is kept."""
        texts = [text for text, _ in self.words(range(len(self)))]
        numbers = [None if math.isnan(number) else number for number in self.numbers.tolist()]
        return {"texts": texts, "numbers": numbers}

    @cached_property
    def _all(self) -> tuple[PlaceValue, ...]:
        return tuple(self.at(range(len(self))))

    def at(self, positions: Sequence[int]) -> Iterator[PlaceValue]:
        """The places at some positions."""
        where = np.array(positions, dtype=np.intp)
        states, numbers = self.states[where].tolist(), self.numbers[where].tolist()
        every = zip(positions, self.words(positions), states, numbers, strict=True)
        for at, (text, flag), state, number in every:
            index, mark = (state, None) if state >= 0 else (None, MARKS[-1 - state])
            value = None if math.isnan(number) else number
            yield PlaceValue(self.codes[at], value, text, index, mark, flag)

    def in_class(self, index: int) -> int:
        """How many places are in a class."""
        return int(np.count_nonzero(self.states == index))

    def with_mark(self, mark: Mark) -> int:
        """How many places carry a mark."""
        return self.in_class(state_of(mark))

    @overload
    def __getitem__(self, at: int) -> PlaceValue: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[PlaceValue, ...]: ...
    def __getitem__(self, at: int | slice) -> PlaceValue | tuple[PlaceValue, ...]:
        if isinstance(at, slice):
            return self._all[at]
        return next(self.at([range(len(self))[at]]))

    def __iter__(self) -> Iterator[PlaceValue]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self.codes)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))
