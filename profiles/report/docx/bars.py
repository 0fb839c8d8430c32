"""Bars as a native chart: a row a category, with room for its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from profiles.report.charts import LABEL_MOST
from profiles.report.docx.keys import key_mm
from profiles.report.docx.native import NativeChart, Series
from profiles.report.docx.sheet import Cell, cells, to_workbook
from profiles.report.svg import INK, wrapped
from profiles.report.text import FROM_THE_RIGHT, from_the_right, visible

EDGE_MM: Final = 6.0
LINE_MM, GAP_MM = 3.6, 1.8  # of a label, and between two
TALLEST_MM: Final = 215.0  # what a page has room for
LABEL_ROOMS: Final = (LABEL_MOST, 1.45 * LABEL_MOST)  # the wider for names of many lines
FEW_LINES: Final = 2
NO_BREAK: Final = "\u00a0"  # a space at which no line ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A series before it has its place in the workbook."""

    name: str
    values: tuple[float | None, ...]
    colour: str
    point_colours: tuple[tuple[int, str], ...] = ()
    unlabelled: tuple[int, ...] = ()
    label_colour: str = INK
    is_outline: bool = False


def grouped(
    categories: Sequence[str],
    columns: Sequence[Column],
    *,
    row_mm: float,
    has_legend: bool = False,
    **more: Any,  # noqa: ANN401 - fields of NativeChart
) -> NativeChart:
    """A chart of bars: a row a category, a column a series.

    The lines of long names are broken here: every program would give them other room.
    """
    last = len(categories)
    names, lines = _in_lines(categories)
    above_mm = key_mm([column.name for column in columns]) if has_legend else 0.0
    tall = max(row_mm, lines * LINE_MM + GAP_MM) * last + above_mm + EDGE_MM
    rows: list[tuple[Cell, ...]] = [("", *(column.name for column in columns))]
    values = zip(*(column.values for column in columns), strict=True)
    rows += [(name, *line) for name, line in zip(names, values, strict=True)]
    return NativeChart(
        workbook=to_workbook(rows),
        categories=names,
        categories_range=cells(0, 1, last),
        label_lines=lines,
        height_mm=min(tall, TALLEST_MM),
        series=tuple(
            Series(
                order=order,
                name=visible(column.name),
                name_range=cells(order + 1, 0),
                values=column.values,
                range=cells(order + 1, 1, last),
                colour=column.colour,
                point_colours=column.point_colours,
                unlabelled=column.unlabelled,
                label_colour=column.label_colour,
                is_outline=column.is_outline,
            )
            for order, column in enumerate(columns)
        ),
        has_legend=has_legend,
        **more,
    )


def _in_lines(labels: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Labels with their lines broken, and how many lines the longest takes."""
    for room in LABEL_ROOMS:
        lines = [wrapped(label, room) for label in labels]
        most = max(map(len, lines), default=1)
        if most <= FEW_LINES:
            break
    return tuple("\n".join(map(_directed, one)) for one in lines), most


def _directed(line: str) -> str:
    """A line that stays one, whose colon or bracket at its end is there read from the right too.

    LibreOffice breaks lines that have room, and then leaves out every other name.
    """
    kept = line.replace(" ", NO_BREAK)
    return f"{kept}{FROM_THE_RIGHT}" if from_the_right(line) else kept
