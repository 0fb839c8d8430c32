"""What is said beside the tables of one country: sources, licences, and sums that do not close."""

from collections.abc import Iterable, Iterator
from typing import Final

from mapping.boundaries.model import Gazetteer
from profiles.indicators.catalogue import IndicatorCatalogue
from profiles.indicators.model import Kind
from profiles.indicators.read import CellKey, IndicatorTable

ROUNDING: Final = 0.05
MADE: Final = (
    "Made by `scripts/build_indicators.py` from compiled facts, each with its source; figures as"
    " published. What follows from them is worked out when the pack is opened."
)


def open_sums(
    table: IndicatorTable, catalogue: IndicatorCatalogue, gazetteer: Gazetteer
) -> Iterator[tuple[CellKey, float, float]]:
    """Counts of a place whose children, all with a figure, add up to something else.

    Gives the key, the figure and the sum of the children.
    """
    for key, cell in table.cells.items():
        place, code, period, sex, age = key
        below = gazetteer.children(gazetteer.place(place).place_code)
        if catalogue.indicators[code].kind is not Kind.EXTENSIVE or cell.value is None or not below:
            continue
        parts = [table.cells.get((str(p.place_code), code, period, sex, age)) for p in below]
        values = [part.value for part in parts if part is not None and part.value is not None]
        if len(values) == len(below) and abs(sum(values) - cell.value) > ROUNDING:
            yield key, cell.value, sum(values)


def readme(
    iso3: str,
    table: IndicatorTable,
    catalogue: IndicatorCatalogue,
    gazetteer: Gazetteer,
    files: Iterable[str],
) -> str:
    """The README of one country's folder."""
    series = list(catalogue.series_of(iso3).values())
    sources = {one.source.id: one.source for one in series}
    sources |= {flow.source.id: flow.source for flow in catalogue.flows_of(iso3)}
    lines = [
        f"# Figures of {gazetteer.country.name}",
        "",
        MADE,
        "",
        f"Tables: {', '.join(f'`{name}`' for name in sorted(files))}.",
        "",
        "## Sources",
        "",
        *(
            f"- {source.publisher} ({source.year}): {source.title}."
            f"{f' <{source.url}>' if source.url else ''} {source.licence}."
            f"{f' {source.note}.' if source.note else ''}"
            for source in sources.values()
        ),
        "",
        "## Sums that do not close",
        "",
        *_sums(open_sums(table, catalogue, gazetteer), gazetteer),
        "",
        "## What must be said of the series",
        "",
        *_notes(catalogue, iso3),
    ]
    return "\n".join(lines) + "\n"


def _sums(found: Iterable[tuple[CellKey, float, float]], gazetteer: Gazetteer) -> list[str]:
    lines = [
        f"- {gazetteer.place(place).name}, `{code}`, {period}"
        f"{'' if sex == 'total' else f', {sex}'}: {value:,.10g}, but its parts add up to"
        f" {total:,.10g} ({total - value:+,.6g}). The source's own; not mended."
        for (place, code, period, sex, _), value, total in found
    ]
    return lines or ["None: every published total is the sum of its parts."]


def _notes(catalogue: IndicatorCatalogue, iso3: str) -> list[str]:
    notes: dict[tuple[str, bool], list[str]] = {}
    for series in catalogue.series_of(iso3).values():
        if series.note:
            notes.setdefault((series.note, series.proxy), []).append(f"`{series.indicator}`")
    lines = [
        f"- {', '.join(codes)}: {'(stand-in) ' if proxy else ''}{note}"
        for (note, proxy), codes in notes.items()
    ]
    return lines or ["Nothing more than the catalogue says."]
