"""What a reader finds in a file, before it is examined: sheets of cells and layers of shapes."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mapping.intake.model import Kind, Layer, Reason

BLANKS: Final = " \t\r\n\u00a0\u200b\ufeff"

Cell = str | int | float | bool | datetime.date | datetime.time | datetime.timedelta | None
Shapes = npt.NDArray[np.object_]


class Refused(Exception):  # noqa: N818 - an outcome, not a fault of ours
    """The file does not come in; carries the reason."""

    def __init__(self, code: str, /, *, row: int | None = None, **facts: Any) -> None:  # noqa: ANN401 - facts are plain values
        super().__init__(code)
        self.reason = Reason(code=code, facts=facts, row=row)


@dataclass(frozen=True, eq=False, kw_only=True)
class Sheet:
    """Cells as they stand in the file; rows may differ in length."""

    name: str
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int]  # line of the file, or row of the sheet, of each row
    delimiter: str | None = None  # of a text file
    merged_rows: int = 0  # rows from the top that merged cells of the header cover
    has_header: bool | None = None  # True where the format itself names its columns


@dataclass(frozen=True, eq=False, kw_only=True)
class FeatureLayer:
    """Shapes with their attributes, in the projection of the file."""

    name: str
    columns: Mapping[str, Sequence[Cell]]
    shapes: Shapes  # None where there is none
    crs: str | None  # None: the file does not say
    lonlat: bool = False  # the format itself says longitude and latitude


@dataclass(frozen=True, eq=False, kw_only=True)
class Contents:
    """All that a reader found."""

    kind: Kind | None = None  # None: follows from what is in it
    reasons: Sequence[Reason] = ()
    sheets: Sequence[Sheet] = ()
    layers: Sequence[FeatureLayer] = ()
    described: Sequence[Layer] = field(default=())  # grids and pictures have nothing to examine


def is_blank(cell: Cell) -> bool:
    """Nothing, or nothing that can be seen."""
    if isinstance(cell, str):
        return not cell or (cell[0] in BLANKS and not cell.strip(BLANKS))
    return cell is None


def to_text(value: Cell) -> str | None:
    """A cell as a person would write it; whole numbers without a decimal point."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004 - beyond it, floats skip whole numbers
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        return value.date().isoformat() if at_midnight else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)
