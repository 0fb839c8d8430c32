"""What was decided for one spelling of one place: matched, suggested, or left."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from mapping.joining.model import Reason


class Key(NamedTuple):
    """What a row says of its place: a name and, where there is a column for it, the unit above."""

    value: str
    parent: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A place that a key may mean, by its position in the list."""

    place: int
    score: float
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One of three: a place, guesses, or the reason why there is neither."""

    place: int | None = None
    guesses: tuple[Guess, ...] = ()
    left: Reason | None = None
    parts: tuple[tuple[int, float | None], ...] = ()
    # what a former place is today: places, and the share of it in each, where a source says


Decisions = Mapping[Key, Decision]
