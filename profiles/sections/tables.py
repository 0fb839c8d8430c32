"""Tables that any section can have: figures beside the parent's and the country's, parts, time."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from statistics import mode

from mapping.i18n import N_, Translator
from mapping.places import Place
from profiles.evidence.provenance import Number
from profiles.indicators.model import Formula, Indicator, Status, parse_part
from profiles.narrative.rounding import NOT_APPLICABLE
from profiles.narrative.writer import once
from profiles.outline.expected import expected_by_code
from profiles.sections.comparable import counted_anew
from profiles.sections.facts import Facts
from profiles.sections.table_model import Align, Cell, Column, ProfileTable, Row

LEVELS_DIFFER = N_(
    "Three dots (...): counted anew at each level, moves between districts for a district, between"
    " provinces for a province; figures of different levels are not compared."
)

PROXIES = N_("Proxy figures, standing in for the catalogue's definition: {labels}. {note}")
LABEL_UNIT = N_("{label} ({unit})")
SEXES = ("female", "male")
ORDERED = frozenset({"stay", "age", "distance"})


def codes_of_section(facts: Facts, number: int) -> list[str]:
    """Indicators of a section that the pack has at this level, breakdowns left aside."""
    return list(_codes_by_section(facts).get(number, ()))


@lru_cache(maxsize=2)  # of the profile that is being made
def _codes_by_section(facts: Facts) -> Mapping[int, Sequence[str]]:
    found: dict[int, list[str]] = {}
    for code, indicator in facts.pack.indicators.items():
        if (
            indicator.parts_of is None
            and indicator.formula is not Formula.MIDPOINT
            and not is_share_of_part(facts, indicator)
            and not is_other_name(facts, indicator)
            and facts.found(code) is not None
        ):
            found.setdefault(indicator.section, []).append(code)
    return found


def is_share_of_part(facts: Facts, indicator: Indicator) -> bool:
    """Whether the breakdown that a share belongs to is printed anyway, part by part."""
    if indicator.code in expected_by_code() or indicator.formula is not Formula.RATIO:
        return False
    part = facts.pack.indicators.get(indicator.numerator or "")
    return part is not None and part.parts_of == indicator.denominator


def is_other_name(facts: Facts, indicator: Indicator) -> bool:
    """Whether an indicator is, at this level, the same figure as another that is printed."""
    code = indicator.code
    if indicator.formula is Formula.RATIO and indicator.numerator:
        code = parse_part(indicator.numerator).code
    series = facts.pack.series.get(code)
    return (
        series is not None
        and series.same_as in facts.pack.indicators
        and facts.place.level in series.same_at
    )


def has_row(facts: Facts, number: Number) -> bool:
    """Whether the tables have a row for a number, shown or not."""
    return any(facts.tables.row(cell) is not None for cell in number.origin.cells)


def sources_of(numbers: Iterable[Number]) -> tuple[str, ...]:
    """The sources of numbers, each once."""
    return tuple(dict.fromkeys(n.source_id for n in numbers if n.source_id))


def notes_of(facts: Facts, codes: Iterable[str]) -> tuple[str, ...]:
    """What must be said under a table: proxies, what a series does not close, caveats."""
    notes: list[str] = []
    proxies: dict[str, list[str]] = {}
    for code in codes:
        series = facts.pack.series.get(code)
        if series is not None and series.proxy:
            proxies.setdefault(series.note_in(facts.language), []).append(facts.label(code))
        elif series is not None and series.note:
            notes.append(series.note_in(facts.language))
    for note, labels in proxies.items():
        text = facts.text(
            PROXIES, labels=facts.translator.listing(dict.fromkeys(labels)), note=note
        )
        notes.append(text.strip())
    if facts.beside and any(counted_anew(facts, code) for code in codes):
        notes.append(facts.text(LEVELS_DIFFER))
    return tuple(once(notes))


def headline(facts: Facts, codes: Sequence[str], *, table_id: str) -> ProfileTable:
    """One line an indicator: the place, its parent, its country, of the same period."""
    others = [place.name_in(facts.language) for place in facts.others]
    title = facts.text(
        N_("{place} beside {others}"), place=facts.name, others=facts.translator.row(others)
    )
    rows, numbers = [], []
    for code in codes:
        own = facts.cell(code)
        line: list[Cell] = [own, *values_beside(facts, code, own.period)]
        numbers += [cell for cell in line if isinstance(cell, Number)]
        label = with_unit(facts, facts.indicator(code))
        rows.append(Row(cells=(label, *line, spoken_period(own.period))))
    return ProfileTable(
        id=table_id,
        title=title if others else facts.name,
        columns=(
            Column(label=facts.text(N_("Indicator")), align=Align.START),
            *place_columns(facts),
            Column(label=facts.text(N_("Year"))),
        ),
        rows=tuple(rows),
        source_ids=sources_of(numbers),
        notes=notes_of(facts, codes),
    )


def values_beside(facts: Facts, code: str, period: str) -> list[Cell]:
    """The figures of the places beside; three dots where levels do not compare."""
    level = facts.place.level if counted_anew(facts, code) else None
    return [
        facts.cell(code, period=period, place=place)
        if level is None or place.level is level
        else NOT_APPLICABLE
        for place in facts.others
    ]


def place_columns(facts: Facts, places: Sequence[Place] | None = None) -> tuple[Column, ...]:
    """A column a place."""
    shown = facts.columns if places is None else places
    return tuple(Column(label=place.name_in(facts.language)) for place in shown)


def with_unit(facts: Facts, indicator: Indicator) -> str:
    """Label and unit in one: "Population density, persons per km²"."""
    label, unit = indicator.label(facts.language), indicator.unit(facts.language)
    if not unit or unit.casefold() == label.casefold():
        return label
    return facts.text(LABEL_UNIT, label=label, unit=unit)


def spoken_period(period: str) -> str:
    """A period as tables and sentences print it: 2016/2021 is 2016–2021."""
    return period.replace("/", "\u2013")


def spoken_date(day: str, translator: Translator) -> str:
    """A date as the reader writes it; what is none in the file of somebody stays as it is."""
    try:
        return translator.date(date.fromisoformat(day))
    except ValueError:
        return day


def by_sex(facts: Facts, codes: Sequence[str], *, table_id: str) -> ProfileTable | None:
    """Women and men, for the indicators that are published by sex."""
    rows: list[Row] = []
    numbers: list[Number] = []
    kept: list[str] = []
    for code in codes:
        found = [facts.found(code, sex=sex) for sex in SEXES]
        if any(r and (r[0] is not None or r[1] is Status.SUPPRESSED) for r in found):
            sexes = [facts.cell(code, sex=sex) for sex in SEXES]
            label = with_unit(facts, facts.indicator(code))
            rows.append(Row(cells=(label, *sexes, spoken_period(sexes[0].period))))
            numbers += sexes
            kept.append(code)
    if not rows:
        return None
    return ProfileTable(
        id=table_id,
        title=facts.text(N_("By sex")),
        columns=(
            Column(label=facts.text(N_("Indicator")), align=Align.START),
            Column(label=facts.text(N_("Women and girls"))),
            Column(label=facts.text(N_("Men and boys"))),
            Column(label=facts.text(N_("Year"))),
        ),
        rows=tuple(rows),
        source_ids=sources_of(numbers),
    )


def parts_by_whole(facts: Facts, section: int) -> list[tuple[str, str, list[str]]]:
    """Breakdowns of a section: the whole, the dimension it is broken down by, and the parts.

    A breakdown whose parts belong to several sections stands where most of them do.
    """
    return list(_parts_by_section(facts).get(section, ()))


@lru_cache(maxsize=2)  # of the profile that is being made
def _parts_by_section(facts: Facts) -> Mapping[int, Sequence[tuple[str, str, list[str]]]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for code, indicator in facts.pack.indicators.items():
        whole = indicator.parts_of
        if whole and whole in facts.pack.indicators and facts.found(code) is not None:
            groups.setdefault((whole, indicator.dimension), []).append(code)
    found: dict[int, list[tuple[str, str, list[str]]]] = {}
    for (whole, dimension), parts in groups.items():
        if sum(facts.is_shown(code) for code in parts) > 1:
            section = mode(facts.indicator(code).section for code in parts)
            found.setdefault(section, []).append((whole, dimension, parts))
    return found


def breakdown(facts: Facts, whole: str, parts: Sequence[str], *, table_id: str) -> ProfileTable:
    """The parts of a whole, largest first, with shares here and in the country."""
    total = facts.cell(whole, period=facts.cell(parts[0]).period)
    ordered = in_order(facts, parts)
    others = facts.others
    rows, numbers = [], [total]
    for code in ordered:
        own = facts.cell(code)
        cells: list[Cell] = [own, facts.share_of(own, total)]
        cells += [_share_at(facts, code, whole, place) for place in others]
        numbers.append(own)
        rows.append(Row(cells=(facts.label(code), *cells)))
    shares = facts.text(N_("Share, %"))
    return ProfileTable(
        id=table_id,
        title=facts.text(
            N_("{label}, {period}"), label=facts.label(whole), period=spoken_period(total.period)
        ),
        columns=(
            Column(label="", align=Align.START),
            Column(label=facts.text(N_("Number"))),
            Column(label=shares),
            *(Column(label=f"{p.name_in(facts.language)}, %") for p in others),
        ),
        rows=(*rows, _total_row(facts, total, len(others))),
        source_ids=sources_of(numbers),
        notes=notes_of(facts, (whole, *parts)),
    )


def in_order(facts: Facts, parts: Sequence[str]) -> list[str]:
    """Parts that have an order of their own stay in it, others stand largest first."""
    if facts.indicator(parts[0]).dimension in ORDERED:
        return list(parts)
    return sorted(parts, key=lambda code: -(facts.cell(code).value or 0.0))


def _share_at(facts: Facts, part: str, whole: str, place: Place) -> Number:
    period = facts.cell(part).period
    return facts.share_of(
        facts.cell(part, period=period, place=place), facts.cell(whole, period=period, place=place)
    )


def _total_row(facts: Facts, total: Number, others: int) -> Row:
    label = facts.text(N_("All, as published"))
    return Row(cells=(label, total, "", *("" for _ in range(others))), strong=True)


def over_time(facts: Facts, code: str, *, table_id: str) -> ProfileTable | None:
    """An indicator at each of its dates; None with fewer than two."""
    periods = facts.pack.periods_of(code, facts.place.level)
    if len(periods) < 2:  # noqa: PLR2004 - one date is no change
        return None
    rows, numbers = [], []
    for period in sorted(periods):
        line = [facts.cell(code, period=period, place=place) for place in facts.columns]
        if has_row(facts, line[0]):
            rows.append(Row(cells=(spoken_period(period), *line)))
            numbers += line
    if len({n.value for n in numbers if n.place_code == facts.place.place_code}) < 2:  # noqa: PLR2004
        return None
    return ProfileTable(
        id=table_id,
        title=with_unit(facts, facts.indicator(code)),
        columns=(
            Column(label=facts.text(N_("Year")), align=Align.START),
            *place_columns(facts),
        ),
        rows=tuple(rows),
        source_ids=sources_of(numbers),
        notes=notes_of(facts, (code,)),
    )
