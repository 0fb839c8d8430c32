"""The published tables of a pack, and the origins of numbers worked out on them."""

import math
from collections import Counter
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from mapping.places import AdminLevel, PlaceCode
from profiles.evidence.pack import Evidence
from profiles.evidence.periods import last_year
from profiles.evidence.provenance import Cell, Input, Method, Number, Origin, Peers
from profiles.evidence.samples import INTERVAL, interval_end, not_clearly
from profiles.indicators.model import Status
from profiles.protection.reliability import Reliability

if TYPE_CHECKING:
    from profiles.indicators.model import Source
    from profiles.indicators.read import CellKey


class Tables:
    """Looks cells up in the published tables of one pack, and works origins out."""

    def __init__(self, pack: Evidence) -> None:
        self.pack = pack
        self._flows = {flows.entry.id: flows.cells for flows in pack.flows}
        # Of places that stand beside others, by language: each profile of a pack needs the same.
        self.numbers: dict[str, dict[tuple[object, ...], Number]] = {}
        self._peers: dict[Peers, tuple[str, ...]] = {}
        self._peer_values: dict[tuple[object, ...], dict[str, float]] = {}
        self.counted_anew: dict[str, bool] = {}  # by indicator: whether levels do not compare
        self._ordered: dict[tuple[object, ...], list[float]] = {}
        self._latest: dict[tuple[str, AdminLevel], str | None] = {}
        self._sources: dict[AdminLevel, tuple[Source, ...]] = {}

    def latest(self, code: str, level: AdminLevel) -> str | None:
        """The latest period an indicator has at a level."""
        key = (code, level)
        if key not in self._latest:
            periods = self.pack.periods_of(code, level) if code in self.pack.indicators else ()
            self._latest[key] = max(periods, key=last_year, default=None)
        return self._latest[key]

    def sources(self, level: AdminLevel) -> "tuple[Source, ...]":
        """The sources of every indicator and stream there are figures of at a level, each once."""
        if level not in self._sources:
            self._sources[level] = _sources_at(self.pack, level)
        return self._sources[level]

    def entry(self, key: "CellKey") -> "Entry | None":
        """Value and status of a row of the indicator table, or None where it has no such row."""
        return self.pack.published.cells.get(key)

    def row(self, cell: Cell) -> "Entry | None":
        """Value and status of a cell, or None where the tables have no such row."""
        if cell.flow is None:
            return self.entry(_key(cell))
        ends = (cell.place_code, cell.partner_code or "")
        origin, destination = ends if cell.outward else ends[::-1]
        return self._flows.get(cell.flow, {}).get((origin, destination, cell.period, cell.sex))

    def look_up(self, cell: Cell) -> Input | None:
        """The same as a value that says of which cell it is."""
        found = self.row(cell)
        return None if found is None else Input(cell=cell, value=found[0], status=found[1])

    def reliability(self, origin: Origin) -> Reliability:
        """Of the worst estimate that a number is made of."""
        marks = self.pack.published.reliability
        if not marks or origin.method in INTERVAL:  # an interval says itself how sure it is
            return Reliability.GOOD
        cells = (*origin.cells, *origin.less, *origin.over, *origin.over_less)
        keys = ((c.place_code, c.indicator, c.period, c.sex, c.age) for c in cells if not c.flow)
        return max((marks.get(key, Reliability.GOOD) for key in keys), default=Reliability.GOOD)

    def streams(self, flow: str, place_code: str, *, outward: bool) -> "Mapping[StreamKey, Entry]":
        """The streams out of a place, or into it, by origin, destination, period and sex."""
        return self._streams_by_end.get((flow, outward), {}).get(place_code, {})

    @cached_property
    def _streams_by_end(self) -> "dict[tuple[str, bool], dict[str, dict[StreamKey, Entry]]]":
        """What leaves and what reaches each place: one pass for all profiles of a run."""
        found: dict[tuple[str, bool], dict[str, dict[StreamKey, Entry]]] = {}
        for flow, streams in self._flows.items():
            for key, stream in streams.items():
                for outward, end in ((True, key[0]), (False, key[1])):
                    ends = found.setdefault((flow, outward), {})
                    ends.setdefault(end, {})[key] = stream
        return found

    def peer_codes(self, peers: Peers) -> tuple[str, ...]:
        """The places that are compared, in the order of the gazetteer."""
        if peers.among:
            return peers.among
        if peers not in self._peers:
            places = self.pack.gazetteer.at_level(peers.level)
            self._peers[peers] = tuple(
                place.place_code
                for place in places
                if peers.within is None or peers.within in self._above(place.place_code)
            )
        return self._peers[peers]

    def _above(self, place_code: PlaceCode) -> set[str]:
        return {parent.place_code for parent in self.pack.gazetteer.parents(place_code)}

    def peer_values(self, cell: Cell, peers: Peers, since: Cell | None = None) -> dict[str, float]:
        """The values that may be shown, by place: the same cell for every peer.

        Args:
            cell: Of any place.
            peers: Who is compared.
            since: The cell of an earlier date: not the values, but their change since then in
                proportion. A place without people then has none.
        """
        if peers.among:  # a circle of one place: kept, it would grow with every profile of a run
            return self._values(cell, peers, since)
        key = _compared(cell, since, peers)
        if key not in self._peer_values:
            self._peer_values[key] = self._values(cell, peers, since)
        return self._peer_values[key]

    def _values(self, cell: Cell, peers: Peers, since: Cell | None) -> dict[str, float]:
        found = {code: self.compared(cell, since, code) for code in self.peer_codes(peers)}
        return {code: value for code, value in found.items() if value is not None}

    def compared(self, cell: Cell, since: Cell | None, place_code: str) -> float | None:
        """What is compared of one place: the value of a cell, or its change since another."""
        now = self._held(cell, place_code)
        if since is None or now is None:
            return now
        before = self._held(since, place_code)
        return now / before - 1.0 if before is not None and before > 0 else None

    def _held(self, cell: Cell, place_code: str) -> float | None:
        """What the row of another place holds; streams are not compared."""
        key = (place_code, cell.indicator, cell.period, cell.sex, cell.age)
        found = self.pack.published.cells.get(key)
        return None if found is None else found[0]

    def ordered_values(self, cell: Cell, peers: Peers, since: Cell | None = None) -> list[float]:
        """The values of the peers, lowest first."""
        if peers.among:
            return sorted(self._values(cell, peers, since).values())
        key = _compared(cell, since, peers)
        if key not in self._ordered:
            self._ordered[key] = sorted(self.peer_values(cell, peers, since).values())
        return self._ordered[key]

    def is_reliable(self, cell: Cell) -> bool:
        """Whether a figure may be compared without a warning; that of a full count always may."""
        known = self.pack.published.reliability
        return known.get(_key(cell), Reliability.GOOD) is Reliability.GOOD

    def is_sampled(self, cell: Cell) -> bool:
        """Whether a figure is an estimate from a sample, not a full count."""
        return _key(cell) in self.pack.published.errors

    def error_of(self, cell: Cell) -> float | None:
        """The standard error of a figure: 0 of a full count, None where it is not known."""
        return self.pack.published.errors.get(_key(cell), 0.0)

    def differ(self, one: Cell, other: Cell) -> bool | None:
        """Whether two figures are different; None where that cannot be said.

        Estimates from samples are when a z-test says so at 95 percent, each by its standard error.
        Where one place is part of the other the test is on the safe side: the errors of both are
        then smaller together than those of strangers. Without a standard error there is no test.
        """
        from profiles.measures.survey import compare

        found = [self.look_up(cell) for cell in (one, other)]
        values = [entry.value for entry in found if entry is not None and entry.value is not None]
        if len(values) < len(found):
            return None
        if not (self.is_sampled(one) or self.is_sampled(other)):
            return values[0] != values[1]
        errors = [self.error_of(cell) for cell in (one, other)]
        known = [error for error in errors if error is not None]
        if len(known) < len(errors):
            return None
        return compare(values[0], known[0], values[1], known[1]).significant

    def hidden(self, place_code: str) -> int:
        """How many values of a place are protected, streams into and out of it included."""
        return self._hidden[place_code]

    @cached_property
    def _hidden(self) -> Counter[str]:
        hidden = Status.SUPPRESSED
        cells = self.pack.published.cells.items()
        found = Counter(key[0] for key, (_, status) in cells if status is hidden)
        for flows in self.pack.flows:
            for (origin, destination, _, _), (_, status) in flows.cells.items():
                if status is hidden:
                    found.update((origin, destination))
        return found

    def evaluate(self, origin: Origin) -> float | None:
        """The value of an origin; None as soon as a cell it needs is missing or not shown."""
        match origin.method:
            case Method.CELL | Method.SUM:
                return self._total(origin.cells, origin.less)
            case Method.SHARE:
                part = self._total(origin.cells, origin.less)
                whole = self._total(origin.over, origin.over_less)
                return None if part is None or not whole else origin.multiplier * part / whole
            case Method.GIVEN:
                return None
            case Method.AMONG_HIGH | Method.AMONG_LOW:
                return not_clearly(self, origin)
            case Method.INTERVAL_LOW | Method.INTERVAL_HIGH:
                return interval_end(self, origin)
            case _:
                return self._among_peers(origin)

    def _total(self, cells: tuple[Cell, ...], less: tuple[Cell, ...] = ()) -> float | None:
        if len(cells) == 1 and not less:  # as most numbers are
            return (self.row(cells[0]) or NO_ROW)[0]
        rows = [self.row(cell) for cell in (*cells, *less)]
        known = [row[0] for row in rows if row is not None and row[0] is not None]
        signed = [*known[: len(cells)], *(-v for v in known[len(cells) :])] if less else known
        return math.fsum(signed) if len(known) == len(rows) else None

    def _among_peers(self, origin: Origin) -> float | None:
        """What peers make of a value: its rank, or how many of them there are."""
        if origin.peers is None:
            raise ValueError("a rank needs peers")
        (cell,), since = origin.cells, next(iter(origin.over), None)
        values = self.peer_values(cell, origin.peers, since)
        own = values.get(cell.place_code)
        match origin.method:
            case Method.PEERS:
                return float(len(values))
            case Method.ABOVE_ZERO:
                return float(sum(value > 0 for value in values.values()))
            case Method.BELOW_ZERO:
                return float(sum(value < 0 for value in values.values()))
            case Method.RANK_HIGH if own is not None:
                return 1.0 + sum(value > own for value in values.values())
            case Method.RANK_LOW if own is not None:
                return 1.0 + sum(value < own for value in values.values())
        return None


def _key(cell: Cell) -> "CellKey":
    return cell.place_code, cell.indicator, cell.period, cell.sex, cell.age


def cell_of(key: "CellKey") -> Cell:
    """The cell of the indicator table with a key."""
    place_code, code, period, sex, age = key
    return Cell(place_code=place_code, indicator=code, period=period, sex=sex, age=age)


def _compared(cell: Cell, since: Cell | None, peers: Peers) -> tuple[object, ...]:
    """What the values of peers are kept under: all of a cell but its place."""
    return _key(cell)[1:], since and _key(since)[1:], peers


def _sources_at(pack: Evidence, level: AdminLevel) -> "tuple[Source, ...]":
    found: dict[str, Source] = {}
    for code in pack.indicators:
        series = pack.series.get(code)
        if series is not None and pack.periods_of(code, level):
            found.setdefault(series.source.id, series.source)
    for flows in pack.flows:
        if level.value in {flows.entry.origin_level, flows.entry.destination_level}:
            found.setdefault(flows.entry.source.id, flows.entry.source)
    return tuple(found.values())


StreamKey = tuple[str, str, str, str]  # origin, destination, period, sex
Entry = tuple[float | None, Status]  # a value, and why there is none
NO_ROW: Final[Entry] = (None, Status.MISSING)


@lru_cache(maxsize=16)
def tables_of(pack: Evidence) -> Tables:
    """The tables of a pack, indexed once a pack and process."""
    return Tables(pack)
