"""The files of the checkout that are the product's, whether git knows them yet or not."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

MADE_BY_TOOLS = {".git", ".venv", "__pycache__", "build", "workspace"}
PRODUCT = ("app.py", "mapping/", "profiles/", "scripts/", "start.py")


def files(root: Path) -> Iterator[PurePosixPath]:
    """Every file that is or can be committed, relative to the checkout."""
    for folder, names, found in os.walk(root):
        names[:] = [name for name in names if not _is_made(name)]
        yield from (
            PurePosixPath(Path(folder, name).relative_to(root).as_posix()) for name in found
        )


def python_files(root: Path) -> Iterator[PurePosixPath]:
    """The Python of the product, tests and benchmarks left out."""
    for path in files(root):
        if path.suffix == ".py" and str(path).startswith(PRODUCT):
            yield path


def _is_made(name: str) -> bool:
    is_cache = name.startswith(".") and name.endswith("_cache")
    is_temporary = name.startswith((".hypothesis", ".lmp-")) or name.endswith(".egg-info")
    return name in MADE_BY_TOOLS or is_cache or is_temporary
