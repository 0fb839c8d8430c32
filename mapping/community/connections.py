"""Connections to the store's file: made ready once, lent to one thread at a time."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from mapping.community.tables import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION, SETTINGS
from mapping.errors import StorageError, UnreadableFileError
from mapping.i18n import N_

DAMAGED = N_("it is damaged; restore a backup of it")
NOT_A_STORE = N_("it is no store of workshops")
TOO_NEW = N_("it was written by a newer version of this program")
NO_LOG = N_("its file system does not allow a write-ahead log")

_KEPT_OPEN: Final = 8


class Connections:
    """The connections of one process to one store file."""

    def __init__(self, path: Path) -> None:
        self.prepared = False
        self._path = path
        self._preparing = threading.Lock()
        self._idle: list[sqlite3.Connection] = []

    def prepare(self) -> None:
        """Make the file where there is none, check it where there is one, bring it up to date.

        Raises:
            UnreadableFileError: It is damaged or something else; it is left as it is.
            StorageError: The folder or the disk does not take it.
        """
        with self._preparing:
            if self.prepared:
                return
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                reason = error.strerror or str(error)
                raise StorageError(path=self._path, reason=reason) from error
            with self.borrowed() as connection:
                check_identity(connection, self._path)
                _use_write_ahead_log(connection, self._path)
                _migrate(connection)
            self.prepared = True

    @contextmanager
    def borrowed(self) -> Iterator[sqlite3.Connection]:
        """A connection nobody else uses meanwhile; faults of the file become `StorageError`."""
        connection: sqlite3.Connection | None = None
        try:
            connection = self._take()
            yield connection
        except sqlite3.Error as error:
            # After a fault of the disk a new connection is the sure way to start clean.
            if connection is not None:
                connection.close()
                connection = None
            if _tells_damage(error):
                raise UnreadableFileError(path=self._path, reason=DAMAGED) from error
            raise StorageError(path=self._path, reason=str(error)) from error
        finally:
            if connection is not None:
                self._give_back(connection)

    def close(self) -> None:
        """Close what is idle; what is lent is closed when it comes back."""
        self.prepared = False
        while self._idle:
            self._idle.pop().close()

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.pop()  # of a list: safe between threads
        except IndexError:
            return connect(self._path)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        if len(self._idle) < _KEPT_OPEN:
            self._idle.append(connection)
        else:
            connection.close()


def connect(path: Path) -> sqlite3.Connection:
    """A connection with the settings every use of a store needs."""
    # Lent from thread to thread, but never used by two at once.
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        for line in SETTINGS.strip().splitlines():
            connection.execute(line)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def check_identity(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file that is damaged, no store, or newer than this program; an empty one passes.

    Raises:
        UnreadableFileError: It is one of these.
    """
    verdict = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise UnreadableFileError(path=path, reason=DAMAGED)
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if tables and application != APPLICATION_ID:
        raise UnreadableFileError(path=path, reason=NOT_A_STORE)
    if version > SCHEMA_VERSION:
        raise UnreadableFileError(path=path, reason=TOO_NEW)


def _use_write_ahead_log(connection: sqlite3.Connection, path: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise StorageError(path=path, reason=NO_LOG)


def _migrate(connection: sqlite3.Connection) -> None:
    """Run the scripts the file has not seen, all in one transaction: killed, it is the old file."""
    connection.execute("BEGIN EXCLUSIVE")
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        for script in MIGRATIONS[version:]:
            for statement in statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def statements(script: str) -> Iterator[str]:
    """The statements of a script one by one; `executescript` would commit in between."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _tells_damage(error: sqlite3.Error) -> bool:
    name: str = getattr(error, "sqlite_errorname", "")  # errors of the module itself have none
    return name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
