"""What of a chart is shown in large letters: fewer rows and shorter names; the notes have all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from mapping.i18n import N_, Translator
from profiles.report.charts import LABEL_MOST
from profiles.report.docx.bars import FEW_LINES, LABEL_ROOMS
from profiles.report.svg import ELLIPSIS, NAMED, wrapped
from profiles.sections.chart_model import (
    Bar,
    BarChart,
    Chart,
    Emphasis,
    MirrorChart,
    SlopeChart,
    StripChart,
    WaffleChart,
)

MOST_ROWS: Final = 12
MOST_TALL_ROWS: Final = 8  # of names in two lines
MOST_TALL_PAIRS: Final = 10  # the same of a mirrored chart: programs leave out names that touch
FIRST, LAST = 3, 2  # of a ranking, always shown


def for_slide(chart: Chart, translator: Translator) -> Chart:
    """The chart with no more rows and no longer names than can be read from afar."""
    match chart:
        case BarChart():
            bars = _shortened(chart.bars)
            return replace(chart, bars=tuple(_fewer(bars, translator)))
        case MirrorChart():
            lines = FEW_LINES if len(chart.pairs) <= MOST_TALL_PAIRS else 1
            return replace(chart, pairs=_shortened(chart.pairs, lines))
        case SlopeChart():
            return replace(chart, slopes=_shortened(chart.slopes))
        case WaffleChart():
            return replace(chart, shares=_shortened(chart.shares))
        case StripChart():
            return replace(chart, dots=_shortened(chart.dots))
        case _:
            return chart


def all_of(chart: Chart, translator: Translator) -> tuple[str, ...]:
    """Every row of a chart of bars in words, where a slide has no room for all of it."""
    if not isinstance(chart, BarChart) or for_slide(chart, translator) == chart:
        return ()
    said = N_("{label}: {value}")
    return tuple(translator.text(said, label=bar.label, value=bar.text) for bar in chart.bars)


def _shortened(rows: Sequence[Any], most: int = FEW_LINES) -> tuple[Any, ...]:
    """Rows of any chart, their names in as many lines as can stand beside each other."""
    return tuple(replace(row, label=_short(row.label, most)) for row in rows)


def _short(name: str, most: int) -> str:
    # Where names have one line each, it is the narrower one, which two would be laid out in.
    lines = wrapped(name, LABEL_ROOMS[0] if most == 1 else LABEL_ROOMS[-1])
    return name if len(lines) <= most else " ".join(lines[:most]) + ELLIPSIS


def _fewer(bars: Sequence[Bar], translator: Translator) -> Iterator[Bar]:
    """The ends of a ranking and those around the places that are named; how many lie between."""
    tall = any(len(wrapped(bar.label, LABEL_MOST)) > 1 for bar in bars)
    most = MOST_TALL_ROWS if tall else MOST_ROWS
    if len(bars) <= most:
        yield from bars
        return
    shown = _chosen(bars, most)
    for start, end in zip([-1, *shown], [*shown, len(bars)], strict=True):
        left = end - start - 1
        if left == 1:
            yield bars[start + 1]
        elif left:
            count = translator.text(N_("{count} others"), count=translator.number(left))
            yield Bar(label=count, value=None, text="")
        if end < len(bars):
            yield bars[end]


def _chosen(bars: Sequence[Bar], most: int) -> list[int]:
    """Which bars are shown; room is left for up to three lines about those between."""
    named = [at for at, bar in enumerate(bars) if bar.emphasis in NAMED]
    if all(bar.emphasis is Emphasis.SELF for bar in bars):
        return list(range(most - 1))
    last = len(bars) - 1
    around = [at + step for step in (-1, 1) for at in named]
    wanted = [*named, *range(FIRST), *range(last, last - LAST, -1), *around, *range(len(bars))]
    kept = dict.fromkeys(at for at in wanted if 0 <= at <= last)
    return sorted(list(kept)[: most - 3])
