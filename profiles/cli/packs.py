"""`lmp packs`: what there is."""

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mapping.settings import Settings
from profiles.cli import asked

if TYPE_CHECKING:
    from profiles.indicators.model import Indicator, Source
    from profiles.pack import Pack, PackSummary


def packs(
    *, as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False
) -> None:
    """List packs, levels, places, indicators, periods and sources."""
    from profiles.pack import list_packs

    settings = asked.settings()
    summaries = list_packs(settings)
    if as_json:
        asked.print_json({"packs": [_described(summary, settings) for summary in summaries]})
    else:
        _print_table(summaries, settings)
    for summary in summaries:
        if summary.error is not None:
            sys.stderr.write(f"{summary.iso3}: {summary.error.what()}\n{summary.error.how()}\n")


def _described(summary: "PackSummary", settings: Settings) -> dict[str, Any]:
    from profiles.pack import open_pack

    if summary.error is not None:
        nothing: list[Any] = []
        empty = {"levels": nothing, "indicators": nothing, "flows": nothing}
        return {"iso3": summary.iso3, "name": summary.name, **empty, "error": str(summary.error)}
    pack = open_pack(settings, summary.iso3)
    return {
        "iso3": pack.iso3,
        "name": pack.name,
        "levels": [_level(pack, level) for level in pack.levels],
        "indicators": [_indicator(pack, one) for one in pack.indicators.values()],
        "flows": [_flow(flow) for flow in pack.flows],
    }


def _level(pack: "Pack", level: Any) -> dict[str, Any]:  # noqa: ANN401 - an AdminLevel
    entry = pack.boundaries.entry(pack.iso3, level)
    return {
        "level": level.value,
        "vintage": entry.vintage,
        "source": entry.source,
        "licence": entry.licence,
        "attribution": entry.attribution,
        "note": entry.note,
        "unit": entry.unit_name,
        "places": [
            {"place_code": place.place_code, "name": place.name, "parent_code": place.parent_code}
            for place in pack.gazetteer.at_level(level)
        ],
    }


def _indicator(pack: "Pack", indicator: "Indicator") -> dict[str, Any]:
    levels = pack.levels_of(indicator.code)
    by_level = {level.value: list(pack.periods_of(indicator.code, level)) for level in levels}
    series = pack.series.get(indicator.code)
    return {
        "code": indicator.code,
        "label": indicator.label(),
        "definition": indicator.definition(),
        "unit": indicator.unit(),
        "kind": indicator.kind.value,
        "direction": indicator.direction.value,
        "decimals": indicator.decimals,
        "formula": None if indicator.formula is None else indicator.formula.value,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "parts": list(indicator.parts),
        "multiplier": indicator.multiplier,
        "caveat": indicator.caveat,
        "levels": list(by_level),
        "periods": sorted({period for periods in by_level.values() for period in periods}),
        "periods_by_level": by_level,
        "source": None if series is None else _cited(series.source),
        "source_detail": None if series is None else _source(series.source),
        "proxy": series is not None and series.proxy,
        "note": "" if series is None else series.note,
    }


def _cited(source: "Source") -> str:
    return ", ".join(part for part in (source.publisher, source.title, source.year) if part)


def _source(source: "Source") -> dict[str, str]:
    return {
        "publisher": source.publisher,
        "title": source.title,
        "year": source.year,
        "url": source.url,
        "licence": source.licence,
        "note": source.note,
    }


def _flow(flow: Any) -> dict[str, Any]:  # noqa: ANN401 - PublishedFlows
    entry = flow.entry
    return {
        "measure": entry.measure,
        "label": entry.labels.get("en", ""),
        "flow_type": str(entry.flow_type),
        "interval_years": entry.interval_years,
        "origin_level": str(entry.origin_level),
        "destination_level": str(entry.destination_level),
        "period": entry.period,
        "unit": entry.units.get("en", ""),
        "rows": len(flow.cells),
        "source": _cited(entry.source),
        "note": entry.note,
    }


def _print_table(summaries: "tuple[PackSummary, ...]", settings: Settings) -> None:
    from rich.console import Console
    from rich.table import Table

    from profiles.pack import open_pack

    table = Table("Pack", "Country", "Levels and places", "Indicators", "Flows", box=None)
    for summary in summaries:
        if summary.error is not None:
            table.add_row(summary.iso3, summary.name, "cannot be opened", "", "")
            continue
        pack = open_pack(settings, summary.iso3)
        levels = ", ".join(f"{lv} {len(pack.gazetteer.at_level(lv))}" for lv in pack.levels)
        counts = (str(len(pack.indicators)), str(len(pack.flows)))
        table.add_row(pack.iso3, pack.name, levels, *counts)
    Console().print(table)
    asked.print_line("lmp packs --json lists every place, indicator, period and source.")
