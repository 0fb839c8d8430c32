"""A PostgreSQL server with PostGIS for the tests, of their own: in a temporary folder, no network.

Whoever has none sees these tests skipped; on CI they fail.
"""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

NEEDED = "needs PostgreSQL and PostGIS (Debian: apt install postgresql postgresql-15-postgis-3)"
# It holds nothing worth keeping: the disk is not waited for, but what the store asks for itself.
QUICK = "-c fsync=off -c full_page_writes=off -c listen_addresses='' -c max_connections=80"


@pytest.fixture(scope="session")
def postgres_server():
    """The folder of the server's socket."""
    programs = _programs()
    if programs is None:
        _missing(NEEDED)
    folder = Path(tempfile.mkdtemp(prefix="lmp-pg-", dir="/tmp"))  # a socket's path must be short
    try:
        _start(programs, folder)
        yield folder
    finally:
        _as_postgres([programs / "pg_ctl", "-D", folder / "data", "stop", "-m", "immediate"])
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_database(postgres_server):
    """The address of a database with PostGIS; the tests of one worker share it."""
    address = f"postgresql+psycopg://postgres@/{{}}?host={postgres_server}"
    engine = create_engine(address.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.scalar(
            text("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'")
        ):
            _missing(NEEDED)
        connection.execute(text("CREATE DATABASE lmp"))
    engine.dispose()
    return address.format("lmp")


@pytest.fixture
def postgres_url(postgres_database):
    """The address of an empty database."""
    engine = create_engine(postgres_database)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA IF EXISTS public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return postgres_database


def _programs():
    """The folder of the server's programs; Debian keeps it off the path."""
    found = shutil.which("pg_config")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found:
        asked = subprocess.run([found, "--bindir"], capture_output=True, text=True, check=False)
        folders.insert(0, Path(asked.stdout.strip()))
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _start(programs, folder):
    data = folder / "data"
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    create = [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
    _as_postgres([*create, "--no-sync", "--locale=C"], check=True)
    options = f"{QUICK} -c unix_socket_directories={folder}"
    start = [programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start"]
    _as_postgres(start, check=True)


def _as_postgres(command, *, check=False):
    """Run one of the server's programs; they refuse to be root."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    subprocess.run(list(map(str, command)), check=check, **quiet)


def _missing(reason):
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
