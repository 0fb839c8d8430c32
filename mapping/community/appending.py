"""Putting an operation into the log of the SQLite store, within a transaction of its caller."""

import datetime
import sqlite3

from mapping.community.fold import apply_operation, is_conflict
from mapping.community.model import (
    Ack,
    LoggedOperation,
    Operation,
    OperationKind,
    check_against_legend,
)
from mapping.community.rows import (
    EVENT_COLUMNS,
    ack_of,
    find_feature,
    find_workshop,
    insert_event,
    keep_feature,
    logged_of,
)
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

REUSED_ID = N_("its identifier was used for something else")


def append_operation(
    connection: sqlite3.Connection, operation: Operation, now: datetime.datetime
) -> Ack:
    """Put an operation into the log; a retry gets the old answer and changes nothing.

    Raises:
        OperationRefusedError: It does not fit the workshop or its own feature.
        UnknownWorkshopError: There is no such workshop.
    """
    old = connection.execute(
        f"SELECT {EVENT_COLUMNS} FROM event WHERE op_id = ?",  # noqa: S608 - constants only
        (operation.op_id,),
    ).fetchone()
    if old is not None:
        return _answered_before(operation, logged_of(old))
    return _append_new(connection, operation, now)


def _append_new(
    connection: sqlite3.Connection, operation: Operation, now: datetime.datetime
) -> Ack:
    workshop = find_workshop(connection, operation.workshop_id)
    if operation.content is not None:
        check_against_legend(operation.content, workshop.legend)
    feature = find_feature(connection, operation.workshop_id, operation.feature_id)
    version = feature.version if feature else 0
    logged = LoggedOperation(
        seq=0,
        operation=operation,
        version=version + 1,
        conflict=is_conflict(operation.kind, operation.base_version, version),
        stored_at=now,
    )
    logged = insert_event(connection, logged)
    keep_feature(connection, apply_operation(feature, logged))
    return ack_of(logged)


def _answered_before(operation: Operation, old: LoggedOperation) -> Ack:
    same = (operation.workshop_id, operation.feature_id)
    kinds = {operation.kind, OperationKind.BLANK}
    if same != (old.operation.workshop_id, old.operation.feature_id):
        raise OperationRefusedError(reason=REUSED_ID)
    if old.operation.kind not in kinds:
        raise OperationRefusedError(reason=REUSED_ID)
    return ack_of(old)
