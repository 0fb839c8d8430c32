"""Whether a folder is a safe home for a store.

SQLite's write-ahead log needs a local disk: over a network drive two machines corrupt it, and a
folder that a program copies to a cloud is copied in the middle of a change.
"""

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from mapping.errors import StorageError
from mapping.i18n import N_

LEAST_FREE_BYTES: Final = 200 * 1024 * 1024

NETWORK_DRIVE = N_("it lies on a network drive, where what people draw could be lost")
SYNCED_FOLDER = N_(
    "The workshops lie in a folder that another program copies to a cloud."
    " Choose a folder outside it."
)
LITTLE_SPACE = N_("less than 200 MB are free on its disk")

_NETWORK_TYPES: Final = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
    }
    | {"smb2", "smb3", "smbfs"}
)
_SYNCED_NAMES: Final = ("onedrive", "dropbox", "google drive", "googledrive", "nextcloud", "icloud")
_SYNCED_NAMES_MAC: Final = ("mobile documents", "cloudstorage")
_WINDOWS_REMOTE: Final = 4  # DRIVE_REMOTE of GetDriveTypeW
_MOUNT_FIELDS: Final = 3


def check_location(folder: Path) -> None:
    """Refuse a folder on a network drive.

    Raises:
        StorageError: It is on one.
    """
    if is_network_drive(folder):
        raise StorageError(path=folder, reason=NETWORK_DRIVE)


def check_space(folder: Path, *, least_free_bytes: int = LEAST_FREE_BYTES) -> None:
    """Refuse to begin something on a disk that is almost full.

    Raises:
        StorageError: Less is free than is asked for.
    """
    if shutil.disk_usage(folder).free < least_free_bytes:
        raise StorageError(path=folder, reason=LITTLE_SPACE)


def location_warnings(folder: Path) -> tuple[str, ...]:
    """What is worrying about a folder without being reason enough to refuse it."""
    return (SYNCED_FOLDER,) if is_synced_folder(folder) else ()


def is_synced_folder(folder: Path) -> bool:
    """Whether a part of the path has the name of a program that copies files to a cloud."""
    parts = [part.casefold() for part in folder.parts]
    if any(part.startswith(_SYNCED_NAMES) for part in parts):
        return True
    return sys.platform == "darwin" and any(part in _SYNCED_NAMES_MAC for part in parts)


def is_network_drive(folder: Path) -> bool:
    """Whether the folder lies on another machine, as far as the system tells."""
    if os.name == "nt":
        return _is_windows_network_drive(folder)
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:  # no Linux: nothing cheap tells
        return False
    return file_system_of(folder, mounts) in _NETWORK_TYPES


def file_system_of(folder: Path, mounts: str) -> str:
    """The type of the file system a folder lies on.

    Args:
        folder: An absolute path.
        mounts: A mount table as /proc/self/mounts gives it: device, mount point, type, options.
    """
    found, longest = "", -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < _MOUNT_FIELDS:
            continue
        # Spaces and the like are octal escapes of bytes there, other letters are as they are.
        point = Path(fields[1].encode().decode("unicode_escape").encode("latin-1").decode())
        # A later line of equal length covers an earlier one.
        if folder.is_relative_to(point) and len(point.parts) >= longest:
            found, longest = fields[2], len(point.parts)
    return found


def _is_windows_network_drive(folder: Path) -> bool:
    if folder.drive.startswith("\\\\"):
        return True
    import ctypes

    libraries = getattr(ctypes, "windll")  # noqa: B009 - unknown to type checkers elsewhere
    return bool(libraries.kernel32.GetDriveTypeW(folder.drive + "\\") == _WINDOWS_REMOTE)
