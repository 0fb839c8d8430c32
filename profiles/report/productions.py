"""Runs that were begun from the app: each in a folder of the workspace, made by its own process.

The folder is all there is of a run: its recipe, how far it is, its files. Whoever opens the app
later finds it there, and a run whose process was ended, with the machine or by a person, goes on
where it stopped.
"""

import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from mapping.atomic import write_atomically
from mapping.settings import CHECKOUT, Settings
from profiles.report.folder import INDEX
from profiles.report.progress import Progress, State, Telling, pause_file, read_progress
from profiles.report.recipe import Recipe, to_toml

FOLDER: Final = "productions"
FILES, ARCHIVE, RECIPE, PROGRESS = "files", "profiles.zip", "recipe.toml", "progress.json"
_NAME: Final = re.compile(r"[\w-]+")
# Windows has no sessions: there Ctrl+C and a window that is closed end all that shares the console.
_APART: Final = ("CREATE_NO_WINDOW", "CREATE_NEW_PROCESS_GROUP")


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """One run and how far it is."""

    folder: Path
    progress: Progress

    @property
    def name(self) -> str:
        """What it is called, in addresses, too."""
        return self.folder.name

    @property
    def is_running(self) -> bool:
        """Whether its process is at work."""
        return self.progress.state is State.RUNNING


def productions(settings: Settings) -> tuple[Production, ...]:
    """All runs of a workspace, the newest first."""
    root = settings.workspace_dir / FOLDER
    found = []
    for folder in sorted(root.iterdir(), reverse=True) if root.is_dir() else ():
        progress = read_progress(folder / PROGRESS, time.time())
        if progress is not None:
            found.append(Production(folder=folder, progress=progress))
    return tuple(found)


def start(settings: Settings, recipe: Recipe, today: date) -> Path:
    """Begin a run; gives its folder.

    Raises:
        StorageError: the workspace does not take it.
    """
    root = settings.workspace_dir / FOLDER
    stem = f"{today.isoformat()}-{recipe.pack}-{recipe.level}".lower()
    taken = {folder.name for folder in root.iterdir()} if root.is_dir() else set()
    number = next(n for n in range(1, len(taken) + 2) if f"{stem}-{n:03}" not in taken)
    folder = root / f"{stem}-{number:03}"
    kept = recipe.model_copy(update={"out": FILES, "publisher": settings.publisher})
    write_atomically(folder / RECIPE, to_toml(kept))
    go_on(settings, folder)
    return folder


def go_on(settings: Settings, folder: Path) -> None:
    """Make what a run has not made yet, in a process that outlives the page and the app.

    Raises:
        StorageError: the workspace does not take it.
    """
    progress = folder / PROGRESS
    pause_file(progress).unlink(missing_ok=True)
    Telling(progress).tell(State.RUNNING)  # at once, so that nobody begins it twice
    words = ("--recipe", RECIPE, "--zip", ARCHIVE, "--progress", PROGRESS)
    paths = [word if word.startswith("--") else str(folder / word) for word in words]
    environment = {
        "PYTHONPATH": str(CHECKOUT),
        "LMP_DATA_DIR": str(settings.data_dir),
        "LMP_WORKSPACE_DIR": str(settings.workspace_dir),
        "LMP_LANGUAGE": settings.language,
    }
    process = subprocess.Popen(  # noqa: S603 - our own program, with no text from outside
        [sys.executable, "-m", "profiles.cli", "profiles", *paths],
        cwd=CHECKOUT,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=sum(getattr(subprocess, name, 0) for name in _APART),
    )
    threading.Thread(target=process.wait, daemon=True).start()  # for its end to be taken notice of


def pause(folder: Path) -> None:
    """Stop a run after the profiles that are being made.

    Raises:
        StorageError: the workspace does not take it.
    """
    write_atomically(pause_file(folder / PROGRESS), "")


def file_of(settings: Settings, name: str, file: str) -> Path | None:
    """A file of a run that may be taken away; None where there is no such file."""
    if not _NAME.fullmatch(name):
        return None
    folder = settings.workspace_dir / FOLDER / name
    if file in {ARCHIVE, RECIPE}:
        path = folder / file
    elif file.startswith(f"{FILES}/") and Path(file).name == file.removeprefix(f"{FILES}/"):
        path = folder / FILES / Path(file).name
    else:
        return None
    hidden = path.name.startswith(".")
    return path if path.is_file() and not hidden else None


def index_address(production: Production) -> str:
    """Where the app serves the page that lists the files of a run."""
    return f"productions/{production.name}/{FILES}/{INDEX}"
