"""How far a run in another process is: told in a small file, and paused by a file beside it."""

import json
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.errors import ToolError

PAUSE: Final = ".pause"  # what the name of the file that pauses a run ends with
SILENT_S: Final = 60.0  # a run that said nothing for so long has died
SIGN_OF_LIFE_S: Final = 5.0  # a book of a country takes minutes
PAUSE_BETWEEN_S: Final = 0.5


class State(StrEnum):
    """What a run is doing."""

    RUNNING = "running"
    STOPPED = "stopped"  # paused, or ended by what was no fault of a single profile
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is; seconds since the epoch."""

    state: State
    done: int = 0
    total: int = 0
    before: int = 0  # of those done, what an earlier run had made
    started_s: float = 0.0
    updated_s: float = 0.0
    problems: tuple[str, ...] = ()  # profiles that could not be made, or why it ended

    @property
    def is_all_made(self) -> bool:
        """Whether every profile is made, and perhaps books and an archive are not."""
        return self.done == self.total > 0

    def seconds_left(self) -> float | None:
        """How long it will take at the speed so far; None before anything is made."""
        made = self.done - self.before
        if made <= 0:
            return None
        return (self.updated_s - self.started_s) / made * (self.total - self.done)


def read_progress(path: Path, now_s: float) -> Progress | None:
    """How far the run is that tells it there; one that has died is stopped. None: not begun."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        kinds = {"state": State(told["state"]), "problems": tuple(told["problems"])}
        found = Progress(**(told | kinds))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    if found.state is State.RUNNING and now_s - found.updated_s > SILENT_S:
        return replace(found, state=State.STOPPED)
    return found


class Telling:
    """Tells how far a run is, at most twice a second."""

    def __init__(self, path: Path | None) -> None:
        self._path, self._started_s, self._told_s = path, time.time(), 0.0
        self._done, self._total, self._before = 0, 0, -1
        self.problems: list[str] = []

    def show(self, done: int, total: int) -> None:
        """So many are done; the first time, an earlier run had made them."""
        self._before = done if self._before < 0 else self._before
        self._done, self._total = done, total
        if time.time() - self._told_s >= PAUSE_BETWEEN_S:
            self.tell(State.RUNNING)

    def tell(self, state: State) -> None:
        """Write the file, if there is one."""
        self._told_s = time.time()
        if self._path is None:
            return
        progress = Progress(
            state=state,
            done=self._done,
            total=self._total,
            before=max(self._before, 0),
            started_s=self._started_s,
            updated_s=self._told_s,
            problems=tuple(self.problems),
        )
        write_atomically(self._path, json.dumps(asdict(progress)))

    def fail(self, problems: Sequence[str]) -> None:
        """So many of those that were done could not be made, and why."""
        self.problems += problems
        self._done -= len(problems)

    def go_on(self) -> bool:
        """Whether nobody has asked for a pause."""
        return self._path is None or not pause_file(self._path).exists()

    @property
    def is_complete(self) -> bool:
        """Whether all were done."""
        return self._done == self._total > 0


def pause_file(path: Path) -> Path:
    """The file that pauses the run that tells how far it is in another."""
    return path.with_name(path.name + PAUSE)


@contextmanager
def telling(path: Path | None) -> Iterator[Telling]:
    """Tell how far a run is, and at its end, however it comes, that it does not run any more.

    It is done only when the block ends well: a run that lacks a profile, a book or its archive is
    stopped, and can go on.
    """
    told = Telling(path)
    told.tell(State.RUNNING)
    at_end = State.STOPPED
    try:
        with _signs_of_life(told):
            yield told
        at_end = State.DONE if told.is_complete else State.STOPPED
    except ToolError as error:
        told.problems.append(str(error))
        raise
    finally:
        told.tell(at_end)


@contextmanager
def _signs_of_life(told: Telling) -> Iterator[None]:
    """Tell now and then that a run is at work, also while nothing comes to its end."""
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(SIGN_OF_LIFE_S):
            with suppress(ToolError):  # a full disk is told by what the run writes itself
                told.tell(State.RUNNING)

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
