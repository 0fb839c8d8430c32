"""Why a figure is undefined: what each figure needs, and which need is not met.

A null always comes with a sentence. Each figure lists what it needs, the first thing first; the
first need that is not met is the reason.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from mapping.i18n import N_

Met: TypeAlias = npt.NDArray[np.bool]
"""Of one need: whether it is met, one for each row."""


class Need(StrEnum):
    """What a figure can need; the words say that it is not there."""

    FLOW = N_("the flow is missing from the table, and missing is not zero")
    FLOWS = N_("flows between places are missing from the table, and missing is not zero")
    IN_FLOWS = N_("flows into the place are missing from the table, and missing is not zero")
    OUT_FLOWS = N_("flows out of the place are missing from the table, and missing is not zero")
    MOVES = N_("nobody moved")
    CAME = N_("nobody came to the place")
    LEFT = N_("nobody left the place")
    MOVED = N_("nobody came to the place or left it")
    STAYERS = N_("the table does not count those who stayed")
    AT_RISK = N_("neither those who stayed nor a population of all places is known")
    POPULATION = N_("no population is given for the place, or it is not above zero")
    POPULATIONS = N_("no population above zero is given for every place")
    TWO_PLACES = N_("it takes two places")
    THREE_PLACES = N_("it takes three places")
    UNLIKE = N_("all flows are of one size")
    DISTANCES = N_("no distance is given for every flow")
    FIT = N_("the model finds no solution for these flows")
    DECAY = N_("distances say nothing of these flows beside the margins, or there is no solution")
    PERIOD = N_("the table has no period")
    INTERVAL = N_("the table has no interval")


EXACT: Final = 2**53  # up to here a number can be told from the next whole one
NO_DENOMINATOR: Final = N_("its denominator is zero")


Figure: TypeAlias = tuple[npt.ArrayLike, tuple[Need, ...]]
"""Values, one for each row or one number for a single row, and what they need."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Rows:
    """Figures of a number of things by name, and the reasons where they are undefined."""

    figures: Mapping[str, Figure]  # NaN: undefined
    met: Mapping[Need, Met]
    sentences: Mapping[Need, str] = field(default_factory=dict)  # in place of a need's own words

    def values(self, name: str) -> npt.NDArray[np.float64]:
        """The values of one figure, one for each row."""
        return np.atleast_1d(np.asarray(self.figures[name][0], dtype=float))

    def reasons(self, name: str) -> Iterator[tuple[str, npt.NDArray[np.intp]]]:
        """Why a figure is undefined, and in which rows: the first need that is not met there."""
        undefined = np.flatnonzero(~np.isfinite(self.values(name)))
        for need in self.figures[name][1]:
            met = self.met[need][undefined]
            if not met.all():
                yield self.sentences.get(need) or need.value, undefined[~met]
            undefined = undefined[met]
        if len(undefined):
            yield NO_DENOMINATOR, undefined

    def records(self) -> list[dict[str, object]]:
        """One mapping a row: each figure or None, and `reasons` by name where there are any.

        >>> rows = Rows(
        ...     figures={"mei": (np.nan, (Need.FLOWS, Need.MOVES))},
        ...     met={Need.FLOWS: np.array([True]), Need.MOVES: np.array([False])},
        ... )
        >>> rows.records()
        [{'mei': None, 'reasons': {'mei': 'nobody moved'}}]
        """
        columns = {name: self.values(name) for name in self.figures}
        rows = zip(*(_plain(values) for values in columns.values()), strict=True)
        records: list[dict[str, object]] = [dict(zip(columns, row, strict=True)) for row in rows]
        reasons: dict[int, dict[str, str]] = {}
        for name in columns:
            for why, undefined in self.reasons(name):
                for number in undefined.tolist():
                    reasons.setdefault(number, {})[name] = why
        for row, of_row in reasons.items():
            records[row]["reasons"] = of_row
        return records


def _plain(values: npt.NDArray[np.float64]) -> list[float | int | None]:
    """Numbers as JSON has them: a column of whole ones without a point, undefined ones as None."""
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    column = filled.astype(np.int64) if is_whole(values) else filled
    plain: list[float | int | None] = column.tolist()
    for row in np.flatnonzero(~known).tolist():
        plain[row] = None
    return plain


def is_whole(values: npt.NDArray[np.float64]) -> bool:
    """Whether a column has whole numbers only, undefined ones left aside.

    Beyond 2^53 none counts as whole: the next number is two or more away.

    >>> is_whole(np.array([2.0, np.nan])), is_whole(np.array([2.5])), is_whole(np.array([1e20]))
    (True, False, False)
    """
    known = values[np.isfinite(values)]
    return bool(((known % 1 == 0) & (np.abs(known) <= EXACT)).all())


def everywhere(count: int, *, met: bool) -> Met:
    """A need that is met, or not, for all rows alike.

    >>> everywhere(2, met=True).tolist()
    [True, True]
    """
    return np.full(count, met)
