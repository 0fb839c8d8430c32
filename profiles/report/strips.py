"""Dots on a common axis: a place among its peers."""

import math
from collections.abc import Sequence
from typing import Final

from mapping.i18n import Translator
from profiles.report.svg import (
    BOX,
    COLOURS,
    DOT_EDGE,
    LINE_HEIGHT,
    NAMED,
    QUIET,
    RULE,
    WIDTH,
    Drawing,
    width_of,
    wrapped,
)
from profiles.sections.chart_model import Bar, Emphasis, StripChart

STRIP_HEIGHT: Final = 96.0
PEER_RADIUS: Final = 4.0
TICKS: Final = 5
MARK: Final = 14.0  # before a name
# Whose names stand under the axis, one under the other.
BELOW: Final = frozenset({Emphasis.PARENT, Emphasis.COUNTRY, Emphasis.OTHER})


def ticks(low: float, high: float) -> list[float]:
    """Round numbers that span a range.

    >>> ticks(3, 47)
    [0.0, 10.0, 20.0, 30.0, 40.0, 50.0]
    """
    span = (high - low) or abs(high) or 1.0
    power = 10.0 ** math.floor(math.log10(span / TICKS))
    step = next(power * times for times in (1, 2, 5, 10) if span / (power * times) <= TICKS)
    first, last = math.floor(low / step), math.ceil(high / step)
    return [step * place for place in range(first, last + 1)]


def strip(chart: StripChart, translator: Translator) -> Drawing:
    """The chart as shapes and texts; long names take several lines."""
    values = [dot.value for dot in chart.dots if dot.value is not None]
    marks = ticks(min(values), max(values))
    left, right = 14.0, WIDTH - 14.0
    scale = (right - left) / (marks[-1] - marks[0])
    named = [(dot.emphasis, _strip_lines(dot)) for dot in chart.dots]
    above = max((len(lines) - 1 for kind, lines in named if kind is Emphasis.SELF), default=0)
    below = max(0, sum(len(lines) for kind, lines in named if kind in BELOW) - 1)
    middle = 46.0 + above * LINE_HEIGHT
    drawing = Drawing(height=STRIP_HEIGHT + (above + below) * LINE_HEIGHT)

    def at(value: float) -> float:
        return left + (value - marks[0]) * scale

    decimals = max(0, -math.floor(math.log10(marks[1] - marks[0])))
    for mark in marks:
        drawing.line(at(mark), middle - 16, at(mark), middle + 16, kind="grid", colour=RULE)
        text = translator.number(mark, decimals)
        drawing.text(at(mark), drawing.height - 4, text, anchor="middle", kind="quiet", size=10)
    if chart.quartiles:
        low, median, high = (at(value) for value in chart.quartiles)
        drawing.rect(low, middle - 11, high - low, 22, kind="box", fill=BOX)
        drawing.line(median, middle - 11, median, middle + 11, kind="median", colour=QUIET)
    there = [(dot, at(dot.value)) for dot in chart.dots if dot.value is not None]
    _draw_peers(drawing, [x for dot, x in there if dot.emphasis is Emphasis.PEER], middle)
    under = middle + 31
    for dot, x in there:
        _strip_dot(drawing, dot, x, middle, under)
        under += len(_strip_lines(dot)) * LINE_HEIGHT if dot.emphasis in BELOW else 0.0
    return drawing


def _draw_peers(drawing: Drawing, positions: Sequence[float], middle: float) -> None:
    """The many as few shapes: one a layer of dots that do not touch."""
    kind = Emphasis.PEER.value
    for layer in _apart(positions):
        centres = [(x, middle) for x in layer]
        drawing.dots(centres, PEER_RADIUS, kind=kind, fill=COLOURS[kind])


def _apart(positions: Sequence[float]) -> list[list[float]]:
    """Positions of dots in as few layers as let no dot touch another of its layer."""
    layers: list[list[float]] = []
    for x in sorted(positions):
        layer = next((one for one in layers if x - one[-1] > 2 * PEER_RADIUS + DOT_EDGE), None)
        if layer is None:
            layers.append([x])
        else:
            layer.append(x)
    return layers


def _strip_lines(dot: Bar) -> list[str]:
    """What a dot is called; none of the many."""
    if dot.emphasis is Emphasis.PEER:
        return []
    return wrapped(f"{dot.label} {dot.text}", 0.93 * WIDTH, bold=dot.emphasis in NAMED)


def _strip_dot(drawing: Drawing, dot: Bar, x: float, middle: float, under: float) -> None:
    kind, lines = dot.emphasis.value, _strip_lines(dot)
    match dot.emphasis:
        case Emphasis.PEER:
            return  # they are drawn together
        case Emphasis.SELF:
            drawing.dot(x, middle, 6.5, kind=kind, fill=COLOURS[kind])
            top = middle - 28
            drawing.line(x, top + 5, x, middle - 7, kind="leader", colour=COLOURS[kind], wide=0.8)
            _strip_words(drawing, lines, x, top - (len(lines) - 1) * LINE_HEIGHT, bold=True)
        case Emphasis.PARENT | Emphasis.COUNTRY:
            drawing.line(x, middle - 13, x, middle + 20, kind=kind, colour=COLOURS[kind], wide=2)
            _strip_words(drawing, lines, x, under, bold=False)
        case Emphasis.OTHER:
            drawing.diamond(x, middle, 6.5, kind=kind, fill=COLOURS[kind])
            # Its name has the mark before it, not a line to it, which would cross other names.
            start = _strip_words(drawing, lines, x, under, bold=True, mark=MARK)
            drawing.diamond(start - 8, under - 4, 4.5, kind=kind, fill=COLOURS[kind])


def _strip_words(  # noqa: PLR0913 - where, what and its look
    drawing: Drawing, lines: list[str], x: float, top: float, *, bold: bool, mark: float = 0.0
) -> float:
    """Lines around a position, moved inwards where they or a mark would leave the picture.

    Gives where the first of them starts.
    """
    half = max(width_of(line, bold=bold) for line in lines) / 2
    middle = min(max(x, half + mark), WIDTH - half)
    for row, line in enumerate(lines):
        drawing.text(middle, top + row * LINE_HEIGHT, line, anchor="middle", bold=bold)
    return middle - width_of(lines[0], bold=bold) / 2
