"""Zip files, looked through before anything in them is unpacked."""

import io
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

from mapping.intake.files.contents import Refused

MOST_ENTRIES: Final = 200
MOST_ENTRIES_WORKBOOK: Final = 1_000  # each sheet, picture and chart is one
MOST_UNPACKED: Final = 300 << 20
MOST_TIMES: Final = 200  # how many times its size an entry may unpack to
SMALL: Final = 1 << 20  # below it, blanks may be packed as well as they like
DAMAGED: Final = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError),
    ValueError,
)
"""What zipfile raises for a damaged archive."""
_LINK: Final = stat.S_IFLNK


def open_archive(data: bytes, *, most_entries: int = MOST_ENTRIES) -> zipfile.ZipFile:
    """A zip file that unpacks to what it says, within the limits, under plain names.

    Raises:
        Refused: with what is wrong with it.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED:
        raise Refused("zip_damaged") from None
    entries = archive.infolist()
    if not entries:
        raise Refused("zip_empty")
    if len(entries) > most_entries:
        raise Refused("zip_entries", count=len(entries), most=most_entries)
    names: set[str] = set()
    for entry in entries:
        _check(entry, names)
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED:
        raise Refused("zip_bomb", megabytes=unpacked >> 20)
    return archive


def _check(entry: zipfile.ZipInfo, names: set[str]) -> None:
    name = entry.filename.replace("\\", "/")
    path = PurePosixPath(name)
    if not name:
        raise Refused("zip_damaged")
    if path.is_absolute() or ".." in path.parts or ":" in name or "\x00" in entry.orig_filename:
        raise Refused("zip_path", name=name[:100])
    if name.casefold() in names:
        raise Refused("zip_twice", name=name[:100])
    names.add(name.casefold())
    if stat.S_IFMT(entry.external_attr >> 16) == _LINK:
        raise Refused("zip_link", name=name[:100])
    if entry.flag_bits & 1:
        raise Refused("password")
    if entry.file_size > SMALL and entry.file_size > MOST_TIMES * max(entry.compress_size, 1):
        raise Refused("zip_bomb", megabytes=entry.file_size >> 20)


def members(archive: zipfile.ZipFile) -> Mapping[str, zipfile.ZipInfo]:
    """The files in it by name; folders and the debris of other systems are left out."""
    return {
        entry.filename: entry
        for entry in archive.infolist()
        if not entry.is_dir()
        and not entry.filename.startswith("__MACOSX/")
        and not PurePosixPath(entry.filename).name.startswith(".")
    }


def unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """One member, which must not be longer than it says.

    Raises:
        Refused: damaged, or packed in a way that is not read.
    """
    try:
        with archive.open(entry) as file:
            data = file.read(entry.file_size + 1)
    except DAMAGED:
        raise Refused("zip_damaged") from None
    if len(data) != entry.file_size:
        raise Refused("zip_damaged")
    return data
