"""The same store in a PostgreSQL database with PostGIS, for many processes and machines.

A backup is a file of the other kind, SQLite: what began on a laptop goes to the server and back.
"""

import tempfile
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, create_engine, func, select
from sqlalchemy import text as sql
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from mapping.community.backup import checked_copy, dated_name
from mapping.community.connections import Database, SqliteDatabase
from mapping.community.migrations import HEAD, migrate, revision_of
from mapping.community.sqlite_file import APPLICATION_ID, TOO_NEW
from mapping.community.store import BackupReport
from mapping.community.tables import AUDIT, EVENT, FEATURE, PHOTO, TABLES, WORKSHOP
from mapping.errors import StorageError
from mapping.i18n import N_

NOT_AN_ADDRESS = N_("its address is not of the form postgresql://user:password@host/database")
NO_POSTGIS = N_(
    "it has no PostGIS; somebody who administers it runs CREATE EXTENSION postgis there once"
)
IN_USE = N_("the app is using it; stop the app first")

_APPLICATION: Final = "local-migration-profiles"
# Every commit is on the disk when it is answered, whatever the server's own settings say.
_OPTIONS: Final = "-c synchronous_commit=on -c lock_timeout=10s"
_COPIED_AT_ONCE: Final = 500
_FORGOTTEN: Final = (EVENT, FEATURE, PHOTO, WORKSHOP)  # tables of what may be redacted or deleted


class PostgresDatabase(Database):
    """A database on a server."""

    def __init__(self, address: str) -> None:
        url = _checked_url(address)
        name = f"{url.host or 'localhost'}/{url.database}"
        connecting = {"application_name": _APPLICATION, "options": _OPTIONS, "connect_timeout": 10}
        engine = create_engine(
            url.set(drivername="postgresql+psycopg"),
            connect_args=connecting,
            pool_pre_ping=True,  # a server that was restarted is found out before, not after
            pool_size=8,
            max_overflow=24,
        )
        super().__init__(engine, name)
        self._reader = engine.execution_options(isolation_level="REPEATABLE READ")

    def forget(self) -> None:
        """Write the tables anew without rows that were blanked or deleted, and drop the old files.

        The server's write-ahead log holds them until it comes round; archives and replicas longer.
        """
        outside = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        with self._faults_in_words(), outside.connect() as connection:
            connection.execute(sql(f"VACUUM FULL {', '.join(table.name for table in _FORGOTTEN)}"))

    def backup(self, path: Path) -> BackupReport:
        """Write everything to one new file, while others go on drawing."""
        with tempfile.TemporaryDirectory(prefix="lmp-backup-") as folder:
            copy = SqliteDatabase(Path(folder) / path.name)
            with self.reading() as source, copy.writing() as target:
                copy_rows(source, target)
            try:
                return copy.backup(path)
            finally:
                copy.close()

    def _make_ready(self) -> None:
        with self._faults_in_words(), self._engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(APPLICATION_ID)))
            revision = revision_of(connection)
            if revision is not None and revision > HEAD:
                raise StorageError(path=self.name, reason=TOO_NEW)
            _check_postgis(connection, self.name)
            migrate(connection)


def replace_database(backup: Path, address: str, *, kept_beside: Path) -> BackupReport:
    """Put a backup in the place of what a database holds.

    Args:
        backup: A file.
        address: Of the database.
        kept_beside: What was there is kept in a backup of its own, in this file's folder.

    Raises:
        UnreadableFileError: The backup cannot be used; nothing was changed.
        StorageError: The database cannot be written or is in use; nothing was changed.
    """
    database = PostgresDatabase(address)
    try:
        with tempfile.TemporaryDirectory(prefix="lmp-restore-") as folder:
            copy = SqliteDatabase(Path(folder) / backup.name)
            report = checked_copy(backup, Path(folder) / backup.name)
            with database.reading() as connection:
                _check_unused(connection, database.name)
                workshops = connection.execute(select(func.count()).select_from(WORKSHOP)).scalar()
            if workshops:
                database.backup(dated_name(kept_beside))
            with copy.reading() as source, database.writing() as target:
                _empty(target)
                copy_rows(source, target)
                _count_on(target)
            copy.close()
    finally:
        database.close()
    return report


def copy_rows(source: Connection, target: Connection) -> None:
    """Copy every table, rows as they are, into an empty store."""
    for table in TABLES:
        for rows in source.execute(select(table)).mappings().partitions(_COPIED_AT_ONCE):
            target.execute(table.insert(), [dict(row) for row in rows])


def _empty(connection: Connection) -> None:
    """Take everything out; the guards of the log are off until the transaction ends."""
    names = [table.name for table in TABLES]
    for name in names:
        connection.execute(sql(f"ALTER TABLE {name} DISABLE TRIGGER USER"))
    connection.execute(sql(f"TRUNCATE {', '.join(names)}"))
    for name in names:
        connection.execute(sql(f"ALTER TABLE {name} ENABLE TRIGGER USER"))


def _count_on(connection: Connection) -> None:
    """Let numbers go on after those that were copied."""
    for column in (EVENT.c.seq, AUDIT.c.entry):
        sequence = func.pg_get_serial_sequence(column.table.name, column.name)
        highest = select(func.max(column)).scalar_subquery()
        connection.execute(select(func.setval(sequence, func.coalesce(highest, 0) + 1, False)))  # noqa: FBT003 - the next one is this one


def _check_unused(connection: Connection, name: str) -> None:
    others = sql(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = :ours AND pid <> pg_backend_pid()"
    )
    if connection.execute(others, {"ours": _APPLICATION}).scalar():
        raise StorageError(path=name, reason=IN_USE)


def _check_postgis(connection: Connection, name: str) -> None:
    try:
        with connection.begin_nested():
            connection.execute(sql("CREATE EXTENSION IF NOT EXISTS postgis"))
    except SQLAlchemyError as error:
        raise StorageError(path=name, reason=NO_POSTGIS) from error


def _checked_url(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise StorageError(path="LMP_DATABASE_URL", reason=NOT_AN_ADDRESS) from error
    if url.drivername not in {"postgres", "postgresql", "postgresql+psycopg"} or not url.database:
        raise StorageError(path="LMP_DATABASE_URL", reason=NOT_AN_ADDRESS)
    return url
