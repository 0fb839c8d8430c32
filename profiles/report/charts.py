"""Charts of a profile as SVG: quiet, directly labelled, without a legend where a label will do."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, assert_never

from mapping.i18n import Translator
from profiles.report.comparisons import comparison
from profiles.report.strips import strip
from profiles.report.svg import (
    COLOURS,
    FONT_SIZE,
    INK,
    LINE_HEIGHT,
    NAMED,
    QUIET,
    STACK_COLOURS,
    WIDTH,
    Drawing,
    width_of,
    wrapped,
)
from profiles.sections.chart_model import (
    Bar,
    BarChart,
    Chart,
    ColumnChart,
    Emphasis,
    MirrorChart,
    Pair,
    SlopeChart,
    SpineChart,
    StackChart,
    StripChart,
    WaffleChart,
)

ROW: Final = 19.0
TALL_ROW: Final = 30.0  # of a label in two lines
THICK: Final = 11.0
LABEL_MOST: Final = 190.0
GAP: Final = 8.0
COLUMN_HEIGHT: Final = 84.0
STACK_ROW: Final = 26.0
SEGMENT_LABEL_FROM: Final = 6.0  # percent: a narrower part has no number in it
HALF_LIGHT: Final = 140.0  # of 255, as the eye weighs the colours


@lru_cache(maxsize=64)  # those of one profile, which stand in its PDF and in its web page
def draw(chart: Chart, language: str) -> Drawing:
    """One chart as shapes and texts, for a reader of the language; nobody draws on it any more."""
    drawing = _drawn(chart, language)
    return drawing.mirrored() if Translator(language).right_to_left else drawing


def _drawn(chart: Chart, language: str) -> Drawing:
    match chart:
        case BarChart():
            return _bars(chart)
        case ColumnChart():
            return _columns(chart)
        case StripChart():
            return strip(chart, Translator(language))
        case MirrorChart():
            return _mirror(chart)
        case StackChart():
            return _stack(chart, Translator(language))
        case SpineChart() | SlopeChart() | WaffleChart():
            return comparison(chart)
        case _:
            assert_never(chart)


def to_svg(chart: Chart, language: str) -> str:
    """One chart as a whole SVG document."""
    return draw(chart, language).document(chart.id, chart.words.title, chart.words.alt)


def _label_width(labels: list[str]) -> float:
    return min(LABEL_MOST, max((width_of(label, bold=True) for label in labels), default=0.0)) + GAP


def _rows(drawing: Drawing, labels: list[str], width: float) -> list[tuple[float, list[str]]]:
    """The middle of each row and its label in lines; sets the height."""
    rows, y = [], drawing.height
    for label in labels:
        lines = wrapped(label, width - GAP, bold=True)
        height = ROW if len(lines) == 1 else TALL_ROW + (len(lines) - 2) * LINE_HEIGHT
        rows.append((y + height / 2, lines))
        y += height
    drawing.height = y
    return rows


def _bars(chart: BarChart) -> Drawing:
    drawing = Drawing()
    label_width = _label_width([bar.label for bar in chart.bars])
    rows = _rows(drawing, [bar.label for bar in chart.bars], label_width)
    values = [bar.value for bar in chart.bars if bar.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    text_width = max((width_of(bar.text, bold=True) for bar in chart.bars), default=0.0) + GAP
    left = label_width + (text_width if low < 0 else 0.0)
    right = WIDTH - (text_width if high > 0 else GAP)
    scale = (right - left) / ((high - low) or 1.0)
    zero = left - low * scale
    mixed = any(bar.emphasis is not Emphasis.SELF for bar in chart.bars)
    for bar, (middle, lines) in zip(chart.bars, rows, strict=True):
        bold = mixed and bar.emphasis in NAMED
        drawing.label(0, middle, lines, bold=bold)
        _bar(drawing, bar, _Axis(zero=zero, scale=scale, diverging=low < 0), middle, bold=bold)
    if low < 0 or high > 0:
        drawing.line(zero, 0, zero, drawing.height, kind="axis", colour=QUIET, wide=0.8)
    return drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class _Axis:
    zero: float  # where bars start
    scale: float  # length of one unit of the value
    diverging: bool


def _bar(drawing: Drawing, bar: Bar, axis: _Axis, middle: float, *, bold: bool) -> None:
    base = middle + FONT_SIZE * 0.35
    if bar.value is None:
        drawing.text(axis.zero + 5, base, bar.text, kind="quiet")
        return
    kind = bar.emphasis.value
    if axis.diverging and bar.emphasis is not Emphasis.OTHER:
        strong = bar.emphasis is Emphasis.SELF
        kind = ("loss" if bar.value < 0 else "gain") + ("" if strong else "-peer")
    length = bar.value * axis.scale
    drawing.rect(axis.zero, middle - THICK / 2, length, THICK, kind=kind, fill=COLOURS[kind])
    anchor, inward = ("end", -5) if bar.value < 0 else ("start", 5)
    drawing.text(axis.zero + length + inward, base, bar.text, anchor=anchor, bold=bold)


def _columns(chart: ColumnChart) -> Drawing:
    drawing = Drawing(height=COLUMN_HEIGHT + 36)
    values = [bar.value for bar in chart.bars if bar.value is not None]
    high = max([0.0, *values]) or 1.0
    step = min(86.0, WIDTH / max(len(chart.bars), 1))
    base = COLUMN_HEIGHT + 16
    labelled = labelled_columns(chart)
    for place, bar in enumerate(chart.bars):
        middle = step * (place + 0.5)
        if bar.value is None:
            drawing.text(middle, base - 5, bar.text, anchor="middle", kind="quiet")
        else:
            height = bar.value / high * COLUMN_HEIGHT
            thick = min(34.0, step * 0.5)
            kind = bar.emphasis.value
            drawing.rect(
                middle - thick / 2, base - height, thick, height, kind=kind, fill=COLOURS[kind]
            )
            if place in labelled:
                drawing.text(middle, base - height - 5, bar.text, anchor="middle")
        if place in labelled:
            drawing.text(middle, base + 15, bar.label, anchor="middle", kind="quiet")
    drawing.line(0, base, step * len(chart.bars), base, kind="axis", colour=QUIET, wide=0.8)
    return drawing


def labelled_columns(chart: ColumnChart) -> range:
    """The columns that have room for their words: all, or every other up to the last."""
    words = [text for bar in chart.bars for text in (bar.text, bar.label)]
    widest = max(map(width_of, words), default=0.0) + GAP / 2
    last = len(chart.bars) - 1
    step = max(1, math.ceil(widest * len(chart.bars) / WIDTH))
    return range(last % step, last + 1, step)


def _mirror(chart: MirrorChart) -> Drawing:
    drawing = Drawing(height=18)
    label_width = _label_width([pair.label for pair in chart.pairs])
    rows = _rows(drawing, [pair.label for pair in chart.pairs], label_width)
    texts = [text for pair in chart.pairs for text in (pair.left_text, pair.right_text)]
    text_width = max((width_of(text) for text in texts), default=0.0) + GAP
    centre = label_width + (WIDTH - label_width) / 2
    reach = (WIDTH - label_width) / 2 - text_width
    high = max((end for pair in chart.pairs for end in _ends(pair)), default=0.0) or 1.0
    drawing.text(centre - 6, 11, chart.left_label, anchor="end", bold=True)
    drawing.text(centre + 6, 11, chart.right_label, bold=True)
    for pair, (middle, lines) in zip(chart.pairs, rows, strict=True):
        drawing.label(0, middle, lines, bold=False)
        base = middle + FONT_SIZE * 0.35
        left, right = pair.left / high * reach, pair.right / high * reach
        top = middle - THICK / 2
        drawing.rect(centre - 1, top, -left, THICK, kind="left", fill=COLOURS["left"])
        drawing.rect(centre + 1, top, right, THICK, kind="right", fill=COLOURS["right"])
        for side, mark in zip((-1, 1), pair.outline or (), strict=False):
            x = centre + side * (1 + mark / high * reach)
            drawing.line(x, top - 3, x, top + THICK + 3, kind="country", colour=INK, wide=1.6)
        for side, mark in zip((-1, 1), pair.other or (), strict=False):
            x = centre + side * (1 + mark / high * reach)
            drawing.diamond(x, middle, 4.5, kind="other", fill=COLOURS["other"])
        beyond = [max(_ends(pair)[side::2]) / high * reach for side in (0, 1)]
        drawing.text(centre - beyond[0] - 6, base, pair.left_text, anchor="end")
        drawing.text(centre + beyond[1] + 6, base, pair.right_text)
    return drawing


def _ends(pair: Pair) -> tuple[float, ...]:
    """Where bars and marks of a pair end, left and right in turns."""
    return (pair.left, pair.right, *(pair.outline or ()), *(pair.other or ()))


def _stack(chart: StackChart, translator: Translator) -> Drawing:
    drawing = Drawing()
    _stack_key(drawing, chart.labels)
    label_width = _label_width([label for label, _ in chart.stacks])
    for row, (label, shares) in enumerate(chart.stacks):
        lines = wrapped(label, label_width - GAP, bold=True)
        tall = max(STACK_ROW, len(lines) * LINE_HEIGHT + GAP)
        middle = drawing.height + tall / 2
        drawing.height += tall
        drawing.label(0, middle, lines, bold=row == 0)
        x = label_width
        for part, share in enumerate(shares):
            length = share / 100.0 * (WIDTH - label_width)
            fill = STACK_COLOURS[part % len(STACK_COLOURS)]
            drawing.rect(x, middle - 9, length, 18, kind=f"part-{part}", fill=fill)
            if share >= SEGMENT_LABEL_FROM:
                drawing.text(
                    x + length / 2,
                    middle + FONT_SIZE * 0.35,
                    translator.number(share),
                    anchor="middle",
                    kind=_kind_on(fill),
                    size=10,
                )
            x += length
    return drawing


def _stack_key(drawing: Drawing, labels: tuple[str, ...]) -> None:
    x, y = 0.0, 11.0
    for part, label in enumerate(labels):
        width = width_of(label) + 26
        if x and x + width > WIDTH:
            x, y = 0.0, y + LINE_HEIGHT + 3
        fill = STACK_COLOURS[part % len(STACK_COLOURS)]
        drawing.rect(x, y - 8.5, 9, 9, kind=f"part-{part}", fill=fill)
        for row, line in enumerate(wrapped(label, WIDTH - 20)):
            y += LINE_HEIGHT if row else 0.0
            drawing.text(x + 13, y, line)
        x += width
    drawing.height = y + 10


def _kind_on(fill: str) -> str:
    """Light or dark text, whichever is read more easily on a colour."""
    red, green, blue = (int(fill[place : place + 2], 16) for place in (1, 3, 5))
    lightness = 0.299 * red + 0.587 * green + 0.114 * blue
    return "dark" if lightness > HALF_LIGHT else "light"
