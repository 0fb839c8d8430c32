"""The rules that one entry of a catalogue cannot tell alone: names that exist, kinds that agree."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from mapping.i18n import N_
from profiles.indicators.entries import CatalogueFile, IndicatorEntry
from profiles.indicators.faults import Fault
from profiles.indicators.model import (
    AGREES,
    Aggregation,
    Formula,
    Indicator,
    Kind,
    parse_part,
    usual_aggregation,
)

TWICE: Final = N_("is described twice")
NOT_DESCRIBED: Final = N_("refers to something that is not described")
NO_DENOMINATOR: Final = N_("a rate needs a denominator")
NO_INPUT: Final = N_("the formula needs it")
NO_PARTS: Final = N_("this aggregation needs it")
NOT_OF_KIND: Final = N_("goes with the kind {kinds} only")
NOT_OF_FORMULA: Final = N_("what this formula gives is of the kind {kinds}")
NO_SUMS: Final = N_("must be od_recompute or not_aggregable: {part} of a larger place is not a sum")
NOT_FROM_FLOWS: Final = N_("needs an input that is counted from an origin-destination table")
ITSELF: Final = N_("follows from itself")
NO_FLOWS: Final = N_("needs an origin-destination table, and the pack has none")

_FORMULA_KINDS: Final = {
    Formula.RATIO: (Kind.INTENSIVE,),
    Formula.GROWTH: (Kind.UNMERGEABLE,),
    Formula.OD: (Kind.UNMERGEABLE,),
}
_FORMULA_INPUTS: Final = {
    Formula.RATIO: ("numerator", "denominator"),
    Formula.DIFFERENCE: ("numerator", "denominator"),
    Formula.GROWTH: ("numerator",),
    Formula.MIDPOINT: ("numerator",),
    Formula.SUM: ("parts",),
    Formula.OD: (),
}
_AGGREGATION_INPUTS: Final = {
    Aggregation.RATIO_OF_SUMS: ("numerator", "denominator"),
    Aggregation.WEIGHTED_MEAN: ("parts",),
}

Described = Mapping[str, IndicatorEntry | Indicator]
"""What an entry may refer to, by code."""


def faults_of(described: CatalogueFile, known: Mapping[str, Indicator]) -> Iterator[Fault]:
    """Every rule that a file of the right shape breaks.

    Args:
        described: The file.
        known: Indicators that may be referred to without being described again.
    """
    indicators: Described = {**known, **{entry.code: entry for entry in described.indicator}}
    yield from _repeated("indicator", (entry.code for entry in described.indicator))
    yield from _repeated("source", (source.id for source in described.source))
    yield from _repeated("series", (f"{s.iso3} {s.indicator}" for s in described.series))
    for entry in described.indicator:
        yield from faults_of_indicator(entry, indicators)
    yield from _faults_of_series(described, indicators)
    yield from _od_without_flows(described)


def faults_of_indicator(entry: IndicatorEntry, indicators: Described) -> Iterator[Fault]:
    """Every rule that one indicator breaks.

    Args:
        entry: The indicator.
        indicators: Those it may refer to; its own code may be among them.
    """
    unknown = [
        _fault(entry, field, NOT_DESCRIBED, value=text)
        for field, texts in _references(entry).items()
        for text in texts
        if parse_part(text).code not in indicators
    ]
    yield from unknown
    if unknown:
        return  # the other rules follow references
    yield from _faults_of_formula(entry)
    yield from _faults_of_aggregation(entry, indicators)
    if _follows_from_itself(entry, indicators):
        yield _fault(entry, "formula", ITSELF)


def _references(entry: IndicatorEntry) -> dict[str, tuple[str, ...]]:
    one = {name: getattr(entry, name) for name in ("numerator", "denominator", "parts_of")}
    return {name: (text,) for name, text in one.items() if text} | {"parts": entry.parts}


def _faults_of_formula(entry: IndicatorEntry) -> Iterator[Fault]:
    if entry.formula is None:
        if entry.kind is Kind.INTENSIVE and entry.denominator is None:
            yield _fault(entry, "denominator", NO_DENOMINATOR)
        return
    for field in _FORMULA_INPUTS[entry.formula]:
        if not getattr(entry, field):
            yield _fault(entry, field, NO_INPUT)
    kinds = _FORMULA_KINDS.get(entry.formula, tuple(Kind))
    if entry.kind not in kinds:
        yield _fault(entry, "kind", NOT_OF_FORMULA, kinds=_listed(kinds), value=entry.kind)


def _faults_of_aggregation(entry: IndicatorEntry, indicators: Described) -> Iterator[Fault]:
    declared, effective = entry.aggregation, _aggregation(entry)
    if declared and entry.kind not in AGREES[declared]:
        kinds = _listed(AGREES[declared])
        yield _fault(entry, "aggregation", NOT_OF_KIND, kinds=kinds, value=declared)
        return
    for field in _AGGREGATION_INPUTS.get(effective, ()):
        if not getattr(entry, field):
            yield _fault(entry, field, NO_PARTS)
    if effective is Aggregation.RECOMPUTE and not entry.parts and entry.formula is None:
        yield _fault(entry, "parts", NO_PARTS)
    yield from _faults_of_inputs(entry, effective, indicators)


def _faults_of_inputs(
    entry: IndicatorEntry, aggregation: Aggregation, indicators: Described
) -> Iterator[Fault]:
    inputs = {text: indicators[parse_part(text).code] for text in _inputs(entry)}
    if aggregation is Aggregation.RATIO_OF_SUMS:
        for text, one in inputs.items():
            if one.kind is not Kind.EXTENSIVE:
                yield _fault(entry, "aggregation", NO_SUMS, part=text)
    if aggregation is Aggregation.OD_RECOMPUTE and entry.formula is not Formula.OD:
        counted = (_aggregation(one) is Aggregation.OD_RECOMPUTE for one in inputs.values())
        if not any(counted):
            yield _fault(entry, "aggregation", NOT_FROM_FLOWS)


def _aggregation(one: IndicatorEntry | Indicator) -> Aggregation:
    if isinstance(one, Indicator):
        return one.aggregation
    usual = usual_aggregation(one.kind, one.formula, has_parts=one.numerator is not None)
    return one.aggregation or usual


def _inputs(one: IndicatorEntry | Indicator) -> list[str]:
    return [text for text in (one.numerator, one.denominator, *one.parts) if text]


def _follows_from_itself(entry: IndicatorEntry, indicators: Described) -> bool:
    """Whether its formula leads back to it; the sum of its own sexes does not."""
    waiting, seen = [entry.code], set()
    while waiting:
        one = indicators.get(waiting.pop(), entry)
        if one.formula is None:
            continue
        for text in _inputs(one):
            code = parse_part(text).code
            if code == entry.code and one.code != entry.code:
                return True
            if code == entry.code and parse_part(text).sex is None:
                return True
            if code not in seen:
                seen.add(code)
                waiting.append(code)
    return False


def _faults_of_series(described: CatalogueFile, indicators: Described) -> Iterator[Fault]:
    sources = {source.id for source in described.source}
    for series in described.series:
        name = f"{series.iso3} {series.indicator}"
        named = {"indicator": series.indicator, "same_as": series.same_as}
        yield from _unknown("series", name, named, indicators)
        yield from _unknown("series", name, {"source": series.source}, sources)
    for flow in described.flow:
        name = f"{flow.iso3} {flow.file}"
        totals = {"origin_total": flow.origin_total, "destination_total": flow.destination_total}
        named = totals | {f"cells.{cell}": code for cell, code in flow.cells.items()}
        yield from _unknown("flow", name, named, indicators)
        yield from _unknown("flow", name, {"source": flow.source}, sources)


def _od_without_flows(described: CatalogueFile) -> Iterator[Fault]:
    counted = {entry.code for entry in described.indicator if entry.formula is Formula.OD}
    with_flows = {flow.iso3 for flow in described.flow}
    for series in described.series:
        is_other = series.same_as is not None
        if series.indicator in counted and series.iso3 not in with_flows and not is_other:
            name = f"{series.iso3} {series.indicator}"
            yield Fault(table="series", name=name, field="", rule=NO_FLOWS)


def _repeated(table: str, names: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Fault(table=table, name=name, field="", rule=TWICE)
        seen.add(name)


def _unknown(
    table: str, name: str, named: Mapping[str, str | None], known: Iterable[str]
) -> Iterator[Fault]:
    for field, text in named.items():
        if text is not None and text not in known:
            yield Fault(table=table, name=name, field=field, rule=NOT_DESCRIBED, value=text)


def _listed(kinds: Iterable[Kind]) -> str:
    return ", ".join(kinds)


def _fault(
    entry: IndicatorEntry, field: str, rule: str, *, value: str = "", **facts: object
) -> Fault:
    return Fault(
        table="indicator", name=entry.code, field=field, rule=rule, facts=facts, value=value
    )
