"""Sums within and between flow tables, and between them and the indicators."""

from collections.abc import Iterator
from itertools import chain

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel
from profiles.indicators.flows import FlowEntry, FlowTable
from profiles.indicators.read import TOTAL
from profiles.measures.packs.od import (
    BORN,
    MIGRANTS,
    STAYED,
    TOP,
    TOP_COUNT,
    has_measures,
    in_code,
    is_finest,
    lifted,
    measured_codes,
    out_code,
)
from profiles.protection.lines import Key, Line


def flow_key(entry: FlowEntry, origin: str, destination: str, period: str, sex: str) -> Key:
    """How a flow is named among the figures."""
    return (entry.id, origin, destination, period, sex)


def flow_figures(flows: tuple[FlowTable, ...]) -> dict[Key, float]:
    """The flows there are, by their names among the figures."""
    return {
        flow_key(flow.entry, *key): value
        for flow in flows
        for key, value in flow.cells.items()
        if value is not None
    }


def flow_lines(
    known: set[Key], flows: tuple[FlowTable, ...], gazetteer: Gazetteer
) -> Iterator[Line]:
    """Every line that holds a flow and of which all figures are known."""
    for flow in flows:
        lines = chain(
            _sex_lines(flow),
            _cell_lines(flow),
            _margin_lines(flow),
            _coarser_lines(flow, flows, gazetteer),
            _measure_lines(flow, gazetteer) if has_measures(flow.entry) else (),
            _system_lines(flow, flows, gazetteer),
        )
        for line in lines:
            if line.total in known and all(member in known for member in line.members):
                yield line


def _sex_lines(flow: FlowTable) -> Iterator[Line]:
    for origin, destination, period, sex in flow.cells:
        if sex == TOTAL:
            ends = (flow.entry, origin, destination, period)
            yield Line(flow_key(*ends, TOTAL), (flow_key(*ends, "female"), flow_key(*ends, "male")))


def _cell_lines(flow: FlowTable) -> Iterator[Line]:
    """The flows that an indicator holds too."""
    for origin, destination, period, sex in flow.cells:
        code = flow.entry.cells.get(destination)
        if code:
            key = flow_key(flow.entry, origin, destination, period, sex)
            yield Line((origin, code, period, sex, TOTAL), (key,))


def _groups(flow: FlowTable, end: int) -> dict[tuple[str, str, str], list[Key]]:
    groups: dict[tuple[str, str, str], list[Key]] = {}
    for key in flow.cells:
        groups.setdefault((key[end], key[2], key[3]), []).append(flow_key(flow.entry, *key))
    return groups


def _margin_lines(flow: FlowTable) -> Iterator[Line]:
    totals = (flow.entry.origin_total, flow.entry.destination_total)
    for end, code in enumerate(totals):
        if code is None:
            continue
        for (place, period, sex), keys in _groups(flow, end).items():
            yield Line((place, code, period, sex, TOTAL), tuple(keys))


def _coarser_lines(
    flow: FlowTable, flows: tuple[FlowTable, ...], gazetteer: Gazetteer
) -> Iterator[Line]:
    """What the flows between units add up to between the units above them."""
    for coarser in flows:
        if coarser is flow or coarser.entry.measure != flow.entry.measure:
            continue
        origins = _upwards(flow.entry.origin_level, coarser.entry.origin_level, gazetteer)
        destinations = _upwards(
            flow.entry.destination_level, coarser.entry.destination_level, gazetteer
        )
        if origins is None or destinations is None:
            continue
        groups: dict[Key, list[Key]] = {}
        for origin, destination, period, sex in flow.cells:
            above = (origins.get(origin, origin), destinations.get(destination, destination))
            total = flow_key(coarser.entry, *above, period, sex)
            key = flow_key(flow.entry, origin, destination, period, sex)
            groups.setdefault(total, []).append(key)
        for total, members in groups.items():
            yield Line(total, tuple(members))


def _upwards(level: str, above: str, gazetteer: Gazetteer) -> dict[str, str] | None:
    """For each place of a level the one above it; None when `above` is not above or the same."""
    if level == above:
        return {}
    levels = {str(one) for one in AdminLevel}
    if level not in levels or above not in levels or level < above:
        return None
    places = gazetteer.at_level(AdminLevel(level))
    return {
        str(place.place_code): lifted(str(place.place_code), AdminLevel(above), gazetteer)
        for place in places
    }


def _measure_lines(flow: FlowTable, gazetteer: Gazetteer) -> Iterator[Line]:
    """What is counted from a matrix: people who came, left, stayed, were born at a place."""
    codes = {
        str(place.place_code) for place in gazetteer.at_level(AdminLevel(flow.entry.origin_level))
    }
    counted = set(measured_codes(flow.entry))
    for (place, period, sex), keys in _groups(flow, 1).items():
        others = tuple([key for key in keys if key[1] in codes and key[1] != place])
        yield Line((place, in_code(flow.entry), period, sex, TOTAL), others)
        if TOP in counted:
            yield Line((place, TOP, period, sex, TOTAL), _largest(flow, others))
        if STAYED in counted:
            stayed = flow_key(flow.entry, place, place, period, sex)
            yield Line((place, STAYED, period, sex, TOTAL), (stayed,))
    for (place, period, sex), keys in _groups(flow, 0).items():
        others = tuple([key for key in keys if key[2] in codes and key[2] != place])
        yield Line((place, out_code(flow.entry), period, sex, TOTAL), others)
        if BORN in counted:
            born = tuple([key for key in keys if key[2] in codes])
            yield Line((place, BORN, period, sex, TOTAL), born)


def _system_lines(
    flow: FlowTable, flows: tuple[FlowTable, ...], gazetteer: Gazetteer
) -> Iterator[Line]:
    """All migrants are all who came, and all who left."""
    entry = flow.entry
    if not has_measures(entry) or MIGRANTS not in measured_codes(entry):
        return
    if not is_finest(entry, [other.entry for other in flows]):
        return
    codes = [str(place.place_code) for place in gazetteer.at_level(AdminLevel(entry.origin_level))]
    for period, sex in dict.fromkeys((key[2], key[3]) for key in flow.cells):
        total = (str(gazetteer.country.place_code), MIGRANTS, period, sex, TOTAL)
        for code in (in_code(entry), out_code(entry)):
            yield Line(total, tuple([(place, code, period, sex, TOTAL) for place in codes]))


def _largest(flow: FlowTable, keys: tuple[Key, ...]) -> tuple[Key, ...]:
    sized = [(flow.cells.get((key[1], key[2], key[3], key[4])) or 0.0, key) for key in keys]
    return tuple([key for _, key in sorted(sized, reverse=True)[:TOP_COUNT]])
