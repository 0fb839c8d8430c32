"""The files of tiles in a workspace: `<workspace>/basemaps/*.mbtiles` and `*.pmtiles`."""

import logging
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.basemaps.mbtiles import MBTiles
from mapping.basemaps.model import Basemap, Tiles
from mapping.basemaps.pmtiles import PMTiles
from mapping.errors import UnreadableFileError

FOLDER: Final = "basemaps"
_READERS: Final[Mapping[str, Callable[[Path], Tiles]]] = {".mbtiles": MBTiles, ".pmtiles": PMTiles}

_log = logging.getLogger(__name__)


def read_basemaps(workspace_dir: Path) -> tuple[Basemap, ...]:
    """What the files of a workspace say of themselves, by name; a damaged one is left out."""
    found = []
    for path in _files(workspace_dir):
        try:
            found.append(_opened(path, path.stat().st_mtime_ns).basemap)
        except UnreadableFileError:
            _log.warning("%s cannot be read as tiles and is not offered", path)
    return tuple(sorted(found, key=lambda basemap: basemap.name.casefold()))


def open_basemap(workspace_dir: Path, code: str) -> Tiles | None:
    """The file of a code, open; None where the workspace has none such.

    Raises:
        UnreadableFileError: it is damaged.
    """
    path = next((path for path in _files(workspace_dir) if path.name == code), None)
    return None if path is None else _opened(path, path.stat().st_mtime_ns)


def _files(workspace_dir: Path) -> list[Path]:
    """Only real files right in the folder: a code is compared with their names, never joined."""
    folder = workspace_dir / FOLDER
    if not folder.is_dir():
        return []
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in _READERS and p.is_file())


@lru_cache(maxsize=16)
def _opened(path: Path, modified_ns: int) -> Tiles:
    del modified_ns  # for the cache alone
    return _READERS[path.suffix.lower()](path)
