"""All figures of a pack at once: those of the indicator table and those of the flow tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel
from profiles.indicators.flows import FlowTable
from profiles.indicators.model import Indicator, Kind, Series
from profiles.indicators.read import IndicatorTable
from profiles.protection.flow_lines import flow_figures, flow_lines
from profiles.protection.lines import Key, Line, indicator_lines, named_inputs


@dataclass(frozen=True, eq=False, kw_only=True)
class PackFigures:
    """What a pack knows, before disclosure control.

    Attributes:
        table: With everything derived: what is derived later would not be looked at.
        flows: The flow tables of the pack.
        indicators: The catalogue; `protected` says which counts the rules are about.
        series: Of this pack.
        gazetteer: Which places make up another.
    """

    table: IndicatorTable
    flows: tuple[FlowTable, ...]
    indicators: Mapping[str, Indicator]
    series: Mapping[str, Series]
    gazetteer: Gazetteer

    @cached_property
    def in_table(self) -> dict[Key, float]:
        """The figures of the indicators, and counts that stand in no table but follow from them."""
        cells = self.table.cells.items()
        found = {key: cell.value for key, cell in cells if cell.value is not None}
        return found | dict(self._told(found))

    def _told(self, found: Mapping[Key, float]) -> Iterator[tuple[Key, float]]:
        """The people that a share or rate tells together with its whole; no estimate from a sample.

        As the share is rounded they are not known exactly, which is not counted on.
        """
        for key, value in found.items():
            indicator = self.indicators[key[1]]
            inputs = named_inputs(key, indicator) if indicator.kind is Kind.INTENSIVE else None
            if inputs is None or inputs[0] in found or key in self.table.surveys:
                continue
            if inputs[1] in found and self.indicators[inputs[0][1]].protected:
                yield inputs[0], float(round(value * found[inputs[1]] / indicator.multiplier))

    @cached_property
    def in_flows(self) -> dict[Key, float]:
        """The figures of the flow tables."""
        return flow_figures(self.flows)

    @cached_property
    def values(self) -> dict[Key, float]:
        """All of them."""
        return self.in_table | self.in_flows

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """Every sum that a reader can check."""
        given = (self.indicators, self.series, self.gazetteer)
        return (
            *indicator_lines(self.in_table, *given),
            *flow_lines(set(self.values), self.flows, self.gazetteer),
        )

    def level(self, key: Key) -> AdminLevel:
        """The level of the place that a figure is about; of a flow the lower one of its ends."""
        if key in self.in_flows:
            return self._flow_levels[key[0]]
        return self.gazetteer.place(key[0]).level

    @cached_property
    def _flow_levels(self) -> dict[str, AdminLevel]:
        levels = {str(level) for level in AdminLevel}
        return {
            flow.entry.id: AdminLevel(max(ends & levels, default=AdminLevel.ADM0))
            for flow in self.flows
            for ends in [{flow.entry.origin_level, flow.entry.destination_level}]
        }

    @cached_property
    def finest_level(self) -> AdminLevel:
        """The lowest level that has places."""
        return max(place.level for place in self.gazetteer.places.values())

    def is_protected(self, key: Key) -> bool:
        """Whether it counts people by what the rules are about; every flow does."""
        return key in self.in_flows or self.indicators[key[1]].protected

    @cached_property
    def signed(self) -> frozenset[Key]:
        """Figures that can be below zero: those of indicators that somewhere are."""
        below = {key[1] for key, value in self.in_table.items() if value < 0}
        return frozenset(key for key in self.in_table if key[1] in below)

    def is_count(self, key: Key) -> bool:
        """Whether it is a number of people, and no rate, share or index."""
        return key in self.in_flows or self.indicators[key[1]].kind is not Kind.INTENSIVE
