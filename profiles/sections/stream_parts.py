"""Tables, charts and sentences about the streams of one place."""

from collections.abc import Sequence
from typing import Final

from mapping.i18n import N_, Message
from mapping.places import AdminLevel
from profiles.evidence.provenance import Method, Number, Origin
from profiles.indicators.flows import NOT_STATED
from profiles.narrative import Sentence, Style
from profiles.narrative.writer import said
from profiles.sections.chart_figures import with_figures
from profiles.sections.chart_model import Bar, BarChart, ChartWords, Emphasis
from profiles.sections.facts import Facts
from profiles.sections.gaps import values_of
from profiles.sections.stream_words import (
    FIRST,
    GROUPED,
    HIDDEN,
    HOME,
    LEADING_THREE,
    OUTSIDE,
    TITLES,
    UNKNOWN,
)
from profiles.sections.streams import Partner, Streams, Total, cells_of, share_of_cells
from profiles.sections.table_model import Align, Column, ProfileTable, Row
from profiles.sections.tables import LABEL_UNIT, spoken_period

MOST_PARTNERS: Final = 5
MOST_BARS: Final = 10
LEADING: Final = 3


def _words(facts: Facts, streams: Streams) -> dict[str, str]:
    entry = streams.entry
    return {
        "place": facts.name,
        "period": spoken_period(entry.period.rsplit("/", maxsplit=1)[-1]),
    }


def stream_table(facts: Facts, streams: Streams) -> ProfileTable:
    """The largest partners one by one, all others together."""
    shown = streams.partners[:MOST_PARTNERS]
    if len(streams.partners) <= MOST_PARTNERS + LEADING:
        shown = streams.partners
    rows = [Row(cells=(partner.name, partner.number, partner.share)) for partner in shown]
    if _others(streams, shown):
        rows.append(_rest_row(facts, streams, shown))
    rows.append(_sum_row(facts, streams))
    return ProfileTable(
        id=streams.id,
        title=_title_among(facts, streams),
        columns=(
            Column(label="", align=Align.START),
            Column(label=_people(facts)),
            Column(label=facts.text(_share(streams))),
        ),
        rows=tuple(rows),
        source_ids=(streams.entry.source.id,),
        notes=_notes(facts, streams),
    )


def _share(streams: Streams) -> str:
    """What the shares are of."""
    return N_("Share, %") if streams.is_whole else N_("Share of those shown, %")


def _title(facts: Facts, streams: Streams) -> str:
    template = TITLES[streams.entry.flow_type, streams.outward]
    return facts.translator.form(template, streams.entry.years, **_words(facts, streams))


def _title_among(facts: Facts, streams: Streams) -> str:
    """The title with what the partners are: one question may be answered by two levels."""
    entry, title = streams.entry, _title(facts, streams)
    level = entry.destination_level if streams.outward else entry.origin_level
    if level not in facts.levels:
        return title
    return facts.text(LABEL_UNIT, label=title, unit=facts.units(AdminLevel(level)))


def _people(facts: Facts) -> str:
    return facts.text(N_("People"))


def _others(streams: Streams, shown: Sequence[Partner]) -> int:
    """How many partners are not shown one by one."""
    return len(streams.partners) - len(shown) + streams.grouped


def _sum(facts: Facts, streams: Streams, total: Total) -> Number:
    return facts.number(
        Origin(method=Method.SUM, cells=total.cells, less=total.less),
        code=streams.entry.measure,
        about=total.cells[0],
        unit=streams.entry.unit(facts.language),
        style=Style.TABLE,
        formula=facts.text(N_("sum of streams")),
        source_id=streams.entry.source.id,
    )


def _rest(facts: Facts, streams: Streams, shown: Sequence[Partner]) -> tuple[str, Number, Number]:
    """All partners that are not shown one by one: what they are called, people and share."""
    rest = Total(cells=streams.everyone, less=cells_of(partner.number for partner in shown))
    share = share_of_cells(facts, shown[0].number, rest, Total(cells=streams.everyone))
    count = facts.translator.number(_others(streams, shown))
    return facts.text(N_("{count} others"), count=count), _sum(facts, streams, rest), share


def _rest_row(facts: Facts, streams: Streams, shown: Sequence[Partner]) -> Row:
    return Row(cells=_rest(facts, streams, shown))


def _sum_row(facts: Facts, streams: Streams) -> Row:
    total = _sum(facts, streams, Total(cells=streams.everyone))
    label = N_("All streams") if streams.grouped else N_("All streams shown")
    return Row(cells=(facts.text(label), total, ""), strong=True)


def _notes(facts: Facts, streams: Streams) -> tuple[str, ...]:
    notes = []
    if streams.hidden:
        words = GROUPED if streams.grouped else HIDDEN
        notes.append(facts.translator.plural(*words, streams.hidden))
    if streams.missing:
        notes.append(facts.translator.plural(*UNKNOWN, streams.missing))
    if streams.entry.note:
        notes.append(facts.text(streams.entry.note))
    return tuple(notes)


def stream_chart(facts: Facts, streams: Streams) -> BarChart | None:
    """The largest partners as bars; None with fewer than three."""
    shown = streams.partners[:MOST_BARS]
    if _others(streams, shown) == 1:
        shown = streams.partners  # one alone is named, and no others
    if len(shown) < LEADING:
        return None
    title = _title(facts, streams)
    named = [(partner.name, partner.number) for partner in shown]
    if _others(streams, shown):
        named.append(_rest(facts, streams, shown)[:2])
    bars = tuple(
        Bar(label=label, value=number.value, text=number.text, emphasis=Emphasis.SELF)
        for label, number in named
    )
    chart = BarChart(
        id=f"{streams.id}-bars",
        words=ChartWords(
            title=title,
            unit=streams.entry.unit(facts.language),
            alt=facts.text(
                N_("Bar chart: {title}. {list}."),
                title=title,
                list=values_of(facts, ((bar.label, bar.text) for bar in bars)),
            ),
            source_ids=(streams.entry.source.id,),
        ),
        bars=bars,
    )
    return with_figures(facts, chart, ((label, (number,)) for label, number in named))


def stream_sentences(facts: Facts, streams: Streams) -> tuple[Sentence, ...]:
    """The largest partner, and the three largest together when that is not nearly everyone.

    Nothing where some are not shown, and not known together either: of all people none can be said
    to be a share, nor a partner the largest.
    """
    key = (streams.entry.flow_type, streams.outward)
    known = [p for p in streams.partners if p.code != NOT_STATED and p is not streams.home]
    if not known or key not in FIRST or not streams.is_whole:
        return ()
    if streams.home is not None:
        return said(
            (_tell_home(facts, streams, streams.home), _tell_outside(facts, streams, known))
        )
    return said(
        (
            _tell_first(facts, streams, known[0], FIRST[key]),
            _tell_leading(facts, streams, known, LEADING_THREE[key]),
        )
    )


def _tell_first(
    facts: Facts, streams: Streams, partner: Partner, template: Message
) -> Sentence | None:
    """The largest partner, in percent of all."""
    return facts.writer.say(
        f"S4.1.{streams.entry.flow_type}",
        template,
        streams.entry.years,
        share=facts.restyled(partner.share, Style.SHARE),
        first=partner.name,
        **_words(facts, streams),
    )


def _tell_leading(
    facts: Facts,
    streams: Streams,
    known: Sequence[Partner],
    template: Message,
    *,
    outside: Partner | None = None,
) -> Sentence | None:
    """The three largest together, in percent of all or of all but those of one area."""
    if len(known) <= LEADING + 1:
        return None
    part = Total(cells=cells_of(partner.number for partner in known[:LEADING]))
    apart = () if outside is None else outside.number.origin.cells
    share = share_of_cells(facts, known[0].number, part, Total(cells=streams.everyone, less=apart))
    return facts.writer.say(
        f"S4.3.{streams.entry.flow_type}",
        template,
        streams.entry.years,
        first=known[0].name,
        second=known[1].name,
        third=known[2].name,
        share=facts.restyled(share, Style.SHARE),
        area=outside.name if outside else "",
        **_words(facts, streams),
    )


def _tell_home(facts: Facts, streams: Streams, home: Partner) -> Sentence | None:
    key = (streams.entry.flow_type, streams.outward)
    share = facts.restyled(home.share, Style.SHARE)
    words = _words(facts, streams)
    return facts.writer.say(f"S4.4.{key[0]}", HOME[key], share=share, area=home.name, **words)


def _tell_outside(facts: Facts, streams: Streams, known: Sequence[Partner]) -> Sentence | None:
    key = (streams.entry.flow_type, streams.outward)
    return _tell_leading(facts, streams, known, OUTSIDE[key], outside=streams.home)
