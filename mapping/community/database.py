"""The store in one SQLite file: write-ahead log, every commit forced to the disk.

GDAL must never open this file. It brings an SQLite of its own, and two of them in one process drop
each other's locks, after which acknowledged rows vanish; exports are made from values read here.
"""

import datetime
import logging
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.community.appending import append_operation
from mapping.community.backup import replace_store, write_backup
from mapping.community.connections import Connections
from mapping.community.fold import fold_log
from mapping.community.forgetting import delete_workshop, empty_write_ahead_log, redact_features
from mapping.community.identifiers import FeatureId, WorkshopId
from mapping.community.location import (
    LEAST_FREE_BYTES,
    check_location,
    check_space,
    location_warnings,
)
from mapping.community.model import (
    Ack,
    Feature,
    FeatureChanges,
    LoggedOperation,
    Operation,
)
from mapping.community.plans import add_workshop, change_plan, read_plans
from mapping.community.rows import (
    feature_of,
    find_workshop,
    keep_feature,
    keep_opening,
    read_log,
    read_opening,
    workshop_of,
)
from mapping.community.store import BackupReport
from mapping.community.workshop import Plan, Workshop

STORE_FILE: Final = "workshops.sqlite"


_log = logging.getLogger(__name__)


def store_path(workspace_dir: Path) -> Path:
    """Where the store of a workspace lies."""
    return workspace_dir / "workshops" / STORE_FILE


@lru_cache(maxsize=16)
def open_store(workspace_dir: Path) -> "SqliteStore":
    """The store of a workspace: one for the process, however often a page asks for it.

    Nothing is touched on the disk before the first use.
    """
    return SqliteStore(store_path(workspace_dir))


def utc_now() -> datetime.datetime:
    """The server's clock."""
    return datetime.datetime.now(datetime.UTC)


class SqliteStore:
    """A `Store` in one SQLite file, for one machine."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime.datetime] = utc_now,
        least_free_bytes: int = LEAST_FREE_BYTES,
    ) -> None:
        self._path = path
        self._clock = clock
        self._least_free_bytes = least_free_bytes
        self._connections = Connections(path)
        # SQLite lets one writer in at a time and makes the others sleep and try again. Threads of
        # this process queue here instead, each awake as soon as it is its turn.
        self._writing = threading.Lock()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is worrying about where the store lies."""
        return location_warnings(self._path.parent)

    def create_workshop(self, plan: Plan, *, actor: str | None = None) -> Workshop:
        """Open a workshop."""
        workshop_id = WorkshopId(secrets.token_urlsafe(9))
        workshop = Workshop.planned(plan, workshop_id, self._clock())
        with self._transaction() as connection:
            # Who draws is never turned away while the disk still takes it; a new workshop is.
            check_space(self._path.parent, least_free_bytes=self._least_free_bytes)
            add_workshop(connection, workshop, actor=actor)
        _log.info("opened a workshop with %d categories", len(workshop.legend))
        return workshop

    def change_workshop(
        self, workshop_id: WorkshopId, plan: Plan, *, base_version: int, actor: str | None = None
    ) -> Workshop:
        """Give a workshop another plan; the earlier ones stay in the log."""
        with self._transaction() as connection:
            return change_plan(
                connection,
                workshop_id,
                plan,
                base_version=base_version,
                actor=actor,
                now=self._clock(),
            )

    def plans(self, workshop_id: WorkshopId) -> tuple[Workshop, ...]:
        """Every plan a workshop has had, the oldest first."""
        with self._reading() as connection:
            return read_plans(connection, workshop_id)

    def delete_workshop(self, workshop_id: WorkshopId) -> int:
        """Delete a workshop and all that was drawn in it for good; gives how many operations."""
        with self._transaction() as connection:
            count = delete_workshop(connection, workshop_id, now=self._clock())
        self._forget()
        return count

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""
        query = "SELECT description FROM workshop ORDER BY created_at DESC, rowid DESC"
        with self._reading() as connection:
            return tuple(workshop_of(row) for row in connection.execute(query))

    def workshop(self, workshop_id: str) -> Workshop:
        """One workshop."""
        with self._reading() as connection:
            return find_workshop(connection, workshop_id)

    def append(self, operation: Operation) -> Ack:
        """Put an operation into the log; it is on disk when this returns."""
        with self._transaction() as connection:
            return append_operation(connection, operation, self._clock())

    def features(self, workshop_id: WorkshopId, *, since_seq: int = 0) -> FeatureChanges:
        """Features with an operation after `since_seq`, as they stand at one moment."""
        with self._reading() as connection:
            find_workshop(connection, workshop_id)
            # One statement, so one moment: the number and the features belong together.
            rows = connection.execute(
                "SELECT (SELECT coalesce(max(seq), 0) FROM feature WHERE workshop_id = ?1),"
                " feature_id, state FROM (SELECT 1)"
                " LEFT JOIN feature ON workshop_id = ?1 AND seq > ?2 ORDER BY seq",
                (workshop_id, since_seq),
            ).fetchall()
        changed = [row for row in rows if row[1] is not None]
        features = tuple(feature_of(row[2], workshop_id) for row in changed if row[2] is not None)
        redacted = tuple(FeatureId(row[1]) for row in changed if row[2] is None)
        return FeatureChanges(seq=int(rows[0][0]), features=features, redacted=redacted)

    def history(
        self, workshop_id: WorkshopId, feature_id: FeatureId
    ) -> tuple[LoggedOperation, ...]:
        """Every operation on one feature, the oldest first."""
        return self._logged("workshop_id = ? AND feature_id = ?", (workshop_id, feature_id))

    def log(self, workshop_id: WorkshopId) -> tuple[LoggedOperation, ...]:
        """Every operation of a workshop, the oldest first."""
        return self._logged("workshop_id = ?", (workshop_id,))

    def redact(
        self, workshop_id: WorkshopId, features: Iterable[FeatureId], *, actor: str | None = None
    ) -> int:
        """Blank all that was ever said of some features, for good; gives how many operations."""
        with self._transaction() as connection:
            count = redact_features(
                connection, workshop_id, features, actor=actor, now=self._clock()
            )
        self._forget()
        return count

    def rebuild(self) -> int:
        """Make the table of features again from the log; gives how many there are."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM feature WHERE state IS NOT NULL")
            ids = [row[0] for row in connection.execute("SELECT workshop_id FROM workshop")]
            for workshop_id in ids:
                for feature in fold_log(
                    read_log(connection, "workshop_id = ?", (workshop_id,))
                ).values():
                    keep_feature(connection, feature)
            count = "SELECT count(*) FROM feature WHERE state IS NOT NULL"
            return int(connection.execute(count).fetchone()[0])

    def backup(self, path: Path) -> BackupReport:
        """Write the whole store to one new file, while others go on drawing."""
        with self._reading() as connection:
            return write_backup(connection, path)

    def close(self) -> None:
        """Let go of the files."""
        self._connections.close()

    def set_opening(self, workshop_id: WorkshopId, until: datetime.datetime) -> int:
        """Open a workshop to phones until a time; gives the number of the opening."""
        with self._transaction() as connection:
            return keep_opening(connection, workshop_id, until)

    def opening(self, workshop_id: WorkshopId) -> tuple[int, datetime.datetime | None]:
        """The number of the last opening to phones and when it ends."""
        with self._reading() as connection:
            return read_opening(connection, workshop_id)

    def feature(self, workshop_id: WorkshopId, feature_id: FeatureId) -> Feature | None:
        """What stands now of a feature; None if it was never drawn, or was redacted."""
        with self._reading() as connection:
            found = connection.execute(
                "SELECT state FROM feature WHERE workshop_id = ? AND feature_id = ?",
                (workshop_id, feature_id),
            ).fetchone()
        return feature_of(found[0], workshop_id) if found and found[0] else None

    def _forget(self) -> None:
        with self._writing, self._connections.borrowed() as connection:
            empty_write_ahead_log(connection)

    def _logged(self, where: str, values: tuple[str, ...]) -> tuple[LoggedOperation, ...]:
        with self._reading() as connection:
            return tuple(read_log(connection, where, values))

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        self._prepare()
        with self._connections.borrowed() as connection:
            yield connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """One short write: all of it on disk when the block ends, or none of it."""
        self._prepare()
        with self._writing, self._connections.borrowed() as connection:
            # Not a plain BEGIN: two readers that both turn writers would refuse each other.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def _prepare(self) -> None:
        if self._connections.prepared:
            return
        check_location(self._path.parent)
        self._connections.prepare()


def restore_store(backup: Path, workspace_dir: Path) -> BackupReport:
    """Put a backup in the place of a workspace's store; what was there is kept beside it.

    Stop the app first: a running one would go on with the file it has open.

    Raises:
        UnreadableFileError: The backup is cut, damaged or no backup; nothing was changed.
        StorageError: The place could not be written; nothing was changed.
    """
    return replace_store(backup, store_path(workspace_dir))
