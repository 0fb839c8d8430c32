"""The guards refuse what they are there to refuse, and nothing else."""

import socket
import sqlite3
from contextlib import suppress

import pytest

from tests import guards


def test_another_host_is_refused_and_remembered():
    with guards.watching() as violations:
        with pytest.raises(guards.ForbiddenError, match=r"asked for the host example\.org"):
            socket.create_connection(("example.org", 80))
        with suppress(guards.ForbiddenError), socket.socket() as connection:
            connection.connect(("192.0.2.1", 80))
    assert violations == ["asked for the host example.org", "connected to 192.0.2.1"]


def test_loopback_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.parametrize("mode", ["w", "a", "x", "r+"])
def test_a_file_in_the_checkout_cannot_be_written(root, mode):
    with (
        guards.watching() as violations,
        pytest.raises(guards.ForbiddenError, match="stray"),
        (root / "stray.txt").open(mode),
    ):
        pass
    assert len(violations) == 1
    assert not (root / "stray.txt").exists()


def test_the_checkout_takes_no_folder_database_or_renamed_file(root, tmp_path):
    (tmp_path / "file").touch()
    with guards.watching():
        with pytest.raises(guards.ForbiddenError):
            (root / "stray").mkdir()
        with pytest.raises(guards.ForbiddenError):
            sqlite3.connect(root / "stray.db")
        with pytest.raises(guards.ForbiddenError):
            (tmp_path / "file").rename(root / "stray")


def test_temporary_folders_and_reading_are_free(root, tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text((root / "pyproject.toml").read_text("utf-8"))
    sqlite3.connect(tmp_path / "a.db").close()
    sqlite3.connect(":memory:").close()
