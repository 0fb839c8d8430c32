"""Legends as files: CSV, and the `choices` sheet of an XLSForm, which survey tools read.

Both have the columns of `choices` (list_name, name, label) and columns of our own, which survey
tools pass over. Files that come in go through the door like any other.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from mapping.community.geometry import DrawKind
from mapping.community.legend import MAX_CATEGORIES, MAX_QUESTIONS, Audience, Category
from mapping.community.legends import ANY, colour_of
from mapping.errors import BadTableError, OperationRefusedError, Problem
from mapping.i18n import N_
from mapping.spreadsheet_cells import safe_cell

LIST_NAME: Final = "legend"
SHEET: Final = "choices"

_COLUMNS: Final = ("list_name", "name", "label")
_OWN_COLUMNS: Final = ("colour", "icon", "kinds", "audience")
_QUESTION: Final = "question_"
_ID_CHARACTERS: Final = re.compile(r"[^a-z0-9-]+")

NO_LABEL = N_("a legend needs a column named label")
BAD_LINE = N_("it is no line of a legend")
NO_LINES = N_("it holds no line of a legend")
MANY_LINES = N_("it holds more than 24 lines")


def read_legend(path: Path, *, name: str | None = None) -> tuple[Category, ...]:
    """The legend in a CSV or in the sheet `choices` of a workbook.

    Columns that are missing are filled in: the colours in order, every kind of shape, the room
    alone as audience. The second column that begins with `label` is the second language.

    Args:
        path: The file.
        name: Its name as people know it, where it is kept under another.

    Raises:
        RefusedFileError: The door does not let it in.
        BadTableError: It is a table, but no legend; carries every line that is none.
    """
    from mapping.intake.door import check_file, read_table
    from mapping.intake.model import Answers

    sheets = {layer.name for layer in check_file(path, name=name).layers}
    answers = Answers(sheet=SHEET) if SHEET in sheets else Answers()
    frame = read_table(path, answers=answers, name=name).frame
    columns = {str(column).strip().lower(): column for column in frame.columns}
    labels = [key for key in columns if key == "label" or key.startswith("label:")]
    if not labels:
        raise _bad(name or path.name, [Problem(row=1, column="label", rule=NO_LABEL)])
    records = frame.astype(object).where(frame.notna(), "").to_dict("records")
    lines = {
        int(row): {key: str(record[column]).strip() for key, column in columns.items()}
        for row, record in zip(frame.index, records, strict=True)
    }
    named = {row: line for row, line in lines.items() if line[labels[0]]}
    return _categories(named, labels, name or path.name)


def legend_to_csv(legend: Sequence[Category], *, language: str, other_language: str) -> bytes:
    """A legend as CSV in UTF-8 with a byte order mark."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in _table(legend, language, other_language):
        writer.writerow(map(safe_cell, row))
    return buffer.getvalue().encode("utf-8-sig")


def legend_to_xlsform(legend: Sequence[Category], *, language: str, other_language: str) -> bytes:
    """A legend as an XLSForm that asks for a category and a place, with the legend as choices."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        survey = book.add_worksheet("survey")
        for number, row in enumerate(_SURVEY):
            survey.write_row(number, 0, row)
        choices = book.add_worksheet(SHEET)
        for number, line in enumerate(_table(legend, language, other_language)):
            choices.write_row(number, 0, line)
    return buffer.getvalue()


_SURVEY: Final = (
    ("type", "name", "label"),
    (f"select_one {LIST_NAME}", "category", "category"),
    ("geopoint", "location", "location"),
    ("text", "note", "note"),
)


def _table(legend: Sequence[Category], language: str, other_language: str) -> Iterator[list[str]]:
    asked = [f"{_QUESTION}{number}" for number in range(1, MAX_QUESTIONS + 1)]
    other = f"label::{other_language or 'other'}"
    yield [*_COLUMNS[:2], f"label::{language}", other, *_OWN_COLUMNS, *asked]
    for line in legend:
        questions = [*line.questions, *[""] * (MAX_QUESTIONS - len(line.questions))]
        own = [line.colour, line.icon, " ".join(line.kinds), line.audience]
        yield [LIST_NAME, line.id, line.label, line.other_label, *own, *questions]


def _categories(
    lines: Mapping[int, Mapping[str, str]], labels: Sequence[str], name: str
) -> tuple[Category, ...]:
    problems: list[Problem] = []
    legend: list[Category] = []
    if not lines or len(lines) > MAX_CATEGORIES:
        rule = MANY_LINES if lines else NO_LINES
        raise _bad(name, [Problem(row=1, column=labels[0], rule=rule, value=str(len(lines)))])
    for row, line in lines.items():
        try:
            legend.append(_category(line, labels, len(legend), {one.id for one in legend}))
        except (OperationRefusedError, ValueError):
            label = line[labels[0]]
            problems.append(Problem(row=row, column=labels[0], rule=BAD_LINE, value=label))
    if problems:
        raise _bad(name, problems)
    return tuple(legend)


def _category(
    line: Mapping[str, str], labels: Sequence[str], number: int, taken: set[str]
) -> Category:
    own = _ID_CHARACTERS.sub("-", line.get("name", "").lower()).strip("-")[:40]
    kinds = line.get("kinds", "").lower().replace(",", " ").split()
    return Category(
        id=own if own and own not in taken else f"c{number + 1}",
        label=line[labels[0]],
        other_label=line[labels[1]] if len(labels) > 1 else "",
        colour=line.get("colour") or line.get("color") or colour_of(number),
        icon=line.get("icon", ""),
        kinds=tuple(map(DrawKind, kinds)) or ANY,
        questions=tuple(text for key, text in line.items() if key.startswith(_QUESTION) and text),
        audience=Audience(line.get("audience") or Audience.ROOM),
    )


def _bad(name: str, problems: list[Problem]) -> BadTableError:
    return BadTableError(path=name, problems=tuple(problems))
