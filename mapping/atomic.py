"""The one writer of files: a file is written whole, or what was there before stays as it was.

The new content goes to a file of the same name in a temporary folder beside it, is forced to the
disk, and only then takes its place. A full disk, a read-only folder or a killed process leaves the
old file untouched.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from mapping.errors import StorageError

AT_ONCE = 8  # files that the disk is waited for
TEMPORARY_PREFIX = ".lmp-"  # of the folder; one that a killed process left may be deleted


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` when the block ends well.

    For libraries that write a file themselves. Its name is the same, as some of them choose the
    format by it and write it into the file. When the block raises, the old file is untouched and
    nothing is left over, files that a library keeps beside it included.

    Raises:
        StorageError: The folder or the disk does not take the file.
    """
    with _temporary_folder([path]) as folder:
        yield folder / path.name
        _put_in_place(folder, [path])


def write_atomically(path: Path, content: bytes | str) -> None:
    """Write a whole file; text becomes UTF-8 with its line ends as they are.

    Raises:
        StorageError: The folder or the disk does not take the file; the old one is still whole.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    with atomic_path(path) as temporary, temporary.open("wb") as file:
        file.write(data)


def write_together(folder: Path, files: Sequence[tuple[str, bytes]]) -> tuple[Path, ...]:
    """Write files of one folder, each whole; none is changed before all are on the disk.

    Sooner than one after another, as the disk is waited for once.

    Raises:
        StorageError: The folder or the disk does not take a file; the old ones are still whole.
    """
    paths = tuple(folder / name for name, _ in files)
    if not paths:
        return ()
    with _temporary_folder(paths) as temporary:
        for path, (_, content) in zip(paths, files, strict=True):
            (temporary / path.name).write_bytes(content)
        _put_in_place(temporary, paths)
    return paths


@contextmanager
def _temporary_folder(paths: Sequence[Path]) -> Iterator[Path]:
    """A folder beside files that are to be written, gone when the block ends."""
    parent = paths[0].parent
    folder: Path | None = None
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX, dir=parent))
        yield folder
    except OSError as error:
        if folder is not None and not _is_about(error, folder):
            raise  # about another file, which the block was reading
        named = Path(str(error.filename)).name
        path = next((path for path in paths if path.name == named), paths[0])
        raise StorageError(path=path, reason=error.strerror or str(error)) from error
    finally:
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)


def _is_about(error: OSError, folder: Path) -> bool:
    """Whether writing failed: a full disk names no file at all."""
    return error.filename is None or str(error.filename).startswith(str(folder))


def _put_in_place(temporary: Path, paths: Sequence[Path]) -> None:
    _force_all([temporary / path.name for path in paths])
    for path in paths:
        with suppress(FileNotFoundError):  # readers of the old file can read the new one
            (temporary / path.name).chmod(path.stat().st_mode & 0o777)
        (temporary / path.name).replace(path)
    _sync_folder(paths[0].parent)


def _force_all(files: Sequence[Path]) -> None:
    """Wait until files are on the disk; one after another they take twice as long."""
    if len(files) == 1:
        _force(files[0])
        return
    from concurrent.futures import ThreadPoolExecutor  # most writers write one

    with ThreadPoolExecutor(min(len(files), AT_ONCE)) as pool:
        list(pool.map(_force, files))  # raises what one of them met


def _force(path: Path) -> None:
    """Wait until a file is on the disk."""
    # Opened for writing, because Windows flushes no file that was opened to read.
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut.

    Windows opens no folders and needs no such step; some network file systems refuse it, and the
    file is in place all the same.
    """
    if os.name == "nt":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
