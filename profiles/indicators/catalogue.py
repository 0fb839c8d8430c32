"""What the catalogue file says of indicators, series and flow tables, checked and frozen."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mapping.errors import BadTableError, Problem, UnreadableFileError
from mapping.i18n import N_
from mapping.places import AdminLevel
from profiles.indicators.flows import FlowEntry, FlowType
from profiles.indicators.model import (
    Direction,
    Formula,
    Indicator,
    Kind,
    Series,
    Source,
    parse_part,
)

FILE_NAME: Final = "catalogue.toml"
NO_CAVEAT: Final = "-"
_OPERANDS: Final = {
    Formula.RATIO: 2,
    Formula.DIFFERENCE: 2,
    Formula.GROWTH: 1,
    Formula.MIDPOINT: 1,
}

Code: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
PartText: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(:(total|female|male))?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Words(_Strict):
    """One text in the languages of the interface; English is always there."""

    en: Annotated[str, Field(min_length=1)]
    fr: str = ""
    es: str = ""

    def by_language(self) -> dict[str, str]:
        return {language: text for language, text in self if text}


class _Source(_Strict):
    id: Annotated[str, Field(min_length=1)]
    title: Annotated[str, Field(min_length=1)]
    publisher: Annotated[str, Field(min_length=1)]
    year: Annotated[str, Field(min_length=4)]
    url: str = ""
    licence: str = ""
    note: str = ""


class _Indicator(_Strict):
    code: Code
    section: Annotated[int, Field(ge=0, le=14)]
    kind: Kind
    label: _Words
    definition: _Words
    unit: _Words
    caveat: Annotated[str, Field(min_length=1)]  # "-" where there is none
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    direction: Direction = Direction.NEUTRAL
    multiplier: float = 1.0
    formula: Formula | None = None
    numerator: PartText | None = None
    denominator: PartText | None = None
    parts: tuple[PartText, ...] = ()
    midpoint: float | None = None
    protected: bool = False
    parts_of: Code | None = None
    dimension: str = ""


class _Series(_Strict):
    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    indicator: Code
    source: str
    note: str = ""
    proxy: bool = False
    periods: tuple[str, ...] = ()
    same_as: Code | None = None
    same_at: tuple[AdminLevel, ...] = ()


class _Partner(_Strict):
    code: Annotated[str, Field(min_length=1)]
    label: _Words


class _Flow(_Strict):
    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    file: Annotated[str, Field(pattern=r"^flows_[A-Za-z0-9_]+\.csv$")]
    measure: Code
    label: _Words
    flow_type: FlowType
    interval_years: Annotated[int, Field(ge=1)] | None = None
    origin_level: str
    destination_level: str
    period: str
    unit: _Words
    source: str
    note: str = ""
    proxy: bool = False
    origin_total: Code | None = None
    destination_total: Code | None = None
    cells: dict[str, Code] = Field(default_factory=dict)
    collapse_to: tuple[AdminLevel, ...] = ()


class _File(_Strict):
    source: tuple[_Source, ...] = ()
    indicator: tuple[_Indicator, ...] = ()
    series: tuple[_Series, ...] = ()
    partner: tuple[_Partner, ...] = ()
    flow: tuple[_Flow, ...] = ()


@dataclass(frozen=True, eq=False, kw_only=True)
class IndicatorCatalogue:
    """Everything one catalogue file describes."""

    path: Path
    indicators: Mapping[str, Indicator] = field(repr=False)
    series: tuple[Series, ...] = field(repr=False)
    flows: tuple[FlowEntry, ...] = field(repr=False)

    @property
    def iso3s(self) -> tuple[str, ...]:
        """Countries with at least one series, in the order of the file."""
        return tuple(dict.fromkeys(series.iso3 for series in self.series))

    def series_of(self, iso3: str) -> dict[str, Series]:
        """The series of one country by indicator code."""
        return {series.indicator: series for series in self.series if series.iso3 == iso3}

    def flows_of(self, iso3: str) -> tuple[FlowEntry, ...]:
        """The flow tables of one country."""
        return tuple(flow for flow in self.flows if flow.iso3 == iso3)

    def folder(self, iso3: str) -> Path:
        """Where the tables of one country lie."""
        return self.path.parent / iso3.lower()


def read_indicator_catalogue(
    path: Path, *, known: Mapping[str, Indicator] | None = None
) -> IndicatorCatalogue:
    """The catalogue file, once it keeps every rule.

    Args:
        path: A `catalogue.toml`.
        known: Indicators that may be referred to without being described again.

    Raises:
        UnreadableFileError: the file is missing or no TOML.
        BadTableError: with every fault, each naming its entry.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UnreadableFileError(path=path, reason=N_("it is missing")) from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error
    try:
        described = _File.model_validate(content)
    except ValidationError as error:
        raise BadTableError(path=path, problems=tuple(_invalid(error, content))) from error
    known = known or {}
    problems = tuple(_faults(described, known))
    if problems:
        raise BadTableError(path=path, problems=problems)
    return _frozen(described, path, known)


def _invalid(error: ValidationError, content: dict[str, object]) -> Iterator[Problem]:
    for fault in error.errors():
        table, *rest = fault["loc"]
        entry: object = content.get(str(table))
        name = ""
        if rest and isinstance(rest[0], int) and isinstance(entry, list):
            named = entry[rest[0]]
            keys = ("code", "id", "indicator", "file")
            name = next((str(named[key]) for key in keys if key in named), "")
            rest = rest[1:]
        column = ".".join(str(step) for step in (table, name, *rest) if step != "")
        yield Problem(row=None, column=column, rule=fault["msg"], value=str(fault["input"])[:60])


def _faults(described: _File, known: Mapping[str, Indicator]) -> Iterator[Problem]:
    codes = {entry.code for entry in described.indicator} | set(known)
    sources = {source.id for source in described.source}
    yield from _repeated("indicator", (entry.code for entry in described.indicator))
    yield from _repeated("source", (source.id for source in described.source))
    yield from _repeated("series", (f"{s.iso3} {s.indicator}" for s in described.series))
    for entry in described.indicator:
        yield from _indicator_faults(entry, codes)
    for series in described.series:
        where = f"series.{series.iso3}.{series.indicator}"
        yield from _unknown(where, (series.indicator, series.same_as), codes)
        yield from _unknown(f"{where}.source", (series.source,), sources)
    for flow in described.flow:
        where = f"flow.{flow.iso3}.{flow.file}"
        yield from _unknown(f"{where}.source", (flow.source,), sources)
        totals = (flow.origin_total, flow.destination_total, *flow.cells.values())
        yield from _unknown(where, totals, codes)
    yield from _od_without_flows(described)


def _indicator_faults(entry: _Indicator, codes: set[str]) -> Iterator[Problem]:
    where = f"indicator.{entry.code}"
    operands = [part for part in (entry.numerator, entry.denominator) if part]
    named = (*operands, *entry.parts)
    yield from _unknown(where, (parse_part(part).code for part in named), codes)
    yield from _unknown(f"{where}.parts_of", (entry.parts_of,), codes)
    if entry.formula is None and entry.kind is Kind.INTENSIVE and entry.denominator is None:
        yield Problem(row=None, column=where, rule=N_("a rate needs a denominator"))
    wanted = _OPERANDS.get(entry.formula, 0) if entry.formula else 0
    if len(operands) < wanted or (entry.formula is Formula.SUM and not entry.parts):
        yield Problem(row=None, column=where, rule=N_("the formula lacks its inputs"))


def _od_without_flows(described: _File) -> Iterator[Problem]:
    counted = {entry.code for entry in described.indicator if entry.formula is Formula.OD}
    with_flows = {flow.iso3 for flow in described.flow}
    for series in described.series:
        is_other = series.same_as is not None
        if series.indicator in counted and series.iso3 not in with_flows and not is_other:
            yield Problem(
                row=None,
                column=f"series.{series.iso3}.{series.indicator}",
                rule=N_("needs an origin-destination table, and the pack has none"),
            )


def _repeated(table: str, names: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield Problem(row=None, column=f"{table}.{name}", rule=N_("is described twice"))
        seen.add(name)


def _unknown(where: str, names: Iterable[str | None], known: set[str]) -> Iterator[Problem]:
    for name in names:
        if name is not None and name not in known:
            rule = N_("refers to something that is not described")
            yield Problem(row=None, column=where, rule=rule, value=name)


def _frozen(described: _File, path: Path, known: Mapping[str, Indicator]) -> IndicatorCatalogue:
    sources = {entry.id: Source(**dict(entry)) for entry in described.source}
    partners = {entry.code: entry.label.by_language() for entry in described.partner}
    indicators = {entry.code: _indicator(entry) for entry in described.indicator}
    series = tuple(
        Series(**{**dict(entry), "source": sources[entry.source]}) for entry in described.series
    )
    flows = tuple(_flow(entry, sources[entry.source], partners) for entry in described.flow)
    return IndicatorCatalogue(
        path=path, indicators={**known, **indicators}, series=series, flows=flows
    )


def _indicator(entry: _Indicator) -> Indicator:
    fields = dict(entry)
    words = {f"{name}s": fields.pop(name).by_language() for name in ("label", "definition", "unit")}
    caveat = "" if fields.pop("caveat") == NO_CAVEAT else entry.caveat
    return Indicator(**fields, **words, caveat=caveat)


def _flow(entry: _Flow, source: Source, partners: Mapping[str, Mapping[str, str]]) -> FlowEntry:
    fields = dict(entry)
    words = {f"{name}s": fields.pop(name).by_language() for name in ("label", "unit")}
    return FlowEntry(**{**fields, **words, "source": source, "partners": partners})
