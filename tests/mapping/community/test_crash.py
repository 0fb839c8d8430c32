"""A killed process, a cut power line, a full disk: what was acknowledged is there."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mapping.community.database import store_path
from mapping.errors import StorageError
from tests.mapping.community import killing
from tests.mapping.community.drawing import a_store, a_workshop, content, operation

WRITER = Path(__file__).with_name("writer.py")
KILLS = 100  # benchmarks/kills.py has a thousand
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals and limits")


def start_writer(workspace, workshop_id, how_many=100_000, **options):
    command = [sys.executable, str(WRITER), str(workspace), workshop_id, str(how_many)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


@posix
def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path):
    answered, stored = killing.kill_writers(tmp_path, kills=KILLS, seed=20260504)
    assert len(answered) > KILLS
    assert set(answered) <= stored


@posix
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace to count fsync")
def test_each_acknowledged_operation_was_forced_to_the_disk(tmp_path):
    store = a_store(tmp_path)
    workshop = a_workshop(store)
    store.close()
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
    command += [sys.executable, str(WRITER), str(tmp_path), workshop.workshop_id, "20"]
    done = subprocess.run(command, capture_output=True, check=False)
    if b"begun" not in done.stdout:
        pytest.skip(f"strace may not trace here: {done.stderr.decode()[-200:]}")
    calls = re.findall(r'(fsync|fdatasync|write)\((\d+)(?:, "([^"]*))?', trace.read_text())
    synced, acks = False, 0
    for name, descriptor, text in calls:
        if name != "write":
            synced = True
        elif descriptor == "1" and re.match(r"[0-9a-f]{32}", text):
            assert synced, "an operation was acknowledged before it was forced to the disk"
            synced, acks = False, acks + 1
    assert acks == 20


@posix
def test_a_full_disk_loses_nothing_says_so_and_works_again_when_there_is_room(tmp_path):
    import resource

    store = a_store(tmp_path)
    workshop = a_workshop(store)
    store.close()
    limit = 2_000_000  # bytes a file may grow to: the write-ahead log meets it first

    def on_a_full_disk():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)

    process = start_writer(tmp_path, workshop.workshop_id, preexec_fn=on_a_full_disk)
    out, errors = process.communicate(timeout=60)
    assert not errors, errors.decode()
    lines = out.decode().splitlines()
    assert lines[-1].startswith("refused")
    assert store_path(tmp_path).name in lines[-1]
    answered = set(lines[1:-1])
    assert len(answered) > 20
    stored = {entry.operation.op_id for entry in store.log(workshop.workshop_id)}
    assert answered <= stored
    assert store.append(operation(workshop.workshop_id)).version == 1
    store.close()


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or os.geteuid() != 0, reason="needs to mount a small disk"
)
def test_the_same_store_goes_on_after_space_was_freed(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount here")
    try:
        ballast = disk / "ballast"
        ballast.write_bytes(bytes(500_000))
        store = a_store(disk, least_free_bytes=0)
        workshop = a_workshop(store)
        answered = []

        def draw_until_full():
            while True:
                note = content(note="x" * 1500)
                answered.append(store.append(operation(workshop.workshop_id, content=note)).op_id)

        with pytest.raises(StorageError, match="full"):
            draw_until_full()
        assert len(answered) > 20
        # It can still be read, and after a person made room the same open store writes again.
        assert [e.operation.op_id for e in store.log(workshop.workshop_id)] == answered
        ballast.unlink()
        answered.append(store.append(operation(workshop.workshop_id)).op_id)
        assert [e.operation.op_id for e in store.log(workshop.workshop_id)] == answered
        store.close()
    finally:
        subprocess.run(["umount", str(disk)], check=True)
