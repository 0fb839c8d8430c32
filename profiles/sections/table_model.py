"""Tables as data. Renderers (PDF, HTML, spreadsheet) only read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from profiles.evidence.provenance import Number
from profiles.narrative import Sentence


class Align(StrEnum):
    """Where the cells of a column stand."""

    START = "start"
    END = "end"  # figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The head of one column."""

    label: str
    align: Align = Align.END


Cell = Number | Sentence | str
"""What stands in a table: a number with its origin, a sentence with its numbers, or words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of a table; `strong` lines are totals or the place itself."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileTable:
    """A table as it is printed, its first column the row heads."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source_ids: tuple[str, ...]
    notes: tuple[str, ...] = ()


def numbers_in(table: ProfileTable) -> Iterator[Number]:
    """The numbers of a table, in reading order."""
    return (cell for row in table.rows for cell in row.cells if isinstance(cell, Number))
