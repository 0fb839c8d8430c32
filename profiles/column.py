"""The published figures of one indicator and period, of all places of a level at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapping.places import PlaceCode
from profiles.indicators.model import Status
from profiles.indicators.read import TOTAL

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from profiles.protection.published import PublishedTable, PublishedValue


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Column:
    """What a map is made of; thousands of figures, of which few are more than a plain number.

    Attributes:
        codes: Of the places, in the order of their boundary set.
        numbers: Of each; NaN where there is none.
        apart: Those that are no plain number, by position: with a status or a mark of their own,
            without a number, and None where the table has no such row.
    """

    codes: Sequence[PlaceCode]
    numbers: "npt.NDArray[np.float64]"
    apart: "Mapping[int, PublishedValue | None]"

    @property
    def shown(self) -> list[float]:
        """The numbers there are."""
        is_number = self.numbers == self.numbers  # NaN equals nothing
        return list(self.numbers[is_number].tolist())


def read_column(
    table: "PublishedTable", codes: Sequence[PlaceCode], indicator: str, period: str
) -> Column:
    """The figures of some places, of both sexes and all ages."""
    import numpy as np  # who asks for no map does without

    cells, marks = table.cells.get, table.reliability
    found = [cells((code, indicator, period, TOTAL, TOTAL)) for code in codes]
    apart = [
        at
        for at, cell in enumerate(found)
        if cell is None or cell[0] is None or cell[1] is not Status.NORMAL
    ]
    if marks:
        named = ((code, indicator, period, TOTAL, TOTAL) for code in codes)
        apart += [at for at, key in enumerate(named) if key in marks]
    return Column(
        codes=codes,
        numbers=np.array([None if cell is None else cell[0] for cell in found], dtype=np.float64),
        apart={at: table.value(codes[at], indicator, period) for at in sorted(set(apart))},
    )
