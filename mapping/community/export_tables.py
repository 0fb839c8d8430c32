"""Exports without geometry columns of their own: CSV, XLSX, and CSV as survey tools write it."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.atomic import write_atomically
from mapping.community.geometry import DrawKind
from mapping.community.release import Row
from mapping.spreadsheet_cells import safe_cell

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

COLUMNS: Final = (
    *("feature_id", "category", "category_id", "colour", "kind", "note", "answers", "group"),
    *("validated", "merged", "photo"),  # the name of its file where photos are exported
    *("version", "state", "position", "marks", "created_at", "edited_at", "workshop"),
)
TABLE_COLUMNS: Final = (*COLUMNS, "longitude", "latitude")
DECIMALS: Final = 7

_GEO_COLUMNS: Final = {
    DrawKind.POINT: "location",
    DrawKind.LINE: "path",
    DrawKind.AREA: "area",
}
_KOBO_COLUMNS: Final = (
    *("start", "end", "group", "category", "note", "answers", "photo", *_GEO_COLUMNS.values()),
    *("_id", "_uuid", "_submission_time", "_status", "_validation_status", "__version__"),
)
_APPROVED: Final = "validation_status_approved"
_COLUMN_WIDTH: Final = 18


def write_csv(rows: Sequence[Row], temporary: Path, newest: datetime.datetime) -> None:  # noqa: ARG001 - one signature
    """A row each, with longitude and latitude of a point in it and its shape as WKT."""
    from shapely import to_wkt

    shapes = (to_wkt(row["shape"], rounding_precision=DECIMALS) for row in rows)
    safe = ([*_safe(_table_row(row)), wkt] for row, wkt in zip(rows, shapes, strict=True))
    _write((*TABLE_COLUMNS, "wkt"), safe, temporary)


def write_xlsx(rows: Sequence[Row], temporary: Path, newest: datetime.datetime) -> None:
    """The same table without WKT, which no cell may be long enough for.

    Text is text there: nothing is computed or linked.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(temporary, options) as book:
        book.set_properties({"created": newest.replace(tzinfo=None)})
        head = book.add_format({"bold": True, "bottom": 1})
        sheet = book.add_worksheet("workshop")
        sheet.write_row(0, 0, TABLE_COLUMNS, head)
        for number, row in enumerate(rows, start=1):
            sheet.write_row(number, 0, _table_row(row))
        sheet.set_column(0, len(TABLE_COLUMNS) - 1, _COLUMN_WIDTH)
        sheet.freeze_panes(1, 2)


def write_kobo(rows: Sequence[Row], temporary: Path, newest: datetime.datetime) -> None:  # noqa: ARG001 - one signature
    """A row each as KoboToolbox and ODK export submissions: "latitude longitude altitude accuracy".

    Corners of a line or an area stand between semicolons. A shape that the antimeridian cuts in two
    is written by its first part.
    """
    _write(_KOBO_COLUMNS, (_kobo_row(number, row) for number, row in enumerate(rows, 1)), temporary)


def _write(columns: Sequence[str], rows: Iterator[list[Any]], temporary: Path) -> None:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    write_atomically(temporary, buffer.getvalue().encode("utf-8-sig"))


def _safe(cells: Sequence[Any]) -> list[Any]:
    return [safe_cell(cell) if isinstance(cell, str) else cell for cell in cells]


def _table_row(row: Row) -> list[Any]:
    inside = row["shape"].representative_point()
    position = (round(inside.x, DECIMALS), round(inside.y, DECIMALS))
    return [*(row[column] for column in COLUMNS), *position]


def _kobo_row(number: int, row: Row) -> list[Any]:
    kind = DrawKind(row["kind"])
    corners = ";".join(f"{y:.7f} {x:.7f} 0 0" for x, y in _corners(row["shape"]))
    geo = [corners if kind is one else "" for one in _GEO_COLUMNS]
    return [
        *(row["created_at"], row["edited_at"]),
        *_safe([row[name] for name in ("group", "category", "note", "answers", "photo")]),
        # A latitude in the south begins with a minus: it is ours, and must stay as it is.
        *(*geo, number, f"{row['feature_id']}.{row['version']}"),
        *(row["created_at"], row["state"], _APPROVED if row["validated"] else "", row["version"]),
    ]


def _corners(shape: "BaseGeometry") -> list[tuple[float, float]]:
    part = shape.geoms[0] if hasattr(shape, "geoms") else shape
    line = part.exterior if hasattr(part, "exterior") else part
    return [(x, y) for x, y, *_ in line.coords]
