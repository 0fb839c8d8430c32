"""Spreadsheets: XLSX, XLS and ODS by calamine, which reads all three; nothing is computed."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from mapping.intake.files.archives import DAMAGED, members, unpacked
from mapping.intake.files.contents import Cell, Contents, Refused, Sheet
from mapping.intake.files.merged_cells import fill_down, header_rows
from mapping.intake.limits import DEFAULT_LIMITS, MOST_COLUMNS
from mapping.intake.model import Kind, Reason

if TYPE_CHECKING:
    from xml.etree import ElementTree

    from python_calamine import CalamineSheet, CalamineWorkbook

_ROW_AND_CELL: Final = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_NO_RESULT: Final = re.compile(rb"</(?:\w+:)?f>(?:<v\s*/>|<v></v>)?</(?:\w+:)?c>")
_ERROR: Final = re.compile(
    rb'<(?:\w+:)?c\b[^>]*\bt="e"[^>]*>(?:<(?:\w+:)?f\b.*?)?<(?:\w+:)?v>([^<]*)<'
)
_REFERENCE: Final = re.compile(rb'\br="([A-Z]{0,3})(\d{1,7})"')
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml$")
_HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true)"')
_DECLARATION: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_XML: Final = (".xml", ".rels")
_WIDE: Final = b"\xff\xfe", b"\xfe\xff"  # UTF-16, in which a declaration hides
_REPEATED: Final = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')


def read_workbook(
    data: bytes,
    archive: zipfile.ZipFile | None,
    *,
    sheet: str | None,
    most_rows: int = DEFAULT_LIMITS.most_rows,
) -> Contents:
    """The visible sheets of a workbook.

    Args:
        data: The whole file.
        archive: It, opened and looked through, if it is a zip (XLSX, ODS).
        sheet: The one that a person has asked for, hidden or not.
        most_rows: A sheet with more of them does not come in.

    Raises:
        Refused: a password, entities, cells without end, no sheet.
    """
    reasons: list[Reason] = []
    hidden_rows: dict[str, list[int]] = {}
    if archive is not None:
        try:
            reasons += _looked_through(archive, most_rows)
            hidden_rows = _hidden_rows(archive)
        except DAMAGED:
            raise Refused("zip_damaged") from None
    book = _opened(data)
    chosen, said = _chosen(book, sheet)
    reasons += said
    sheets = []
    for name in chosen:
        found, filled = _sheet(book, name, most_rows)
        if found is not None:
            sheets.append(found)
        if filled:
            reasons.append(Reason(code="cells_merged", facts={"count": filled, "sheet": name}))
        if hidden_rows.get(name):
            rows = hidden_rows[name]
            facts = {"count": len(rows), "sheet": name}
            reasons.append(Reason(code="rows_hidden", facts=facts, row=rows[0]))
    if not sheets:
        raise Refused("empty")
    return Contents(kind=Kind.TABLE, sheets=sheets, reasons=reasons)


def _opened(data: bytes) -> "CalamineWorkbook":
    import io

    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError:
        raise Refused("password") from None
    except CalamineError as error:
        if "password" in str(error).lower() or b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k" in data:
            raise Refused("password") from None
        raise Refused("workbook_damaged") from None


def _chosen(book: "CalamineWorkbook", asked: str | None) -> tuple[list[str], list[Reason]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if asked is not None:
        if asked not in {meta.name for meta in tables}:
            raise Refused("sheet_unknown", sheet=asked, sheets=", ".join(m.name for m in tables))
        return [asked], []
    hidden = [meta.name for meta in tables if meta.visible != SheetVisibleEnum.Visible]
    said = [Reason(code="sheets_hidden", facts={"sheets": ", ".join(hidden)})] if hidden else []
    return [meta.name for meta in tables if meta.name not in hidden], said


def _sheet(book: "CalamineWorkbook", name: str, most_rows: int) -> tuple[Sheet | None, int]:
    """A sheet, and how many cells merged with others were filled."""
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
        rows = list(_rows(sheet, most_rows))
    except CalamineError:
        raise Refused("workbook_damaged") from None
    if not rows:
        return None, 0
    start = sheet.start or (0, 0)
    merged = sorted(sheet.merged_cell_ranges or [])
    header = header_rows(merged, start[0])
    filled = fill_down(
        rows, start, [one for one in merged if one[0][0] >= max(header, start[0] + 1)]
    )
    lines = range(start[0] + 1, start[0] + 1 + len(rows))
    return Sheet(name=name, rows=rows, lines=lines, merged_rows=header), filled


def _rows(sheet: "CalamineSheet", most_rows: int) -> Iterator[list[Cell]]:
    if sheet.height > most_rows + 1:  # the header is one of them
        raise Refused("rows_many", most=most_rows)
    if sheet.width > MOST_COLUMNS:
        raise Refused("columns_many", count=sheet.width, most=MOST_COLUMNS)
    for row in sheet.to_python(skip_empty_area=True):
        yield [None if cell == "" else cell for cell in row]


def _looked_through(archive: zipfile.ZipFile, most_rows: int) -> list[Reason]:
    """Refuse what makes readers run away; say what is left aside."""
    reasons = []
    names = members(archive)
    for name, entry in names.items():
        if name.lower().endswith(_XML):
            _check_declarations(archive, entry)
        if name == "content.xml":
            _check_repeats(archive, entry)
    sheets = [entry for name, entry in names.items() if _SHEET.match(name)]
    for entry in sheets:
        _check_cells(archive, entry, most_rows)
    reasons += _blank_reasons(block for entry in sheets for block in _blocks(archive, entry))
    if any(name.startswith("xl/externalLinks/") for name in names):
        reasons.append(Reason(code="links_external"))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        reasons.append(Reason(code="macros"))
    return reasons


def _blank_reasons(blocks: Iterable[bytes]) -> list[Reason]:
    """Cells that calamine gives as blanks though they are none: errors, formulas not computed."""
    empty, errors = 0, list[bytes]()
    for block in blocks:
        empty += len(_NO_RESULT.findall(block))
        errors += _ERROR.findall(block)
    reasons = []
    if errors:
        facts = {"count": len(errors), "example": errors[0].decode(errors="replace")[:60]}
        reasons.append(Reason(code="sheet_error", facts=facts))
    if empty:
        reasons.append(Reason(code="formulas_empty", facts={"count": empty}))
    return reasons


def _check_declarations(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    with archive.open(entry) as file:
        head = file.read(1 << 20)  # comments of any length may stand before a declaration
    if head.startswith(_WIDE) or _DECLARATION.search(head):
        raise Refused("xml_entities")


def _check_cells(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most_rows: int) -> None:
    """The cells of a sheet may not lie so far apart that the rectangle around them is endless."""
    rows = columns = 0
    for tag, attributes in _tags(archive, entry):
        found = _REFERENCE.search(attributes)
        if tag == b"c" and found:
            rows = max(rows, int(found[2]))
            columns = max(columns, _column(found[1]))
    if rows > most_rows + 1:  # the header is one of them
        raise Refused("rows_many", most=most_rows)
    if columns > MOST_COLUMNS:
        raise Refused("columns_many", count=columns, most=MOST_COLUMNS)


def _check_repeats(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """An OpenDocument sheet writes a run of equal cells once; of blank ones it may be endless."""
    content = unpacked(archive, entry)
    runs = re.findall(rb"<table:table-cell\b([^>]*office:value[^>]*|[^>]*[^/])>", content)
    for attributes in runs:
        found = _REPEATED.search(attributes)
        if found and int(found[1]) > MOST_COLUMNS:
            raise Refused("columns_many", count=int(found[1]), most=MOST_COLUMNS)


def _hidden_rows(archive: zipfile.ZipFile) -> dict[str, list[int]]:
    """Hidden rows by the name of their sheet, in the order of the workbook."""
    names = members(archive)
    if "xl/workbook.xml" not in names:
        return {}
    book = _parsed(unpacked(archive, names["xl/workbook.xml"]))
    rels = names.get("xl/_rels/workbook.xml.rels")
    targets = {}
    if rels is not None:
        for rel in _parsed(unpacked(archive, rels)):
            targets[rel.get("Id")] = "xl/" + str(rel.get("Target")).removeprefix("/xl/")
    hidden = {}
    for sheet in book.iterfind(".//{*}sheet"):
        key = next((value for name, value in sheet.items() if name.endswith("}id")), None)
        entry = names.get(targets.get(key, ""))
        if entry is not None:
            hidden[str(sheet.get("name"))] = _hidden_in(archive, entry)
    return hidden


def _parsed(data: bytes) -> "ElementTree.Element":
    from xml.etree import ElementTree

    if _DECLARATION.search(data):
        raise Refused("xml_entities")
    try:
        return ElementTree.fromstring(data)  # noqa: S314 - it declares no entities
    except ElementTree.ParseError:
        raise Refused("workbook_damaged") from None


def _hidden_in(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> list[int]:
    found = []
    for tag, attributes in _tags(archive, entry):
        if tag == b"row" and _HIDDEN.search(attributes):
            number = re.search(rb'\br="(\d{1,7})"', attributes)
            found.append(int(number[1]) if number else 0)
    return found


def _tags(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[tuple[bytes, bytes]]:
    """Rows and cells with their attributes."""
    for block in _blocks(archive, entry):
        yield from _ROW_AND_CELL.findall(block)


def _blocks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The sheet a megabyte at a time, cut between cells."""
    rest = b""
    with archive.open(entry) as file:
        while block := file.read(1 << 20):
            text = rest + block
            cut = max(text.rfind(b"<c "), text.rfind(b"<row"), 0)
            yield text[:cut]
            rest = text[cut:]
            if len(rest) > 1 << 22:
                raise Refused("workbook_damaged")
    yield rest


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
