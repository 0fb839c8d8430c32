"""Counts of migrants at each level from origin-destination tables.

In-migrants of a province are never the sum of its districts' in-migrants: moves between its own
districts cross no border of the province. Each level is counted from its own matrix.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Final

import numpy as np

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel
from profiles.indicators.flows import FlowEntry, FlowKey, FlowTable, FlowType
from profiles.indicators.model import Status
from profiles.indicators.read import TOTAL, CellKey, CellValue
from profiles.measures.flows import indices, margins
from profiles.measures.flows.distance import distances_km, mean_distance_in

IN: Final = {FlowType.LIFETIME: "lifetime_in_n"}
OUT: Final = {FlowType.LIFETIME: "lifetime_out_n"}
IN_CODE, OUT_CODE = "in_mig_n", "out_mig_n"
BORN: Final = "born_here_n"
STAYED: Final = "stayers_n"
TOP: Final = "inflow_top3_n"
MIGRANTS: Final = "internal_migrants_n"
MEI: Final = "mei"
DISTANCE: Final = "mean_mig_dist"
TOP_COUNT: Final = 3


def in_code(entry: FlowEntry) -> str:
    """The indicator that counts people who came, by a table of this type."""
    return IN.get(entry.flow_type, IN_CODE)


def out_code(entry: FlowEntry) -> str:
    """The indicator that counts people who left, by a table of this type."""
    return OUT.get(entry.flow_type, OUT_CODE)


def has_measures(entry: FlowEntry) -> bool:
    """Whether origins and destinations are the same places of the pack."""
    return entry.is_square and entry.flow_type is not FlowType.STOCK


def measured_codes(entry: FlowEntry) -> tuple[str, ...]:
    """The indicators that are counted from a table of this type."""
    both = (in_code(entry), out_code(entry))
    if entry.flow_type is FlowType.LIFETIME:
        return (*both, BORN)
    stayed = (STAYED,) if entry.flow_type is FlowType.TRANSITION else ()
    return (*both, TOP, DISTANCE, *stayed, MIGRANTS, MEI)


def counts_of(entry: FlowEntry) -> frozenset[str]:
    """The indicators that say something of a table's streams: counted from it, totals, cells."""
    measured = () if entry.flow_type is FlowType.STOCK else measured_codes(entry)
    totals = (entry.origin_total, entry.destination_total)
    return frozenset([*measured, *(one for one in totals if one), *entry.cells.values()])


def is_finest(entry: FlowEntry, entries: Iterable[FlowEntry]) -> bool:
    """Whether no other table of the measure has in and out of smaller places."""
    return entry.origin_level == max(
        other.origin_level
        for other in entries
        if other.measure == entry.measure and has_measures(other)
    )


def matrix_of(
    table: FlowTable, codes: tuple[str, ...], period: str, sex: str
) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """The flows between places as a matrix, NaN where a flow is not known.

    A pair that is not in the table is not known, unless its source leaves out pairs without
    migrants; people who stayed are not known even then.
    """
    left_out = 0.0 if table.entry.missing_is_zero else math.nan
    rows = [
        [
            _number(table.cells.get((o, d, period, sex), math.nan if o == d else left_out))
            for d in codes
        ]
        for o in codes
    ]
    return np.array(rows, dtype=float)


def _number(value: float | None) -> float:
    return math.nan if value is None else value


def od_cells(
    flows: Iterable[FlowTable], gazetteer: Gazetteer
) -> Iterator[tuple[CellKey, CellValue]]:
    """Figures by place from every square table, and of the country from the finest one.

    People who did not state an origin are in no in-migrants: where they came from is not known.
    """
    square = [table for table in flows if has_measures(table.entry)]
    for table in square:
        level = AdminLevel(table.entry.origin_level)
        codes = tuple(str(place.place_code) for place in gazetteer.at_level(level))
        finest = is_finest(table.entry, [other.entry for other in square])
        country = str(gazetteer.country.place_code) if finest else None
        for period, sex in dict.fromkeys((key[2], key[3]) for key in table.cells):
            matrix = matrix_of(table, codes, period, sex)
            found = _measured(table.entry, matrix, codes, country)
            for code, place, value in chain(found, _distances(table.entry, matrix, gazetteer)):
                status = Status.MISSING if value is None else Status.NORMAL
                yield (place, code, period, sex, TOTAL), CellValue(value, status)


def _measured(
    entry: FlowEntry,
    matrix: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    codes: tuple[str, ...],
    country: str | None,
) -> Iterator[tuple[str, str, float | None]]:
    vectors = {
        in_code(entry): margins.in_migrants(matrix),
        out_code(entry): margins.out_migrants(matrix),
    }
    if entry.flow_type is FlowType.LIFETIME:
        vectors[BORN] = matrix.sum(axis=1)
    else:
        largest = np.sort(np.where(np.eye(len(codes)) > 0, 0.0, matrix), axis=0)[-TOP_COUNT:]
        vectors[TOP] = largest.sum(axis=0)
    if entry.flow_type is FlowType.TRANSITION:
        vectors[STAYED] = margins.stayers(matrix)
    for code, vector in vectors.items():
        for place, value in zip(codes, vector.tolist(), strict=True):
            yield code, place, None if np.isnan(value) else value
    if country is not None and entry.flow_type is not FlowType.LIFETIME:
        moved = indices.migrants(matrix)
        index = indices.effectiveness_index(matrix)
        yield MIGRANTS, country, None if np.isnan(moved) else moved
        yield MEI, country, None if np.isnan(index) else index


def _distances(
    entry: FlowEntry,
    matrix: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    gazetteer: Gazetteer,
) -> Iterator[tuple[str, str, float | None]]:
    """How far people came, between a point of each place; nothing where a place has no point."""
    places = gazetteer.at_level(AdminLevel(entry.origin_level))
    centres = [place.centre for place in places if place.centre is not None]
    if entry.flow_type is FlowType.LIFETIME or len(centres) < len(places):
        return
    means = mean_distance_in(matrix, distances_km(*zip(*centres, strict=True)))
    for place, value in zip(places, means.tolist(), strict=True):
        yield DISTANCE, str(place.place_code), None if np.isnan(value) else value


def collapsed(table: FlowTable, level: AdminLevel, gazetteer: Gazetteer) -> FlowTable:
    """The table with each end lifted to a higher level; flows within a unit go to the diagonal.

    A flow with a missing part is missing, be it given as missing or not in the table at all.
    """
    up = {
        str(place.place_code): lifted(str(place.place_code), level, gazetteer)
        for place in gazetteer.places.values()
    }
    cells: dict[FlowKey, float | None] = {}
    given: Counter[FlowKey] = Counter()
    for (origin, destination, period, sex), value in table.cells.items():
        key = (up.get(origin, origin), up.get(destination, destination), period, sex)
        before = cells.get(key, 0.0)
        cells[key] = None if value is None or before is None else before + value
        given[key] += origin == destination or not table.entry.missing_is_zero
    wanted = _pairs(table.entry, up, gazetteer)
    missing = [key for key in cells if given[key] < wanted[key[0], key[1]]]
    return FlowTable(
        entry=collapsed_entry(table.entry, level), cells=cells | dict.fromkeys(missing)
    )


def _pairs(
    entry: FlowEntry, up: Mapping[str, str], gazetteer: Gazetteer
) -> Counter[tuple[str, str]]:
    """How many pairs of places a flow between larger ones is the sum of, where it is of places.

    Where the source leaves out pairs without migrants, only those who stayed can be missing.
    """
    levels = (entry.origin_level, entry.destination_level)
    ends = [
        [up[str(place.place_code)] for place in gazetteer.at_level(AdminLevel(level))]
        for level in levels
        if level in {str(one) for one in AdminLevel}
    ]
    if len(ends) < len(levels):
        return Counter()
    if entry.missing_is_zero:
        return Counter(zip(*ends, strict=True)) if entry.is_square else Counter()
    sizes, others = (Counter(one) for one in ends)
    return Counter(
        {
            (one, other): size * number
            for one, size in sizes.items()
            for other, number in others.items()
        }
    )


def collapsed_entry(entry: FlowEntry, level: AdminLevel) -> FlowEntry:
    """What the catalogue would say of the lifted table."""
    return replace(entry, origin_level=level, destination_level=level, collapse_to=())


def lifted(place_code: str, level: AdminLevel, gazetteer: Gazetteer) -> str:
    """The place itself or the one above it at a level; what is no place stays as it is."""
    if place_code not in gazetteer.places:
        return place_code
    place = gazetteer.place(place_code)
    for above in (place, *gazetteer.parents(place.place_code)):
        if above.level is level:
            return str(above.place_code)
    return place_code
