"""Cells of sheets as XML: a profile has thousands."""

from collections.abc import Iterable
from html import escape
from typing import Final

EMPTY_CELL: Final = "<c/>"


def sheet_cells(values: Iterable[str | float | None]) -> str:
    """One row of a sheet, its texts escaped."""
    return "".join(map(_sheet_cell, values))


def _sheet_cell(value: str | float | None) -> str:
    if value is None:
        return EMPTY_CELL
    return text_cell(value) if isinstance(value, str) else number_cell(value)


def text_cell(text: str) -> str:
    """A cell of text, escaped."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'


def number_cell(number: float) -> str:
    """A cell with a number."""
    return f"<c><v>{number}</v></c>"
