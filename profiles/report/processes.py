"""Profiles of a run on processes of this machine; one that is killed does not end the run."""

import multiprocessing
import os
import threading
from collections.abc import Generator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from typing import TYPE_CHECKING

from mapping.errors import ProcessesEndedError
from profiles.garbage import look_rarely
from profiles.report.work import Order, Outcome, make_and_write, taken_up

if TYPE_CHECKING:
    from profiles.pack import Pack


def in_processes(
    pack: "Pack", order: Order, work: Sequence[tuple[str, str]], processes: int
) -> Generator[Outcome, None, None]:
    """Outcomes as they come; after a process was killed, one fewer makes the rest.

    A pool whose process is killed, by a person or for want of memory, ends all of its others.

    Args:
        pack: That of the order.
        order: What all profiles have in common.
        work: Place codes and languages.
        processes: At once.

    Raises:
        ProcessesEndedError: one was killed each time.
    """
    left = dict.fromkeys(work)
    for at_once in range(processes, 0, -1):
        try:
            for outcome in _of_processes(order, [*left], at_once):
                del left[outcome.place_code, outcome.language]
                yield outcome
        except BrokenProcessPool:
            for key, outcome in taken_up(pack, order, [*left]).items():
                del left[key]
                yield outcome
        if not left:
            return
    raise ProcessesEndedError(left=len(left))


def _of_processes(
    order: Order, work: Sequence[tuple[str, str]], processes: int
) -> Generator[Outcome, None, None]:
    """Outcomes of processes of this machine, as they come.

    Raises:
        BrokenProcessPool: one of them was killed.
    """
    # A copy of this process would share its threads' locks; a new one does not.
    context = multiprocessing.get_context("spawn")
    languages = [*dict.fromkeys(language for _, language in work)]
    # A process that keeps to one language draws its maps and sets its words once.
    apart = len(languages) if processes % len(languages) == 0 else 1
    with ExitStack() as opened:
        pools = [
            opened.enter_context(
                ProcessPoolExecutor(processes // apart, context, initializer=_alone_on_a_core)
            )
            for _ in range(apart)
        ]
        by_language = {code: pools[n % apart] for n, code in enumerate(languages)}
        yield from _as_they_come(by_language, order, work)


def _alone_on_a_core() -> None:
    """Prepares a process of a run, which shares the machine with as many as there are cores."""
    threading.Thread(target=_end_with_the_run, daemon=True).start()
    look_rarely()
    os.environ.setdefault("RAYON_NUM_THREADS", "1")  # Typst would start a thread for each core


def _end_with_the_run() -> None:
    """End this process when the one is killed that gives it work: it would wait for ever.

    It holds a pack and its maps, some hundreds of megabytes. Files are written whole or not at all.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _as_they_come(
    pools: Mapping[str, Executor], order: Order, work: Sequence[tuple[str, str]]
) -> Generator[Outcome, None, None]:
    """Outcomes of a run; `pools` by language."""
    running: list[Future[Outcome]] = [
        pools[language].submit(make_and_write, order, code, language) for code, language in work
    ]
    try:
        for future in as_completed(running):
            yield future.result()
    finally:
        for future in running:
            future.cancel()
