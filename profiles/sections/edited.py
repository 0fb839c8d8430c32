"""What people added to the profile, as tables of their own, marked as theirs."""

from collections.abc import Iterable
from typing import Final

from mapping.i18n import N_
from profiles.edits.governance import (
    ANSWERS,
    APPLICABLE,
    DIMENSIONS,
    of_dimension,
    questions,
    tally,
)
from profiles.evidence.provenance import Number
from profiles.narrative import Sentence, Style
from profiles.narrative.writer import said
from profiles.sections.chart_model import Bar, BarChart, ChartWords, Emphasis
from profiles.sections.facts import Facts
from profiles.sections.gaps import values_of
from profiles.sections.table_model import Align, Column, ProfileTable, Row
from profiles.sections.tables import spoken_date

ASSESSED = N_(
    "In the self-assessment by {by}, {yes} of {applicable} applicable questions were answered yes,"
    " {date}."
)
PARTLY = N_("Another {partly} of them were answered partly, in the same assessment, {date}.")
NOT_VERIFIED = N_("not verified")
PLANNING: Final = "planning"  # ids of tables
ASSESSMENT: Final = "assessment"


def comments_id(section_id: str) -> str:
    """The id of the table of comments on a section."""
    return f"{section_id}-comments"


def comment_table(facts: Facts, section_id: str) -> ProfileTable | None:
    """The comments on a section; None where there are none."""
    comments = facts.edits.of_section(section_id)
    if not comments:
        return None
    heads = (N_("Comment"), N_("By"), N_("Date"))
    return ProfileTable(
        id=comments_id(section_id),
        title=facts.text(N_("Comments of readers, not part of the statistics")),
        columns=tuple(Column(label=facts.text(head), align=Align.START) for head in heads),
        rows=tuple(Row(cells=(one.text, one.author, one.date)) for one in comments),
        source_ids=(),
    )


def planning_table(facts: Facts, findings: Iterable[Sentence]) -> ProfileTable:
    """The matrix of the planning team: its own lines, then what the figures say, left open."""
    heads = (
        N_("Issue"),
        N_("Evidence"),
        N_("Possible action"),
        N_("Who"),
        N_("When"),
    )
    told = {sentence.text: sentence for sentence in findings}
    plans = facts.edits.plans
    used = {plan.evidence for plan in plans}
    rows = [
        Row(cells=(p.issue, told.get(p.evidence, p.evidence), p.action, p.who, p.when))
        for p in plans
    ]
    rows += [Row(cells=("", told[text], "", "", "")) for text in told if text not in used]
    return ProfileTable(
        id=PLANNING,
        title=facts.text(N_("Planning matrix, to be completed")),
        columns=tuple(Column(label=facts.text(head), align=Align.START) for head in heads),
        rows=tuple(rows or [Row(cells=("",) * len(heads))]),  # without findings: a line to fill in
        source_ids=(),
    )


def tell_assessment(facts: Facts) -> tuple[Sentence, ...]:
    """How many questions were answered yes, by whom and when."""
    assessed = facts.edits.assessed
    counted = tally(assessed)
    if counted.applicable == 0:
        return ()
    people = dict.fromkeys(one.by for one in assessed if one.by)
    by = facts.translator.listing(people) or facts.name
    date = spoken_date(max((one.date for one in assessed), default=""), facts.translator)
    words = {"by": by, "date": date}
    told = [
        facts.writer.say(
            "S11.1",
            ASSESSED,
            yes=_count(facts, counted.yes, "assessment_yes"),
            applicable=_count(facts, counted.applicable, "assessment_applicable"),
            **words,
        )
    ]
    if counted.partly:
        number = _count(facts, counted.partly, "assessment_partly")
        told.append(facts.writer.say("S11.2", PARTLY, partly=number, date=date))
    return said(told)


def _count(facts: Facts, value: int, code: str) -> Number:
    return facts.given(value, code=code, style=Style.EXACT)


def assessment_table(facts: Facts) -> ProfileTable | None:
    """Every answer with its evidence, by dimension; what has none is not verified."""
    assessed, words = facts.edits.assessed, questions()
    rows: list[Row] = []
    for dimension in DIMENSIONS:
        answers = of_dimension(assessed, dimension)
        if answers:
            rows.append(Row(cells=(facts.text(dimension.title), "", "", "", ""), strong=True))
        rows += [
            Row(
                cells=(
                    facts.text(words[one.question]),
                    facts.text(ANSWERS[one.answer]),
                    one.evidence or (facts.text(NOT_VERIFIED) if one.answer in APPLICABLE else ""),
                    one.by,
                    one.date,
                )
            )
            for one in answers
        ]
    if not rows:
        return None
    heads = (N_("Question"), N_("Answer"), N_("Evidence"), N_("By"), N_("Date"))
    note = N_("A self-assessment of the local authority. It is not meant to rank places.")
    return ProfileTable(
        id=ASSESSMENT,
        title=facts.text(N_("Local governance self-assessment")),
        columns=tuple(Column(label=facts.text(head), align=Align.START) for head in heads),
        rows=tuple(rows),
        source_ids=(),
        notes=(facts.text(note),),
    )


def assessment_chart(facts: Facts) -> BarChart | None:
    """A bar a dimension: the share of applicable questions answered yes, partly counting half."""
    bars = _bars_of_dimensions(facts)
    if not bars:
        return None
    title = facts.text(N_("Self-assessment by dimension"))
    return BarChart(
        id="assessment-bars",
        words=ChartWords(
            title=title,
            unit=facts.text(N_("score, 0 to 100")),
            alt=facts.text(
                N_("Bar chart: {title}. {list}."),
                title=title,
                list=values_of(facts, ((bar.label, bar.text) for bar in bars)),
            ),
            source_ids=(),
        ),
        bars=bars,
    )


def _bars_of_dimensions(facts: Facts) -> tuple[Bar, ...]:
    """Scores as they are printed, all with the same decimals; the name of each says the answers.

    A chart of an office program writes its values itself: what else is to be read is in the names.
    """
    answers = ((one, tally(of_dimension(facts.edits.assessed, one))) for one in DIMENSIONS)
    scored = [(one, found, found.score) for one, found in answers if found.score is not None]
    decimals = 0 if all(score % 1 == 0 for *_, score in scored) else 1
    return tuple(
        Bar(
            label=facts.text(
                N_("{dimension} ({yes} yes, {partly} partly, {no} no)"),
                dimension=facts.text(dimension.title),
                yes=facts.translator.number(found.yes),
                partly=facts.translator.number(found.partly),
                no=facts.translator.number(found.no),
            ),
            value=round(score, decimals),
            text=facts.translator.number(round(score, decimals), decimals),
            emphasis=Emphasis.SELF,
        )
        for dimension, found, score in scored
    )
