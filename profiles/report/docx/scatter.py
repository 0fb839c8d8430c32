"""Points and lines on two axes as a native chart, with the table behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from profiles.report.docx.native import NativeChart, Series
from profiles.report.docx.sheet import Cell, cells, in_lines, to_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """Points that look alike: dots, or the ends of lines; one without a height parts two lines."""

    name: str
    points: tuple[tuple[str, float, float | None], ...]  # label, value, height
    colour: str
    line_width: int = 0
    marker: int = 0
    is_named: bool = False
    symbol: str = "circle"
    named_at: str = "b"


def scattered(
    strokes: Sequence[Stroke],
    *,
    unit: str,
    **more: Any,  # noqa: ANN401 - fields of NativeChart
) -> NativeChart:
    """A chart of strokes, the undermost first.

    The workbook is one table: a row a point, a column of heights a series, the values for all.
    """
    points = [(order, point) for order, stroke in enumerate(strokes) for point in stroke.points]
    orders = [order for order, _ in points]
    values = tuple(value for _, (_, value, _) in points)
    rows: list[tuple[Cell, ...]] = [("", unit, *(stroke.name for stroke in strokes))]
    for order, (label, value, height) in points:
        before, after = [None] * order, [None] * (len(strokes) - order - 1)
        rows.append((label, value, *before, height, *after))
    return NativeChart(
        workbook=to_workbook(rows),
        series=tuple(
            Series(
                order=order,
                name=in_lines(stroke.name),
                name_range=cells(2 + order, 0),
                values=tuple(height if at == order else None for at, (_, _, height) in points),
                range=cells(2 + order, 1, len(points)),
                colour=stroke.colour,
                line_width=stroke.line_width,
                marker=stroke.marker,
                symbol=stroke.symbol,
                named_at=stroke.named_at,
                named_point=orders.index(order) if stroke.is_named else None,
            )
            for order, stroke in enumerate(strokes)
        ),
        x_values=values,
        x_range=cells(1, 1, len(points)),
        is_scatter=True,
        **more,
    )
