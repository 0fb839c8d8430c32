"""Charts of the parts of a whole and of one figure over time, with their alternative texts."""

from collections.abc import Iterator, Sequence
from typing import Final

from mapping.i18n import N_
from profiles.evidence.provenance import Number
from profiles.sections.chart_figures import with_figures
from profiles.sections.chart_model import (
    Bar,
    BarChart,
    ChartWords,
    ColumnChart,
    Emphasis,
    MirrorChart,
    Pair,
    StackChart,
)
from profiles.sections.drawing import FEWEST_BARS, title_of
from profiles.sections.facts import Facts
from profiles.sections.gaps import values_of
from profiles.sections.tables import ORDERED, SEXES, in_order, spoken_period

NEARLY_ALL: Final = 90.0  # percent: one bar beside which no other can be seen


def parts_bars(facts: Facts, whole: str, parts: Sequence[str], *, chart_id: str) -> BarChart | None:
    """The parts of a whole as shares, largest first."""
    total = facts.cell(whole, period=facts.cell(parts[0]).period)
    shares = [facts.share_of(facts.cell(code), total) for code in in_order(facts, parts)]
    shown = [number for number in shares if number.is_shown]
    if len(shown) < FEWEST_BARS or max(n.value or 0.0 for n in shown) > NEARLY_ALL:
        return None
    bars = tuple(
        Bar(label=facts.label(n.indicator), value=n.value, text=n.text, emphasis=Emphasis.SELF)
        for n in shown
    )
    chart = BarChart(
        id=chart_id,
        words=ChartWords(
            title=title_of(facts, whole, total.period),
            indicator=whole,
            unit=facts.text(N_("share, %")),
            alt=_parts_alt(facts, whole, bars),
            source_ids=(total.source_id,),
        ),
        bars=bars,
    )
    return with_figures(facts, chart, ((facts.label(n.indicator), (n,)) for n in shown))


def _parts_alt(facts: Facts, whole: str, bars: Sequence[Bar]) -> str:
    return facts.text(
        N_("Bar chart: {label} in {place}, shares in percent. {list}."),
        label=facts.label(whole),
        place=facts.name,
        list=values_of(facts, ((bar.label, bar.text) for bar in bars)),
    )


def parts_by_sex(
    facts: Facts, whole: str, parts: Sequence[str], *, chart_id: str
) -> MirrorChart | None:
    """The parts of a whole for women and men; None unless every part is published by sex."""
    ordered = in_order(facts, parts)
    if len(ordered) < FEWEST_BARS:
        return None
    if not all(facts.is_shown(code, sex=sex) for code in ordered for sex in SEXES):
        return None
    sides = [[facts.cell(code, sex=sex) for sex in SEXES] for code in ordered]
    if _is_nearly_all([sum(n.value or 0.0 for n in side) for side in sides]):
        return None
    pairs = tuple(_pair(facts, left, right) for left, right in sides)
    words = facts.text(N_("Women and girls")), facts.text(N_("Men and boys"))
    first = sides[0][0]
    chart = MirrorChart(
        id=chart_id,
        words=ChartWords(
            title=title_of(facts, whole, first.period),
            indicator=whole,
            unit=first.unit,
            alt=facts.text(
                N_("Mirrored bars: {label} in {place} by sex. {list}."),
                label=facts.label(whole),
                place=facts.name,
                list=both_sides(facts, words, pairs),
            ),
            source_ids=(first.source_id,),
        ),
        left_label=words[0],
        right_label=words[1],
        pairs=pairs,
    )
    rows = ((pair.label, side) for pair, side in zip(pairs, sides, strict=True))
    return with_figures(facts, chart, rows, words)


def both_sides(facts: Facts, words: tuple[str, str], pairs: Sequence[Pair]) -> str:
    """Every pair of mirrored bars in words."""
    return facts.translator.listing(
        facts.text(
            N_("{label}: {left} {left_value}, {right} {right_value}"),
            label=pair.label,
            left=words[0],
            left_value=pair.left_text,
            right=words[1],
            right_value=pair.right_text,
        )
        for pair in pairs
    )


def _pair(facts: Facts, left: Number, right: Number) -> Pair:
    return Pair(
        label=facts.label(left.indicator),
        left=left.value or 0.0,
        right=right.value or 0.0,
        left_text=left.text,
        right_text=right.text,
    )


def _is_nearly_all(values: Sequence[float]) -> bool:
    return max(values) > NEARLY_ALL / 100.0 * sum(values)


def columns_over_time(facts: Facts, code: str, *, chart_id: str) -> ColumnChart | None:
    """One column a date; None with fewer than two."""
    numbers = [
        facts.cell(code, period=period)
        for period in sorted(facts.pack.periods_of(code, facts.place.level))
    ]
    if sum(number.is_shown for number in numbers) < 2:  # noqa: PLR2004 - one date is no change
        return None
    if any((number.value or 0.0) < 0 for number in numbers):
        return None
    bars = tuple(
        Bar(
            label=spoken_period(n.period),
            value=n.value,
            text=n.text,
            emphasis=Emphasis.SELF,
        )
        for n in numbers
    )
    chart = ColumnChart(
        id=chart_id,
        words=ChartWords(
            title=facts.label(code),
            indicator=code,
            unit=facts.indicator(code).unit(facts.language),
            alt=facts.text(
                N_("Column chart: {label} in {place}. {list}."),
                label=facts.label(code),
                place=facts.name,
                list=values_of(facts, ((bar.label, bar.text) for bar in bars)),
            ),
            source_ids=tuple(dict.fromkeys(n.source_id for n in numbers)),
        ),
        bars=bars,
    )
    return with_figures(facts, chart, ((spoken_period(n.period), (n,)) for n in numbers))


def parts_stacked(
    facts: Facts, whole: str, parts: Sequence[str], *, chart_id: str
) -> StackChart | None:
    """Parts that have an order of their own, as one bar for the place and each place beside it."""
    if facts.indicator(parts[0]).dimension not in ORDERED or not facts.beside:
        return None
    period = facts.cell(parts[0]).period
    stacks = []
    for place in facts.columns:
        total = facts.cell(whole, period=period, place=place)
        shares = [
            facts.share_of(facts.cell(code, period=period, place=place), total) for code in parts
        ]
        if all(share.is_shown for share in shares):
            stacks.append((place.name_in(facts.language), shares))
    if not stacks or stacks[0][0] != facts.name:
        return None
    labels = tuple(facts.label(code) for code in parts)
    chart = StackChart(
        id=chart_id,
        words=ChartWords(
            title=title_of(facts, whole, period),
            indicator=whole,
            unit=facts.text(N_("share, %")),
            alt=facts.text(
                N_("Stacked bars: {label}, shares in percent. {list}."),
                label=facts.label(whole),
                list=values_of(facts, _in_words(facts, labels, stacks)),
            ),
            source_ids=(stacks[0][1][0].source_id,),
        ),
        labels=labels,
        stacks=tuple((name, tuple(n.value or 0.0 for n in shares)) for name, shares in stacks),
    )
    return with_figures(facts, chart, stacks, labels)


def _in_words(
    facts: Facts, labels: Sequence[str], stacks: Sequence[tuple[str, Sequence[Number]]]
) -> Iterator[tuple[str, str]]:
    """Every stack with its shares."""
    for name, shares in stacks:
        parts = (f"{share.text} {label}" for share, label in zip(shares, labels, strict=True))
        yield name, facts.translator.row(parts)
