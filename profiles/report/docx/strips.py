"""Dots on a common axis as a native chart: the place among its peers."""

import math
from collections.abc import Iterator
from typing import Final

from profiles.report.docx.native import NativeChart, number_format
from profiles.report.docx.scatter import Stroke, scattered
from profiles.report.strips import ticks
from profiles.report.svg import COLOURS, NAMED, QUIET
from profiles.sections.chart_model import Emphasis, StripChart

STRIP_MM: Final = 36.0
LINE_WIDTH: Final = 25_400  # EMU
DOT, OWN_DOT = 6, 9  # points across
# Heights on a strip. Programs disagree about which series lies on top, so that none hides another.
STRIP_BOUNDS: Final = (0.0, 2.0)
BOX_SIDES: Final = (1.22, 0.78)
PEER_HEIGHT, OWN_HEIGHT, OTHER_HEIGHT = 1.0, 1.4, 0.66
LINE_ENDS: Final = {Emphasis.PARENT: (0.62, 1.22), Emphasis.COUNTRY: (0.34, 1.22)}


def strip(chart: StripChart) -> NativeChart:
    """Dots at one height, and upright lines where the larger areas are."""
    strokes = tuple(_strokes(chart))
    values = [value for stroke in strokes for _, value, _ in stroke.points]
    marks = ticks(min(values), max(values))
    return scattered(
        strokes,
        unit=chart.words.unit,
        height_mm=STRIP_MM,
        number_format=number_format(max(0, -math.floor(math.log10(marks[1] - marks[0])))),
        bounds=STRIP_BOUNDS,
        x_bounds=(marks[0], marks[-1]),
    )


def _strokes(chart: StripChart) -> Iterator[Stroke]:
    """What is drawn, the undermost first."""
    if chart.quartiles:
        low, median, high = chart.quartiles
        top, bottom = BOX_SIDES
        corners = ((low, top), (high, top), (high, bottom), (low, bottom), (low, top))
        box = tuple(("25 %" if x == low else "75 %", x, y) for x, y in corners)
        yield Stroke(name="25–75 %", points=box, line_width=LINE_WIDTH // 2, colour=QUIET)
        line = (("50 %", median, top), ("50 %", median, bottom))
        yield Stroke(name="50 %", points=line, line_width=LINE_WIDTH // 2, colour=QUIET)
    shown = [(dot, dot.value) for dot in chart.dots if dot.value is not None]
    middle = (min(value for _, value in shown) + max(value for _, value in shown)) / 2
    peers = tuple(
        (d.label, value, PEER_HEIGHT) for d, value in shown if d.emphasis is Emphasis.PEER
    )
    if peers:
        title = chart.words.title
        yield Stroke(name=title, points=peers, marker=DOT, colour=COLOURS["peer"])
    for dot, value in shown:
        name, colour = f"{dot.label} {dot.text}", COLOURS[dot.emphasis.value]
        if dot.emphasis in LINE_ENDS:
            ends = tuple((dot.label, value, height) for height in LINE_ENDS[dot.emphasis])
            yield Stroke(
                name=name, points=ends, line_width=LINE_WIDTH, colour=colour, is_named=True
            )
        elif dot.emphasis in NAMED:
            own = dot.emphasis is Emphasis.SELF
            yield Stroke(
                name=name,
                points=((dot.label, value, OWN_HEIGHT if own else OTHER_HEIGHT),),
                marker=OWN_DOT,
                colour=colour,
                is_named=True,
                symbol="circle" if own else "diamond",
                named_at="t" if own else "r" if value <= middle else "l",
            )
