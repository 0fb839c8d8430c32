"""The report of what is missing as a spreadsheet that an office fills in and sends back."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.i18n import Translator
from profiles.report.text import visible

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from profiles.report.gaps import GapReport

SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
A4: Final = 9
LONGEST_NAME: Final = 31  # of a sheet
NOT_IN_NAMES: Final = str.maketrans("", "", "[]:*?/\\'")
OPEN: Final = {"bg_color": "#fff7db", "border": 1, "border_color": "#d5dae0"}  # to be filled in

Cell = str | int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One sheet: heads, rows, and how wide each column is, in letters."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float]
    frozen: int  # columns that stay in sight
    filled_in: int = 0  # empty columns at the end, for the office


def to_xlsx(report: "GapReport", words: dict[str, str]) -> bytes:
    """The report: what it is about, then indicators, missing figures and places, a sheet each."""
    import xlsxwriter  # only when a spreadsheet is made

    buffer = io.BytesIO()
    rtl = Translator(report.language).right_to_left
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#e6eaee"}
        )
        sheets = [_about(book, report, words, plain)]
        for table in (_indicators(report, words), _missing(report, words), _places(report, words)):
            sheets.append(sheet := book.add_worksheet(_named(table.name)))
            _fill(sheet, table, plain=plain, head=head, to_fill=book.add_format(OPEN))
        for sheet in sheets:
            _set_up(sheet, rtl=rtl)
    return buffer.getvalue()


def _about(
    book: "xlsxwriter.Workbook", report: "GapReport", words: dict[str, str], plain: "Format"
) -> "Worksheet":
    """What the list is, what is asked for, how much is missing, and what the reasons mean."""
    sheet = book.add_worksheet(_named(words["about"]))
    strong = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, 30, plain)
    sheet.set_column(1, 1, 90, plain)
    sheet.write_string(
        0, 0, visible(report.title), book.add_format({"bold": True, "font_size": 15})
    )
    rows: list[tuple[str, Cell]] = [
        *([(words["from"], report.publisher)] if report.publisher else []),
        (words["date"], words["day"]),
        (words["what"], words["introduction"]),
        (words["asked"], words["request"]),
        (words["number_of_places"], len(report.places)),
        (words["number_of_indicators"], len(report.indicators)),
        (words["number_of_figures"], sum(len(one.reasons) for one in report.indicators)),
        *([(words["reasons"], "")] if report.legend else []),
        *report.legend,
    ]
    start = book.add_format({"text_wrap": True, "valign": "top", "align": "left"})
    for row, (label, said) in enumerate(rows, start=2):
        sheet.write_string(row, 0, visible(label), strong)
        _write(sheet, row, 1, said, start)
    return sheet


def _indicators(report: "GapReport", words: dict[str, str]) -> _Table:
    keys = ("section", "indicator", "shown", "missing", "reasons", "published", "close")
    answers = ("possible", "since_when", "remarks")
    listing = Translator(report.language).listing
    return _Table(
        name=words["indicators"],
        heads=[words[key] for key in (*keys, "code", *answers)],
        rows=[
            (
                one.section,
                one.name,
                one.shown,
                len(one.reasons),
                listing(one.said),
                listing(one.levels),
                listing(one.to_close),
                one.code,
            )
            for one in report.indicators
        ],
        widths=(26, 34, 11, 11, 36, 18, 36, 20, 16, 16, 30),
        frozen=2,
        filled_in=len(answers),
    )


def _missing(report: "GapReport", words: dict[str, str]) -> _Table:
    names = dict(report.places)
    listing = Translator(report.language).listing
    return _Table(
        name=words["gaps"],
        heads=[words[key] for key in ("code", "place", "indicator", "reason", "close")],
        rows=[
            (code, names[code], one.name, dict(one.words)[reason], listing(one.to_close))
            for one in report.indicators
            for code, reason in one.reasons
        ],
        widths=(14, 26, 40, 42, 42),
        frozen=2,
    )


def _places(report: "GapReport", words: dict[str, str]) -> _Table:
    """A row a place: the code of the reason where a figure is missing."""
    columns = [dict(one.reasons) for one in report.indicators]
    return _Table(
        name=words["places"],
        heads=(words["code"], words["place"], *(one.name for one in report.indicators)),
        rows=[
            (code, name, *(column.get(code, "") for column in columns))
            for code, name in report.places
        ],
        widths=(14, 26, *(14 for _ in columns)),
        frozen=2,
    )


def _fill(
    sheet: "Worksheet", table: _Table, *, plain: "Format", head: "Format", to_fill: "Format"
) -> None:
    for column, (label, width) in enumerate(zip(table.heads, table.widths, strict=True)):
        sheet.set_column(column, column, width, plain)
        _write(sheet, 0, column, label, head)
    for row, line in enumerate(table.rows, start=1):
        for column, cell in enumerate(line):
            _write(sheet, row, column, cell, plain)
        for column in range(len(line), len(line) + table.filled_in):
            sheet.write_blank(row, column, None, to_fill)
    sheet.freeze_panes(1, table.frozen)
    sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)
    sheet.repeat_rows(0)


def _set_up(sheet: "Worksheet", *, rtl: bool) -> None:
    """How a sheet is read and printed."""
    if rtl:
        sheet.right_to_left()
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)


def _write(sheet: "Worksheet", row: int, column: int, cell: Cell, style: "Format") -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell, style)
    else:
        sheet.write_string(row, column, visible(cell), style)


def _named(words: str) -> str:
    """Words as the name of a sheet."""
    return words.translate(NOT_IN_NAMES)[:LONGEST_NAME]
