"""The table behind a map, as files: CSV for machines and spreadsheets, XLSX for people."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from mapping.boundaries.model import Gazetteer
from mapping.cartography.layers import MapSpec, Mark
from mapping.spreadsheet_cells import safe_cell

COLUMNS: Final = ("place_code", "name", "parent", "indicator", "period", "unit", "value", "status")
HXL_TAGS: Final = (
    *("#loc+code", "#loc+name", "#loc+parent+name", "#indicator+name", "#date"),
    *("#indicator+unit", "#indicator+value+num", "#status", "#meta+source"),
)
"""Of the columns and the source, by HXL 1.1; the place's tags say its level."""
_STATUS: Final = {None: "A", Mark.ZERO: "A", Mark.NO_DATA: "M", Mark.NOT_SHOWN: "Q"}


def rows(spec: MapSpec, gazetteer: Gazetteer) -> Iterator[tuple[str | float | None, ...]]:
    """One row a place, in the order of the boundary set; value None where there is none to show."""
    legend = spec.layer.legend
    for value in spec.layer.values:
        place = gazetteer.place(value.place_code)
        parent = gazetteer.place(place.parent_code).name if place.parent_code else ""
        yield (
            safe_cell(place.place_code),
            safe_cell(place.name),
            safe_cell(parent),
            safe_cell(legend.title),
            legend.period,
            safe_cell(legend.unit),
            value.value,
            value.flag or _STATUS[value.mark],
        )


def hxl_tags(spec: MapSpec) -> tuple[str, ...]:
    """The hashtags of the columns, those of places with their level: `#adm2+code`."""
    depth = spec.level.depth
    place, parent = ("#country", "") if not depth else (f"#adm{depth}", _parent_tag(depth))
    named = {"#loc+code": f"{place}+code", "#loc+name": f"{place}+name"}
    return tuple(named.get(tag, parent if "parent" in tag else tag) for tag in HXL_TAGS)


def _parent_tag(depth: int) -> str:
    return "#country+name" if depth == 1 else f"#adm{depth - 1}+name"


def to_csv(spec: MapSpec, gazetteer: Gazetteer, *, hxl: bool = False) -> bytes:
    """CSV in UTF-8 with a byte order mark, every text quoted, the source in the last column.

    Args:
        spec: The map.
        gazetteer: Names of its places and of those above.
        hxl: Whether a row of HXL hashtags stands below the header.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "source"))
    if hxl:
        writer.writerow(hxl_tags(spec))
    for row in rows(spec, gazetteer):
        writer.writerow((*row, safe_cell(spec.source_line)))
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(spec: MapSpec, gazetteer: Gazetteer, *, hxl: bool = False) -> bytes:
    """A workbook with the values on one sheet and what must be said of them on another.

    Args:
        spec: The map.
        gazetteer: Names of its places and of those above.
        hxl: Whether a row of HXL hashtags stands below the header.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("values")
        sheet.write_row(0, 0, COLUMNS, head)
        if hxl:
            sheet.write_row(1, 0, hxl_tags(spec)[: len(COLUMNS)])
        for number, row in enumerate(rows(spec, gazetteer), start=2 if hxl else 1):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 3, 30)
        heads = 2 if hxl else 1
        sheet.freeze_panes(heads, 2)
        last = len(spec.layer.values) + heads - 1
        sheet.autofilter(heads - 1, 0, last, len(COLUMNS) - 1)
        about = book.add_worksheet("about")
        about.set_column(0, 0, 110)
        lines = (spec.title, spec.source_line, spec.boundary_line, *spec.notes, spec.disclaimer)
        for number, line in enumerate(lines):
            about.write_string(number, 0, line)
    return buffer.getvalue()
