"""People between places: the streams of an origin-destination table."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from mapping.boundaries.model import BoundaryEntry
from mapping.cartography.breaks import circle_values
from mapping.cartography.layers import (
    FlowEnd,
    FlowLayer,
    Legend,
    MapClass,
    Mark,
    Stream,
)
from mapping.cartography.palettes import FLOW_COLOURS, Surface
from mapping.cartography.place_values import PlaceValues, state_of
from mapping.i18n import N_
from mapping.places import AdminLevel, PlaceCode
from profiles.indicators.model import Status
from profiles.indicators.read import TOTAL
from profiles.maps import words as map_words
from profiles.maps.asked import Asked
from profiles.maps.legends import mark_counts, mark_labels
from profiles.maps.symbols import key_sizes
from profiles.measures.packs.od import in_code, out_code

if TYPE_CHECKING:
    from mapping.boundaries.model import Gazetteer
    from profiles.pack import Pack
    from profiles.protection.published import PublishedFlows, Shown

MOST_STREAMS: Final = 1_000  # sent to a browser; with a place selected, all of its besides
DRAWN: Final = 50
REST: Final = N_("Smaller streams, not drawn: {count}, with {people} people in all.")

NOBODY: Final["Shown"] = (None, Status.MISSING)

Ends = Mapping[str, FlowEnd]


def flow_tables(pack: "Pack", level: AdminLevel) -> tuple["PublishedFlows", ...]:
    """The tables whose streams begin or end at places of a level; the other end may be larger."""
    return tuple(table for table in pack.flows if _fits(table, pack, level))


def _fits(table: "PublishedFlows", pack: "Pack", level: AdminLevel) -> bool:
    ends = {table.entry.origin_level, table.entry.destination_level}
    known = {str(one): one for one in pack.levels if one is not AdminLevel.ADM0}
    return level in ends and ends <= set(known) and all(known[e].depth <= level.depth for e in ends)


def table_for(tables: Sequence["PublishedFlows"], indicator: str, measure: str) -> "PublishedFlows":
    """The table of a measure, else the one that an indicator is counted from, else the first."""
    counted = (t for t in tables if indicator in {in_code(t.entry), out_code(t.entry)})
    return next((t for t in tables if t.entry.measure == measure), next(counted, tables[0]))


def flows(  # noqa: PLR0913 - a table, where it is drawn, and for whom
    asked: Asked,
    table: "PublishedFlows",
    gazetteer: "Gazetteer",
    entry: BoundaryEntry,
    *,
    selected: str | None,
    threshold: int,
) -> tuple[FlowLayer, list[str]]:
    """The map of the streams of a table, and what must be said of it.

    Args:
        asked: How it is to look; its indicator gives the number format alone.
        table: The published streams.
        gazetteer: Of the country.
        entry: The boundary set of the map.
        selected: A place whose streams are all wanted.
        threshold: Smallest number of people that is published.
    """
    words = asked.translator
    ends_at = frozenset({table.entry.origin_level, table.entry.destination_level})
    ends = _ends(gazetteer, entry.level, ends_at, words.language)
    found = _sorted_out(asked, table, ends)
    kept = _kept(found.streams, list(ends), selected)
    codes = [place.place_code for place in gazetteer.at_level(entry.level)]
    within = _within(asked, codes, [found.within.get(code, NOBODY) for code in codes])
    largest = float(np.nan_to_num(within.numbers).max(initial=0.0))
    layer = FlowLayer(
        legend=Legend(
            title=asked.title or table.entry.label(words.language),
            unit=table.entry.unit(words.language),
            period=map_words.period_text(asked.period),
            classes=_key(asked, kept),
            scheme="",
            mark_counts=mark_counts(within),
            mark_labels=mark_labels(words),
        ),
        values=within,
        largest=largest,
        ends=tuple(ends.values()),
        streams=kept,
        drawn=min(DRAWN, len(kept)),
        threshold=threshold,
        rest=_rest(asked, found.streams[DRAWN:]),
        circles=_circles(table, entry, asked) if largest else "",
        origins_on_map=table.entry.is_square,
    )
    return layer, _notes(asked, threshold, found.hidden, len(found.streams) - len(kept))


@lru_cache(maxsize=16)
def _ends(
    gazetteer: "Gazetteer", level: AdminLevel, ends_at: frozenset[str], language: str
) -> Ends:
    """What streams run between, by code: places of the map, and groups of them.

    Args:
        gazetteer: Of the country.
        level: Of the map.
        ends_at: Levels at which streams begin and end.
        language: Of the reader.
    """
    members: dict[PlaceCode, list[int]] = {}
    for index, place in enumerate(gazetteer.at_level(level)):
        for one in (place, *gazetteer.parents(place.place_code)):
            if str(one.level) in ends_at:
                members.setdefault(one.place_code, []).append(index)
    return {
        code: FlowEnd(code, gazetteer.place(code).name_in(language), tuple(indexes))
        for code, indexes in members.items()
    }


class _Found(NamedTuple):
    """The figures of a table, told apart."""

    within: Mapping[str, "Shown"]  # people who stayed within a place, or within the one above it
    streams: tuple[Stream, ...]  # the largest first
    hidden: int  # streams that may not be shown


def _sorted_out(asked: Asked, table: "PublishedFlows", ends: Ends) -> _Found:
    number = {code: index for index, code in enumerate(ends)}
    within: dict[str, Shown] = {}
    streams, hidden = [], 0
    for (origin, destination, period, sex), (value, status) in table.cells.items():
        if period != asked.period or sex != TOTAL or origin not in ends or destination not in ends:
            continue
        if not set(ends[origin].members).isdisjoint(ends[destination].members):
            smaller = min(origin, destination, key=lambda code: len(ends[code].members))
            within[smaller] = (value, status)
        elif status is Status.SUPPRESSED:
            hidden += 1
        elif value:
            text = asked.translator.number(value)
            streams.append(Stream(number[origin], number[destination], value, text))
    streams.sort(key=lambda stream: (-stream.value, stream.origin, stream.destination))
    return _Found(within, tuple(streams), hidden)


def _within(asked: Asked, codes: Sequence[PlaceCode], shown: Sequence["Shown"]) -> PlaceValues:
    """The circle of each place: people who moved within it."""

    def words(positions: Sequence[int]) -> Iterator[tuple[str, str]]:
        for value, status in (shown[at] for at in positions):
            hidden = N_("not shown") if status is Status.SUPPRESSED else N_("no data")
            text = asked.translator.text(hidden) if value is None else ""
            yield text or asked.translator.number(value or 0), ""

    states = np.full(len(codes), _state(*NOBODY), dtype=np.int8)
    for at, one in enumerate(shown):
        if one is not NOBODY:
            states[at] = _state(*one)
    return PlaceValues(
        codes=codes,
        numbers=np.array([value for value, _ in shown], dtype=np.float64),
        states=states,
        words=words,
    )


def _state(value: float | None, status: Status) -> int:
    if value is None:
        return state_of(Mark.NOT_SHOWN if status is Status.SUPPRESSED else Mark.NO_DATA)
    return 0 if value else state_of(Mark.ZERO)


def _kept(
    streams: tuple[Stream, ...], codes: Sequence[str], selected: str | None
) -> tuple[Stream, ...]:
    """The largest, and all of the selected place."""
    at = codes.index(selected) if selected in codes else -1
    return streams[:MOST_STREAMS] + tuple(
        stream for stream in streams[MOST_STREAMS:] if at in {stream.origin, stream.destination}
    )


def _key(asked: Asked, streams: Sequence[Stream]) -> tuple[MapClass, ...]:
    if not streams:
        return ()
    uppers = circle_values(streams[0].value)
    counts = Counter[int | None](bisect_left(uppers, stream.value) for stream in streams)
    light, dark = (FLOW_COLOURS[surface][2] for surface in Surface)
    plain = replace(asked.indicator, decimals=0)
    return key_sizes(replace(asked, indicator=plain), uppers, counts, colours=(light, dark))


def _rest(asked: Asked, streams: Sequence[Stream]) -> str:
    if not streams:
        return ""
    words = asked.translator
    people = words.number(sum(stream.value for stream in streams))
    return words.text(REST, count=words.number(len(streams)), people=people)


def _circles(table: "PublishedFlows", entry: BoundaryEntry, asked: Asked) -> str:
    """What a circle is: the origin and the destination are one place, or lie in one."""
    words = asked.translator
    if table.entry.is_square:
        unit = entry.unit_name_in(words.language)
        return words.text(N_("Circles: origin and destination are the same {unit}."), unit=unit)
    return words.text(N_("Circles: the origin is the area that the place lies in."))


def _notes(asked: Asked, threshold: int, hidden: int, not_sent: int) -> list[str]:
    words = asked.translator
    said = [
        words.text(
            N_("Streams of fewer than {least} people are not shown."), least=words.number(threshold)
        )
    ]
    if hidden:
        said.append(
            words.plural(
                "{count} stream is not shown (protected).",
                "{count} streams are not shown (protected).",
                hidden,
            )
        )
    if not_sent:
        said.append(
            words.plural(
                "{count} small stream is drawn only for the place that is selected.",
                "{count} small streams are drawn only for the place that is selected.",
                not_sent,
            )
        )
    return said
