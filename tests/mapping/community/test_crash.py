"""A killed process, a cut power line, a full disk: what was acknowledged is there."""

import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mapping.community.database import store_path
from mapping.errors import StorageError
from tests.mapping.community import writer
from tests.mapping.community.drawing import a_store, a_workshop, content, operation

WRITER = Path(__file__).with_name("writer.py")
ALIVE_AT_ONCE = 4
KILLS = int(os.environ.get("LMP_TEST_KILLS", "100"))  # 1000 for a long run
LONGEST_LIFE_S = 0.12
posix = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals and limits")


def start_writer(workspace, workshop_id, how_many=100_000, **options):
    command = [sys.executable, str(WRITER), str(workspace), workshop_id, str(how_many)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def wait_until_begun(path):
    end = time.monotonic() + 30
    while not (path.exists() and path.stat().st_size):
        assert time.monotonic() < end, "the writer did not begin"
        time.sleep(0.002)


def acknowledged(path):
    """Identifiers that were acknowledged; a line cut by the kill was not."""
    return re.findall(r"^([0-9a-f]{32})\n", path.read_text(), re.MULTILINE)


@posix
@pytest.mark.slow
def test_killed_at_any_moment_nothing_acknowledged_is_lost(tmp_path):
    # A process that has everything imported forks the writers: starting takes no time.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([writer.__name__])
    store = a_store(tmp_path)
    workshop = a_workshop(store)
    dice = random.Random(20260504)
    answered = []
    for batch in range(0, KILLS, ALIVE_AT_ONCE):
        # Several at once, so that one dies in the middle of another's write.
        outs = [tmp_path / f"acks{batch + number}" for number in range(ALIVE_AT_ONCE)]
        writers = [
            processes.Process(
                target=writer.draw_into, args=(str(out), str(tmp_path), workshop.workshop_id)
            )
            for out in outs
        ]
        for one in writers:
            one.start()
        for out in outs:
            wait_until_begun(out)
        for one in writers:
            time.sleep(dice.uniform(0, LONGEST_LIFE_S))
            one.kill()
        for one, out in zip(writers, outs, strict=True):
            one.join()
            assert one.exitcode == -signal.SIGKILL
            one.close()
            answered += acknowledged(out)
    stored = {entry.operation.op_id for entry in store.log(workshop.workshop_id)}
    assert len(answered) > KILLS
    assert set(answered) <= stored
    before = store.features(workshop.workshop_id)
    store.rebuild()
    assert store.features(workshop.workshop_id) == before
    store.close()
    fresh = a_store(tmp_path)  # its first use checks the whole file
    assert len(fresh.log(workshop.workshop_id)) == len(stored)
    fresh.close()


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
