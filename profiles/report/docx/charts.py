"""Charts of a profile as native charts of a word processor: series, colours and their cells."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, assert_never

from mapping.i18n import Translator
from profiles.report.charts import HALF_LIGHT, SEGMENT_LABEL_FROM, labelled_columns
from profiles.report.docx.bars import Column, grouped
from profiles.report.docx.native import NativeChart, number_format, unsigned_format
from profiles.report.docx.spines import spine
from profiles.report.docx.strips import strip
from profiles.report.svg import COLOURS, INK, STACK_COLOURS
from profiles.sections.chart_model import (
    Bar,
    BarChart,
    Chart,
    ColumnChart,
    Comparison,
    Emphasis,
    MirrorChart,
    SlopeChart,
    SpineChart,
    StackChart,
    StripChart,
    WaffleChart,
)

ROW_MM: Final = 5.4
STACK_ROW_MM: Final = 9.0
COLUMNS_MM: Final = 50.0
MOST_DECIMALS: Final = 4
BESIDE_BARS: Final = 1.42  # times the longest bar: four by three is narrow


def to_native(chart: Chart, translator: Translator) -> NativeChart:
    """One chart with its data."""
    match chart:
        case BarChart():
            return _plain(chart, translator)
        case ColumnChart():
            drawn = _plain(chart, translator, direction="col")
            return replace(drawn, height_mm=COLUMNS_MM)
        case StripChart():
            return strip(chart)
        case MirrorChart():
            return _mirror(chart)
        case StackChart():
            return _stack(chart)
        case SpineChart() | SlopeChart() | WaffleChart():
            return _comparison(chart, translator)
        case _:
            assert_never(chart)


def _plain(
    chart: BarChart | ColumnChart, translator: Translator, *, direction: str = "bar"
) -> NativeChart:
    """One series; a value that is not shown leaves a gap, and its label says why."""
    values = tuple(bar.value for bar in chart.bars)
    shown = [value for value in values if value is not None]
    diverging = min(shown, default=0.0) < 0
    column = Column(
        name=chart.words.unit or chart.words.title,
        values=values,
        colour=COLOURS["self"],
        point_colours=tuple(
            (place, COLOURS[_kind(bar, diverging=diverging)])
            for place, bar in enumerate(chart.bars)
        ),
        unlabelled=_unlabelled(chart),
    )
    return grouped(
        [bar.label if _is_said(bar) else f"{bar.label} ({bar.text})" for bar in chart.bars],
        [column],
        number_format=number_format(_decimals(chart.bars, translator)),
        row_mm=ROW_MM,
        direction=direction,
        # Bars start at zero, whatever a program would choose.
        bounds=(None if diverging else 0.0, None if max(shown, default=0.0) > 0 else 0.0),
    )


def _is_said(bar: Bar) -> bool:
    """Whether nothing is to be said of a bar but its name."""
    return bar.value is not None or not bar.text


def _unlabelled(chart: BarChart | ColumnChart) -> tuple[int, ...]:
    """Columns that have no room for their numbers."""
    if isinstance(chart, BarChart):
        return ()
    return tuple(sorted({*range(len(chart.bars))} - {*labelled_columns(chart)}))


def _kind(bar: Bar, *, diverging: bool) -> str:
    """The colour of a bar, as in the charts of the page."""
    if not diverging or bar.emphasis is Emphasis.OTHER:
        return bar.emphasis.value
    side = "loss" if (bar.value or 0.0) < 0 else "gain"
    return side if bar.emphasis is Emphasis.SELF else f"{side}-peer"


def _mirror(chart: MirrorChart) -> NativeChart:
    """Values of the left side are below zero, and printed without their sign."""
    left = tuple(-pair.left for pair in chart.pairs)
    right = tuple(pair.right for pair in chart.pairs)
    columns = [
        Column(name=chart.left_label, values=left, colour=COLOURS["left"]),
        Column(name=chart.right_label, values=right, colour=COLOURS["right"]),
        *_outlines(chart, chart.outline_label, INK, [pair.outline for pair in chart.pairs]),
        *_outlines(chart, chart.other_label, COLOURS["other"], [p.other for p in chart.pairs]),
    ]
    ends = [abs(value) for column in columns for value in column.values if value is not None]
    reach = BESIDE_BARS * (max(ends, default=0.0) or 1.0)
    return grouped(
        [pair.label for pair in chart.pairs],
        columns,
        number_format=unsigned_format(0),
        row_mm=ROW_MM,
        is_mirrored=True,
        has_legend=True,
        # Room for the numbers at both ends, which programs would write over the names.
        bounds=(-reach, reach),
    )


def _outlines(
    chart: MirrorChart, name: str, colour: str, ends: Sequence[tuple[float, float] | None]
) -> tuple[Column, ...]:
    """Both sides of another area, as frames around the bars."""
    if not name:
        return ()
    sides = (chart.left_label, chart.right_label)
    return tuple(
        Column(
            name=f"{name}: {sides[side]}",
            values=tuple(None if two is None else sign * two[side] for two in ends),
            colour=colour,
            unlabelled=tuple(range(len(ends))),
            is_outline=True,
        )
        for side, sign in enumerate((-1, 1))
    )


def _stack(chart: StackChart) -> NativeChart:
    columns = []
    for part, label in enumerate(chart.labels):
        shares = tuple(shares[part] for _, shares in chart.stacks)
        narrow = tuple(i for i, share in enumerate(shares) if share < SEGMENT_LABEL_FROM)
        colour = STACK_COLOURS[part % len(STACK_COLOURS)]
        columns.append(
            Column(
                name=label,
                values=shares,
                colour=colour,
                unlabelled=narrow,
                label_colour=INK if _is_light(colour) else "#ffffff",
            )
        )
    return grouped(
        [label for label, _ in chart.stacks],
        columns,
        number_format=number_format(0),
        row_mm=STACK_ROW_MM,
        is_stacked=True,
        has_legend=True,
        bounds=(0.0, 100.0),
    )


def _comparison(chart: Comparison, translator: Translator) -> NativeChart:
    match chart:
        case SpineChart():
            return spine(chart)
        case SlopeChart():
            return _slope(chart, translator)
        case WaffleChart():
            return _waffle(chart)
        case _:
            assert_never(chart)


def _slope(chart: SlopeChart, translator: Translator) -> NativeChart:
    """Two columns a place, one for each date."""
    slopes = chart.slopes[::-1]  # the place itself first
    starts = tuple(one.start for one in slopes)
    ends = tuple(one.end for one in slopes)
    bars = [
        Bar(label="", value=value, text=text)
        for one in slopes
        for value, text in ((one.start, one.start_text), (one.end, one.end_text))
    ]
    return grouped(
        [one.label for one in slopes],
        [
            Column(name=chart.start_label, values=starts, colour=COLOURS["peer"]),
            Column(name=chart.end_label, values=ends, colour=COLOURS["self"]),
        ],
        number_format=number_format(_decimals(bars, translator)),
        row_mm=2 * ROW_MM,
        has_legend=True,
    )


def _waffle(chart: WaffleChart) -> NativeChart:
    """Part and rest of the whole, one bar a place."""
    parts = tuple(bar.value or 0.0 for bar in chart.shares)
    rests = tuple(100.0 - part for part in parts)
    return grouped(
        [bar.label for bar in chart.shares],
        [
            Column(
                name=chart.part_label,
                values=parts,
                colour=COLOURS["self"],
                label_colour="#ffffff",
                unlabelled=tuple(i for i, part in enumerate(parts) if part < SEGMENT_LABEL_FROM),
            ),
            Column(name=chart.rest_label, values=rests, colour=COLOURS["peer"]),
        ],
        number_format=number_format(1),
        row_mm=STACK_ROW_MM,
        is_stacked=True,
        has_legend=True,
        bounds=(0.0, 100.0),
    )


def _is_light(colour: str) -> bool:
    red, green, blue = bytes.fromhex(colour[1:])
    return 0.299 * red + 0.587 * green + 0.114 * blue > HALF_LIGHT


def _decimals(bars: Sequence[Bar], translator: Translator) -> int:
    """The fewest decimals with which the values read as their texts do."""

    def digits(text: str) -> str:
        return "".join(c for c in text if c.isdigit())

    shown = [(bar.value, digits(bar.text)) for bar in bars if bar.value is not None]
    for decimals in range(MOST_DECIMALS):
        if all(digits(translator.number(value, decimals)) == text for value, text in shown):
            return decimals
    return 1
