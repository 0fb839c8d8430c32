"""Writers that are killed while they draw, several at once, and what is left in the store."""

import multiprocessing
import random
import re
import signal
import time
from pathlib import Path

from tests.mapping.community import writer
from tests.mapping.community.drawing import a_store, a_workshop

ALIVE_AT_ONCE = 5  # so that one dies in the middle of another's write
MOST_ANSWERS = 5
LINE_BYTES = 33
LIMIT_S = 120


def kill_writers(folder: Path, *, kills: int, seed: int) -> tuple[list[str], set[str]]:
    """Let processes draw and end each by SIGKILL at a random moment.

    Gives what was acknowledged to them and what a store that is opened afterwards holds. Opening
    checks the whole file; that what stands follows from the log is checked here.
    """
    # A process that has everything imported forks the writers: starting takes no time.
    processes = multiprocessing.get_context("forkserver")
    processes.set_forkserver_preload([writer.__name__])
    store = a_store(folder)
    workshop_id = a_workshop(store).workshop_id
    store.close()
    dice = random.Random(seed)
    answered: list[str] = []
    for first in range(0, kills, ALIVE_AT_ONCE):
        outs = [folder / f"acks{first + n}" for n in range(min(ALIVE_AT_ONCE, kills - first))]
        writers = [
            processes.Process(target=writer.draw_into, args=(str(out), str(folder), workshop_id))
            for out in outs
        ]
        for one in writers:
            one.start()
        _kill_all(dict(zip(writers, outs, strict=True)), dice)
        answered += [op_id for out in outs for op_id in _acknowledged(out)]
    store = a_store(folder)
    stored = {entry.operation.op_id for entry in store.log(workshop_id)}
    before = store.features(workshop_id)
    store.rebuild()
    assert store.features(workshop_id) == before
    store.close()
    return answered, stored


def _kill_all(writers: dict[multiprocessing.Process, Path], dice: random.Random) -> None:
    """Kill each after so many answers and a moment more, so that a slow machine makes no odds."""
    alive = {one: (out, dice.randint(0, MOST_ANSWERS)) for one, out in writers.items()}
    end = time.monotonic() + LIMIT_S
    while alive:
        assert time.monotonic() < end, "a writer did not get on"
        time.sleep(dice.uniform(0, 0.004))
        for one, (out, wanted) in list(alive.items()):
            if out.exists() and out.stat().st_size >= len("begun\n") + wanted * LINE_BYTES:
                one.kill()
                del alive[one]
    for one in writers:
        one.join()
        assert one.exitcode == -signal.SIGKILL
        one.close()


def _acknowledged(path: Path) -> list[str]:
    """Identifiers that were acknowledged; a line cut by the kill was not."""
    return re.findall(r"^([0-9a-f]{32})\n", path.read_text(), re.MULTILINE)
