"""Cells of sheets as XML: a profile has thousands."""

import re
from html import escape
from typing import Final

EMPTY_CELL: Final = "<c/>"
_CODED: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what readers would take for a character


def text_cell(text: str, mark: str = "") -> str:
    """A cell of text, escaped; `mark` is the attribute that says its style."""
    if "_x" in text:
        text = _CODED.sub("_x005F_", text)
    shown = escape(text, quote=False)
    return f'<c{mark} t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def number_cell(number: float, mark: str = "") -> str:
    """A cell with a number."""
    return f"<c{mark}><v>{number}</v></c>"
