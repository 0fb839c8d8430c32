"""A profile as a spreadsheet: a sheet a section, and every number with its provenance."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from typing import TYPE_CHECKING, Final, Self

from profiles.evidence.provenance import Number
from profiles.protection.reliability import Reliability
from profiles.report.columns import shown
from profiles.report.docx.archive import packed
from profiles.report.docx.cells import EMPTY_CELL, number_cell, text_cell
from profiles.report.text import visible
from profiles.sections.model import Section
from profiles.sections.table_model import Align, ProfileTable, numbers_in

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
_MARK: Final = re.compile(r' s="\d+"')  # of a cell: which of the styles it has
MARKED: Final = {
    Reliability.GOOD: "{}",
    Reliability.FEW_CASES: '"("{}")"',
    Reliability.CAUTION: '{}" E"',
    Reliability.UNRELIABLE: '"x"',
}
Look = tuple[tuple[str, object], ...]
"""A style by its properties."""
DataLine = tuple[str | float | None, ...]
TEXT: Final[Look] = (("text_wrap", True), ("valign", "top"))
BOLD: Final[Look] = (("bold", True),)
HEADS: Final[Mapping[Align, Look]] = {
    align: (*BOLD, ("text_wrap", True), ("valign", "bottom"), ("align", side), ("bottom", 1))
    for align, side in ((Align.START, "left"), (Align.END, "right"))
}


def to_xlsx(profile: "Profile") -> bytes:
    """The tables of a profile; text stays text, whatever it starts with.

    The library makes the workbook with its styles and sheets. Rows are written here: there are
    thousands of cells, which take it longer than all the rest.
    """
    import xlsxwriter  # only when a spreadsheet is made

    sections = [section for section in profile.sections if section.all_tables]
    lines = [*data_lines(profile)]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        made = datetime.combine(profile.made_on, time())
        book.set_properties({"title": _text(profile.title), "author": "", "created": made})
        styles = {look: book.add_format(dict(look)) for look in _looks(sections)}
        for section in sections:
            _section_sheet(book, section, profile, styles)
        _data_sheet(book, profile, styles, len(lines))
    with zipfile.ZipFile(buffer) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
        *sheets, data = (_Sheet.of(archive, number + 1) for number in range(len(sections) + 1))
    marks = dict(zip(styles, _MARK.findall(data.rows), strict=False))  # the last cell has one, too
    for sheet, section in zip(sheets, sections, strict=True):
        parts[sheet.name] = sheet.filled(_section_rows(section, marks))
    return packed(parts | {data.name: data.filled(_data_rows(lines, marks))})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """A sheet as the library wrote it: what is before its rows, the rows, what is after them."""

    name: str
    head: str
    rows: str
    foot: str

    @classmethod
    def of(cls, archive: zipfile.ZipFile, number: int) -> Self:
        name = f"xl/worksheets/sheet{number}.xml"
        head, begin, rest = archive.read(name).decode().partition("<sheetData>")
        rows, end, foot = rest.partition("</sheetData>")
        return cls(name=name, head=head + begin, rows=rows, foot=end + foot)

    def filled(self, rows: Iterable[str]) -> str:
        return "".join((self.head, *rows, self.foot))


def _looks(sections: Sequence[Section]) -> dict[Look, None]:
    """The styles of all cells, each once."""
    numbers = (
        _number_look(number.decimals, number.reliability)
        for section in sections
        for table in section.all_tables
        for number in numbers_in(table)
    )
    return dict.fromkeys((TEXT, BOLD, *HEADS.values(), *numbers))


@cache  # of the few that there are
def _number_look(decimals: int, reliability: Reliability) -> Look:
    """Of a number that stays one, with the mark of an estimate around it."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return (("num_format", MARKED[reliability].format(digits)),)


def _section_sheet(
    book: "xlsxwriter.Workbook",
    section: Section,
    profile: "Profile",
    styles: "Mapping[Look, Format]",
) -> None:
    """The sheet of a section, with a cell where its rows will begin and end."""
    sheet = _sheet(book, f"{section.number} {section.id}"[:31], profile)
    tables = section.all_tables
    widths = _widths(tables)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width, styles[TEXT])
    last = sum(3 + len(table.rows) + len(table.notes) for table in tables)
    for corner in ((0, 0), (last, len(widths) - 1)):
        sheet.write_blank(*corner, None, styles[TEXT])


def _widths(tables: Sequence[ProfileTable]) -> list[int]:
    """Of the columns that all tables of a section share."""
    widths = [WIDTHS[0]]
    for place in range(1, max(len(table.columns) for table in tables)):
        cells = (row.cells[place] for t in tables if place < len(t.columns) for row in t.rows)
        texts = (shown(cell) for cell in cells if not isinstance(cell, Number))
        longest = max(map(len, texts), default=0)
        widths.append(TEXT_WIDTH if longest > WIDTHS[1] else WIDTHS[1])
    return widths


def _sheet(book: "xlsxwriter.Workbook", name: str, profile: "Profile") -> "Worksheet":
    """An empty sheet that is read from the side that the language is read from."""
    sheet = book.add_worksheet(name)
    if profile.translator.right_to_left:
        sheet.right_to_left()
    return sheet


def _section_rows(section: Section, marks: Mapping[Look, str]) -> Iterator[str]:
    yield _row(1, [text_cell(_text(section.title), marks[BOLD])])
    number = 3
    for table in section.all_tables:
        for cells in _table(table, marks):
            yield _row(number, cells)
            number += 1
        number += 1


def _table(table: ProfileTable, marks: Mapping[Look, str]) -> Iterator[Iterable[str]]:
    """The cells of each row of a table, and of its title, head and notes."""
    usual, bold = marks[TEXT], marks[BOLD]
    yield [text_cell(_text(table.title), bold)]
    yield [text_cell(_text(c.label), marks[HEADS[c.align]]) for c in table.columns]
    for row in table.rows:
        yield [
            number_cell(cell.value, marks[_number_look(cell.decimals, cell.reliability)])
            if isinstance(cell, Number) and cell.value is not None
            else text_cell(_text(shown(cell)), usual)
            for cell in row.cells
        ]
    for note in table.notes:
        yield [text_cell(_text(note), usual)]


def _row(number: int, cells: Iterable[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _data_sheet(
    book: "xlsxwriter.Workbook",
    profile: "Profile",
    styles: "Mapping[Look, Format]",
    lines: int,
) -> None:
    """The sheet of all numbers, with a cell of each style in place of its rows."""
    sheet = _sheet(book, "data", profile)
    for place, width in enumerate(DATA_WIDTHS):
        sheet.set_column(place, place, width)
    for place, style in enumerate(styles.values()):
        sheet.write_blank(place, 0, None, style)
    sheet.write_blank(max(lines, len(styles)), len(DATA_COLUMNS) - 1, None, styles[BOLD])
    sheet.freeze_panes(1, 0)


def _data_rows(lines: Iterable[DataLine], marks: Mapping[Look, str]) -> Iterator[str]:
    """The rows of the sheet of all numbers."""
    written: dict[str, str] = {}  # most cells say what others say

    def cell(value: str | float | None) -> str:
        if value is None:
            return EMPTY_CELL
        if not isinstance(value, str):
            return number_cell(value)
        if value not in written:
            written[value] = text_cell(_text(value))
        return written[value]

    yield _row(1, [text_cell(name, marks[BOLD]) for name in DATA_COLUMNS])
    for number, line in enumerate(lines, start=2):
        yield _row(number, map(cell, line))


def data_lines(profile: "Profile") -> Iterator[DataLine]:
    """Every number of the tables: the columns are `DATA_COLUMNS`."""
    for section in profile.sections:
        for table in section.all_tables:
            for row in table.rows:
                head = row.cells[0]
                label = shown(head)
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
