"""Cells of sheets as XML: a profile has thousands."""

from html import escape
from typing import Final

EMPTY_CELL: Final = "<c/>"


def text_cell(text: str) -> str:
    """A cell of text, escaped."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text, quote=False)}</t></is></c>'


def number_cell(number: float) -> str:
    """A cell with a number."""
    return f"<c><v>{number}</v></c>"
