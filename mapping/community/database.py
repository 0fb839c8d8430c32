"""Where the store of an installation is. What it is made of is loaded when it is first used."""

import datetime
import functools
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from mapping.community.store import BackupReport, Store
from mapping.settings import Settings

STORE_FILE: Final = "workshops.sqlite"


def store_path(workspace_dir: Path) -> Path:
    """Where the store of a workspace lies, unless a database server has it."""
    return workspace_dir / "workshops" / STORE_FILE


def has_store(settings: Settings) -> bool:
    """Whether there may be anything in the store; asking one that is not there would make it."""
    return bool(settings.database_url) or store_path(settings.workspace_dir).exists()


@lru_cache(maxsize=16)
def open_store(settings: Settings) -> Store:
    """The store of an installation: one for the process, however often a page asks for it.

    Nothing is touched on the disk, and no library of databases loaded, before the first use.
    """
    return cast("Store", _Unopened(functools.partial(make_store, settings)))


def make_store(settings: Settings) -> Store:
    """A store of its own: an SQLite file in the workspace, or a database on a server."""
    from mapping.community.sql_store import SqlStore

    if settings.database_url:
        from mapping.community.postgres import PostgresDatabase

        return SqlStore(PostgresDatabase(settings.database_url))
    from mapping.community.connections import SqliteDatabase

    return SqlStore(SqliteDatabase(store_path(settings.workspace_dir)))


def utc_now() -> datetime.datetime:
    """The server's clock."""
    return datetime.datetime.now(datetime.UTC)


def restore_store(backup: Path, settings: Settings) -> BackupReport:
    """Put a backup in the place of an installation's store; what was there is kept.

    Stop the app first: a running one would go on with what it has open.

    Raises:
        UnreadableFileError: The backup is cut, damaged or no backup; nothing was changed.
        StorageError: The place could not be written; nothing was changed.
    """
    store = store_path(settings.workspace_dir)
    if settings.database_url:
        from mapping.community.postgres import replace_database

        return replace_database(backup, settings.database_url, kept_beside=store)
    from mapping.community.backup import replace_store

    return replace_store(backup, store)


class _Unopened:
    """A store that is made when it is first asked: the start of the app waits for no SQLAlchemy."""

    def __init__(self, make: Callable[[], Store]) -> None:
        self._make = make
        self._making = threading.Lock()

    def __getattr__(self, name: str) -> object:
        with self._making:
            if "_store" not in self.__dict__:
                self._store = self._make()
        return getattr(self._store, name)
