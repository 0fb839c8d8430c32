"""The database behind the store: one SQLite file, opened with the settings that keep it safe.

`postgres` has the same for a server. What both share is `Database`; what the store asks of it is
read and written through SQLAlchemy's Core, in the same words for both.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import QueuePool

from mapping.community.backup import write_backup
from mapping.community.location import (
    LEAST_FREE_BYTES,
    check_location,
    check_space,
    location_warnings,
)
from mapping.community.migrations import migrate
from mapping.community.sqlite_file import (
    APPLICATION_ID,
    DAMAGED,
    SCHEMA_VERSION,
    check_identity,
    connect,
)
from mapping.community.store import BackupReport
from mapping.errors import StorageError, UnreadableFileError
from mapping.i18n import N_

NO_LOG = N_("its file system does not allow a write-ahead log")

_BEGIN: Final = "sqlite_begin"  # an execution option: how a transaction begins
_KEPT_OPEN: Final = 40  # as many as the server has threads: to open one takes longer than to use it


class Database:
    """Connections to one database: lent to one thread at a time, brought up to date before."""

    def __init__(self, engine: Engine, name: str) -> None:
        self.name = name  # for people; without a password
        self._engine = engine
        self._reader, self._writer = engine, engine
        self._prepared = False
        self._preparing = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """All that is read within the block is of one moment."""
        self._prepare()
        with self._faults_in_words(), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One short write: all of it on disk when the block ends, or none of it."""
        self._prepare()
        with self._faults_in_words(), self._writer.begin() as connection:
            yield connection

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is worrying about where the data lies, for a person to read."""
        return ()

    def check_space(self) -> None:
        """Refuse to begin something where there is hardly room left."""

    def forget(self) -> None:
        """Overwrite what was freed."""

    def backup(self, path: Path) -> BackupReport:
        """Write everything to one new file."""
        raise NotImplementedError

    def close(self) -> None:
        """Close what is idle; what is lent is closed when it comes back."""
        self._prepared = False
        self._engine.dispose()

    def _prepare(self) -> None:
        with self._preparing:
            if not self._prepared:
                self._make_ready()
                self._prepared = True

    def _make_ready(self) -> None:
        """Check what is there, or make it, and bring it up to date."""
        raise NotImplementedError

    @contextmanager
    def _faults_in_words(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise self._fault(error) from error

    def _fault(self, error: SQLAlchemyError) -> Exception:
        reason = error.orig if isinstance(error, DBAPIError) else error
        return StorageError(path=self.name, reason=str(reason).strip())


class SqliteDatabase(Database):
    """One file on a local disk: write-ahead log, every commit forced to the disk."""

    def __init__(self, path: Path, *, least_free_bytes: int = LEAST_FREE_BYTES) -> None:
        engine = create_engine(
            "sqlite://",
            creator=lambda: connect(path),
            poolclass=QueuePool,
            pool_size=_KEPT_OPEN,
            max_overflow=-1,
        )
        event.listen(engine, "begin", _begin)
        event.listen(engine, "handle_error", _start_clean)
        super().__init__(engine, str(path))
        # Not a plain BEGIN: two readers that both turn writers would refuse each other.
        self._writer = engine.execution_options(**{_BEGIN: "BEGIN IMMEDIATE"})
        self._path = path
        self._least_free_bytes = least_free_bytes
        # SQLite lets one writer in at a time and makes the others sleep and try again. Threads of
        # this process queue here instead, each awake as soon as it is its turn.
        self._queue = threading.Lock()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One short write: all of it on disk when the block ends, or none of it."""
        with self._queue, super().writing() as connection:
            yield connection

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is worrying about where the file lies."""
        return location_warnings(self._path.parent)

    def check_space(self) -> None:
        """Refuse to begin something on a disk that is almost full."""
        check_space(self._path.parent, least_free_bytes=self._least_free_bytes)

    def forget(self) -> None:
        """Fold the write-ahead log into the file and cut it: it held what was to be forgotten."""
        with self._queue, self._sqlite_faults(), closing(connect(self._path)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def backup(self, path: Path) -> BackupReport:
        """Write everything to one new file, while others go on drawing."""
        self._prepare()
        with self._sqlite_faults(), closing(connect(self._path)) as connection:
            return write_backup(connection, path)

    def _make_ready(self) -> None:
        check_location(self._path.parent)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(path=self._path, reason=error.strerror or str(error)) from error
        with self._sqlite_faults(), closing(connect(self._path)) as connection:
            check_identity(connection, self._path)
            if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                raise StorageError(path=self._path, reason=NO_LOG)
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == SCHEMA_VERSION:
            return  # whoever opens a store in use waits for nobody
        migrator = self._engine.execution_options(**{_BEGIN: "BEGIN EXCLUSIVE"})
        with self._faults_in_words(), migrator.begin() as connection:
            migrate(connection)  # killed, it is the old file
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    @contextmanager
    def _sqlite_faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise self._in_words(error) from error

    def _fault(self, error: SQLAlchemyError) -> Exception:
        if isinstance(error, DBAPIError) and isinstance(error.orig, sqlite3.Error):
            return self._in_words(error.orig)
        return super()._fault(error)

    def _in_words(self, error: sqlite3.Error) -> Exception:
        name: str = getattr(error, "sqlite_errorname", "")  # errors of the module have none
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return UnreadableFileError(path=self._path, reason=DAMAGED)
        return StorageError(path=self._path, reason=str(error))


def _begin(connection: Connection) -> None:
    """Begin in words of ours: Python's driver would begin late, and never before a SELECT."""
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN"))


def _start_clean(context: ExceptionContext) -> None:
    """After a fault of the disk a new connection is the sure way to start clean."""
    context.is_disconnect = True
