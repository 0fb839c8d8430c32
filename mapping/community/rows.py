"""Rows of the SQLite store as values, and back."""

import sqlite3
from collections.abc import Iterator
from typing import Any, Final

from mapping.community.model import (
    Ack,
    Feature,
    FeatureId,
    LoggedOperation,
    Operation,
    OperationId,
    OperationKind,
    Workshop,
    WorkshopId,
)
from mapping.community.wire import (
    content_from_json,
    feature_from_json,
    feature_to_json,
    moment_from_text,
    parse_text,
    to_text,
    workshop_from_json,
)
from mapping.errors import UnknownWorkshopError, listed

EVENT_COLUMNS: Final = (
    "seq, op_id, workshop_id, feature_id, version, base_version, kind, conflict, content, actor,"
    " drawn_at, stored_at"
)


def keep_feature(connection: sqlite3.Connection, feature: Feature) -> None:
    """Write what stands now of a feature."""
    connection.execute(
        "INSERT INTO feature VALUES (?, ?, ?, ?, ?) ON CONFLICT (workshop_id, feature_id) DO UPDATE"
        " SET seq = excluded.seq, version = excluded.version, state = excluded.state",
        (
            *(feature.workshop_id, feature.feature_id, feature.seq, feature.version),
            to_text(feature_to_json(feature)),
        ),
    )


def ack_of(logged: LoggedOperation) -> Ack:
    """The answer to an operation in the log."""
    return Ack(
        op_id=logged.operation.op_id,
        seq=logged.seq,
        feature_id=logged.operation.feature_id,
        version=logged.version,
        conflict=logged.conflict,
    )


def find_workshop(connection: sqlite3.Connection, workshop_id: str) -> Workshop:
    """One workshop.

    Raises:
        UnknownWorkshopError: There is none of this identifier.
    """
    query = "SELECT description FROM workshop WHERE workshop_id = ?"
    row = connection.execute(query, (workshop_id,)).fetchone()
    if row is None:
        known = [line[0] for line in connection.execute("SELECT workshop_id FROM workshop")]
        raise UnknownWorkshopError(asked=workshop_id, available=listed(known))
    return workshop_of(row)


def read_log(
    connection: sqlite3.Connection, where: str, values: tuple[str, ...]
) -> Iterator[LoggedOperation]:
    """Operations that meet a condition, the oldest first."""
    query = f"SELECT {EVENT_COLUMNS} FROM event WHERE {where} ORDER BY seq"  # noqa: S608 - constants
    return map(logged_of, connection.execute(query, values))


def workshop_of(row: tuple[Any, ...]) -> Workshop:
    """A workshop from its description."""
    return workshop_from_json(_parsed(row[0]))


def feature_of(state: str, workshop_id: str) -> Feature:
    """A feature from its state."""
    return feature_from_json(_parsed(state), WorkshopId(workshop_id))


def logged_of(row: tuple[Any, ...]) -> LoggedOperation:
    """An operation from its columns, in the order of `EVENT_COLUMNS`."""
    (seq, op_id, workshop_id, feature_id, version, base_version, kind, conflict, *rest) = row
    content, actor, drawn_at, stored_at = rest
    operation = Operation(
        op_id=OperationId(op_id),
        workshop_id=WorkshopId(workshop_id),
        feature_id=FeatureId(feature_id),
        kind=OperationKind(kind),
        base_version=base_version,
        content=content_from_json(_parsed(content)) if content else None,
        actor=actor,
        drawn_at=moment_from_text(drawn_at) if drawn_at else None,
    )
    return LoggedOperation(
        seq=seq,
        operation=operation,
        version=version,
        conflict=bool(conflict),
        stored_at=moment_from_text(stored_at),
    )


def _parsed(text: str) -> Any:  # noqa: ANN401 - what we wrote ourselves
    return parse_text(text)
