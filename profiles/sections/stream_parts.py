"""Tables, charts and sentences about the streams of one place."""

from collections.abc import Sequence
from typing import Final

from mapping.i18n import N_
from profiles.indicators.flows import NOT_STATED
from profiles.narrative import Sentence, Style
from profiles.narrative.writer import said
from profiles.provenance import Method, Number, Origin
from profiles.sections.facts import Facts
from profiles.sections.model import (
    Align,
    Bar,
    BarChart,
    ChartWords,
    Column,
    Emphasis,
    ProfileTable,
    Row,
)
from profiles.sections.stream_words import (
    FIRST,
    HIDDEN,
    HOME,
    LEADING_THREE,
    OUTSIDE,
    TITLES,
    UNKNOWN,
)
from profiles.sections.streams import Partner, Streams, share_of_cells
from profiles.sections.tables import spoken_period

MOST_PARTNERS: Final = 5
MOST_BARS: Final = 10
LEADING: Final = 3


def _words(facts: Facts, streams: Streams) -> dict[str, str]:
    entry = streams.entry
    return {
        "place": facts.name,
        "period": spoken_period(entry.period.rsplit("/", maxsplit=1)[-1]),
        "years": str(entry.interval_years or ""),
    }


def stream_table(facts: Facts, streams: Streams) -> ProfileTable:
    """The largest partners one by one, all others together."""
    words = _words(facts, streams)
    shown, rest = streams.partners[:MOST_PARTNERS], streams.partners[MOST_PARTNERS:]
    if len(rest) <= LEADING:
        shown, rest = streams.partners, ()
    rows = [Row(cells=(partner.name, partner.number, partner.share)) for partner in shown]
    if rest:
        rows.append(_rest_row(facts, streams, rest))
    rows.append(_sum_row(facts, streams))
    return ProfileTable(
        id=streams.id,
        title=facts.text(TITLES[streams.entry.flow_type, streams.outward], **words),
        columns=(
            Column(label="", align=Align.START),
            Column(label=_people(facts)),
            Column(label=facts.text(N_("Share, %"))),
        ),
        rows=tuple(rows),
        source_ids=(streams.entry.source.id,),
        notes=_notes(facts, streams),
    )


def _people(facts: Facts) -> str:
    return facts.text(N_("People"))


def _sum(facts: Facts, streams: Streams, partners: Sequence[Partner]) -> Number:
    cells = tuple(partner.number.origin.cells[0] for partner in partners)
    return facts.number(
        Origin(method=Method.SUM, cells=cells),
        code=streams.entry.measure,
        about=cells[0],
        unit=streams.entry.unit(facts.language),
        style=Style.TABLE,
        formula="sum of streams",
        source_id=streams.entry.source.id,
    )


def _rest_row(facts: Facts, streams: Streams, rest: Sequence[Partner]) -> Row:
    cells = tuple(partner.number.origin.cells[0] for partner in rest)
    everyone = tuple(partner.number.origin.cells[0] for partner in streams.partners)
    share = share_of_cells(facts, rest[0].number, cells, everyone)
    label = facts.text(N_("{count} others"), count=facts.translator.number(len(rest)))
    return Row(cells=(label, _sum(facts, streams, rest), share))


def _sum_row(facts: Facts, streams: Streams) -> Row:
    total = _sum(facts, streams, streams.partners)
    return Row(cells=(facts.text(N_("All streams shown")), total, ""), strong=True)


def _notes(facts: Facts, streams: Streams) -> tuple[str, ...]:
    notes = []
    if streams.hidden:
        notes.append(facts.translator.plural(*HIDDEN, streams.hidden))
    if streams.missing:
        notes.append(facts.translator.plural(*UNKNOWN, streams.missing))
    if streams.entry.note:
        notes.append(streams.entry.note)
    return tuple(notes)


def stream_chart(facts: Facts, streams: Streams) -> BarChart | None:
    """The largest partners as bars; None with fewer than three."""
    shown = streams.partners[:MOST_BARS]
    if len(shown) < LEADING:
        return None
    title = facts.text(TITLES[streams.entry.flow_type, streams.outward], **_words(facts, streams))
    bars = tuple(
        Bar(label=p.name, value=p.number.value, text=p.number.text, emphasis=Emphasis.SELF)
        for p in shown
    )
    return BarChart(
        id=f"{streams.id}-bars",
        words=ChartWords(
            title=title,
            unit=streams.entry.unit(facts.language),
            alt=facts.text(
                N_("Bar chart: {title}. {list}."),
                title=title,
                list="; ".join(f"{bar.label} {bar.text}" for bar in bars),
            ),
            source_ids=(streams.entry.source.id,),
        ),
        bars=bars,
    )


def stream_sentences(facts: Facts, streams: Streams) -> tuple[Sentence, ...]:
    """The largest partner, and the three largest together when that is not nearly everyone."""
    key = (streams.entry.flow_type, streams.outward)
    known = [p for p in streams.partners if p.code != NOT_STATED and p is not streams.home]
    if not known or key not in FIRST:
        return ()
    if streams.home is not None:
        return said(
            (_tell_home(facts, streams, streams.home), _tell_outside(facts, streams, known))
        )
    first = facts.restyled(known[0].share, Style.SHARE)
    words = _words(facts, streams)
    return said(
        (
            facts.writer.say(
                f"S4.1.{key[0]}", FIRST[key], share=first, first=known[0].name, **words
            ),
            _tell_leading(facts, streams, known, LEADING_THREE[key], over=streams.partners),
        )
    )


def _tell_leading(  # noqa: PLR0913 - who, among whom, and in which words
    facts: Facts,
    streams: Streams,
    known: Sequence[Partner],
    template: str,
    *,
    over: Sequence[Partner],
    area: str = "",
) -> Sentence | None:
    if len(known) <= LEADING + 1:
        return None
    cells = tuple(partner.number.origin.cells[0] for partner in known[:LEADING])
    everyone = tuple(partner.number.origin.cells[0] for partner in over)
    share = share_of_cells(facts, known[0].number, cells, everyone)
    return facts.writer.say(
        f"S4.3.{streams.entry.flow_type}",
        template,
        first=known[0].name,
        second=known[1].name,
        third=known[2].name,
        share=facts.restyled(share, Style.SHARE),
        area=area,
        **_words(facts, streams),
    )


def _tell_home(facts: Facts, streams: Streams, home: Partner) -> Sentence | None:
    key = (streams.entry.flow_type, streams.outward)
    share = facts.restyled(home.share, Style.SHARE)
    words = _words(facts, streams)
    return facts.writer.say(f"S4.4.{key[0]}", HOME[key], share=share, area=home.name, **words)


def _tell_outside(facts: Facts, streams: Streams, known: Sequence[Partner]) -> Sentence | None:
    key = (streams.entry.flow_type, streams.outward)
    home = streams.home
    over = [partner for partner in streams.partners if partner is not home]
    area = home.name if home else ""
    return _tell_leading(facts, streams, known, OUTSIDE[key], over=over, area=area)
