"""Backups of the SQLite store: one file, taken while people draw, checked before it is believed.

A copy of the file is no backup: what was acknowledged last lies in the write-ahead log beside it.
"""

import datetime
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from mapping.atomic import atomic_path
from mapping.community.sqlite_file import DAMAGED, check_identity, connect
from mapping.community.store import BackupReport
from mapping.errors import StorageError, UnreadableFileError
from mapping.i18n import N_

MISSING = N_("there is no such file")
EMPTY_FILE = N_("it holds no store")
IN_USE = N_("the app is using it; stop the app first")
NOT_WHOLE = N_("its features do not follow from its log")

_SIZE_FIELDS: Final = slice(16, 32)  # of the header: page size in bytes 16-17, pages in 28-31
_COMPANIONS: Final = ("-wal", "-shm", "-journal")


def write_backup(connection: sqlite3.Connection, path: Path) -> BackupReport:
    """Write all that the connection sees at one moment to a new file.

    Raises:
        StorageError: The file could not be written.
        UnreadableFileError: What was written does not read back whole.
    """
    with atomic_path(path) as temporary:
        connection.execute("VACUUM INTO ?", (str(temporary),))
        report = check_store_file(temporary)
    return BackupReport(
        path=path,
        workshops=report.workshops,
        operations=report.operations,
        size_bytes=report.size_bytes,
    )


def check_store_file(path: Path) -> BackupReport:
    """Read a whole backup and count what it holds.

    Raises:
        UnreadableFileError: It is missing, cut, damaged or something else.
    """
    if not path.is_file():
        raise UnreadableFileError(path=path, reason=MISSING)
    _check_length(path)
    try:
        with closing(connect(path)) as connection:
            check_identity(connection, path)
            workshops = _count(connection, "SELECT count(*) FROM workshop")
            operations = _count(connection, _OPERATIONS)
            behind = _count(connection, _BEHIND)
    except sqlite3.Error as error:
        raise UnreadableFileError(path=path, reason=DAMAGED) from error
    if behind:
        raise UnreadableFileError(path=path, reason=NOT_WHOLE)
    return BackupReport(
        path=path, workshops=workshops, operations=operations, size_bytes=path.stat().st_size
    )


def replace_store(backup: Path, store: Path) -> BackupReport:
    """Put a checked copy of a backup where the store is; the old store is kept beside it.

    Raises:
        UnreadableFileError: The backup cannot be used; nothing was changed.
        StorageError: The folder does not take it; nothing was changed.
    """
    with atomic_path(store) as temporary:
        report = checked_copy(backup, temporary)
        if store.exists():
            _set_aside(store)
    return BackupReport(
        path=store,
        workshops=report.workshops,
        operations=report.operations,
        size_bytes=report.size_bytes,
    )


def checked_copy(backup: Path, copy: Path) -> BackupReport:
    """Copy a backup and read the copy whole.

    Raises:
        UnreadableFileError: The backup is missing, cut, damaged or something else.
    """
    try:
        shutil.copyfile(backup, copy)
    except FileNotFoundError as error:
        raise UnreadableFileError(path=backup, reason=MISSING) from error
    try:
        return check_store_file(copy)
    except UnreadableFileError as error:
        raise UnreadableFileError(path=backup, reason=error.facts["reason"]) from error


def dated_name(store: Path) -> Path:
    """A name beside a store, for what is kept of it."""
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
    return store.with_name(f"{store.stem}-before-{stamp}{store.suffix}")


_OPERATIONS: Final = "SELECT count(*) FROM event WHERE kind <> 'plan'"
_BEHIND: Final = """
SELECT count(*)
FROM (SELECT workshop_id, feature_id, max(seq) AS seq FROM event WHERE kind <> 'plan'
      GROUP BY 1, 2) AS last
LEFT JOIN feature USING (workshop_id, feature_id, seq) WHERE feature.version IS NULL
"""


def _check_length(path: Path) -> None:
    """A file that lost its end opens without complaint until somebody reads there."""
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        raise UnreadableFileError(path=path, reason=EMPTY_FILE)
    sizes = header[_SIZE_FIELDS]
    page_bytes = int.from_bytes(sizes[:2], "big")
    page_bytes = 65_536 if page_bytes == 1 else page_bytes
    pages = int.from_bytes(sizes[12:16], "big")
    if not header.startswith(b"SQLite format 3\0") or path.stat().st_size != page_bytes * pages:
        raise UnreadableFileError(path=path, reason=DAMAGED)


def _set_aside(store: Path) -> None:
    """Keep the old store under a dated name.

    Its log is worked in first: one that stayed would be played into the file that comes now.
    """
    kept = dated_name(store)
    try:
        with closing(connect(store)) as connection:
            # Leaving the write-ahead log needs the file alone: it fails while an app has it open.
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
    except sqlite3.OperationalError as error:
        raise StorageError(path=store, reason=IN_USE) from error
    except sqlite3.DatabaseError:
        # Too damaged to be read, perhaps the very reason to restore: its bytes are kept.
        for ending in _COMPANIONS:
            part = store.with_name(store.name + ending)
            if part.exists():
                part.replace(kept.with_name(kept.name + ending))
    else:
        if mode == "wal":
            raise StorageError(path=store, reason=IN_USE)
    shutil.copyfile(store, kept)


def _count(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])
