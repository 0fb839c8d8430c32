"""What the catalogue file says of indicators, series and flow tables, checked and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from mapping.errors import BadTableError
from profiles.indicators.checks import faults_of
from profiles.indicators.entries import CatalogueFile, FlowTableEntry, IndicatorEntry
from profiles.indicators.faults import Fault, faults_of_shape
from profiles.indicators.flows import FlowEntry
from profiles.indicators.model import Indicator, Series, Source
from profiles.indicators.toml_file import read_toml

FILE_NAME: Final = "catalogue.toml"


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
    path: Path,
    *,
    known: Mapping[str, Indicator] | None = None,
    cache_dir: Path | None = None,
) -> IndicatorCatalogue:
    """The catalogue file, once it keeps every rule.

    Args:
        path: A `catalogue.toml`.
        known: Indicators that may be referred to without being described again.
        cache_dir: Keeps what the file says between starts, as of `read_toml`.

    Raises:
        UnreadableFileError: the file is missing or no TOML.
        BadTableError: with every fault, each naming its entry and field.
    """
    content = read_toml(path, cache_dir=cache_dir)
    described, faults = checked(content, known=known)
    if described is None:
        raise BadTableError(path=path, problems=tuple(fault.problem() for fault in faults))
    return _frozen(described, path, known or {})


def checked(
    content: Mapping[str, Any], *, known: Mapping[str, Indicator] | None = None
) -> tuple[CatalogueFile | None, tuple[Fault, ...]]:
    """What a file describes, or else every rule it breaks.

    Args:
        content: As a TOML file gives it.
        known: Indicators that may be referred to without being described again.
    """
    try:
        described = CatalogueFile.model_validate(content)
    except ValidationError as error:
        return None, tuple(faults_of_shape(error, content))
    faults = tuple(faults_of(described, known or {}))
    return (None if faults else described), faults


def _frozen(
    described: CatalogueFile, path: Path, known: Mapping[str, Indicator]
) -> IndicatorCatalogue:
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


def _indicator(entry: IndicatorEntry) -> Indicator:
    fields = dict(entry)
    words = {f"{name}s": fields.pop(name).by_language() for name in ("label", "definition", "unit")}
    caveat = fields.pop("caveat")
    aggregation = fields.pop("aggregation")
    return Indicator(
        **fields | words,
        declared_aggregation=aggregation,
        caveats=caveat.by_language() if caveat else {},
    )


def _flow(
    entry: FlowTableEntry, source: Source, partners: Mapping[str, Mapping[str, str]]
) -> FlowEntry:
    fields = dict(entry)
    words = {f"{name}s": fields.pop(name).by_language() for name in ("label", "unit")}
    return FlowEntry(**{**fields, **words, "source": source, "partners": partners})
