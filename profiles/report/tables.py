"""The table behind a map, as files: CSV for machines and spreadsheets, XLSX for people."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, TypeAlias

from mapping.boundaries.model import Gazetteer
from mapping.cartography.layers import BivariateLayer, FlowLayer, Legend, MapSpec, Mark, PlaceValue
from mapping.spreadsheet_cells import plain_number, safe_cell

_FIGURE: Final = {
    "indicator": "#indicator+name",
    "period": "#date",
    "unit": "#indicator+unit",
    "value": "#indicator+value+num",
    "status": "#status",
}
# The columns and their hashtags by HXL 1.1; {place} and {parent} say the level of places.
PLACE_COLUMNS: Final = {
    "place_code": "{place}+code",
    "name": "{place}+name",
    "parent": "{parent}+name",
    **_FIGURE,
}
STREAM_COLUMNS: Final = {
    "origin_code": "#loc+origin+code",
    "origin": "#loc+origin+name",
    "destination_code": "#loc+destination+code",
    "destination": "#loc+destination+name",
    **_FIGURE,
}
SOURCE: Final = ("source", "#meta+source")
Row: TypeAlias = tuple[str | float | None, ...]
_STATUS: Final = {None: "A", Mark.ZERO: "A", Mark.NO_DATA: "M", Mark.NOT_SHOWN: "Q"}


def columns(spec: MapSpec) -> tuple[str, ...]:
    """Names of the columns of the table behind a map."""
    return tuple(_columns(spec))


def _columns(spec: MapSpec) -> Mapping[str, str]:
    return STREAM_COLUMNS if isinstance(spec.layer, FlowLayer) else PLACE_COLUMNS


def rows(spec: MapSpec, gazetteer: Gazetteer) -> Iterator[Row]:
    """One row a place, in the order of the boundary set; value None where there is none to show.

    Two rates have their rows one after the other; streams have a row each, the largest first.
    """
    match spec.layer:
        case FlowLayer():
            yield from _stream_rows(spec.layer)
        case BivariateLayer(first=first, second=second, first_values=one, second_values=two):
            yield from _place_rows(first, one, gazetteer)
            yield from _place_rows(second, two, gazetteer)
        case _:
            yield from _place_rows(spec.layer.legend, spec.layer.values, gazetteer)


def _place_rows(
    legend: Legend, values: Iterable[PlaceValue], gazetteer: Gazetteer
) -> Iterator[Row]:
    for value in values:
        place = gazetteer.place(value.place_code)
        parent = gazetteer.place(place.parent_code).name if place.parent_code else ""
        yield (
            safe_cell(place.place_code),
            safe_cell(place.name),
            safe_cell(parent),
            safe_cell(legend.title),
            legend.period,
            safe_cell(legend.unit),
            plain_number(value.value),
            value.flag or _STATUS[value.mark],
        )


def hxl_tags(spec: MapSpec) -> tuple[str, ...]:
    """The hashtags of the columns, those of places with their level: `#adm2+code`."""
    depth = spec.level.depth
    levels = {"place": _level_tag(depth), "parent": _level_tag(depth - 1)}
    return tuple(
        "" if "{parent}" in tag and not depth else tag.format(**levels)  # a country has no parent
        for tag in _columns(spec).values()
    )


def _level_tag(depth: int) -> str:
    return f"#adm{depth}" if depth > 0 else "#country"


def _stream_rows(layer: FlowLayer) -> Iterator[Row]:
    for stream in layer.streams:
        origin, destination = layer.ends[stream.origin], layer.ends[stream.destination]
        yield (
            safe_cell(origin.place_code),
            safe_cell(origin.name),
            safe_cell(destination.place_code),
            safe_cell(destination.name),
            safe_cell(layer.legend.title),
            layer.legend.period,
            safe_cell(layer.legend.unit),
            plain_number(stream.value),
            _STATUS[None],
        )


def to_csv(spec: MapSpec, gazetteer: Gazetteer, *, hxl: bool = False) -> bytes:
    """CSV in UTF-8 with a byte order mark, every text quoted, the source in the last column.

    Args:
        spec: The map.
        gazetteer: Names of its places and of those above.
        hxl: Whether a row of HXL hashtags stands below the header.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    name, tag = SOURCE
    writer.writerow((*columns(spec), name))
    if hxl:
        writer.writerow((*hxl_tags(spec), tag))
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
        names, found = columns(spec), list(rows(spec, gazetteer))
        heads = [names, hxl_tags(spec)] if hxl else [names]
        sheet.write_row(0, 0, names, head)
        for number, row in enumerate([*heads[1:], *found], start=1):
            sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 3, 30)
        sheet.freeze_panes(len(heads), 2)
        sheet.autofilter(len(heads) - 1, 0, len(heads) - 1 + len(found), len(names) - 1)
        about = book.add_worksheet("about")
        about.set_column(0, 0, 110)
        lines = (spec.title, spec.source_line, spec.boundary_line, *spec.notes, spec.disclaimer)
        for number, line in enumerate(lines):
            about.write_string(number, 0, line)
    return buffer.getvalue()
