"""Putting an operation into the log of the store, within a transaction of its caller."""

import datetime
from typing import Final

from sqlalchemy import Connection, bindparam, select

from mapping.community.fold import apply_operation, is_conflict
from mapping.community.model import (
    Ack,
    LoggedOperation,
    Operation,
    OperationKind,
    check_against_legend,
)
from mapping.community.rows import (
    ack_of,
    find_feature,
    find_workshop,
    insert_event,
    keep_feature,
    logged_of,
)
from mapping.community.tables import EVENT
from mapping.community.workshop import Workshop
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

REUSED_ID = N_("its identifier was used for something else")

_OPERATION: Final = select(EVENT).where(EVENT.c.op_id == bindparam("op"))  # made once, as in `rows`


def append_operation(connection: Connection, operation: Operation, now: datetime.datetime) -> Ack:
    """Put an operation into the log; a retry gets the old answer and changes nothing.

    Raises:
        OperationRefusedError: It does not fit the workshop or its own feature.
        UnknownWorkshopError: There is no such workshop.
    """
    workshop = find_workshop(connection, operation.workshop_id, to_change=True)
    old = connection.execute(_OPERATION, {"op": operation.op_id}).one_or_none()
    if old is not None:
        return _answered_before(operation, logged_of(old))
    return _append_new(connection, workshop, operation, now)


def _append_new(
    connection: Connection, workshop: Workshop, operation: Operation, now: datetime.datetime
) -> Ack:
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
