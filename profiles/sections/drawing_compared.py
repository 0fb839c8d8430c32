"""Charts that put the place beside others: slope, waffle, pyramid with an outline, in and out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mapping.i18n import N_
from mapping.places import Place
from profiles.evidence.periods import last_year
from profiles.evidence.provenance import Number
from profiles.indicators.model import Formula
from profiles.sections.chart_figures import with_figures
from profiles.sections.chart_model import (
    Bar,
    ChartWords,
    Emphasis,
    MirrorChart,
    Pair,
    Slope,
    SlopeChart,
    WaffleChart,
)
from profiles.sections.comparable import counted_anew, is_count
from profiles.sections.drawing import FEWEST_BARS, diamonds, title_of
from profiles.sections.drawing_parts import both_sides
from profiles.sections.facts import PERCENT, Facts
from profiles.sections.gaps import values_of
from profiles.sections.streams import Streams
from profiles.sections.tables import spoken_period

MOST_PARTNERS: Final = 8
UPRIGHT: Final = N_("Upright marks, where they are drawn, are {area}.")
OTHERS: Final = (Emphasis.PARENT, Emphasis.COUNTRY)


def _compared(facts: Facts) -> list[tuple[Place, Emphasis]]:
    """The places beside this one with their colours; the one itself stands first."""
    above = zip(facts.beside, OTHERS[2 - len(facts.beside) :], strict=True)
    chosen = [(place, Emphasis.OTHER) for place in facts.chosen]
    return [(facts.place, Emphasis.SELF), *chosen, *above]


def slope(facts: Facts, code: str, *, chart_id: str) -> SlopeChart | None:
    """A rate at its last two dates, of the place and of those beside it."""
    periods = sorted(facts.pack.periods_of(code, facts.place.level), key=last_year)[-2:]
    if len(periods) < 2 or is_count(facts, code):  # noqa: PLR2004 - dates
        return None
    if counted_anew(facts, code) or not facts.beside:
        return None
    figures = _at_both(facts, code, periods)
    slopes = [_slope(name, *ends, emphasis) for name, ends, emphasis in figures]
    if len(slopes) < 2 or slopes[0].emphasis is not Emphasis.SELF:  # noqa: PLR2004 - places
        return None
    label = facts.label(code)
    texts = facts.translator.listing(
        facts.text(
            N_("{place} from {before} to {value}"),
            place=one.label,
            before=one.start_text,
            value=one.end_text,
        )
        for one in slopes
    )
    first, last = (spoken_period(period) for period in periods)
    alt = N_("Slope chart: {label}, from {start} to {end}. {list}.")
    chart = SlopeChart(
        id=chart_id,
        words=ChartWords(
            title=label,
            indicator=code,
            unit=facts.indicator(code).unit(facts.language),
            alt=facts.text(alt, label=label, start=first, end=last, list=texts),
            source_ids=(facts.source_id(code),),
        ),
        start_label=first,
        end_label=last,
        slopes=tuple(slopes[::-1]),
    )
    return with_figures(facts, chart, ((name, ends) for name, ends, _ in figures), (first, last))


def _at_both(
    facts: Facts, code: str, periods: Sequence[str]
) -> list[tuple[str, tuple[Number, Number], Emphasis]]:
    """The figures of the place and of each beside it that has both dates."""
    first, last = periods
    found = [
        (
            place.name_in(facts.language),
            (
                facts.cell(code, period=first, place=place),
                facts.cell(code, period=last, place=place),
            ),
            emphasis,
        )
        for place, emphasis in _compared(facts)
    ]
    return [one for one in found if all(number.is_shown for number in one[1])]


def _slope(label: str, start: Number, end: Number, emphasis: Emphasis) -> Slope:
    return Slope(
        label=label,
        start=start.value or 0.0,
        end=end.value or 0.0,
        start_text=start.text,
        end_text=end.text,
        emphasis=emphasis,
    )


def waffle(facts: Facts, code: str, *, chart_id: str) -> WaffleChart | None:
    """A share of a whole as squares of a hundred, of the place and of those beside it."""
    indicator = facts.indicator(code)
    if indicator.unit() != PERCENT or indicator.formula is not Formula.RATIO:
        return None
    own = facts.cell(code)
    if not own.is_shown or counted_anew(facts, code):
        return None
    found = [
        (facts.cell(code, period=own.period, place=place), place, emphasis)
        for place, emphasis in _compared(facts)
    ]
    shares = [one for one in found if one[0].is_shown]
    bars = tuple(
        Bar(
            label=place.name_in(facts.language),
            value=share.value,
            text=facts.text(N_("{value}%"), value=share.text),
            emphasis=emphasis,
        )
        for share, place, emphasis in shares
    )
    label = facts.label(code)
    alt = N_("Squares of a hundred: {label}. {list}.")
    chart = WaffleChart(
        id=chart_id,
        words=ChartWords(
            title=title_of(facts, code, own.period),
            indicator=code,
            unit=indicator.unit(facts.language),
            alt=facts.text(
                alt, label=label, list=values_of(facts, ((bar.label, bar.text) for bar in bars))
            ),
            source_ids=(own.source_id,),
            drawn_notes=(facts.text(N_("Each square is one in a hundred.")),),
        ),
        part_label=label,
        rest_label=facts.text(N_("All others")),
        shares=bars,
    )
    rows = ((place.name_in(facts.language), (share,)) for share, place, _ in shares)
    return with_figures(facts, chart, rows)


def pyramid(facts: Facts, whole: str, parts: Sequence[str], *, chart_id: str) -> MirrorChart | None:
    """Ages by sex as shares of everyone, with the outline of the country's."""
    if facts.indicator(parts[0]).dimension != "age":
        return None
    own = _sides(facts, whole, parts, facts.place)
    if own is None:
        return None
    country = _sides(facts, whole, parts, facts.country) if facts.beside else None
    beside = [(place, _sides(facts, whole, parts, place)) for place in facts.chosen]
    other, marked = next(((place, sides) for place, sides in beside if sides), (None, None))
    rows = zip(parts, own, _ends(country, own), _ends(marked, own), strict=True)
    pairs = tuple(
        replace(_pair(facts.label(code), *sides), outline=line, other=mark)
        for code, sides, line, mark in rows
    )[::-1]
    words = facts.text(N_("Women and girls")), facts.text(N_("Men and boys"))
    first = own[0][0]
    alt = N_("Population pyramid of {place}, shares in percent. {list}.")
    area = facts.country.name_in(facts.language) if country else ""
    beside_label = other.name_in(facts.language) if other else ""
    chart = MirrorChart(
        id=chart_id,
        words=ChartWords(
            title=title_of(facts, whole, first.period),
            indicator=whole,
            unit=facts.text(N_("share, %")),
            alt=facts.text(alt, place=facts.name, list=both_sides(facts, words, pairs)),
            source_ids=(first.source_id,),
            drawn_notes=_marks(facts, area, beside_label),
        ),
        left_label=words[0],
        right_label=words[1],
        pairs=pairs,
        outline_label=area,
        other_label=beside_label,
    )
    figures = ((facts.label(code), sides) for code, sides in zip(parts, own, strict=True))
    return with_figures(facts, chart, figures, words)


def _pair(label: str, left: Number, right: Number) -> Pair:
    return Pair(
        label=label,
        left=left.value or 0.0,
        right=right.value or 0.0,
        left_text=left.text,
        right_text=right.text,
    )


def _marks(facts: Facts, area: str, other: str) -> tuple[str, ...]:
    """What the marks over the bars of a pyramid are."""
    upright = (facts.text(UPRIGHT, area=area),) if area else ()
    return (*upright, *diamonds(facts, other))


def _ends(
    sides: Sequence[tuple[Number, Number]] | None, own: Sequence[object]
) -> Sequence[tuple[float, float] | None]:
    """The values of both sides by age; where there are none, nothing for each of the own."""
    if sides is None:
        return [None] * len(own)
    return [(left.value or 0.0, right.value or 0.0) for left, right in sides]


def _sides(
    facts: Facts, whole: str, parts: Sequence[str], place: Place
) -> list[tuple[Number, Number]] | None:
    """Women and men of each age as shares of everyone; None unless all of them are shown."""
    total = facts.cell(whole, period=facts.cell(parts[0]).period, place=place)
    sides = []
    for code in parts:
        ages = (
            facts.cell(code, period=total.period, place=place, sex=s) for s in ("female", "male")
        )
        left, right = (facts.share_of(number, total) for number in ages)
        sides.append((left, right))
    return sides if all(n.is_shown for side in sides for n in side) else None


def in_and_out(facts: Facts, inward: Streams, outward: Streams) -> MirrorChart | None:
    """Who came from and who went to the same places, on both sides of an axis."""
    there = {partner.code: partner for partner in outward.partners}
    both = [(partner, there[partner.code]) for partner in inward.partners if partner.code in there]
    if len(both) < FEWEST_BARS or inward.entry.id != outward.entry.id:
        return None
    largest = sorted(both, key=lambda two: -sum(one.number.value or 0.0 for one in two))
    rows = [(came.name, (came.number, left.number)) for came, left in largest[:MOST_PARTNERS]]
    pairs = tuple(_pair(name, *sides) for name, sides in rows)
    words = facts.text(N_("Moved in")), facts.text(N_("Moved out"))
    title = facts.text(
        N_("People who moved in and out, {period}"), period=spoken_period(inward.entry.period)
    )
    chart = MirrorChart(
        id=f"{inward.id}-{outward.id}",
        words=ChartWords(
            title=title,
            unit=inward.entry.unit(facts.language),
            alt=facts.text(
                N_("Mirrored bars: {title}. {list}."),
                title=title,
                list=both_sides(facts, words, pairs),
            ),
            source_ids=(inward.entry.source.id,),
        ),
        left_label=words[0],
        right_label=words[1],
        pairs=pairs,
    )
    return with_figures(facts, chart, rows, words)
