"""From figures to what may be published: small counts hidden, and whatever would give them away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mapping.boundaries.model import Gazetteer
from profiles.indicators.flows import FlowTable
from profiles.indicators.model import Indicator, Kind, Series, Status
from profiles.indicators.read import COLUMNS, FLOW_COLUMNS, IndicatorTable
from profiles.measures.od import MEI, has_measures, in_code, out_code
from profiles.protection.complement import hide_more
from profiles.protection.flow_lines import flow_figures, flow_key, flow_lines
from profiles.protection.lines import Key, indicator_lines, ratio_inputs
from profiles.protection.policy import DEFAULT_POLICY, Policy
from profiles.protection.published import PublishedFlows, PublishedTable
from profiles.protection.register import Register

PERCENT = 100.0


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
    register: Register | None = None,
) -> Release:
    """What may be shown of a pack's figures and flows together.

    Rules (data responsibility, tables): C1 counts of people by migrant status below the minimum are
    hidden, zeros are not; C7 shares of hidden or too small parts are hidden; C8 small flows are
    hidden; C9 further figures are hidden until no sum gives a hidden one away; C11 once for all.

    Args:
        table: With everything derived: what is derived later would not be looked at.
        flows: The flow tables of the pack.
        indicators: The catalogue; `protected` says which counts the rules are about.
        series: Of this pack.
        gazetteer: Which places make up another.
        policy: The minimum count.
        register: What was hidden of the same figures before, read and kept; None works it out.
    """
    figures: dict[Key, float] = {
        key: cell.value for key, cell in table.cells.items() if cell.value is not None
    }
    in_table = dict(figures)
    figures |= flow_figures(flows)
    small = _small(figures, in_table, indicators, policy)
    hidden = register.read() if register else None
    if hidden is None or not small <= hidden:
        hidden = _with_complements(small, figures, in_table, flows, indicators, series, gazetteer)
        if register:
            register.write(hidden)
    hidden |= _depending(hidden, in_table, flows, indicators, policy, figures)
    return Release(
        table=_published_table(table, hidden),
        flows=tuple(_published_flows(flow, hidden) for flow in flows),
    )


def _small(
    figures: Mapping[Key, float],
    in_table: Mapping[Key, float],
    indicators: Mapping[str, Indicator],
    policy: Policy,
) -> set[Key]:
    small: set[Key] = set()
    for key, value in figures.items():
        indicator = indicators[key[1]] if key in in_table else None
        if indicator is None or (indicator.protected and indicator.kind is not Kind.INTENSIVE):
            if policy.is_small(abs(value)):
                small.add(key)
        elif parts := ratio_inputs(key, indicator):
            numerator, whole = parts
            rest = figures.get(whole, 0.0) - figures.get(numerator, 0.0)
            is_share = indicator.multiplier == PERCENT and indicators[numerator[1]].protected
            if is_share and numerator in figures and policy.is_small(rest):
                small.add(numerator)
    return small


def _with_complements(  # noqa: PLR0913 - private; all that a line depends on
    small: set[Key],
    figures: Mapping[Key, float],
    in_table: Mapping[Key, float],
    flows: tuple[FlowTable, ...],
    indicators: Mapping[str, Indicator],
    series: Mapping[str, Series],
    gazetteer: Gazetteer,
) -> set[Key]:
    if not small:
        return set()
    names = sorted(figures)
    number = {key: position for position, key in enumerate(names)}
    known = set(figures)
    lines = [
        (number[line.total], *[number[member] for member in line.members])
        for line in (
            *indicator_lines(in_table, indicators, series, gazetteer),
            *flow_lines(known, flows, gazetteer),
        )
    ]

    def cost(position: int) -> tuple[bool, bool, float, Key]:
        key = names[position]
        value = abs(figures[key])
        open_count = key in in_table and not indicators[key[1]].protected
        return (value == 0, open_count, value, key)

    chosen = hide_more({number[key] for key in small}, lines, cost)
    return {names[position] for position in chosen}


def _depending(  # noqa: PLR0913 - private; all that a share depends on
    hidden: set[Key],
    in_table: Mapping[Key, float],
    flows: Iterable[FlowTable],
    indicators: Mapping[str, Indicator],
    policy: Policy,
    figures: Mapping[Key, float],
) -> set[Key]:
    """Shares, rates and indices of hidden figures, and shares of very few people."""
    found: set[Key] = set()
    for key in in_table:
        indicator = indicators[key[1]]
        parts = ratio_inputs(key, indicator)
        if parts is None:
            continue
        is_small_group = indicators[parts[0][1]].protected and policy.is_small(
            figures.get(parts[1], 0.0)
        )
        if is_small_group or any(part in hidden for part in parts):
            found.add(key)
    return found | _indices(hidden, in_table, flows)


def _indices(
    hidden: set[Key], in_table: Mapping[Key, float], flows: Iterable[FlowTable]
) -> set[Key]:
    counted = {
        code
        for flow in flows
        if has_measures(flow.entry)
        for code in (in_code(flow.entry), out_code(flow.entry))
    }
    touched = {(key[2], key[3]) for key in hidden if key in in_table and key[1] in counted}
    return {key for key in in_table if key[1] == MEI and (key[2], key[3]) in touched}


def _published_table(table: IndicatorTable, hidden: set[Key]) -> PublishedTable:
    import pandas as pd

    columns = dict(zip(COLUMNS[:5], zip(*table.cells, strict=True), strict=True))
    cells = [
        (None, Status.SUPPRESSED) if key in hidden else cell for key, cell in table.cells.items()
    ]
    frame = pd.DataFrame({name: list(values) for name, values in columns.items()})
    frame["value"] = pd.Series([value for value, _ in cells], dtype=float)
    frame["status"] = [status.value for _, status in cells]
    return PublishedTable._made_by_publish(frame)  # noqa: SLF001 - this is publish


def _published_flows(flow: FlowTable, hidden: set[Key]) -> PublishedFlows:
    import pandas as pd

    rows = [
        (*key, *_shown(value, is_hidden=flow_key(flow.entry, *key) in hidden))
        for key, value in flow.cells.items()
    ]
    frame = pd.DataFrame(rows, columns=[*FLOW_COLUMNS, "status"]).astype({"value": float})
    return PublishedFlows._made_by_publish(flow.entry, frame)  # noqa: SLF001 - this is publish


def _shown(value: float | None, *, is_hidden: bool) -> tuple[float | None, str]:
    if is_hidden:
        return None, Status.SUPPRESSED.value
    return value, (Status.MISSING if value is None else Status.NORMAL).value
