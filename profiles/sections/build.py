"""Each section of the outline, made from what the pack has for the place."""

from collections.abc import Sequence

from mapping.i18n import N_
from profiles.indicators.model import Kind, Source
from profiles.narrative import Sentence
from profiles.narrative.writer import said
from profiles.outline import OUTLINE, SectionOutline
from profiles.sections import closing, drawing, drawing_parts, key_facts, quality, tables
from profiles.sections.facts import Facts
from profiles.sections.formulas import last_year
from profiles.sections.gaps import gaps_of, statement
from profiles.sections.identity import Identity, identity_table, tell_identity
from profiles.sections.model import Chart, MapFigure, ProfileTable, Section
from profiles.sections.moves import tell_moves
from profiles.sections.stream_parts import stream_chart, stream_sentences, stream_table
from profiles.sections.streams import Streams, streams_of
from profiles.sections.symbols import with_key
from profiles.sections.telling import place_among, tell, tell_rank

# Said by sentences of their own, or with their sign in words.
TOLD_ELSEWHERE = frozenset({"pop_total", "net_mig_n", "net_mig_rate", "in_mig_n", "out_mig_n"}) | {
    "mer",
    "mig_turnover",
    "inflow_conc",
}
MOST_SENTENCES = 8
MAPPED = frozenset({1, 3, 6, 8})
MOST_BREAKDOWNS = 4
RANKED_NEAR_END = 0.5  # below: no sentence
SECTION_NOTES = {
    3: N_(
        "Counted are people alive and present at the census. Moves of those who died or left the"
        " country since, and repeated moves, are not in the figures."
    ),
    6: N_(
        "People abroad are reported by the household they left. Households that left entirely are"
        " not counted."
    ),
}


def build_section(
    facts: Facts, outline: SectionOutline, head: Identity, sources: Sequence[Source]
) -> Section:
    """One section of the outline with all that the pack has for it."""
    match outline.number:
        case 0:
            found = key_facts.findings(facts)
            return titled(facts, outline, sentences=found, tables=_at_a_glance(facts))
        case 12:
            return _quality(facts, outline)
        case 13:
            return _planning(facts, outline)
        case 14:
            return _annex(facts, outline, sources)
        case _:
            return _figures(facts, outline, head)


def titled(  # noqa: PLR0913 - the parts of a section
    facts: Facts,
    outline: SectionOutline,
    *,
    reference: str = "",
    sentences: tuple[Sentence, ...] = (),
    tables: tuple[ProfileTable, ...] = (),
    charts: tuple[Chart, ...] = (),
    maps: tuple[MapFigure, ...] = (),
    notes: tuple[str, ...] = (),
) -> Section:
    """A section with its title, questions and gaps, and the parts it is given."""
    gaps = gaps_of(facts, outline.number) if outline.number not in {12, 13, 14} else ()
    return Section(
        number=outline.number,
        id=outline.id,
        title=facts.text(outline.title),
        questions=tuple(facts.text(question) for question in outline.questions),
        reference=reference,
        sentences=sentences,
        tables=tuple(with_key(facts, table) for table in tables),
        charts=charts,
        maps=maps,
        gaps=gaps,
        gap_statement=statement(facts, gaps),
        notes=notes,
        links=outline.links,
    )


def _at_a_glance(facts: Facts) -> tuple[ProfileTable, ...]:
    codes = [
        code
        for code in key_facts.FINDING_CODES
        if code in facts.pack.indicators and tables.has_row(facts, facts.cell(code))
    ]
    order = {code: place for place, code in enumerate(facts.pack.indicators)}
    if "pop_total" in facts.pack.indicators:
        codes.append("pop_total")
    ordered = sorted(codes, key=lambda code: order[code])
    if not ordered:
        return ()
    return (tables.headline(facts, ordered, table_id="glance"),)


def _figures(facts: Facts, outline: SectionOutline, head: Identity) -> Section:
    number = outline.number
    codes = tables.codes_of_section(facts, number)
    streams = _streams(facts, number)
    made = _tables(facts, outline, codes, streams)
    if number == 1:
        made.insert(0, identity_table(facts, head))
    periods = [facts.cell(code).period for code in codes]
    periods += [stream.entry.period for stream in streams]
    note = SECTION_NOTES.get(number)
    return titled(
        facts,
        outline,
        reference=_reference(facts, periods),
        sentences=_sentences(facts, outline, head, codes, streams),
        tables=tuple(made),
        charts=_charts(facts, outline, codes, streams),
        maps=_maps(facts, outline, codes),
        notes=(facts.text(note),) if note and codes else (),
    )


def _streams(facts: Facts, number: int) -> list[Streams]:
    return streams_of(facts, abroad=number == 6) if number in {4, 6} else []  # noqa: PLR2004


def _reference(facts: Facts, periods: list[str]) -> str:
    """The dates the figures of a section are of, latest first."""
    if not periods:
        return ""
    unique = sorted(set(periods), key=last_year, reverse=True)
    listed = ", ".join(tables.spoken_period(period) for period in unique)
    return facts.text(N_("Reference date: {periods}"), periods=listed)


def main_code(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> str | None:
    """The indicator that leads a section: the outline's first that is shown, else any rate."""
    shown = [code for code in codes if facts.is_shown(code)]
    preferred = [code for code in outline.main if code in shown]
    rates = [code for code in shown if facts.indicator(code).kind is not Kind.EXTENSIVE]
    return next(iter([*preferred, *rates, *shown]), None)


def _tables(
    facts: Facts, outline: SectionOutline, codes: Sequence[str], streams: Sequence[Streams]
) -> list[ProfileTable]:
    made: list[ProfileTable] = []
    if codes:
        made.append(tables.headline(facts, codes, table_id=f"s{outline.number}-headline"))
        sexes = tables.by_sex(facts, codes, table_id=f"s{outline.number}-sex")
        made += [sexes] if sexes else []
        made += _histories(facts, outline, codes)
    for whole, dimension, parts in _breakdowns(facts, outline.number):
        if not _is_streamed(streams, parts):
            table_id = f"s{outline.number}-{whole}-{dimension or 'parts'}"
            made.append(tables.breakdown(facts, whole, parts, table_id=table_id))
    made += [stream_table(facts, stream) for stream in streams]
    return made


def _is_streamed(streams: Sequence[Streams], parts: Sequence[str]) -> bool:
    """Whether a flow table that is printed holds the same figures."""
    return any(set(parts) <= set(stream.entry.cells.values()) for stream in streams)


def _histories(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> list[ProfileTable]:
    found = [
        tables.over_time(facts, code, table_id=f"s{outline.number}-{code}-time") for code in codes
    ]
    return [table for table in found if table is not None][:2]


def _breakdowns(facts: Facts, number: int) -> list[tuple[str, str, list[str]]]:
    found = tables.parts_by_whole(facts, number)
    largest = sorted(found, key=lambda group: -len(group[2]))[:MOST_BREAKDOWNS]
    return [group for group in found if group in largest]


def _charts(
    facts: Facts, outline: SectionOutline, codes: Sequence[str], streams: Sequence[Streams]
) -> tuple[Chart, ...]:
    number = outline.number
    made: list[Chart | None] = []
    main = main_code(facts, outline, codes)
    if main is not None:
        bars = drawing.sibling_bars(facts, main, chart_id=f"s{number}-bars")
        wanted = bars if number in {3, 6, 8} else None
        made.append(wanted or drawing.strip(facts, main, chart_id=f"s{number}-strip") or bars)
        made += [_history(facts, number, code) for code in codes[:1]]
    for whole, dimension, parts in _breakdowns(facts, number):
        if _is_streamed(streams, parts):
            continue
        chart_id = f"s{number}-{whole}-{dimension or 'parts'}-chart"
        made.append(_parts_chart(facts, whole, parts, chart_id))
    made += [stream_chart(facts, stream) for stream in streams]
    return tuple(chart for chart in made if chart is not None)


def _parts_chart(facts: Facts, whole: str, parts: Sequence[str], chart_id: str) -> Chart | None:
    """The first that fits of a stack beside others, both sexes, plain bars."""
    return (
        drawing_parts.parts_stacked(facts, whole, parts, chart_id=chart_id)
        or drawing_parts.parts_by_sex(facts, whole, parts, chart_id=chart_id)
        or drawing_parts.parts_bars(facts, whole, parts, chart_id=chart_id)
    )


def _history(facts: Facts, number: int, code: str) -> Chart | None:
    return drawing_parts.columns_over_time(facts, code, chart_id=f"s{number}-{code}-columns")


def _maps(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> tuple[MapFigure, ...]:
    main = main_code(facts, outline, codes)
    if outline.number not in MAPPED or main is None:
        return ()
    figure = drawing.choropleth(facts, main, map_id=f"s{outline.number}-map")
    return (figure,) if figure else ()


def _sentences(
    facts: Facts,
    outline: SectionOutline,
    head: Identity,
    codes: Sequence[str],
    streams: Sequence[Streams],
) -> tuple[Sentence, ...]:
    told: list[Sentence | None] = []
    if outline.number == 1:
        told += tell_identity(facts, head)
    if outline.number == 3:  # noqa: PLR2004 - a section number
        told += tell_moves(facts)
    main = main_code(facts, outline, codes)
    spoken = _spoken(facts, outline, codes)
    told += [tell(facts, code) for code in spoken if code in outline.main]
    where = place_among(facts, main) if main else None
    if main and where is not None and where.unusualness >= RANKED_NEAR_END:
        told.append(tell_rank(facts, main))
    told += [sentence for stream in streams for sentence in stream_sentences(facts, stream)]
    told += [tell(facts, code) for code in spoken if code not in outline.main]
    unique = {sentence.text: sentence for sentence in said(told)}
    return tuple(unique.values())[:MOST_SENTENCES]


def _spoken(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> list[str]:
    """The indicators of a section that get a sentence: those that lead, then rates and shares."""
    open_codes = [c for c in codes if c not in TOLD_ELSEWHERE and facts.is_shown(c)]
    unsigned = [c for c in open_codes if c == "pop_growth" or (facts.cell(c).value or 0.0) >= 0]
    leading = {code: place for place, code in enumerate(outline.main)}
    return sorted(
        unsigned,
        key=lambda c: (
            leading.get(c, len(leading)),
            facts.indicator(c).kind is not Kind.INTENSIVE,
        ),
    )


def _planning(facts: Facts, outline: SectionOutline) -> Section:
    found = key_facts.findings(facts)
    return titled(
        facts,
        outline,
        tables=(closing.planning_table(facts, found), closing.links_table(facts)),
        notes=(facts.text(closing.PLANNING_NOTE),),
    )


def _quality(facts: Facts, outline: SectionOutline) -> Section:
    gaps = gaps_of(facts)
    return titled(
        facts,
        outline,
        sentences=quality.tell_quality(facts),
        tables=(quality.completeness_table(facts), quality.gap_table(facts, gaps)),
    )


def _annex(facts: Facts, outline: SectionOutline, sources: Sequence[Source]) -> Section:
    used = [code for other in OUTLINE for code in tables.codes_of_section(facts, other.number)]
    return titled(
        facts,
        outline,
        tables=(closing.source_table(facts, sources), closing.definition_table(facts, used)),
        notes=tuple(facts.text(note) for note in closing.METHOD_NOTES),
    )
