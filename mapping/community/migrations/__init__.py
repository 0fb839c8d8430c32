"""The store's database from every earlier state to the one this program knows.

A script of `versions` that was released is never changed; a new need is a new script at the end,
and its number is what `HEAD` says. Alembic keeps the number in the database; SQLite files of before
Alembic carry it in `user_version`, where it still stands, so that an older program refuses them.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, inspect
from sqlalchemy import text as sql

from mapping.community.sqlite_file import SCHEMA_VERSION

HEAD: Final = f"{SCHEMA_VERSION:04}"
TABLE: Final = "alembic_version"


def revision_of(connection: Connection) -> str | None:
    """The number of the last script a database has seen; None for an empty one."""
    if inspect(connection).has_table(TABLE):
        return str(connection.execute(sql(f"SELECT version_num FROM {TABLE}")).scalar_one())  # noqa: S608 - a constant
    if connection.dialect.name != "sqlite":
        return None
    number = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    return f"{number:04}" if number else None


def migrate(connection: Connection) -> None:
    """Run the scripts a database has not seen, within the transaction of the caller."""
    before = revision_of(connection)
    if before == HEAD:  # somebody else did it meanwhile
        return
    # Only here: most openings find the database as it should be.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "mapping.community:migrations")
    config.attributes["connection"] = connection
    if before is not None and not inspect(connection).has_table(TABLE):
        command.stamp(config, before)
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_VERSION}")


def run_script(connection: Connection, script: str) -> None:
    """Run the statements of a script one by one, on either database."""
    for statement in statements(script):
        connection.exec_driver_sql(statement)


def statements(script: str) -> Iterator[str]:
    """The statements of a script; SQLite's own `executescript` would commit in between."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
