"""Which charts, maps and breakdowns a section has."""

from collections.abc import Sequence
from typing import Final

from profiles.indicators.model import Kind
from profiles.outline.sections import SectionOutline
from profiles.sections import drawing, drawing_compared, drawing_parts, tables
from profiles.sections.chart_model import Chart
from profiles.sections.comparable import is_count
from profiles.sections.facts import Facts
from profiles.sections.findings import findings
from profiles.sections.model import MapFigure
from profiles.sections.stream_parts import stream_chart
from profiles.sections.streams import Streams

MAPPED: Final = frozenset({1, 3, 6, 8})  # sections with a map whatever the findings
WAFFLED: Final = frozenset({6, 8})
RANKED: Final = frozenset({3, 6, 8})  # places of the same parent as bars rather than dots
MOST_BREAKDOWNS: Final = 4


def main_code(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> str | None:
    """The indicator that leads a section: the outline's first that is shown, else any rate."""
    shown = [code for code in codes if facts.is_shown(code)]
    preferred = [code for code in outline.main if code in shown]
    rates = [code for code in shown if facts.indicator(code).kind is not Kind.EXTENSIVE]
    return next(iter([*preferred, *rates, *shown]), None)


def is_streamed(streams: Sequence[Streams], parts: Sequence[str]) -> bool:
    """Whether a flow table that is printed holds the same figures."""
    return any(set(parts) <= set(stream.entry.cells.values()) for stream in streams)


def breakdowns(facts: Facts, number: int) -> list[tuple[str, str, list[str]]]:
    """The largest breakdowns of a section: the whole, the dimension, the parts."""
    found = tables.parts_by_whole(facts, number)
    largest = sorted(found, key=lambda group: -len(group[2]))[:MOST_BREAKDOWNS]
    return [group for group in found if group in largest]


def charts_of(
    facts: Facts, outline: SectionOutline, codes: Sequence[str], streams: Sequence[Streams]
) -> tuple[Chart, ...]:
    """The charts of a section, the one that leads it first."""
    number = outline.number
    made: list[Chart | None] = []
    main = main_code(facts, outline, codes)
    if main is not None:
        bars = drawing.sibling_bars(facts, main, chart_id=f"s{number}-bars")
        wanted = bars if number in RANKED else None
        made.append(wanted or drawing.strip(facts, main, chart_id=f"s{number}-strip") or bars)
        made += [_history(facts, number, code) for code in dict.fromkeys((codes[0], main))]
        if number in WAFFLED:
            made.append(drawing_compared.waffle(facts, main, chart_id=f"s{number}-waffle"))
    for whole, dimension, parts in breakdowns(facts, number):
        if is_streamed(streams, parts):
            continue
        chart_id = f"s{number}-{whole}-{dimension or 'parts'}-chart"
        made.append(_parts_chart(facts, whole, parts, chart_id))
    made += _stream_charts(facts, streams)
    return tuple(chart for chart in made if chart is not None)


def _parts_chart(facts: Facts, whole: str, parts: Sequence[str], chart_id: str) -> Chart | None:
    """The first that fits of a pyramid, a stack beside others, both sexes, plain bars."""
    return (
        drawing_compared.pyramid(facts, whole, parts, chart_id=chart_id)
        or drawing_parts.parts_stacked(facts, whole, parts, chart_id=chart_id)
        or drawing_parts.parts_by_sex(facts, whole, parts, chart_id=chart_id)
        or drawing_parts.parts_bars(facts, whole, parts, chart_id=chart_id)
    )


def _history(facts: Facts, number: int, code: str) -> Chart | None:
    return drawing_compared.slope(
        facts, code, chart_id=f"s{number}-{code}-slope"
    ) or drawing_parts.columns_over_time(facts, code, chart_id=f"s{number}-{code}-columns")


def _stream_charts(facts: Facts, streams: Sequence[Streams]) -> list[Chart | None]:
    """In and out mirrored where one table has both; else the partners of each as bars."""
    made: list[Chart | None] = []
    left = list(streams)
    for inward in [stream for stream in streams if not stream.outward]:
        outward = next((s for s in left if s.outward and s.entry.id == inward.entry.id), None)
        both = drawing_compared.in_and_out(facts, inward, outward) if outward else None
        if outward is not None and both is not None:
            made.append(both)
            left = [stream for stream in left if stream not in (inward, outward)]
    return [*made, *(stream_chart(facts, stream) for stream in left)]


def maps_of(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> tuple[MapFigure, ...]:
    """Maps of what is a finding of the section or stands for one, else of what leads it."""
    found = [
        one.indicator
        for one in findings(facts)
        if one.finding is not None or not is_count(facts, one.indicator)  # who lives here
    ]
    mapped = [code for code in dict.fromkeys(found) if code in codes]
    main = main_code(facts, outline, codes)
    if not mapped and outline.number in MAPPED and main is not None:
        mapped = [main]
    figures = [
        drawing.choropleth(facts, code, map_id=f"s{outline.number}-map{place or ''}")
        for place, code in enumerate(mapped)
    ]
    return tuple(figure for figure in figures if figure is not None)
