"""A spine chart as a native chart: each rate of a place among those of its level."""

from collections.abc import Iterable, Iterator
from typing import Final

from profiles.report.docx.keys import key_mm
from profiles.report.docx.native import NativeChart, number_format
from profiles.report.docx.scatter import Stroke, scattered
from profiles.report.svg import COLOURS, QUIET, RULE, wrapped
from profiles.sections.chart_model import Spine, SpineChart

ROW_MM, EDGE_MM = 9.0, 2.5
EDGE: Final = 100.0  # where the farther end of each line lies, the median being 0
LABELS_AT: Final = -285.0
LABEL_ROOM: Final = 235.0  # in the units of the drawn charts
THIN, TICK = 12_700, 25_400  # EMU
TALL, HALF, APART = 0.34, 0.22, 0.13  # of a row: upright marks, bands, dots of two places
DOT: Final = 8  # points across

Line = tuple[tuple[float, float], ...]
Point = tuple[str, float, float | None]


def spine(chart: SpineChart) -> NativeChart:
    """Lines under each other, their words at the start, with the quartile band and all marks."""
    marks, words = [*_marks(chart)], [*_words(chart)]
    names = [mark.name for mark in marks[1:]]
    labels, last = len(chart.lines), len(marks)
    return scattered(
        [*marks, *words],
        unit="",
        height_mm=ROW_MM * labels + key_mm(names) + EDGE_MM,
        number_format=number_format(0),
        bounds=(0.0, float(labels)),
        x_bounds=(LABELS_AT, EDGE + 5),
        is_bare=True,
        has_legend=True,
        not_in_legend=(0, *range(last, last + labels)),  # the line itself, and the words
    )


def _marks(chart: SpineChart) -> Iterator[Stroke]:
    """What is drawn over each other, each for all lines.

    Programs disagree about which series lies on top: none may hide another, so bands are frames.
    """
    rows = [(len(chart.lines) - place - 0.5, line) for place, line in enumerate(chart.lines)]
    spans = [((_at(line, line.low), y), (_at(line, line.high), y)) for y, line in rows]
    yield _lines("0–100 %", spans, RULE, THIN)
    yield _lines("25–75 %", [_frame(line, y) for y, line in rows], QUIET, THIN)
    medians = [_upright(_at(line, line.quartiles[1]), y) for y, line in rows]
    yield _lines("50 %", medians, QUIET, THIN)
    known = [_upright(_at(o, o.country), y) for y, o in rows if o.country is not None]
    if known:
        yield _lines(chart.country_label, known, COLOURS["country"], TICK)
    apart = APART if chart.other_label else 0.0
    if apart:
        beside = [(o.label, _at(o, o.other), y - apart) for y, o in rows if o.other is not None]
        yield _dots(chart.other_label, beside, COLOURS["other"], "diamond")
    own = [(line.label, _at(line, line.value), y + apart) for y, line in rows]
    yield _dots(chart.own_label, own, COLOURS["self"], "circle")


def _dots(name: str, points: Iterable[Point], colour: str, symbol: str) -> Stroke:
    return Stroke(name=name, points=tuple(points), colour=colour, marker=DOT, symbol=symbol)


def _lines(name: str, lines: Iterable[Line], colour: str, width: int) -> Stroke:
    """Lines as one series, with a point of no height after each."""
    points = [
        point
        for line in lines
        for point in (*((name, x, y) for x, y in line), (name, line[-1][0], None))
    ]
    return Stroke(name=name, points=tuple(points[:-1]), colour=colour, line_width=width)


def _upright(x: float, y: float) -> Line:
    return (x, y - TALL), (x, y + TALL)


def _frame(line: Spine, y: float) -> Line:
    """Around the middle half of all places."""
    left, right = _at(line, line.quartiles[0]), _at(line, line.quartiles[2])
    low, high = y - HALF, y + HALF
    return (left, low), (right, low), (right, high), (left, high), (left, low)


def _words(chart: SpineChart) -> Iterator[Stroke]:
    """The words of each line as the name of a point that is not seen."""
    for place, line in enumerate(chart.lines):
        values = f"{line.text} | {line.other_text}" if line.other_text else line.text
        said = "\n".join(wrapped(f"{line.label}: {values}", LABEL_ROOM))
        at = ((line.label, LABELS_AT, len(chart.lines) - place - 0.5),)
        yield Stroke(name=said, points=at, colour=QUIET, is_named=True, named_at="r")


def _at(line: Spine, value: float) -> float:
    """100 is the farther end of all places, by its side."""
    _, median, _ = line.quartiles
    reach = max(line.high - median, median - line.low) or 1.0
    return round(EDGE * min(max((value - median) / reach, -1.0), 1.0), 1)
