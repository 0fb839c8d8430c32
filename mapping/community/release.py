"""What may leave a workshop: what people agreed to, for whom, and where it is shown.

Each category of the legend says the widest audience that people agreed to. A file for an audience
holds the categories that this audience may see, and true positions only if the workshop grants them
that; else the rows are handed to a mask, which moves points or counts them in hexagons. The mask is
given from outside: how a position is hidden is no matter of the map.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any, Final

from mapping.community.legend import Audience
from mapping.community.model import Content, Feature
from mapping.community.wire import content_to_json
from mapping.community.workshop import Plan
from mapping.errors import ConsentError

Row = dict[str, Any]
Mask = Callable[[list[Row]], list[Row]]
"""Takes rows with true positions and gives rows that may be shown."""

SHOWN: Final = "shown"
OTHER_VERSION: Final = "other version"


class Positions(StrEnum):
    """How a file says where something is."""

    EXACT = "exact"
    DISPLACED = "displaced"  # a point, moved by a few kilometres
    BINNED = "binned"  # counts in hexagons


def widest_positions(plan: Plan, audience: Audience) -> Positions:
    """How exactly an audience may see where something is."""
    return Positions.EXACT if plan.exact_for.includes(audience) else Positions.DISPLACED


def released_rows(
    plan: Plan,
    features: Iterable[Feature],
    *,
    audience: Audience,
    positions: Positions,
    masks: Mapping[Positions, Mask],
) -> list[Row]:
    """The rows of a file for an audience.

    Args:
        plan: Of the workshop.
        features: As they stand.
        audience: Who will see the file.
        positions: How exactly it says where.
        masks: For positions that are not exact.

    Raises:
        ConsentError: The audience may not see true positions, or nothing hides them here.
    """
    if positions is Positions.EXACT:
        if widest_positions(plan, audience) is not Positions.EXACT:
            raise ConsentError(audience=audience)
        return allowed_rows(plan, features, audience)
    if positions not in masks:
        raise ConsentError(audience=audience)
    # A photo shows where it was taken.
    rows = [{**row, "photo": ""} for row in allowed_rows(plan, features, audience)]
    return masks[positions](rows)


def allowed_rows(plan: Plan, features: Iterable[Feature], audience: Audience) -> list[Row]:
    """Rows of the categories that an audience may see, with true positions: for counting only."""
    return list(_allowed(plan, features, audience))


def _allowed(plan: Plan, features: Iterable[Feature], audience: Audience) -> Iterator[Row]:
    for row in _rows(plan, features):
        category = plan.category(row["category_id"])
        if category is not None and category.audience.includes(audience):
            yield row


def photo_file(name: str) -> str:
    """What the file of a photo is called: by its content, not as somebody's phone called it."""
    return f"{name}.jpg"


def _rows(plan: Plan, features: Iterable[Feature]) -> Iterator[Row]:
    """A row for each feature, and one for each other version of an unsettled conflict."""
    for feature in features:
        same = {
            "feature_id": feature.feature_id,
            "workshop": plan.title,
            "group": feature.group or "",
            "position": Positions.EXACT,
            "marks": 1,
            "created_at": feature.created_at.isoformat(),
        }
        if not feature.deleted and isinstance(feature.content, Content):
            edited = {"edited_at": feature.edited_at.isoformat(), "state": SHOWN}
            row = _content_row(plan, feature.content)
            yield {**same, **row, **edited, "version": feature.shown_version}
        for other in feature.others:
            if isinstance(other.content, Content):
                edited = {"edited_at": other.stored_at.isoformat(), "state": OTHER_VERSION}
                row = _content_row(plan, other.content)
                yield {**same, **row, **edited, "version": other.version}


def _content_row(plan: Plan, content: Content) -> Row:
    category = plan.category(content.category_id)
    questions = category.questions if category else ()
    answers = zip(questions, content.answers, strict=False)
    return {
        **content_to_json(content),
        "answers": "\n".join(f"{question} {answer}" for question, answer in answers if answer),
        "merged": len(content.merged),
        "photo": photo_file(content.photo) if content.photo else "",
        "category": category.label if category else content.category_id,
        "colour": category.colour if category else "#000000",
        "kind": content.geometry.kind,
    }
