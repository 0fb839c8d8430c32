"""The place beside its neighbours, beside places like it, and among all places of its level."""

from collections.abc import Iterator, Sequence
from typing import Final

from mapping.i18n import N_
from mapping.places import AdminLevel, Place
from profiles.evidence.comparison import FEWEST_RANKED, Circle, quartiles_of
from profiles.evidence.provenance import Number, Peers
from profiles.outline.sections import OUTLINE
from profiles.sections.chart_figures import with_figures
from profiles.sections.chart_model import ChartWords, Spine, SpineChart
from profiles.sections.circles import places_in, variables
from profiles.sections.comparable import counted_anew, is_count
from profiles.sections.drawing import diamonds
from profiles.sections.facts import Facts
from profiles.sections.gaps import values_of
from profiles.sections.table_model import Align, Column, ProfileTable, Row
from profiles.sections.tables import (
    codes_of_section,
    has_row,
    place_columns,
    sources_of,
    spoken_period,
    with_unit,
)

MOST_ROWS: Final = 8
MOST_SPINES: Final = 6  # so that an edition of one page fits on it
MOST_PLACES: Final = 4
A_SECTION: Final = 2  # indicators of one section in a comparison
TITLES: Final = {
    Circle.NEIGHBOURS: N_("{place} beside neighbouring {units}"),
    Circle.SIMILAR: N_("{place} beside the {units} most like it"),
}
SPINE_NOTE: Final = N_(
    "The middle is the median of the {units} with data, the edge as far from it as the farthest of"
    " them."
)
SPINE_MARKS: Final = N_(
    "On a line, the box holds the middle half, the dot is {place}, the upright mark {area}."
)


def compared_codes(facts: Facts) -> list[str]:
    """The rates and shares that the place has, a few of each section; its size leads."""
    codes = ["pop_total"] if "pop_total" in facts.pack.indicators else []
    for outline in OUTLINE:
        rates = [
            code
            for code in codes_of_section(facts, outline.number)
            if not is_count(facts, code) and facts.is_shown(code)
        ]
        leading = [code for code in outline.main if code in rates]
        codes += list(dict.fromkeys([*leading, *rates]))[:A_SECTION]
    return codes


def beside_tables(facts: Facts) -> tuple[ProfileTable, ...]:
    """A table of the neighbours and one of similar places, where there are any."""
    if facts.place.level is AdminLevel.ADM0:
        return ()
    found = (_beside(facts, circle) for circle in (Circle.NEIGHBOURS, Circle.SIMILAR))
    return tuple(table for table in found if table is not None)


def _beside(facts: Facts, circle: Circle) -> ProfileTable | None:
    places = (facts.place, *places_in(facts, circle)[:MOST_PLACES])
    lines = [_line(facts, code, places) for code in compared_codes(facts)[:MOST_ROWS]]
    kept = [line for line in lines if any(has_row(facts, number) for number in line[1:])]
    if len(places) == 1 or not kept:
        return None
    return ProfileTable(
        id=f"beside-{circle}",
        title=facts.text(TITLES[circle], place=facts.name, units=facts.units(facts.place.level)),
        columns=(
            Column(label=facts.text(N_("Indicator")), align=Align.START),
            *place_columns(facts, places),
            Column(label=facts.text(N_("Year"))),
        ),
        rows=tuple(
            Row(
                cells=(
                    with_unit(facts, facts.indicator(line[0].indicator)),
                    *line,
                    spoken_period(line[0].period),
                )
            )
            for line in kept
        ),
        source_ids=sources_of(number for line in kept for number in line),
        notes=_notes(facts, circle),
    )


def _line(facts: Facts, code: str, places: Sequence[Place]) -> list[Number]:
    period = facts.cell(code).period
    return [facts.cell(code, period=period, place=place) for place in places]


def _notes(facts: Facts, circle: Circle) -> tuple[str, ...]:
    units = facts.units(facts.place.level)
    if circle is Circle.SIMILAR:
        labels = facts.translator.listing(facts.label(code) for code in variables(facts))
        similar = N_(
            "The {units} that lie nearest to {place} in these figures, each in units of its"
            " standard deviation, counts and density as logarithms: {labels}."
        )
        return (facts.text(similar, units=units, place=facts.name, labels=labels),)
    if facts.place.neighbours:
        more = len(places_in(facts, circle)) - MOST_PLACES
        first = N_("The first {count} of the {units} whose boundaries touch.")
        shown = facts.translator.number(MOST_PLACES)
        return (facts.text(first, count=shown, units=units),) if more > 0 else ()
    nearest = N_("No boundary touches that of {place}: these are the nearest {units}.")
    return (facts.text(nearest, place=facts.name, units=units),)


def spine(facts: Facts) -> SpineChart | None:
    """Each rate of the place on a line of its own, among all places of the level."""
    if facts.place.level is AdminLevel.ADM0:
        return None
    found = ((code, _spine(facts, code)) for code in compared_codes(facts))
    drawn = [(code, line) for code, line in found if line is not None][:MOST_SPINES]
    lines = tuple(line for _, line in drawn)
    if not lines:
        return None
    units, area = facts.units(facts.place.level), facts.country.name_in(facts.language)
    other = next((place.name_in(facts.language) for place in facts.chosen), "")
    marks = facts.text(SPINE_MARKS, place=facts.name, area=area)
    title = facts.text(
        N_("{place} among the {units} of {area}"), place=facts.name, units=units, area=area
    )
    chart = SpineChart(
        id="s0-spine",
        words=ChartWords(
            title=title,
            unit="",
            alt=facts.text(
                N_("Spine chart: {title}. {list}."),
                title=title,
                list=values_of(facts, _spoken(lines, other)),
            ),
            source_ids=tuple(dict.fromkeys(line.source_id for line in lines)),
            notes=(facts.text(SPINE_NOTE, units=units),),
            drawn_notes=(marks, *diamonds(facts, other)),
        ),
        lines=lines,
        own_label=facts.name,
        country_label=area,
        other_label=other,
    )
    places = (facts.place, *facts.chosen)
    rows = ((line.label, _line(facts, code, places)) for code, line in drawn)
    return with_figures(facts, chart, rows, [place.name_in(facts.language) for place in places])


def _spoken(lines: Sequence[Spine], other: str) -> Iterator[tuple[str, str]]:
    """Each line with its value, and that of the place beside it."""
    for line in lines:
        yield line.label, line.text
        if other:
            yield other, line.other_text


def _spine(facts: Facts, code: str) -> Spine | None:
    """The five figures of one line; None where too few places have the indicator."""
    own = facts.cell(code)
    if own.value is None or is_count(facts, code):
        return None
    values = facts.tables.ordered_values(own.origin.cells[0], Peers(level=facts.place.level))
    if len(values) < FEWEST_RANKED or values[0] == values[-1]:
        return None
    whole = facts.cell(code, period=own.period, place=facts.country)
    compared = whole.value is not None and not counted_anew(facts, code)
    beside = [facts.cell(code, period=own.period, place=place) for place in facts.chosen]
    return Spine(
        label=with_unit(facts, facts.indicator(code)),
        text=own.text,
        value=own.value,
        country=whole.value if compared else None,
        low=values[0],
        quartiles=quartiles_of(values),
        high=values[-1],
        source_id=own.source_id,
        other=next((number.value for number in beside), None),
        other_text=next((number.text for number in beside), ""),
    )
