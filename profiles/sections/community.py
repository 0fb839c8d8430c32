"""What the community said: a section that stands where a workshop's findings were put in."""

from typing import Final

from mapping.i18n import N_
from profiles.edits.community import CategorySaid, WorkshopSaid
from profiles.evidence.provenance import Number
from profiles.narrative import Sentence, Style
from profiles.narrative.writer import said
from profiles.sections.facts import Facts
from profiles.sections.model import Section
from profiles.sections.table_model import Align, Cell, Column, ProfileTable, Row

ID: Final = "community"
NUMBER: Final = 15
TITLE: Final = N_("What the community said")
QUESTION: Final = N_("What do people who live here put on the map, and how far do they agree?")
TOLD: Final = N_(
    "At the workshop \u201c{title}\u201d ({date}), {groups} groups put {marks} marks on the map."
)
NOT_STATISTICS: Final = N_(
    "People drew what they know. It is no count of all there is, and where nothing is drawn there"
    " may be something all the same."
)
TOO_FEW: Final = N_("x: too few marks to be told without showing where they are.")
AGREEMENT: Final = N_(
    "Agreement: marks within 2 km of one that another group drew in the category."
)


def community_section(facts: Facts) -> Section | None:
    """The section with every workshop's findings; None where there are none."""
    workshops = facts.edits.community
    if not workshops:
        return None
    tables = [table for one in workshops for table in _tables(facts, one)]
    return Section(
        number=NUMBER,
        id=ID,
        title=facts.text(TITLE),
        questions=(facts.text(QUESTION),),
        reference="",
        sentences=said([_told(facts, one) for one in workshops]),
        tables=tuple(tables),
        notes=(facts.text(NOT_STATISTICS),),
    )


def _told(facts: Facts, one: WorkshopSaid) -> Sentence | None:
    marks = [line.marks for line in one.categories]
    if any(count is None for count in marks):
        return None
    return facts.writer.say(
        "S15.1",
        TOLD,
        title=one.title,
        date=one.date,
        groups=_count(facts, one.groups, "community_groups"),
        marks=_count(facts, sum(count or 0 for count in marks), "community_marks"),
    )


def _tables(facts: Facts, one: WorkshopSaid) -> list[ProfileTable]:
    tables = [_categories(facts, one)]
    if one.priorities:
        tables.append(_priorities(facts, one))
    if one.quotes:
        tables.append(_quotes(facts, one))
    return tables


def _categories(facts: Facts, one: WorkshopSaid) -> ProfileTable:
    heads = (N_("Marks"), N_("Groups"), N_("Validated with the group"), N_("Agreement, percent"))
    rows = tuple(Row(cells=_category(facts, line)) for line in one.categories)
    hidden = any("x" in row.cells[1:] for row in rows)
    notes = (AGREEMENT, TOO_FEW) if hidden else (AGREEMENT,)
    return ProfileTable(
        id=f"community-{one.workshop_id}",
        title=facts.text(N_("What was drawn: {title}"), title=one.title),
        columns=(
            Column(label=facts.text(N_("Category")), align=Align.START),
            *(Column(label=facts.text(head)) for head in heads),
        ),
        rows=rows,
        source_ids=(),
        notes=tuple(facts.text(note) for note in notes),
    )


def _category(facts: Facts, line: CategorySaid) -> tuple[Cell, ...]:
    def cell(value: float | None, code: str) -> Cell:
        return "x" if value is None else _count(facts, value, code)

    share = line.agreement_percent
    none = "x" if line.groups is None or line.groups > 1 else "..."  # one group cannot agree
    return (
        line.label,
        cell(line.marks, "community_marks"),
        cell(line.groups, "community_groups"),
        cell(line.validated, "community_validated"),
        none if share is None else _count(facts, round(share), "community_agreement"),
    )


def _priorities(facts: Facts, one: WorkshopSaid) -> ProfileTable:
    heads = (N_("Dots"), N_("Yes"), N_("No"))
    return ProfileTable(
        id=f"priorities-{one.workshop_id}",
        title=facts.text(N_("What people voted for")),
        columns=(
            Column(label=facts.text(N_("Question")), align=Align.START),
            Column(label=facts.text(N_("Drawn mark")), align=Align.START),
            *(Column(label=facts.text(head)) for head in heads),
        ),
        rows=tuple(
            Row(
                cells=(
                    line.question,
                    line.what,
                    *(
                        _count(facts, value, f"community_{name}") if value else "–"
                        for name, value in (("dots", line.dots), ("yes", line.yes), ("no", line.no))
                    ),
                )
            )
            for line in one.priorities
        ),
        source_ids=(),
        notes=(facts.text(N_("Votes: {count}"), count=facts.translator.number(one.voters)),),
    )


def _quotes(facts: Facts, one: WorkshopSaid) -> ProfileTable:
    return ProfileTable(
        id=f"quotes-{one.workshop_id}",
        title=facts.text(N_("In people's own words")),
        columns=(Column(label=facts.text(N_("Quote")), align=Align.START),),
        rows=tuple(Row(cells=(quote,)) for quote in one.quotes),
        source_ids=(),
    )


def _count(facts: Facts, value: float, code: str) -> Number:
    return facts.given(value, code=code, style=Style.EXACT)
