"""Charts that compare: a spine of indicators, a slope between two dates, a waffle of a share."""

from typing import Final, assert_never

from profiles.report.svg import (
    BOX,
    COLOURS,
    FONT_SIZE,
    NAMED,
    QUIET,
    RULE,
    WIDTH,
    Drawing,
    wrapped,
)
from profiles.sections.chart_model import (
    Comparison,
    Slope,
    SlopeChart,
    Spine,
    SpineChart,
    WaffleChart,
)

SPINE_ROW: Final = 27.0
SPINE_LABEL: Final = 235.0
SPINE_TEXT: Final = 62.0
SLOPE_HEIGHT: Final = 150.0
SLOPE_TOP: Final = 17.0  # under the dates
SLOPE_ENDS: Final = (0.3, 0.7)  # of the width
LINE: Final = 13.0  # between two texts at one end of a slope
SQUARE, SQUARES = 8.6, 10  # a side, and squares a side
WAFFLE_GAP: Final = 34.0


def comparison(chart: Comparison) -> Drawing:
    """One chart that compares, as shapes and texts."""
    match chart:
        case SpineChart():
            return _spines(chart)
        case SlopeChart():
            return _slope(chart)
        case WaffleChart():
            return _waffle(chart)
        case _:
            assert_never(chart)


def _spines(chart: SpineChart) -> Drawing:
    """Each line on a scale of its own: the median in the middle, the farther end at the edge."""
    drawing = Drawing()
    for line in chart.lines:
        lines = wrapped(line.label, SPINE_LABEL - 8)
        tall = max(SPINE_ROW + (4 if line.other_text else 0), len(lines) * LINE)
        middle = drawing.height + tall / 2
        drawing.height += tall
        drawing.label(0, middle, lines, bold=False)
        _spine_texts(drawing, line, middle)
        _spine(drawing, line, middle)
    return drawing


def _spine_texts(drawing: Drawing, line: Spine, middle: float) -> None:
    """The value of the place; below it that of the one beside it, each with its mark."""
    right, base = SPINE_LABEL + SPINE_TEXT - 10, middle + FONT_SIZE * 0.35
    if not line.other_text:
        drawing.text(right, base, line.text, anchor="end", bold=True)
        return
    upper, lower = middle - LINE * 0.55, middle + LINE * 0.55
    drawing.text(right - 8, upper + FONT_SIZE * 0.35, line.text, anchor="end", bold=True)
    drawing.dot(right, upper, 3.5, kind="self", fill=COLOURS["self"])
    drawing.text(right - 8, lower + FONT_SIZE * 0.35, line.other_text, anchor="end")
    drawing.diamond(right, lower, 4.5, kind="other", fill=COLOURS["other"])


def _spine(drawing: Drawing, line: Spine, middle: float) -> None:
    left, right = SPINE_LABEL + SPINE_TEXT + 6, WIDTH - 10.0
    low, median, high = line.quartiles
    reach = max(line.high - median, median - line.low) or 1.0
    scale = (right - left) / (2 * reach)

    def at(value: float) -> float:
        return (left + right) / 2 + min(max(value - median, -reach), reach) * scale

    drawing.line(at(line.low), middle, at(line.high), middle, kind="grid", colour=RULE, wide=2)
    drawing.rect(at(low), middle - 7, at(high) - at(low), 14, kind="peer", fill=COLOURS["peer"])
    drawing.line(at(median), middle - 10, at(median), middle + 10, kind="median", colour=QUIET)
    if line.country is not None:
        x = at(line.country)
        colour = COLOURS["country"]
        drawing.line(x, middle - 10, x, middle + 10, kind="country", colour=colour, wide=2.4)
    drawing.dot(at(line.value), middle, 6, kind="self", fill=COLOURS["self"])
    if line.other is not None:
        drawing.diamond(at(line.other), middle, 6, kind="other", fill=COLOURS["other"])


def _slope(chart: SlopeChart) -> Drawing:
    """Lines from one date to the other; texts at both ends stand apart."""
    drawing = Drawing(height=SLOPE_HEIGHT + 26)
    left, right = (share * WIDTH for share in SLOPE_ENDS)
    values = [value for one in chart.slopes for value in (one.start, one.end)]
    low, high = min(values), max(values)
    scale = (SLOPE_HEIGHT - 24) / ((high - low) or 1.0)

    def at(value: float) -> float:
        return 26 + (high - value) * scale + (0 if high > low else (SLOPE_HEIGHT - 24) / 2)

    for x, label, anchor in ((left, chart.start_label, "end"), (right, chart.end_label, "start")):
        drawing.text(x, 11, label, anchor=anchor, kind="quiet")
        drawing.line(x, 18, x, SLOPE_HEIGHT + 16, kind="grid", colour=RULE)
    for one in chart.slopes:
        own, colour = one.emphasis in NAMED, COLOURS[one.emphasis.value]
        kind, wide = one.emphasis.value, 2.6 if own else 1.6
        drawing.line(left, at(one.start), right, at(one.end), kind=kind, colour=colour, wide=wide)
        for x, value in ((left, one.start), (right, one.end)):
            drawing.dot(x, at(value), 5 if own else 4, kind=kind, fill=colour)
    _slope_texts(drawing, chart.slopes, [at(one.start) for one in chart.slopes], left, "end")
    _slope_texts(drawing, chart.slopes, [at(one.end) for one in chart.slopes], right, "start")
    return drawing


def _slope_texts(
    drawing: Drawing, slopes: tuple[Slope, ...], heights: list[float], x: float, anchor: str
) -> None:
    """Place and value at one end of each line, moved down where one would lie on another."""
    taken = SLOPE_TOP
    room = min(x, WIDTH - x) - 14
    for height, one in sorted(zip(heights, slopes, strict=True), key=lambda pair: pair[0]):
        value = one.start_text if anchor == "end" else one.end_text
        text = f"{one.label} {value}" if anchor == "end" else f"{value} {one.label}"
        bold = one.emphasis in NAMED
        lines = wrapped(text, room, bold=bold)
        middle = max(height, taken + len(lines) * LINE / 2)
        taken = middle + len(lines) * LINE / 2
        at = x + (-10 if anchor == "end" else 10)
        drawing.label(at, middle, lines, bold=bold, anchor=anchor)
    drawing.height = max(drawing.height, taken + 8)


def _waffle(chart: WaffleChart) -> Drawing:
    """A hundred squares a place, as many filled as the share has whole percents."""
    drawing = Drawing()
    side = SQUARE * SQUARES
    step = min(side + WAFFLE_GAP + 40, WIDTH / len(chart.shares))
    names = [wrapped(share.label, step - 10, bold=True) for share in chart.shares]
    under = side + 14 + max((len(name) - 1) * LINE for name in names)
    for place, (share, name) in enumerate(zip(chart.shares, names, strict=True)):
        left = place * step
        filled = round(share.value or 0.0)
        colour = COLOURS[share.emphasis.value]
        corners = [
            (left + column * SQUARE, (SQUARES - 1 - row) * SQUARE)
            for row in range(SQUARES)
            for column in range(SQUARES)
        ]
        edge = SQUARE - 1.2
        drawing.squares(corners[:filled], edge, kind=share.emphasis.value, fill=colour)
        drawing.squares(corners[filled:], edge, kind="box", fill=BOX)
        for row, line in enumerate(name):
            own = share.emphasis in NAMED
            drawing.text(left, side + 14 + row * LINE, line, bold=own)
        drawing.text(left, under + 14, share.text, kind="quiet")
    for row, line in enumerate(wrapped(chart.part_label, WIDTH)):
        drawing.text(0, under + 32 + row * LINE, line, kind="quiet")
        drawing.height = under + 36 + row * LINE
    return drawing
