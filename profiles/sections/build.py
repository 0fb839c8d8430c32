"""Each section of the outline, made from what the pack has for the place."""

from collections.abc import Sequence
from dataclasses import replace

from mapping.i18n import N_
from profiles.evidence.periods import last_year
from profiles.indicators.model import Source
from profiles.narrative import Sentence
from profiles.outline.sections import OUTLINE, SectionOutline
from profiles.sections import closing, edited, quality, tables
from profiles.sections.beside import beside_tables, spine
from profiles.sections.chart_figures import not_in_tables
from profiles.sections.chart_model import Chart
from profiles.sections.facts import Facts
from profiles.sections.figures import breakdowns, charts_of, is_streamed, maps_of
from profiles.sections.findings import findings, said_of
from profiles.sections.gaps import gaps_of, statement
from profiles.sections.grading import Figure, Standing, figure_of, hedge, reference, standing
from profiles.sections.identity import identity_table
from profiles.sections.model import MapFigure, Section
from profiles.sections.sentences import sentences_of
from profiles.sections.stream_parts import stream_table
from profiles.sections.streams import Streams, streams_of
from profiles.sections.symbols import with_key
from profiles.sections.table_model import ProfileTable
from profiles.sections.whole import Identity

GLANCE = (
    "hh_absent_share",
    "emig_abroad_rate",
    "born_other_district_share",
    "net_mig_rate",
    "foreign_born_share",
    "remit_dep",
    "pop_growth",
    "sex_ratio",
    "pop_density",
)
POLICY_LINKS = N_("Policy links: {links}.")
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
    """One section of the outline with all that the pack has for it, and what readers said of it."""
    section = _section(facts, outline, head, sources)
    table = edited.comment_table(facts, section.id)
    return section if table is None else replace(section, tables=(*section.tables, table))


def _section(
    facts: Facts, outline: SectionOutline, head: Identity, sources: Sequence[Source]
) -> Section:
    match outline.number:
        case 0:
            return _key_facts(facts, outline)
        case 11:
            return _governance(facts, outline)
        case 12:
            return _quality(facts, outline)
        case 13:
            return _planning(facts, outline)
        case 14:
            return _annex(facts, outline, head, sources)
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
        charts=not_in_tables(facts, charts, tables),
        maps=maps,
        gaps=gaps,
        gap_statement=statement(facts, gaps),
        notes=(*notes, *_linked(facts, outline)),
        links=outline.links,
    )


def _linked(facts: Facts, outline: SectionOutline) -> tuple[str, ...]:
    """The goals that a section bears on."""
    if not outline.links:
        return ()
    return (facts.text(POLICY_LINKS, links=closing.spoken_links(facts, outline.links)),)


def _at_a_glance(facts: Facts) -> tuple[ProfileTable, ...]:
    codes = [
        code
        for code in GLANCE
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
    beside = [Figure(stream.entry.period, stream.entry.proxy) for stream in streams]
    beside += _parted(facts, number, codes, streams)
    periods = [facts.cell(code).period for code in codes] + [figure.period for figure in beside]
    note = SECTION_NOTES.get(number)
    found = standing(facts, number, codes, beside)
    hedges = hedge(facts, found) if found else ()
    line, evidence = _reference(facts, found, periods)
    made_section = titled(
        facts,
        outline,
        reference=line,
        sentences=(*hedges, *sentences_of(facts, outline, head, codes, streams)),
        tables=tuple(made),
        charts=charts_of(facts, outline, codes, streams),
        maps=maps_of(facts, outline, codes),
        notes=(facts.text(note),) if note and codes else (),
    )
    return replace(made_section, grade=found.grade() if found else "", evidence=evidence)


def _parted(
    facts: Facts, number: int, codes: Sequence[str], streams: Sequence[Streams]
) -> list[Figure]:
    """Of each breakdown of what other sections tell of, one part that is shown."""
    shown = (
        next((part for part in parts if facts.is_shown(part)), None)
        for whole, _, parts in breakdowns(facts, number)
        if whole not in codes and not is_streamed(streams, parts)
    )
    return [figure_of(facts.cell(part)) for part in shown if part is not None]


def _streams(facts: Facts, number: int) -> list[Streams]:
    return streams_of(facts, abroad=number == 6) if number in {4, 6} else []  # noqa: PLR2004


def _reference(
    facts: Facts, found: Standing | None, periods: list[str]
) -> tuple[str, Sentence | None]:
    """The dates the figures of a section are of, latest first, and what they are worth."""
    if not periods:
        return "", None
    unique = sorted(set(periods), key=last_year, reverse=True)
    listed = facts.translator.row(tables.spoken_period(period) for period in unique)
    evidence = reference(facts, found, listed) if found else None
    if evidence is not None:
        return evidence.text, evidence
    return facts.text(N_("Reference date: {periods}"), periods=listed), None


def _tables(
    facts: Facts, outline: SectionOutline, codes: Sequence[str], streams: Sequence[Streams]
) -> list[ProfileTable]:
    made: list[ProfileTable] = []
    if codes:
        made.append(tables.headline(facts, codes, table_id=f"s{outline.number}-headline"))
        sexes = tables.by_sex(facts, codes, table_id=f"s{outline.number}-sex")
        made += [sexes] if sexes else []
        made += _histories(facts, outline, codes)
    for whole, dimension, parts in breakdowns(facts, outline.number):
        if not is_streamed(streams, parts):
            table_id = f"s{outline.number}-{whole}-{dimension or 'parts'}"
            made.append(tables.breakdown(facts, whole, parts, table_id=table_id))
    made += [stream_table(facts, stream) for stream in streams]
    return made


def _histories(facts: Facts, outline: SectionOutline, codes: Sequence[str]) -> list[ProfileTable]:
    found = [
        tables.over_time(facts, code, table_id=f"s{outline.number}-{code}-time") for code in codes
    ]
    return [table for table in found if table is not None][:2]


def _key_facts(facts: Facts, outline: SectionOutline) -> Section:
    told, chosen = said_of(findings(facts))
    drawn = spine(facts)
    section = titled(
        facts,
        outline,
        sentences=told,
        tables=(*_at_a_glance(facts), *beside_tables(facts)),
        charts=() if drawn is None else (drawn,),
    )
    return replace(section, findings=chosen)


def _planning(facts: Facts, outline: SectionOutline) -> Section:
    told, _ = said_of(findings(facts))
    evidence = [sentence for sentence in told if not sentence.continues]
    return titled(
        facts,
        outline,
        tables=(edited.planning_table(facts, evidence), closing.links_table(facts)),
        notes=(facts.text(closing.PLANNING_NOTE),),
    )


def _governance(facts: Facts, outline: SectionOutline) -> Section:
    table, chart = edited.assessment_table(facts), edited.assessment_chart(facts)
    return titled(
        facts,
        outline,
        sentences=edited.tell_assessment(facts),
        tables=() if table is None else (table,),
        charts=() if chart is None else (chart,),
    )


def _quality(facts: Facts, outline: SectionOutline) -> Section:
    gaps = gaps_of(facts)
    return titled(
        facts,
        outline,
        sentences=quality.tell_quality(facts),
        tables=(quality.completeness_table(facts), quality.gap_table(facts, gaps)),
    )


def _annex(
    facts: Facts, outline: SectionOutline, head: Identity, sources: Sequence[Source]
) -> Section:
    """Figures of no other section, such as those of people's own tables, then what stands behind.

    They are told, drawn and mapped like all others.
    """
    own = _figures(facts, outline, head)
    used = [code for other in OUTLINE for code in tables.codes_of_section(facts, other.number)]
    behind = (closing.source_table(facts, sources), closing.definition_table(facts, used))
    return replace(
        own,
        tables=(*own.tables, *(with_key(facts, table) for table in behind)),
        notes=tuple(facts.text(note) for note in closing.METHOD_NOTES),
    )
