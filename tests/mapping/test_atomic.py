"""A file is written whole, or the old one stays as it was and nothing is left over."""

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from mapping.atomic import TEMPORARY_PREFIX, atomic_path, write_atomically, write_together
from mapping.errors import StorageError

on_posix = pytest.mark.skipif(os.name == "nt", reason="Windows has no such limits or permissions")
not_root = pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)

WRITE_TOO_MUCH = """
import resource, signal, sys
from pathlib import Path
from mapping.atomic import write_atomically
from mapping.errors import StorageError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that the limit is an error, as a full disk is
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_atomically(Path(sys.argv[1]), b"new" * 1_000_000)
except StorageError as error:
    sys.exit(f"refused: {error}")
"""
WRITE_FOR_EVER = """
import itertools, sys
from pathlib import Path
from mapping.atomic import write_atomically
for letter in itertools.cycle(b"ab"):
    write_atomically(Path(sys.argv[1]), bytes([letter]) * 2_000_000)
    print("written", flush=True)
"""


@pytest.fixture
def old(tmp_path) -> Path:
    path = tmp_path / "folder" / "profile.json"
    write_atomically(path, "old")
    return path


def left_over(path: Path) -> list[str]:
    return [other.name for other in path.parent.iterdir() if other != path]


def test_a_file_is_made_with_the_folders_it_needs(tmp_path):
    path = tmp_path / "a" / "b" / "नेपाल.txt"
    write_atomically(path, "é\r\n")
    assert path.read_bytes() == b"\xc3\xa9\r\n"
    assert left_over(path) == []


def test_bytes_replace_the_old_file(old):
    write_atomically(old, b"\x00new")
    assert old.read_bytes() == b"\x00new"
    assert left_over(old) == []


def test_a_library_writes_to_a_path_of_the_same_name(old):
    with atomic_path(old) as temporary:
        assert temporary.name == old.name
        assert not temporary.exists()
        temporary.write_text("new")
        temporary.with_suffix(".journal").touch()
        assert old.read_text() == "old"
    assert old.read_text() == "new"
    assert left_over(old) == []


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyboardInterrupt()])
def test_whatever_stops_the_writer_leaves_the_old_file(old, error):
    def write_half():
        with atomic_path(old) as temporary:
            temporary.write_text("half")
            raise error

    with pytest.raises(type(error)):
        write_half()
    assert old.read_text() == "old"
    assert left_over(old) == []


def test_an_error_about_another_file_stays_what_it_is(old):
    with pytest.raises(FileNotFoundError, match="missing"), atomic_path(old):
        (old.parent / "missing").read_text()
    assert old.read_text() == "old"


def test_a_writer_that_writes_nothing_is_an_error(old):
    with pytest.raises(StorageError), atomic_path(old):
        pass
    assert old.read_text() == "old"


def test_a_folder_is_never_replaced(tmp_path):
    (tmp_path / "name").mkdir()
    with pytest.raises(StorageError, match="name could not be written"):
        write_atomically(tmp_path / "name", "text")
    assert left_over(tmp_path / "name") == []


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError):
        write_atomically(tmp_path / "file" / "profile.json", "text")


def test_files_are_written_together(old):
    others = [(old.name, b"new"), ("profile.pdf", b"%PDF")]
    assert write_together(old.parent, others) == (old, old.with_suffix(".pdf"))
    assert old.read_bytes() == b"new"
    assert left_over(old) == ["profile.pdf"]
    assert write_together(old.parent, ()) == ()


def test_the_disk_is_waited_for_once(tmp_path, monkeypatch):
    both, force = threading.Barrier(2, timeout=10), os.fsync

    def forced(descriptor):
        if stat.S_ISREG(os.fstat(descriptor).st_mode):
            both.wait()
        force(descriptor)

    monkeypatch.setattr("os.fsync", forced)
    write_together(tmp_path, [("profile.json", b"{}"), ("profile.pdf", b"%PDF")])
    assert not both.broken


def test_one_file_that_is_refused_leaves_all_others(old, monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(StorageError, match="No space left"):
        write_together(old.parent, [(old.name, b"new"), ("profile.pdf", b"%PDF")])
    assert old.read_text() == "old"
    assert left_over(old) == []


def test_of_files_written_together_the_refused_one_is_named(old):
    (old.parent / "taken").mkdir()
    with pytest.raises(StorageError, match="taken could not be written"):
        write_together(old.parent, [("first", b"1"), ("taken", b"2")])


@on_posix
def test_a_full_disk_leaves_the_old_file(old):
    command = [sys.executable, "-c", WRITE_TOO_MUCH, str(old)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stderr.startswith("refused: "), run.stderr
    assert str(old) in run.stderr
    assert old.read_text() == "old"
    assert left_over(old) == []


def test_a_read_only_disk_leaves_the_old_file(old, monkeypatch):
    def refuse(**_):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(StorageError, match="could not be written: Read-only file system"):
        write_atomically(old, "new")
    assert old.read_text() == "old"


@on_posix
@not_root
def test_a_read_only_folder_leaves_the_old_file(old):
    old.parent.chmod(0o500)
    try:
        with pytest.raises(StorageError, match="Permission denied"):
            write_atomically(old, "new")
    finally:
        old.parent.chmod(0o700)
    assert old.read_text() == "old"


@on_posix
@pytest.mark.parametrize("mode", [0o640, 0o444])
def test_a_file_keeps_who_may_read_it(old, mode):
    old.chmod(mode)
    write_atomically(old, "new")
    assert stat.S_IMODE(old.stat().st_mode) == mode


@on_posix
def test_a_killed_writer_leaves_a_whole_file(tmp_path):
    path = tmp_path / "profile.json"
    for delay_ms in range(0, 40, 5):
        command = [sys.executable, "-c", WRITE_FOR_EVER, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as writer:
            writer.stdout.readline()
            time.sleep(delay_ms / 1000)
            writer.send_signal(signal.SIGKILL)
        content = path.read_bytes()
        assert len(content) == 2_000_000
        assert len(set(content)) == 1
    assert all(name.startswith(TEMPORARY_PREFIX) for name in left_over(path))
