"""The file of a store: how it is opened, and how it is told from any other file."""

import sqlite3
from pathlib import Path
from typing import Final

from mapping.errors import UnreadableFileError
from mapping.i18n import N_

DAMAGED = N_("it is damaged; restore a backup of it")
NOT_A_STORE = N_("it is no store of workshops")
TOO_NEW = N_("it was written by a newer version of this program")

APPLICATION_ID: Final = 0x4C4D5057  # "LMPW": a store is told from any other SQLite file
SCHEMA_VERSION: Final = 5  # of the newest script of `migrations`

SETTINGS: Final = """
PRAGMA busy_timeout = 10000;
PRAGMA synchronous = FULL;
PRAGMA foreign_keys = ON;
PRAGMA trusted_schema = OFF;
PRAGMA cell_size_check = ON;
PRAGMA secure_delete = ON;
"""


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
