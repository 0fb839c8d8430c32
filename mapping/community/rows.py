"""Rows of the store as values, and back."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from mapping.community.identifiers import FeatureId, OperationId, WorkshopId
from mapping.community.model import Ack, Feature, LoggedOperation, Operation, OperationKind
from mapping.community.tables import EVENT, FEATURE, OPENING, WORKSHOP
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


# What each drawn shape asks, made once: to put a statement together takes longer than to run it.
_OF_FEATURE: Final = (FEATURE.c.workshop_id == bindparam("workshop")) & (
    FEATURE.c.feature_id == bindparam("feature")
)
_STATE: Final = select(FEATURE.c.state).where(_OF_FEATURE)
_CHANGE_FEATURE: Final = (
    FEATURE.update()
    .where(_OF_FEATURE)
    .values({name: bindparam(name) for name in ("seq", "version", "state")})
)
_WORKSHOP: Final = select(WORKSHOP.c.description).where(
    WORKSHOP.c.workshop_id == bindparam("workshop")
)
_WORKSHOP_TO_CHANGE: Final = _WORKSHOP.with_for_update()


def keep_feature(connection: Connection, feature: Feature) -> None:
    """Write what stands now of a feature; its workshop is locked by the caller."""
    stands = {
        "seq": feature.seq,
        "version": feature.version,
        "state": to_text(feature_to_json(feature)),
    }
    here = {"workshop": feature.workshop_id, "feature": feature.feature_id}
    if connection.execute(_CHANGE_FEATURE, here | stands).rowcount == 0:
        key = {"workshop_id": feature.workshop_id, "feature_id": feature.feature_id}
        connection.execute(FEATURE.insert(), key | stands)


def is_feature(workshop_id: str, feature_id: str) -> ColumnElement[bool]:
    """The condition that finds one line of the table of features."""
    return (FEATURE.c.workshop_id == workshop_id) & (FEATURE.c.feature_id == feature_id)


def ack_of(logged: LoggedOperation) -> Ack:
    """The answer to an operation in the log."""
    return Ack(
        op_id=logged.operation.op_id,
        seq=logged.seq,
        feature_id=logged.operation.feature_id,
        version=logged.version,
        conflict=logged.conflict,
    )


def find_workshop(connection: Connection, workshop_id: str, *, to_change: bool = False) -> Workshop:
    """One workshop.

    Args:
        connection: Within a transaction.
        workshop_id: The workshop.
        to_change: Let nobody else write in it until the transaction ends, so that numbers of the
            log grow in the order in which they become visible. SQLite has one writer anyway.

    Raises:
        UnknownWorkshopError: There is none of this identifier.
    """
    query = _WORKSHOP_TO_CHANGE if to_change else _WORKSHOP
    found = connection.execute(query, {"workshop": workshop_id}).scalar()
    if found is None:
        known = connection.execute(select(WORKSHOP.c.workshop_id)).scalars()
        raise UnknownWorkshopError(asked=workshop_id, available=listed(list(known)))
    return workshop_of(found)


def find_feature(
    connection: Connection, workshop_id: WorkshopId, feature_id: FeatureId
) -> Feature | None:
    """What stands now of a feature; None if it was never drawn.

    Raises:
        OperationRefusedError: It was redacted.
    """
    here = {"workshop": workshop_id, "feature": feature_id}
    row = connection.execute(_STATE, here).one_or_none()
    if row is None:
        return None
    if row.state is None:
        raise OperationRefusedError(reason=REDACTED)
    return feature_of(row.state, workshop_id)


def insert_event(connection: Connection, logged: LoggedOperation) -> LoggedOperation:
    """Put an operation into the log; gives it with its number."""
    operation = logged.operation
    row = {
        "op_id": operation.op_id,
        "workshop_id": operation.workshop_id,
        "feature_id": operation.feature_id,
        "version": logged.version,
        "base_version": operation.base_version,
        "kind": operation.kind,
        "conflict": int(logged.conflict),
        "content": to_text(content_to_json(operation.content)) if operation.content else None,
        "actor": operation.actor,
        "group_name": operation.group,
        "drawn_at": operation.drawn_at.isoformat() if operation.drawn_at else None,
        "stored_at": logged.stored_at.isoformat(),
        "author": operation.author,
    }
    key = connection.execute(EVENT.insert(), row).inserted_primary_key
    return replace(logged, seq=int(key[0]) if key else 0)


def read_opening(
    connection: Connection, workshop_id: WorkshopId
) -> tuple[int, datetime.datetime | None]:
    """The number of the last opening to phones and when it ends; 0 and None before the first."""
    query = select(OPENING).where(OPENING.c.workshop_id == workshop_id)
    row = connection.execute(query).one_or_none()
    return (row.number, moment_from_text(row.open_until)) if row else (0, None)


def keep_opening(connection: Connection, workshop_id: WorkshopId, until: datetime.datetime) -> int:
    """Begin another opening; gives its number.

    Raises:
        UnknownWorkshopError: There is no such workshop.
    """
    find_workshop(connection, workshop_id, to_change=True)
    number = read_opening(connection, workshop_id)[0] + 1
    now = {"number": number, "open_until": until.isoformat()}
    if number == 1:
        connection.execute(OPENING.insert().values(workshop_id=workshop_id, **now))
    else:
        here = OPENING.c.workshop_id == workshop_id
        connection.execute(OPENING.update().where(here).values(now))
    return number


def read_log(connection: Connection, *where: ColumnElement[bool]) -> Iterator[LoggedOperation]:
    """Operations that meet all conditions, the oldest first; without the plans among them."""
    query = select(EVENT).where(EVENT.c.kind != "plan", *where).order_by(EVENT.c.seq)
    return map(logged_of, connection.execute(query))


@lru_cache(maxsize=64)
def workshop_of(description: str) -> Workshop:
    """A workshop from its description."""
    return workshop_from_json(_parsed(description))


def feature_of(state: str, workshop_id: str) -> Feature:
    """A feature from its state."""
    return feature_from_json(_parsed(state), WorkshopId(workshop_id))


def logged_of(row: Row[Any]) -> LoggedOperation:
    """An operation from its line of the log."""
    operation = Operation(
        op_id=OperationId(row.op_id),
        workshop_id=WorkshopId(row.workshop_id),
        feature_id=FeatureId(row.feature_id),
        kind=OperationKind(row.kind),
        base_version=row.base_version,
        content=content_from_json(_parsed(row.content)) if row.content else None,
        actor=row.actor,
        group=row.group_name,
        author=row.author,
        drawn_at=moment_from_text(row.drawn_at) if row.drawn_at else None,
    )
    return LoggedOperation(
        seq=row.seq,
        operation=operation,
        version=row.version,
        conflict=bool(row.conflict),
        stored_at=moment_from_text(row.stored_at),
    )


def _parsed(text: str) -> Any:  # noqa: ANN401 - what we wrote ourselves
    return parse_text(text)
