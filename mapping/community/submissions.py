"""Submissions of KoboToolbox and ODK as drawings: tables and GeoJSON that came through the door.

A form is known by what it asks: a category of the legend, a place, line or area, a note, a group,
the questions of the category. Columns of the survey tool itself are left out, and with them who
sent a submission and from which device. A file that is taken in twice changes nothing: identifiers
are worked out from those of the submissions.
"""

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.community.access import Person
from mapping.community.geometry import Geometry
from mapping.community.identifiers import FeatureId, OperationId, WorkshopId
from mapping.community.model import Content, Operation, OperationKind, check_against_legend
from mapping.community.store import Store
from mapping.community.submission_columns import (
    Columns,
    category_words,
    find_columns,
    plain,
    positions,
)
from mapping.community.submitting import submit
from mapping.community.workshop import Plan, Workshop
from mapping.errors import OperationRefusedError, Problem
from mapping.i18n import N_

if TYPE_CHECKING:
    import pandas as pd

_NOTES: Final = ("note", "notes", "comment", "comments", "description", "remarks")
_GROUPS: Final = ("group", "group_name")
_TIMES: Final = ("end", "_submission_time", "submissiondate", "start")
_IDENTIFIERS: Final = (
    "_uuid",
    "meta/instanceid",
    "meta-instanceid",
    "instanceid",
    "key",
    "__id",
    "_id",
)
_STATUS: Final = ("_validation_status", "_review_state", "reviewstate")
_REFUSED: Final = ("not_approved", "rejected", "hasissues", "on_hold")
_APPROVED: Final = ("validation_status_approved", "approved")
_KEPT: Final = (  # of what the door leaves out as the survey tool's own
    *("_id", "_uuid", "_submission_time", "_validation_status", "__id", "KEY", "ReviewState"),
    *("meta/instanceID", "meta-instanceID", "instanceID", "SubmissionDate"),
)

NOT_IN_LEGEND = N_("its category is not in the legend of this workshop")
NO_PLACE = N_("it does not say where")


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One drawing of one submission."""

    row: int
    key: str  # of the submission and of its place, for it may hold several
    content: Content
    group: str | None
    sent_at: datetime.datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Submissions:
    """What a file holds; every row is in one of the three."""

    taken: tuple[Submission, ...]
    problems: tuple[Problem, ...]
    refused_rows: int  # by whoever looked at them in the survey tool


def read_submissions(path: Path, plan: Plan, *, name: str | None = None) -> Submissions:
    """The drawings in a file of submissions.

    Args:
        path: CSV, XLSX or GeoJSON as KoboToolbox and ODK Central export it, or as this tool does.
        plan: Whose legend names the categories, by identifier or by label in either language.
        name: Of the file as people know it, where it is kept under another.

    Raises:
        RefusedFileError: The door does not let it in.
        BadTableError: No column says a category, or none a place.
    """
    from mapping.intake.door import read_file, read_table
    from mapping.intake.model import Answers

    answers = Answers(keep_columns=_KEPT)
    read = read_file(path, answers=answers, name=name)
    # Where there is neither, reading it as a table says why.
    found = read.table or read.features or read_table(path, answers=answers, name=name)
    columns = find_columns(found.frame, plan, name or path.name, has_shapes=read.table is None)
    return _read_rows(found.frame, columns, plan)


def take_submissions(
    store: Store, workshop: Workshop, submissions: Submissions, person: Person
) -> int:
    """Put submissions into the log; gives how many were new.

    Raises:
        ForbiddenError: The person may not draw there.
        StorageError: The disk did not take one; those before it are kept, and known the next time.
    """
    known = {feature.feature_id for feature in store.features(workshop.workshop_id).features}
    new = 0
    for one in submissions.taken:
        operation = _operation(workshop.workshop_id, one)
        submit(store, person, operation)
        new += operation.feature_id not in known
    return new


def _operation(where: WorkshopId, one: Submission) -> Operation:
    digest = hashlib.sha256(f"{where} {one.key}".encode()).hexdigest()[:32]
    return Operation(
        op_id=OperationId(f"import-{digest}"),
        workshop_id=where,
        feature_id=FeatureId(f"sent-{digest}"),
        kind=OperationKind.PUT,
        base_version=0,
        content=one.content,
        group=one.group,
        drawn_at=one.sent_at,
    )


def _read_rows(frame: "pd.DataFrame", columns: Columns, plan: Plan) -> Submissions:
    taken: list[Submission] = []
    problems: list[Problem] = []
    refused = 0
    words = category_words(plan)
    empty = frame.astype(object).where(frame.notna(), "")
    for row, record in zip(frame.index, empty.to_dict("records"), strict=True):
        line = {str(column): value for column, value in record.items()}
        if any(word in _said(line, columns, _STATUS).lower() for word in _REFUSED):
            refused += 1
            continue
        try:
            drawn = list(_drawn(int(row), line, columns, plan, words))
        except (OperationRefusedError, ValueError) as error:
            reason = getattr(error, "facts", {}).get("reason", NO_PLACE)
            problems.append(Problem(row=int(row), column=columns.category, rule=str(reason)))
            continue
        taken += drawn
    return Submissions(taken=tuple(taken), problems=tuple(problems), refused_rows=refused)


def _drawn(
    row: int, line: Mapping[str, Any], columns: Columns, plan: Plan, words: Mapping[str, str]
) -> Iterator[Submission]:
    """The drawings of one row.

    Raises:
        OperationRefusedError: Something in it is not acceptable.
        ValueError: It does not say where.
    """
    category_id = words.get(plain(line[columns.category]))
    if category_id is None:
        raise OperationRefusedError(reason=NOT_IN_LEGEND)
    shapes = dict(_shapes(line, columns))
    if not shapes:
        raise OperationRefusedError(reason=NO_PLACE)
    group = _said(line, columns, _GROUPS)
    key = _said(line, columns, _IDENTIFIERS) or _fingerprint(line)
    for column, shape in shapes.items():
        content = Content(
            geometry=Geometry.checked(shape),
            category_id=category_id,
            note=_without_quote(_said(line, columns, _NOTES)),
            answers=_answers(line, columns, plan, category_id),
            validated=_said(line, columns, _STATUS).lower() in _APPROVED,
        )
        check_against_legend(content, plan.legend)
        yield Submission(
            row=row,
            key=f"{key} {column}",
            content=content,
            group=_without_quote(group) or None,
            sent_at=_moment(_said(line, columns, _TIMES)),
        )


def _shapes(line: Mapping[str, Any], columns: Columns) -> Iterator[tuple[str, dict[str, Any]]]:
    """GeoJSON of each place a row says, by its column.

    Raises:
        ValueError: One is no place.
    """
    for column in columns.shapes:
        cell = line[column]
        if column == "geometry" and cell:
            from shapely import force_2d
            from shapely.geometry import mapping

            yield column, dict(mapping(force_2d(cell)))
        elif cell:
            yield column, _traced(positions(str(cell)))
    for latitude, longitude in columns.pairs:
        if line[latitude] and line[longitude]:
            place = [float(line[longitude]), float(line[latitude])]
            yield latitude, {"type": "Point", "coordinates": place}


def _traced(positions: Sequence[list[float]]) -> dict[str, Any]:
    if len(positions) == 1:
        return {"type": "Point", "coordinates": positions[0]}
    if len(positions) > 3 and positions[0] == positions[-1]:  # noqa: PLR2004 - a closed triangle
        return {"type": "Polygon", "coordinates": [positions]}
    return {"type": "LineString", "coordinates": positions}


def _answers(
    line: Mapping[str, Any], columns: Columns, plan: Plan, category_id: str
) -> tuple[str, ...]:
    """Answers to the questions of a category, from columns that are called like them."""
    category = plan.category(category_id)
    questions = category.questions if category else ()
    by_words = {_words_of(name): column for name, column in columns.last_parts.items()}
    answers = [
        _without_quote(str(line.get(by_words.get(_words_of(question), ""), "")))
        for question in questions
    ]
    return tuple(answers) if any(answers) else ()


def _words_of(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _said(line: Mapping[str, Any], columns: Columns, names: Sequence[str]) -> str:
    """The first of some columns that says something."""
    found = (str(line[columns.last_parts[name]]) for name in names if name in columns.last_parts)
    return next((text.strip() for text in found if text.strip()), "")


def _without_quote(text: str) -> str:
    """A text of ours without the apostrophe that keeps spreadsheets from computing it."""
    from mapping.spreadsheet_cells import safe_cell

    return text[1:] if text.startswith("'") and safe_cell(text[1:]) == text else text


def _moment(text: str) -> datetime.datetime | None:
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _fingerprint(line: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr(sorted(map(str, line.items()))).encode()).hexdigest()
