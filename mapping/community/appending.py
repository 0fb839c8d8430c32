"""Putting operations into the log of the store: those that come at once go into one commit.

A commit waits for the disk, and while it does more operations come in. Whoever's turn it is writes
what all of them brought, so that a burst of twenty waits for the disk a few times and not twenty.
"""

import datetime
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, bindparam, select

from mapping.community.connections import Database
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
from mapping.errors import OperationRefusedError, UnknownWorkshopError
from mapping.i18n import N_

REUSED_ID = N_("its identifier was used for something else")

_MOST_AT_ONCE: Final = 64  # in a commit: nobody waits for a hall's whole outbox
_OPERATION: Final = select(EVENT).where(EVENT.c.op_id == bindparam("op"))  # made once, as in `rows`


_Answer = Ack | OperationRefusedError | UnknownWorkshopError


@dataclass(slots=True, eq=False)
class _Brought:
    """An operation and, once it is written, what is said of it."""

    operation: Operation
    answer: _Answer | None = None


class Appending:
    """Appends for all threads of a process, over one database."""

    def __init__(self, database: Database, clock: Callable[[], datetime.datetime]) -> None:
        self._database, self._clock = database, clock
        self._line: deque[_Brought] = deque()
        self._turn = threading.Lock()

    def append(self, operation: Operation) -> Ack:
        """Put an operation into the log; it is on disk when this returns.

        Raises:
            OperationRefusedError: It does not fit the workshop or its own feature.
            UnknownWorkshopError: There is no such workshop.
            StorageError: It could not be written.
        """
        mine = _Brought(operation)
        self._line.append(mine)
        with self._turn:  # whose turn it was before may have written it
            answer = mine.answer or self._write_with_others(mine)
        if isinstance(answer, Ack):
            return answer
        raise answer

    def _write_with_others(self, mine: _Brought) -> _Answer:
        """Write what waits; what cannot be written together is left to each for itself."""
        brought = [self._line.popleft() for _ in range(min(len(self._line), _MOST_AT_ONCE))]
        others = [one for one in brought if one is not mine and one.answer is None]
        try:
            return self._write(mine, others)
        except Exception:  # whose fault it is shows when each is alone
            if not others:
                raise
            return self._write(mine, [])

    def _write(self, mine: _Brought, others: list[_Brought]) -> _Answer:
        # In one order of workshops, for each is locked: two processes never wait for each other.
        together = sorted([mine, *others], key=lambda one: one.operation.workshop_id)
        with self._database.writing() as connection:
            answers = [self._answer(connection, one.operation) for one in together]
        for one, answer in zip(together, answers, strict=True):
            one.answer = answer
        return answers[together.index(mine)]

    def _answer(self, connection: Connection, operation: Operation) -> _Answer:
        """What is said of one operation; one that is refused has written nothing."""
        try:
            return _append(connection, operation, self._clock())
        except (OperationRefusedError, UnknownWorkshopError) as error:
            return error


def _append(connection: Connection, operation: Operation, now: datetime.datetime) -> Ack:
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
