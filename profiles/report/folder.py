"""The folder a run writes into: what is made already, a page that lists it, all of it as one file.

A run that was stopped, by a person, a full disk or a power cut, is taken up by the next with the
same pack and edition: files are written whole or not at all, and those that are younger than the
beginning of the run are not made again. A run that came to its end is never taken up.
"""

import hashlib
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

from mapping.atomic import atomic_path, write_atomically
from mapping.i18n import Translator, own_name
from profiles.report.html import filled

STATE: Final = ".lmp-run"  # no name that somebody looks for files by
INDEX: Final = "index.html"
PACKED: Final = frozenset({".pdf", ".docx", ".pptx", ".xlsx", ".zip"})  # compressed as they are


def begin(folder: Path, edition: object, today: date) -> date:
    """Begin a run, or take up one that did not come to its end.

    Args:
        folder: Where the files go.
        edition: What all profiles of the run depend on; two runs with the same text are one.
        today: The date of a new run.

    Returns:
        The date printed on the profiles: of the run that is taken up, or today.

    Raises:
        StorageError: the folder does not take a file.
    """
    key = hashlib.sha256(repr(edition).encode()).hexdigest()
    before = _state(folder)
    if before.get("key") == key:
        return date.fromisoformat(str(before["made_on"]))
    state = {"key": key, "made_on": today.isoformat()}
    write_atomically(folder / STATE, json.dumps(state))
    return today


def finish(folder: Path) -> None:
    """Forget a run that came to its end: the next one makes everything anew."""
    (folder / STATE).unlink(missing_ok=True)


def made_before(folder: Path, names: Sequence[str]) -> tuple[Path, ...]:
    """The paths of files that an interrupted run made; nothing as soon as one is missing."""
    paths = tuple(folder / name for name in names)
    try:
        began = (folder / STATE).stat().st_mtime_ns
        young = all(path.stat().st_mtime_ns >= began for path in paths)
    except OSError:
        return ()
    return paths if young else ()


def _state(folder: Path) -> dict[str, object]:
    """What is known of a run that was stopped; nothing where that cannot be read."""
    try:
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        date.fromisoformat(state["made_on"])
    except (OSError, ValueError, TypeError, KeyError):
        return {}
    return dict(state)


def write_index(
    folder: Path, title: str, rows: Sequence[tuple[str, str, Sequence[Path]]], language: str
) -> Path:
    """A page with a link to every file.

    Args:
        folder: Where the files are.
        title: Of the page.
        rows: Place, language and files of each profile.
        language: Of the page.

    Raises:
        StorageError: the folder does not take a file.
    """
    places: dict[str, list[tuple[str, str, Sequence[Path]]]] = {}
    for place, tag, paths in rows:
        places.setdefault(place, []).append((tag, own_name(tag), paths))
    translator = Translator(language)
    page = filled(
        "index.html.j2",
        title=title,
        language=language,
        direction="rtl" if translator.right_to_left else "ltr",
        places=places,
    )
    write_atomically(folder / INDEX, page)
    return folder / INDEX


def write_zip(path: Path, files: Sequence[Path]) -> None:
    """All files in one archive, each by its name; one at a time is held in memory.

    Raises:
        StorageError: the folder or the disk does not take the file.
    """
    with atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for file in files:
            stored = file.suffix in PACKED
            how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.write(file, file.name, how)
