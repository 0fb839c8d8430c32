"""Cells of sheets as XML: a profile has thousands."""

from collections.abc import Iterable
from xml.sax.saxutils import escape


def sheet_cells(values: Iterable[str | float | None]) -> str:
    """One row of a sheet, its texts escaped."""
    return "".join(map(_sheet_cell, values))


def _sheet_cell(value: str | float | None) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"
