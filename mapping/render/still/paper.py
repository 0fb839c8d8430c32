"""Paper: its sizes, which way it lies, and how a large one is cut into sheets to tape together."""

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.choices import chosen
from mapping.errors import UnknownChoiceError
from mapping.i18n import N_

MM_AN_INCH: Final = 25.4
EDGE_MM: Final = 10.0  # of a sheet that stays white: few printers reach further out
OVERLAP_MM: Final = 12.0  # of a sheet that its neighbour is glued upon
_SHORT_AND_LONG_MM: Final = {
    "A0": (841.0, 1189.0),
    "A1": (594.0, 841.0),
    "A2": (420.0, 594.0),
    "A3": (297.0, 420.0),
    "A4": (210.0, 297.0),
}
SIZES: Final = tuple(_SHORT_AND_LONG_MM)


class Orientation(StrEnum):
    """Which way a paper lies."""

    AUTO = "auto"  # as the country does
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"

    @classmethod
    def named(cls, name: str) -> "Orientation":
        """The orientation with a name.

        Raises:
            UnknownChoiceError: there is none.
        """
        return chosen(cls, name, kind=N_("way to lay paper"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper of a size of ISO 216, lying one way."""

    name: str  # "A3"
    width_mm: float
    height_mm: float

    @classmethod
    def named(cls, name: str, *, landscape: bool) -> "Paper":
        """The paper of a name such as A3, in any case.

        Raises:
            UnknownChoiceError: there is none.
        """
        size = name.strip().upper()
        if size not in _SHORT_AND_LONG_MM:
            raise UnknownChoiceError(
                kind=N_("paper size"), asked=name, available=", ".join(_SHORT_AND_LONG_MM)
            )
        short, long = _SHORT_AND_LONG_MM[size]
        width, height = (long, short) if landscape else (short, long)
        return cls(name=size, width_mm=width, height_mm=height)

    @property
    def short_mm(self) -> float:
        """The shorter side."""
        return min(self.width_mm, self.height_mm)

    @property
    def turned(self) -> "Paper":
        """The same paper lying the other way."""
        return Paper(name=self.name, width_mm=self.height_mm, height_mm=self.width_mm)

    def dots(self, dots_an_inch: float) -> tuple[int, int]:
        """Dots across and down."""
        a_mm = dots_an_inch / MM_AN_INCH
        return round(self.width_mm * a_mm), round(self.height_mm * a_mm)


def _label(row: int, column: int) -> str:
    return f"{chr(ord('A') + row)}{column + 1}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One of the sheets that make a large paper: where it lies, and which neighbours it has."""

    row: int
    column: int
    x_mm: float  # of its window's upper left corner on the large paper
    y_mm: float
    has_right: bool
    has_below: bool

    @property
    def label(self) -> str:
        """A letter for the row and a number for the column, as in `B3`."""
        return _label(self.row, self.column)

    @property
    def glued_over(self) -> tuple[str, ...]:
        """The labels of the sheets that its left and its upper edge are glued over, if any."""
        left = (_label(self.row, self.column - 1),) if self.column else ()
        return (*left, _label(self.row - 1, self.column)) if self.row else left


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiling:
    """A large paper cut into sheets."""

    sheet: Paper  # what is printed on
    rows: int
    columns: int

    @property
    def window_mm(self) -> tuple[float, float]:
        """Width and height of what one sheet shows."""
        return self.sheet.width_mm - 2 * EDGE_MM, self.sheet.height_mm - 2 * EDGE_MM

    def sheets(self) -> tuple[Sheet, ...]:
        """All sheets, row by row; each begins with the last strip of the one before."""
        width, height = self.window_mm
        return tuple(
            Sheet(
                row=row,
                column=column,
                x_mm=column * (width - OVERLAP_MM),
                y_mm=row * (height - OVERLAP_MM),
                has_right=column + 1 < self.columns,
                has_below=row + 1 < self.rows,
            )
            for row in range(self.rows)
            for column in range(self.columns)
        )


def tiled(paper: Paper, sheet_size: str) -> Tiling | None:
    """A paper cut into as few sheets of a size as may be, whichever way they lie.

    None where the paper is no larger than the sheets: it stays whole.

    Raises:
        UnknownChoiceError: no such size.
    """
    across = Paper.named(sheet_size, landscape=paper.width_mm > paper.height_mm)
    if across.short_mm >= paper.short_mm:
        return None
    return min((_cut(paper, across), _cut(paper, across.turned)), key=lambda t: t.rows * t.columns)


def _cut(paper: Paper, sheet: Paper) -> Tiling:
    def count(length: float, window: float) -> int:
        return max(1, math.ceil((length - OVERLAP_MM) / (window - OVERLAP_MM) - 1e-9))

    width, height = sheet.width_mm - 2 * EDGE_MM, sheet.height_mm - 2 * EDGE_MM
    rows, columns = count(paper.height_mm, height), count(paper.width_mm, width)
    return Tiling(sheet=sheet, rows=rows, columns=columns)
