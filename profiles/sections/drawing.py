"""Charts that any section can have, each with its alternative text made from the same facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from mapping.i18n import N_
from mapping.places import AdminLevel, Place
from profiles.evidence.comparison import FEWEST_RANKED, quartiles
from profiles.evidence.provenance import Number, Peers
from profiles.narrative import Style, printed
from profiles.sections.chart_figures import with_figures
from profiles.sections.chart_model import Bar, BarChart, ChartWords, Emphasis, StripChart
from profiles.sections.comparable import counted_anew
from profiles.sections.facts import Facts
from profiles.sections.model import MapFigure
from profiles.sections.tables import has_row, spoken_period

MOST_BARS: Final = 22
FEWEST_BARS: Final = 3


def title_of(facts: Facts, code: str, period: str) -> str:
    """What and when, the first line of every chart."""
    return facts.text(
        N_("{label}, {period}"), label=facts.label(code), period=spoken_period(period)
    )


def siblings(facts: Facts) -> tuple[Peers, Place]:
    """The places below the same parent."""
    parent = facts.beside[0]
    within = None if parent.level is AdminLevel.ADM0 else parent.place_code
    return Peers(level=facts.place.level, within=within), parent


def sibling_bars(facts: Facts, code: str, *, chart_id: str) -> BarChart | None:
    """The place among those of the same parent, highest first; what is not shown stands last."""
    if not facts.beside:
        return None
    peers, parent = siblings(facts)
    codes = facts.tables.peer_codes(peers)
    own = facts.cell(code)
    if not (FEWEST_BARS <= len(codes) <= MOST_BARS and has_row(facts, own)):
        return None
    numbers = [
        facts.cell(code, period=own.period, place=facts.pack.gazetteer.place(c)) for c in codes
    ]
    if sum(number.is_shown for number in numbers) < FEWEST_BARS:
        return None
    outside = [place for place in facts.chosen if place.place_code not in codes]
    far = [facts.cell(code, period=own.period, place=place) for place in outside]
    ordered = _ordered([*numbers, *far])
    chart = BarChart(
        id=chart_id,
        words=ChartWords(
            title=title_of(facts, code, own.period),
            indicator=code,
            unit=facts.indicator(code).unit(facts.language),
            alt=_bars_alt(facts, own, [_bar(facts, n) for n in _ordered(numbers)], parent),
            source_ids=(own.source_id,),
            notes=tuple(_outside(facts, place, parent) for place in outside),
        ),
        bars=tuple(_bar(facts, number) for number in ordered),
    )
    rows = ((bar.label, (number,)) for bar, number in zip(chart.bars, ordered, strict=True))
    return with_figures(facts, chart, rows)


def _ordered(numbers: Iterable[Number]) -> list[Number]:
    """Highest first; what is not shown stands last."""
    return sorted(numbers, key=lambda n: (n.value is None, -(n.value or 0.0), n.place_code))


def _outside(facts: Facts, place: Place, parent: Place) -> str:
    names = {"place": place.name_in(facts.language), "area": parent.name_in(facts.language)}
    return facts.text(N_("{place}, which stands beside the others, is not in {area}."), **names)


def emphasis_of(facts: Facts, place_code: str) -> Emphasis:
    """What the mark of a place of the same level stands for."""
    if place_code == facts.place.place_code:
        return Emphasis.SELF
    chosen = {place.place_code for place in facts.chosen}
    return Emphasis.OTHER if place_code in chosen else Emphasis.PEER


def with_other(facts: Facts, alt: str, code: str, period: str) -> str:
    """An alternative text with the figure of the place that stands beside it, if there is one."""
    for place in facts.chosen:
        value = facts.cell(code, period=period, place=place).text
        name = place.name_in(facts.language)
        alt = facts.text(N_("{alt} {place}: {value}."), alt=alt, place=name, value=value)
    return alt


def diamonds(facts: Facts, name: str) -> tuple[str, ...]:
    """What the diamonds of a chart are: the place that stands beside it, if there is one."""
    return (facts.text(N_("Diamonds are {place}."), place=name),) if name else ()


def _bar(facts: Facts, number: Number) -> Bar:
    return Bar(
        label=facts.name_of(number.place_code),
        value=number.value,
        text=number.text,
        emphasis=emphasis_of(facts, number.place_code),
    )


def _bars_alt(facts: Facts, number: Number, bars: Sequence[Bar], parent: Place) -> str:
    shown = [bar for bar in bars if bar.value is not None]
    own = next(bar for bar in bars if bar.emphasis is Emphasis.SELF)
    code = number.indicator
    alt = facts.text(
        N_(
            "Bar chart: {label} ({unit}) in the {n} {units} of {area}. Highest: {top}, {top_value}."
            " Lowest: {bottom}, {bottom_value}. {place}: {value}."
        ),
        label=facts.label(code),
        unit=facts.indicator(code).unit(facts.language),
        n=facts.translator.number(len(bars)),
        units=facts.units(facts.place.level),
        area=parent.name_in(facts.language),
        top=shown[0].label,
        top_value=shown[0].text,
        bottom=shown[-1].label,
        bottom_value=shown[-1].text,
        place=own.label,
        value=own.text,
    )
    return with_other(facts, alt, code, number.period)


def strip(facts: Facts, code: str, *, chart_id: str) -> StripChart | None:
    """Every published place of the level as a dot, this one named; None with fewer than five."""
    if not facts.beside or not facts.is_shown(code):
        return None
    own = facts.cell(code)
    peers = Peers(level=facts.place.level)
    values = facts.tables.peer_values(own.origin.cells[0], peers)
    if len(values) < FEWEST_RANKED or min(values.values()) == max(values.values()):
        return None
    compared = () if counted_anew(facts, code) else (facts.country,)
    marks = (facts.cell(code, period=own.period, place=place) for place in compared)
    above = [number for number in marks if number.is_shown and _within(number, values)]
    chosen = _chosen(facts, code, own.period)
    dots = (
        *(_dot(facts, place, value) for place, value in values.items()),
        *(replace(_bar(facts, number), emphasis=Emphasis.COUNTRY) for number in above),
        *(_bar(facts, number) for number in (*chosen, own)),
    )
    chart = StripChart(
        id=chart_id,
        words=ChartWords(
            title=title_of(facts, code, own.period),
            indicator=code,
            unit=facts.indicator(code).unit(facts.language),
            alt=_strip_alt(facts, own, values),
            source_ids=(own.source_id,),
            notes=(
                facts.text(
                    N_(
                        "One dot for each of the {n} {units} with data; the box holds the middle"
                        " half."
                    ),
                    n=facts.translator.number(len(values)),
                    units=facts.units(facts.place.level),
                ),
            ),
        ),
        dots=dots,
        quartiles=quartiles(values.values()),
    )
    named = ((facts.name_of(number.place_code), (number,)) for number in (own, *chosen, *above))
    return with_figures(facts, chart, named)


def _chosen(facts: Facts, code: str, period: str) -> list[Number]:
    """The figure of the place that stands beside it, where there is one that may be shown."""
    found = (facts.cell(code, period=period, place=place) for place in facts.chosen)
    return [number for number in found if number.is_shown]


def _within(number: Number, values: Mapping[str, float]) -> bool:
    return number.value is not None and min(values.values()) <= number.value <= max(values.values())


def _dot(facts: Facts, place_code: str, value: float) -> Bar:
    return Bar(label=facts.name_of(place_code), value=value, text="", emphasis=Emphasis.PEER)


def _strip_alt(facts: Facts, own: Number, values: Mapping[str, float]) -> str:
    decimals = facts.indicator(own.indicator).decimals
    ordered = sorted(values, key=lambda code: (values[code], code))

    def text(value: float) -> str:
        return printed(value, Style.TABLE, facts.translator, decimals=decimals)

    _, median, _ = quartiles(values.values())
    alt = facts.text(
        N_(
            "Dot plot: {label} ({unit}) in {n} {units}, from {low} in {lowest} to {high} in"
            " {highest}; half of them lie below {median}. {place}: {value}."
        ),
        label=facts.label(own.indicator),
        unit=own.unit,
        n=facts.translator.number(len(values)),
        units=facts.units(facts.place.level),
        low=text(values[ordered[0]]),
        lowest=facts.name_of(ordered[0]),
        high=text(values[ordered[-1]]),
        highest=facts.name_of(ordered[-1]),
        median=text(median),
        place=facts.name,
        value=own.text,
    )
    return with_other(facts, alt, own.indicator, own.period)


def choropleth(facts: Facts, code: str, *, map_id: str) -> MapFigure | None:
    """A map of the country's places of this level with the place outlined.

    Of the country it is a map of its smallest places that have figures.
    """
    if not facts.is_shown(code):
        return None
    own = facts.cell(code)
    is_country = facts.place.level is AdminLevel.ADM0
    level = _smallest(facts, own) if is_country else facts.place.level
    if level is None:
        return None
    return MapFigure(
        id=map_id,
        indicator=code,
        level=level,
        period=own.period,
        title=title_of(facts, code, own.period),
        alt=facts.text(
            N_(
                "Map of {area} by {unit_name}: {label} ({unit}), {period}. {place}, outlined:"
                " {value}."
            )
            if not is_country
            else N_(
                "Map of {area} by {unit_name}: {label} ({unit}), {period}. From {low} in {lowest}"
                " to {high} in {highest}. {place}: {value}."
            ),
            area=facts.country.name_in(facts.language),
            unit_name=facts.unit(level),
            label=facts.label(code),
            unit=own.unit,
            period=spoken_period(own.period),
            place=facts.name,
            value=own.text,
            **(_ends(facts, own, level) if is_country else {}),
        ),
        source_ids=(own.source_id,),
    )


def _smallest(facts: Facts, own: Number) -> AdminLevel | None:
    """The lowest level of which a map shows more than a few places."""
    levels = [level for level in facts.pack.gazetteer.levels if level is not AdminLevel.ADM0]
    for level in reversed(levels):
        if len(facts.tables.peer_values(own.origin.cells[0], Peers(level=level))) >= FEWEST_BARS:
            return level
    return None


def _ends(facts: Facts, own: Number, level: AdminLevel) -> dict[str, str]:
    """The lowest and the highest figure of a level, and the places that have them."""
    values = facts.tables.peer_values(own.origin.cells[0], Peers(level=level))
    ordered = sorted(values, key=lambda place: (values[place], place))
    lowest, highest = (facts.pack.gazetteer.place(place) for place in (ordered[0], ordered[-1]))
    return {
        "low": facts.cell(own.indicator, period=own.period, place=lowest).text,
        "lowest": lowest.name_in(facts.language),
        "high": facts.cell(own.indicator, period=own.period, place=highest).text,
        "highest": highest.name_in(facts.language),
    }
