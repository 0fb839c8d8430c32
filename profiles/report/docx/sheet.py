"""The workbook behind a chart: what opens when a person edits the chart's data."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from profiles.report.docx.archive import packed
from profiles.report.docx.cells import EMPTY_CELL, number_cell, text_cell
from profiles.report.text import FROM_THE_RIGHT, visible

Cell = str | float | None
NAME: Final = "Sheet1"
EMPTY: Final = Path(__file__).parents[1] / "templates" / "docx" / "workbook.json"
SHEET: Final = "xl/worksheets/sheet1.xml"
HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<cols><col min="1" max="1" width="36" customWidth="1"/></cols><sheetData>'
)
END: Final = "</sheetData></worksheet>"


@lru_cache(maxsize=1)
def _empty_workbook() -> dict[str, str]:
    """The parts of a workbook with one empty sheet: all that its numbers do not change.

    A test makes them anew by the library that writes spreadsheets, which takes as long to load as
    many documents take to write.
    """
    parts: dict[str, str] = json.loads(EMPTY.read_text(encoding="utf-8"))
    return parts


def to_workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """Rows of text and numbers on one sheet; text stays text, whatever it starts with.

    Only the sheet is written: to make each of a profile's many workbooks anew takes ten times as
    long as the rest of its document.
    """
    lines = "".join(
        f'<row r="{place}">{"".join(map(_cell, row))}</row>'
        for place, row in enumerate(rows, start=1)
    )
    return packed(_empty_workbook() | {SHEET: f"{HEAD}{lines}{END}"}, compressed=False)


def _cell(value: Cell) -> str:
    if value is None:
        return EMPTY_CELL
    return text_cell(in_lines(value)) if isinstance(value, str) else number_cell(value)


def in_lines(text: str) -> str:
    """Words without what has no shape; the lines of a name stay, and its direction."""
    if text.isprintable():  # nearly all there are
        return text
    lines = ((visible(line), line.endswith(FROM_THE_RIGHT)) for line in text.split("\n"))
    return "\n".join(line + FROM_THE_RIGHT * marked for line, marked in lines)


def cells(column: int, first: int, last: int | None = None) -> str:
    """The address of the cells of a column, from a row to a row; rows and columns count from 0.

    >>> cells(1, 1, 4)
    'Sheet1!$B$2:$B$5'
    """
    letter = chr(ord("A") + column)
    start = f"{NAME}!${letter}${first + 1}"
    return start if last is None else f"{start}:${letter}${last + 1}"
