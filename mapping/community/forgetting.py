"""Forgetting for good: blanking what was said of a feature, deleting a workshop.

It is the one exception from an append-only log. The store overwrites what it frees
(`secure_delete`), and the write-ahead log is folded in and emptied at once; a backup made before
still holds what was there.
"""

import datetime
import secrets
import sqlite3
from collections.abc import Iterable
from typing import Final

from mapping.community.fold import NO_FEATURE
from mapping.community.identifiers import FeatureId, OperationId, WorkshopId
from mapping.community.model import LoggedOperation, Operation, OperationKind
from mapping.community.rows import find_workshop, insert_event
from mapping.errors import OperationRefusedError

_BLANK: Final = (
    "UPDATE event SET kind = 'blank', content = NULL, actor = NULL, group_name = NULL,"
    " drawn_at = NULL, author = NULL WHERE workshop_id = ? AND feature_id = ?"
    " AND kind NOT IN ('plan', 'redact', 'blank')"
)


def redact_features(
    connection: sqlite3.Connection,
    workshop_id: WorkshopId,
    features: Iterable[FeatureId],
    *,
    actor: str | None,
    now: datetime.datetime,
) -> int:
    """Blank every operation on some features; gives how many there were.

    Raises:
        OperationRefusedError: One of them was never drawn here.
        UnknownWorkshopError: There is no such workshop.
    """
    find_workshop(connection, workshop_id)
    return sum(
        _redact(connection, workshop_id, feature_id, actor, now)
        for feature_id in dict.fromkeys(features)
    )


def delete_workshop(
    connection: sqlite3.Connection, workshop_id: WorkshopId, *, now: datetime.datetime
) -> int:
    """Take out a workshop with all that was drawn in it; gives how many operations there were.

    Raises:
        UnknownWorkshopError: There is no such workshop.
    """
    find_workshop(connection, workshop_id)
    here = (workshop_id,)
    connection.execute("INSERT INTO deleted_workshop VALUES (?, ?)", (workshop_id, now.isoformat()))
    connection.execute("DELETE FROM feature WHERE workshop_id = ?", here)
    plans = "DELETE FROM event WHERE workshop_id = ? AND kind = 'plan'"
    connection.execute(plans, here)
    count = connection.execute("DELETE FROM event WHERE workshop_id = ?", here).rowcount
    connection.execute("DELETE FROM opening WHERE workshop_id = ?", here)
    connection.execute("DELETE FROM workshop WHERE workshop_id = ?", here)
    return count


def empty_write_ahead_log(connection: sqlite3.Connection) -> None:
    """Fold the write-ahead log into the file and cut it: it held what was to be forgotten."""
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _redact(
    connection: sqlite3.Connection,
    workshop_id: WorkshopId,
    feature_id: FeatureId,
    actor: str | None,
    now: datetime.datetime,
) -> int:
    key = (workshop_id, feature_id)
    query = "SELECT version FROM feature WHERE workshop_id = ? AND feature_id = ?"
    row = connection.execute(query, key).fetchone()
    if row is None:
        raise OperationRefusedError(reason=NO_FEATURE)
    version = int(row[0])
    operation = Operation(
        op_id=OperationId(secrets.token_hex(16)),
        workshop_id=workshop_id,
        feature_id=feature_id,
        kind=OperationKind.REDACT,
        base_version=version,
        actor=actor,
    )
    logged = LoggedOperation(
        seq=0, operation=operation, version=version + 1, conflict=False, stored_at=now
    )
    seq = insert_event(connection, logged).seq
    connection.execute(
        "UPDATE feature SET seq = ?, version = ?, state = NULL"
        " WHERE workshop_id = ? AND feature_id = ?",
        (seq, version + 1, *key),
    )
    return connection.execute(_BLANK, key).rowcount
