"""Rows of the SQLite store as values, and back."""

import datetime
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from mapping.community.identifiers import FeatureId, OperationId, WorkshopId
from mapping.community.model import Ack, Feature, LoggedOperation, Operation, OperationKind
from mapping.community.wire import (
    content_from_json,
    content_to_json,
    feature_from_json,
    feature_to_json,
    moment_from_text,
    parse_text,
    to_text,
)
from mapping.community.wire_plan import workshop_from_json
from mapping.community.workshop import Workshop
from mapping.errors import OperationRefusedError, UnknownWorkshopError, listed
from mapping.i18n import N_

REDACTED = N_("what it changes was erased for good")

EVENT_COLUMNS: Final = (
    "seq, op_id, workshop_id, feature_id, version, base_version, kind, conflict, content, actor,"
    " group_name, drawn_at, stored_at, author"
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


def find_feature(
    connection: sqlite3.Connection, workshop_id: WorkshopId, feature_id: FeatureId
) -> Feature | None:
    """What stands now of a feature; None if it was never drawn.

    Raises:
        OperationRefusedError: It was redacted.
    """
    row = connection.execute(
        "SELECT state FROM feature WHERE workshop_id = ? AND feature_id = ?",
        (workshop_id, feature_id),
    ).fetchone()
    if row is None:
        return None
    if row[0] is None:
        raise OperationRefusedError(reason=REDACTED)
    return feature_of(row[0], workshop_id)


def insert_event(connection: sqlite3.Connection, logged: LoggedOperation) -> LoggedOperation:
    """Put an operation into the log; gives it with its number."""
    operation = logged.operation
    content = to_text(content_to_json(operation.content)) if operation.content else None
    return replace(
        logged,
        seq=insert_row(
            connection,
            (
                *(operation.op_id, operation.workshop_id, operation.feature_id, logged.version),
                *(operation.base_version, operation.kind, logged.conflict, content),
                *(operation.actor, operation.group),
                operation.drawn_at.isoformat() if operation.drawn_at else None,
                logged.stored_at.isoformat(),
                operation.author,
            ),
        ),
    )


def read_opening(
    connection: sqlite3.Connection, workshop_id: WorkshopId
) -> tuple[int, datetime.datetime | None]:
    """The number of the last opening to phones and when it ends; 0 and None before the first."""
    query = "SELECT number, open_until FROM opening WHERE workshop_id = ?"
    row = connection.execute(query, (workshop_id,)).fetchone()
    return (int(row[0]), moment_from_text(row[1])) if row else (0, None)


def keep_opening(
    connection: sqlite3.Connection, workshop_id: WorkshopId, until: datetime.datetime
) -> int:
    """Begin another opening; gives its number.

    Raises:
        UnknownWorkshopError: There is no such workshop.
    """
    find_workshop(connection, workshop_id)
    connection.execute(
        "INSERT INTO opening VALUES (?, 1, ?) ON CONFLICT (workshop_id) DO UPDATE"
        " SET number = number + 1, open_until = excluded.open_until",
        (workshop_id, until.isoformat()),
    )
    return read_opening(connection, workshop_id)[0]


def insert_row(connection: sqlite3.Connection, values: tuple[object, ...]) -> int:
    """Put a row into the log, in the order of `EVENT_COLUMNS` without `seq`; gives its number."""
    _, columns = EVENT_COLUMNS.split(", ", 1)
    places = ", ".join("?" * len(values))
    query = f"INSERT INTO event ({columns}) VALUES ({places})"  # noqa: S608 - constants only
    return int(connection.execute(query, values).lastrowid or 0)


def read_log(
    connection: sqlite3.Connection, where: str, values: tuple[str, ...]
) -> Iterator[LoggedOperation]:
    """Operations that meet a condition, the oldest first."""
    chosen = f"kind <> 'plan' AND {where}"  # a workshop's own plans stand in the same log
    query = f"SELECT {EVENT_COLUMNS} FROM event WHERE {chosen} ORDER BY seq"  # noqa: S608 - constants
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
    content, actor, group, drawn_at, stored_at, author = rest
    operation = Operation(
        op_id=OperationId(op_id),
        workshop_id=WorkshopId(workshop_id),
        feature_id=FeatureId(feature_id),
        kind=OperationKind(kind),
        base_version=base_version,
        content=content_from_json(_parsed(content)) if content else None,
        actor=actor,
        group=group,
        author=author,
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
