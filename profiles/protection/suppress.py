"""From figures to what may be published: the rules, and what would tell hidden figures."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, TypeAlias

from mapping.boundaries.model import Gazetteer
from mapping.places import AdminLevel
from profiles.indicators.flows import FlowTable
from profiles.indicators.model import Indicator, Series, Status
from profiles.indicators.read import IndicatorTable
from profiles.protection.figures import PackFigures
from profiles.protection.flow_lines import flow_key
from profiles.protection.lines import Key
from profiles.protection.policy import DEFAULT_POLICY, Policy
from profiles.protection.published import PublishedFlows, PublishedTable, Shown
from profiles.protection.releases.memory import PackMemory
from profiles.protection.releases.register import Figure
from profiles.protection.releases.register import Release as Record
from profiles.protection.reliability import Reliability
from profiles.protection.rules import hidden_by_rules, hidden_with
from profiles.protection.surveys import reliabilities, standard_errors

if TYPE_CHECKING:
    from profiles.protection.releases.differencing import Outsider
    from profiles.protection.suppression.sums import Cells

# Times dearer to hide: a count that the rules are not about, and one of a level above.
OPEN_COUNT: Final = 100.0
LARGER_PLACE: Final = 8.0
HIDDEN: Final[Shown] = (None, Status.SUPPRESSED)

Rounded: TypeAlias = tuple[IndicatorTable, tuple[FlowTable, ...]]
"""Figures and flows of a pack with rounded counts, and with what follows from these."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Release:
    """All that is published of one pack at one time: figures hidden once are hidden everywhere."""

    table: PublishedTable
    flows: tuple[PublishedFlows, ...]


def publish(
    table: IndicatorTable,
    indicators: Mapping[str, Indicator],
    gazetteer: Gazetteer,
    policy: Policy = DEFAULT_POLICY,
    *,
    series: Mapping[str, Series] | None = None,
) -> PublishedTable:
    """What may be shown of an indicator table that no flow table belongs to."""
    return publish_pack(table, (), indicators, series or {}, gazetteer, policy).table


def publish_pack(  # noqa: PLR0913 - all that a release depends on
    table: IndicatorTable,
    flows: tuple[FlowTable, ...],
    indicators: Mapping[str, Indicator],
    series: Mapping[str, Series],
    gazetteer: Gazetteer,
    policy: Policy = DEFAULT_POLICY,
    *,
    memory: PackMemory | None = None,
    rounded: Rounded | None = None,
) -> Release:
    """What may be shown of a pack's figures and flows together.

    Args:
        table: With everything derived: what is derived later would not be looked at.
        flows: The flow tables of the pack.
        indicators: The catalogue; `protected` says which counts the rules are about.
        series: Of this pack.
        gazetteer: Which places make up another.
        policy: The rules; `profiles.protection.rule_words.RULES` has their sentences.
        memory: What was published of the pack before; None when nothing was, or nobody asks.
        rounded: The same figures as they are to be shown, where counts are rounded (rule C12).
            What is hidden is found from the true ones: who knew them exactly could not tell it.

    Raises:
        UnreadableFileError: the register of earlier releases is damaged.
    """
    figures = PackFigures(
        table=table, flows=flows, indicators=indicators, series=series, gazetteer=gazetteer
    )
    estimates = reliabilities(figures, policy)
    first = hidden_by_rules(figures, policy, estimates)
    hidden = memory.hidden() if memory else None
    if hidden is None or not first <= hidden:
        hidden = _with_complements(first, figures, policy, memory)
    elif memory and not memory.was_published:
        memory.keep(hidden, _record(hidden, figures, policy, memory), ())
    hidden |= hidden_with(hidden, figures, policy)
    shown, shown_flows = rounded or (table, flows)
    return Release(
        table=_published_table(shown, hidden, estimates, standard_errors(figures)),
        flows=tuple(_published_flows(flow, hidden) for flow in shown_flows),
    )


def _with_complements(
    first: set[Key], figures: PackFigures, policy: Policy, memory: PackMemory | None
) -> set[Key]:
    """The figures to hide in the light of everything that was published before."""
    earlier = memory.earlier() if memory else ()
    hidden = set(first)
    if first or earlier:
        from profiles.protection.releases.differencing import Outsider

        record = _record(first, figures, policy, memory)
        outsider = Outsider.of([*earlier, replace(record, hidden=frozenset(record.figures))])
        before = [one.hidden for one in earlier if one.policy == record.policy]
        if memory and policy == DEFAULT_POLICY and not before:
            before = [memory.likely()]
        hidden |= _complements(
            first, figures, policy, outsider, before[-1] if before else frozenset()
        )
    if memory:
        memory.keep(hidden, _record(hidden, figures, policy, memory), earlier)
    return hidden


def _record(
    hidden: set[Key], figures: PackFigures, policy: Policy, memory: PackMemory | None
) -> Record:
    return Record(
        id=memory.release_id if memory else "",
        policy=repr(policy),
        threshold=policy.minimum_count,
        figures=dict(figures.values.items()),
        hidden=frozenset(hidden & figures.values.keys()),
        sums=tuple(
            ((line.total, -1.0), *((member, 1.0) for member in line.members))
            for line in figures.lines
        ),
    )


def _complements(
    first: set[Key],
    figures: PackFigures,
    policy: Policy,
    outsider: "Outsider",
    before: frozenset[Figure],
) -> set[Key]:
    import numpy as np

    from profiles.protection.suppression.audit import Demand
    from profiles.protection.suppression.complement import hide_more

    cells = _cells(first, figures, policy, outsider)
    demand = Demand.of(outsider.sums.values, policy.minimum_count)
    again = None
    if before:
        again = np.array([figure in before for figure, _ in outsider.versions]) & outsider.hidden
    hidden = hide_more(outsider.sums, cells, demand, before=again)
    return {key for key, value in figures.values.items() if hidden[outsider.number[key, value]]}


def _cells(first: set[Key], figures: PackFigures, policy: Policy, outsider: "Outsider") -> "Cells":
    """What must and may be hidden. Figures that were shown before protect no others any more."""
    import numpy as np

    from profiles.protection.suppression.sums import Cells

    count = len(outsider.versions)
    cells = Cells(
        hidden=outsider.hidden.copy(),
        open=np.zeros(count, dtype=bool),
        zeros=np.zeros(count, dtype=bool),
        cost=np.ones(count),
    )
    for key, value in figures.values.items():
        number = outsider.number[key, value]
        cells.hidden[number] &= key in first
        if cells.hidden[number] or outsider.known[number]:
            continue
        cells.open[number] = value != 0
        cells.zeros[number] = value == 0 and policy.zeros_last
        cells.cost[number] = _loss(key, value, figures)
    return cells


def _loss(key: Key, value: float, figures: PackFigures) -> float:
    """What hiding a figure would lose: more for larger places than for larger figures."""
    levels = list(AdminLevel)
    above = levels.index(figures.finest_level) - levels.index(figures.level(key))
    loss = LARGER_PLACE**above * math.log2(2.0 + abs(value))
    return loss if figures.is_protected(key) else loss * OPEN_COUNT


def _published_table(
    table: IndicatorTable,
    hidden: set[Key],
    marks: Mapping[Key, Reliability],
    errors: Mapping[Key, float | None],
) -> PublishedTable:
    cells = {key: HIDDEN if key in hidden else cell for key, cell in table.cells.items()}
    return PublishedTable._made_by_publish(cells, marks, errors)  # noqa: SLF001 - this is publish


def _published_flows(flow: FlowTable, hidden: set[Key]) -> PublishedFlows:
    cells = {
        key: _shown(value, is_hidden=flow_key(flow.entry, *key) in hidden)
        for key, value in flow.cells.items()
    }
    return PublishedFlows._made_by_publish(flow.entry, cells)  # noqa: SLF001 - this is publish


def _shown(value: float | None, *, is_hidden: bool) -> Shown:
    if is_hidden:
        return HIDDEN
    return value, Status.MISSING if value is None else Status.NORMAL
