"""What a workshop found, ready for the profile of a place: counted, agreed, allowed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from mapping.community.legend import Audience
from mapping.community.model import Content, Feature
from mapping.community.release import allowed_rows
from mapping.community.voting import MarkResult, RoundResult, round_results
from mapping.community.workshop import Workshop
from profiles.community.figures import Agreement, agreements, least_count
from profiles.community.places import Mark, marks_of, place_codes
from profiles.edits.community import CategorySaid, PrioritySaid, WorkshopSaid

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

MOST_PRIORITIES: Final = 10
MOST_QUOTES: Final = 12


def workshop_said(  # noqa: PLR0913 - what it depends on
    workshop: Workshop,
    features: Iterable[Feature],
    boundaries: "BoundarySet",
    place_code: str,
    *,
    audience: Audience,
    quoted: Collection[str] = (),
) -> WorkshopSaid:
    """The findings of a workshop about one place.

    Args:
        workshop: The workshop.
        features: Of it, as they stand.
        boundaries: Of the level of the place.
        place_code: The place; what was drawn outside of it is not told.
        audience: Who will read it; only categories that it may see are told.
        quoted: Features whose notes are quoted, if the audience may see them.
    """
    known = tuple(features)
    rows = allowed_rows(workshop, known, audience)
    every = marks_of(rows)
    codes = place_codes(every, boundaries)
    marks = [mark for mark, code in zip(every, codes, strict=True) if code == place_code]
    here = {mark.feature_id for mark in marks}
    least = least_count(workshop, audience)
    agreed = {one.category_id: one for one in agreements(workshop, marks)}
    results = round_results(known)
    return WorkshopSaid(
        workshop_id=workshop.workshop_id,
        title=workshop.title,
        date=(workshop.date or workshop.created_at.date()).isoformat(),
        audience=audience,
        groups=len({mark.group for mark in marks if mark.group}),
        voters=max((one.voters for one in results), default=0),
        categories=tuple(
            _category(line.label, line.id, marks, agreed.get(line.id), least)
            for line in workshop.legend
            if line.audience.includes(audience)
        ),
        priorities=tuple(_priorities(workshop, results, known, here, set(quoted))),
        quotes=tuple(
            row["note"] for row in rows if row["feature_id"] in here & set(quoted) and row["note"]
        )[:MOST_QUOTES],
    )


def _category(
    label: str, category_id: str, marks: Sequence[Mark], agreed: Agreement | None, least: int
) -> CategorySaid:
    found = [mark for mark in marks if mark.category_id == category_id]
    return CategorySaid(
        label=label,
        marks=len(found),
        groups=len({mark.group for mark in found if mark.group}),
        validated=sum(mark.validated for mark in found),
        agreement_percent=agreed.percent if agreed and len(found) >= least else None,
    )


def _priorities(
    workshop: Workshop,
    results: Sequence[RoundResult],
    features: Iterable[Feature],
    here: Collection[str],
    quoted: Collection[str],
) -> Iterable[PrioritySaid]:
    """The marks of each round that got something, the most wanted first."""
    known: Mapping[str, Feature] = {feature.feature_id: feature for feature in features}
    for one in results:
        wanted = [mark for mark in one.marks if mark.feature_id in here and _weight(mark)]
        for mark in sorted(wanted, key=lambda mark: (-_weight(mark), mark.number))[
            :MOST_PRIORITIES
        ]:
            yield PrioritySaid(
                question=one.asked.title,
                what=_named(workshop, known[mark.feature_id], mark, quoted),
                dots=mark.dots,
                yes=mark.yes,
                no=mark.no,
            )


def _weight(mark: MarkResult) -> int:
    return mark.dots + mark.yes + mark.no


def _named(workshop: Workshop, feature: Feature, mark: MarkResult, quoted: Collection[str]) -> str:
    """A mark in words: its category and number, its note only where it may be quoted."""
    said = feature.content
    category = workshop.category(said.category_id) if isinstance(said, Content) else None
    name = f"{category.label if category else ''} {mark.number}".strip()
    note = said.note if isinstance(said, Content) and feature.feature_id in quoted else ""
    return f"{name}: {note}" if note else name
