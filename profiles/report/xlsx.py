"""A profile as a spreadsheet: a sheet a section, and every number with its provenance."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import TYPE_CHECKING, Final

from profiles.evidence.provenance import Number
from profiles.protection.reliability import Reliability
from profiles.report.docx.archive import packed
from profiles.report.docx.cells import EMPTY_CELL, number_cell, text_cell
from profiles.report.text import visible
from profiles.sections.model import Align, ProfileTable

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from profiles.sections.whole import Profile

SAFE: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
DATA_COLUMNS: Final = (
    "section",
    "table",
    "row",
    "column",
    "value",
    "text",
    "unit",
    "indicator",
    "place_code",
    "period",
    "sex",
    "age",
    "status",
    "source_id",
    "formula",
)
MOST_CHARACTERS: Final = 32_767
WIDTHS: Final = (44, 18)  # of the first column and the others, in letters
TEXT_WIDTH: Final = 40  # of a column with texts that are longer
DATA_WIDTHS: Final = (8, 30, 36, 22, 14, 14, 16, 26, 12, 12, 8, 8, 8, 16, 44)
ROWS_END: Final = "</sheetData>"
MARKED: Final = {
    Reliability.GOOD: "{}",
    Reliability.FEW_CASES: '"("{}")"',
    Reliability.CAUTION: '{}" E"',
    Reliability.UNRELIABLE: '"x"',
}


def to_xlsx(profile: "Profile") -> bytes:
    """The tables of a profile; text stays text, whatever it starts with."""
    import xlsxwriter  # only when a spreadsheet is made

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        made = datetime.combine(profile.made_on, time())
        book.set_properties({"title": _text(profile.title), "author": "", "created": made})
        _sections(book, profile)
        _head_of_data(book, profile)
        last = len(book.worksheets())
    with zipfile.ZipFile(buffer) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        name = f"xl/worksheets/sheet{last}.xml"
        head, end, rest = archive.read(name).decode().partition(ROWS_END)
    return packed(parts | {name: f"{head}{_data(profile)}{end}{rest}"})


def _sections(book: "xlsxwriter.Workbook", profile: "Profile") -> None:
    styles = _Styles(book)
    for section in profile.sections:
        if not section.tables:
            continue
        sheet = _sheet(book, f"{section.number} {section.id}"[:31], profile)
        for place, width in enumerate(_widths(section.tables)):
            sheet.set_column(place, place, width, styles.of(text_wrap=True, valign="top"))
        sheet.write_string(0, 0, _text(section.title), styles.of(bold=True))
        row = 2
        for table in section.tables:
            row = _table(sheet, table, row, styles) + 2


def _widths(tables: Sequence[ProfileTable]) -> list[int]:
    """Of the columns that all tables of a section share."""
    widths = [WIDTHS[0]]
    for place in range(1, max(len(table.columns) for table in tables)):
        cells = (row.cells[place] for t in tables if place < len(t.columns) for row in t.rows)
        longest = max((len(cell) for cell in cells if isinstance(cell, str)), default=0)
        widths.append(TEXT_WIDTH if longest > WIDTHS[1] else WIDTHS[1])
    return widths


def _sheet(book: "xlsxwriter.Workbook", name: str, profile: "Profile") -> "Worksheet":
    """An empty sheet that is read from the side that the language is read from."""
    sheet = book.add_worksheet(name)
    if profile.translator.right_to_left:
        sheet.right_to_left()
    return sheet


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: "xlsxwriter.Workbook") -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **properties: object) -> "Format":
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def number(self, cell: Number) -> "Format":
        """Of a number that stays one, with the mark of an estimate around it."""
        digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        return self.of(num_format=MARKED[cell.reliability].format(digits))


def _table(sheet: "Worksheet", table: ProfileTable, row: int, styles: _Styles) -> int:
    sheet.write_string(row, 0, _text(table.title), styles.of(bold=True))
    row += 1
    for place, column in enumerate(table.columns):
        align = "right" if column.align is Align.END else "left"
        head = styles.of(bold=True, text_wrap=True, valign="bottom", align=align, bottom=1)
        sheet.write_string(row, place, _text(column.label), head)
    for line in table.rows:
        row += 1
        for place, cell in enumerate(line.cells):
            if isinstance(cell, Number) and cell.value is not None:
                sheet.write_number(row, place, cell.value, styles.number(cell))
            else:
                sheet.write_string(row, place, _text(cell if isinstance(cell, str) else cell.text))
    for note in table.notes:
        row += 1
        sheet.write_string(row, 0, _text(note))
    return row


def _head_of_data(book: "xlsxwriter.Workbook", profile: "Profile") -> None:
    """The sheet of all numbers, without its rows."""
    sheet = _sheet(book, "data", profile)
    bold = book.add_format({"bold": True})
    for place, (name, width) in enumerate(zip(DATA_COLUMNS, DATA_WIDTHS, strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, bold)
    sheet.freeze_panes(1, 0)


def _data(profile: "Profile") -> str:
    """The rows of the sheet of all numbers: thousands of cells, which the library writes slowly."""
    written: dict[str, str] = {}  # most cells say what others say

    def cell(value: str | float | None) -> str:
        if value is None:
            return EMPTY_CELL
        if not isinstance(value, str):
            return number_cell(value)
        if value not in written:
            written[value] = text_cell(_text(value))
        return written[value]

    return "".join(
        f'<row r="{number}">{"".join(map(cell, line))}</row>'
        for number, line in enumerate(data_lines(profile), start=2)
    )


def data_lines(profile: "Profile") -> Iterator[tuple[str | float | None, ...]]:
    """Every number of the tables: the columns are `DATA_COLUMNS`."""
    for section in profile.sections:
        for table in section.tables:
            for row in table.rows:
                head = row.cells[0]
                label = head if isinstance(head, str) else head.text
                for column, cell in zip(table.columns, row.cells, strict=True):
                    if isinstance(cell, Number):
                        yield (
                            str(section.number),
                            table.id,
                            label,
                            column.label,
                            cell.value,
                            cell.text,
                            cell.unit,
                            cell.indicator,
                            cell.place_code,
                            cell.period,
                            cell.sex,
                            cell.age,
                            cell.status.value,
                            cell.source_id,
                            cell.formula,
                        )


def _text(text: str) -> str:
    return visible(text)[:MOST_CHARACTERS]
