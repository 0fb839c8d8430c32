"""Values as JSON and back: the same words on the wire, in the store and in a snapshot."""

import datetime
import json
from collections.abc import Mapping
from typing import Any, NoReturn

from mapping.community.geometry import Geometry
from mapping.community.identifiers import FeatureId, OperationId, WorkshopId
from mapping.community.legend import MAX_QUESTIONS
from mapping.community.model import (
    Ack,
    Content,
    Feature,
    Operation,
    OperationKind,
    OtherVersion,
    Said,
)
from mapping.community.remarks import REMARKS, Ballot, Comment, Remark, Round, Vote, remark_name
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

Json = dict[str, Any]

NOT_JSON = N_("what arrived is not in the form that was agreed")
BAD_TIME = N_("a time is damaged")


def to_text(value: object) -> str:
    """JSON in one line; what JSON cannot say (NaN, infinity) raises ValueError."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def parse_text(text: str | bytes) -> object:
    """Any JSON value.

    Raises:
        OperationRefusedError: It is not JSON, holds NaN or infinity, or is nested without end.
    """
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise OperationRefusedError(reason=NOT_JSON) from error


def operation_from_json(raw: object, workshop_id: WorkshopId) -> Operation:
    """An operation as a device sends it.

    Raises:
        OperationRefusedError: Something in it is missing or not acceptable.
    """
    entry = as_mapping(raw)
    try:
        kind = OperationKind(entry.get("kind"))  # type: ignore[arg-type]  # anything may arrive
    except ValueError as error:
        raise OperationRefusedError(reason=NOT_JSON) from error
    if not kind.is_drawing:
        raise OperationRefusedError(reason=NOT_JSON)
    drawn_at = entry.get("drawn_at")
    return Operation(
        op_id=OperationId(entry.get("op_id", "")),
        workshop_id=workshop_id,
        feature_id=FeatureId(entry.get("feature_id", "")),
        kind=kind,
        base_version=entry.get("base_version", 0),
        content=content_from_json(entry) if kind.has_content else None,
        actor=entry.get("actor"),
        group=entry.get("group"),
        drawn_at=None if drawn_at is None else moment_from_text(drawn_at),
    )


def content_from_json(entry: Mapping[str, Any]) -> Said:
    """What was drawn, or what was said of it, out of an entry that may hold more.

    Raises:
        OperationRefusedError: A part is missing or not acceptable.
    """
    if "remark" in entry:
        return _remark_from_json(entry)
    answers, merged = entry.get("answers", []), entry.get("merged", [])
    if not isinstance(answers, list) or len(answers) > MAX_QUESTIONS:
        raise OperationRefusedError(reason=NOT_JSON)
    if not isinstance(merged, list):
        raise OperationRefusedError(reason=NOT_JSON)
    return Content(
        geometry=Geometry.checked(entry.get("geometry")),
        category_id=entry.get("category_id", ""),
        note=entry.get("note", ""),
        answers=tuple(answers),
        photo=entry.get("photo", ""),
        validated=entry.get("validated") is True,
        merged=tuple(merged),
    )


def content_to_json(content: Said) -> Json:
    """What was drawn, or what was said of it, under the name `remark`."""
    if not isinstance(content, Content):
        return {"remark": remark_name(content), **_remark_to_json(content)}
    return {
        "geometry": content.geometry.to_geojson(),
        "category_id": content.category_id,
        "note": content.note,
        "answers": list(content.answers),
        "photo": content.photo,
        "validated": content.validated,
        "merged": list(content.merged),
    }


def _remark_to_json(remark: Remark) -> Json:
    match remark:
        case Comment():
            return {"about": remark.about, "text": remark.text}
        case Round():
            return {
                "title": remark.title,
                "ballot": remark.ballot,
                "marks": list(remark.marks),
                "dots": remark.dots,
                "is_open": remark.is_open,
            }
        case Vote():
            return {"round_id": remark.round_id, "given": dict(remark.given)}


def _remark_from_json(entry: Mapping[str, Any]) -> Remark:
    name, marks = entry["remark"], entry.get("marks", [])
    kind = REMARKS.get(name) if isinstance(name, str) else None
    if kind is None or not isinstance(marks, list):
        raise OperationRefusedError(reason=NOT_JSON)
    if kind is Comment:
        return Comment(about=entry.get("about", ""), text=entry.get("text", ""))
    if kind is Vote:
        given = {FeatureId(mark): number for mark, number in as_mapping(entry.get("given")).items()}
        return Vote(round_id=entry.get("round_id", ""), given=given)
    try:
        ballot = Ballot(entry.get("ballot"))  # type: ignore[arg-type]  # anything may arrive
    except ValueError as error:
        raise OperationRefusedError(reason=NOT_JSON) from error
    return Round(
        title=entry.get("title", ""),
        ballot=ballot,
        marks=tuple(marks),
        dots=entry.get("dots", 3),
        is_open=entry.get("is_open") is True,
    )


def ack_to_json(ack: Ack) -> Json:
    """The answer to an operation that is on disk."""
    return {
        "op_id": ack.op_id,
        "seq": ack.seq,
        "feature_id": ack.feature_id,
        "version": ack.version,
        "conflict": ack.conflict,
    }


def feature_to_json(feature: Feature) -> Json:
    """A feature as it stands, with the versions that wait for a choice."""
    return {
        "feature_id": feature.feature_id,
        "seq": feature.seq,
        "version": feature.version,
        "shown_version": feature.shown_version,
        **content_to_json(feature.content),
        "actor": feature.actor,
        "group": feature.group,
        "author": feature.author,
        "deleted": feature.deleted,
        "created_at": feature.created_at.isoformat(),
        "edited_at": feature.edited_at.isoformat(),
        "others": [_other_to_json(other) for other in feature.others],
    }


def feature_from_json(entry: Mapping[str, Any], workshop_id: WorkshopId) -> Feature:
    """A feature that `feature_to_json` wrote."""
    return Feature(
        workshop_id=workshop_id,
        feature_id=FeatureId(entry["feature_id"]),
        seq=entry["seq"],
        version=entry["version"],
        shown_version=entry["shown_version"],
        content=content_from_json(entry),
        actor=entry["actor"],
        group=entry.get("group"),
        author=entry.get("author"),
        deleted=entry["deleted"],
        created_at=moment_from_text(entry["created_at"]),
        edited_at=moment_from_text(entry["edited_at"]),
        others=tuple(_other_from_json(other) for other in entry["others"]),
    )


def moment_from_text(text: object) -> datetime.datetime:
    """A time in ISO 8601, with its zone.

    Raises:
        OperationRefusedError: It is no time.
    """
    try:
        return datetime.datetime.fromisoformat(str(text))
    except ValueError as error:
        raise OperationRefusedError(reason=BAD_TIME) from error


def _other_to_json(other: OtherVersion) -> Json:
    return {
        "version": other.version,
        "kind": other.kind,
        "content": content_to_json(other.content) if other.content else None,
        "actor": other.actor,
        "stored_at": other.stored_at.isoformat(),
    }


def _other_from_json(entry: Mapping[str, Any]) -> OtherVersion:
    return OtherVersion(
        version=entry["version"],
        kind=OperationKind(entry["kind"]),
        content=content_from_json(entry["content"]) if entry["content"] else None,
        actor=entry["actor"],
        stored_at=moment_from_text(entry["stored_at"]),
    )


def as_mapping(raw: object) -> Mapping[str, Any]:
    """What must be an object of JSON.

    Raises:
        OperationRefusedError: It is something else.
    """
    if not isinstance(raw, Mapping):
        raise OperationRefusedError(reason=NOT_JSON)
    return raw


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
