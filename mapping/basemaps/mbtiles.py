"""MBTiles: tiles in an SQLite file, opened to be read and for nothing else.

The file was put into the workspace by its owner. SQLite is still told to trust nothing in it: it
may read tables and views, call hardly a function, attach nothing, and gives up on a query that
takes too long. `immutable` takes no locks, so the file may lie on a read-only disk.

Format: https://github.com/mapbox/mbtiles-spec, version 1.3.
"""

import contextlib
import itertools
import sqlite3
import zlib
from pathlib import Path
from typing import Final
from urllib.parse import quote

from mapping.basemaps.model import LARGEST_TILE, Basemap, checked_bounds
from mapping.errors import UnreadableFileError

_ALLOWED: Final = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_STEPS: Final = 20_000  # of SQLite's machine, between two looks at the clock
_MOST_LOOKS: Final = 50
_METADATA: Final = "SELECT name, value FROM metadata LIMIT 100"
_TILE: Final = (
    "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ? LIMIT 1"
)
_ZOOMS: Final = "SELECT min(zoom_level), max(zoom_level) FROM tiles"
_RASTER: Final = {"png", "jpg", "jpeg", "webp"}


class MBTiles:
    """An MBTiles file.

    Raises:
        UnreadableFileError: it is no MBTiles file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            said = {str(name): str(value) for name, value in self._query(_METADATA)}
            self.basemap = self._described(said)
        except (sqlite3.Error, ValueError, TypeError, OverflowError) as error:
            raise UnreadableFileError(path=path) from error

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The bytes of a tile; rows are counted from the south in the file."""
        try:
            found = self._query(_TILE, (zoom, column, (1 << zoom) - 1 - row))
        except sqlite3.Error as error:
            raise UnreadableFileError(path=self._path) from error
        body = found[0][0] if found else None
        if not isinstance(body, bytes) or not self.basemap.is_vector:
            return body if isinstance(body, bytes) else None
        return unzipped(body)

    def _query(self, text: str, values: tuple[int, ...] = ()) -> list[tuple[object, ...]]:
        # A connection for each question: no thread shares one, and none is left open.
        address = f"file:{quote(str(self._path.resolve()))}?mode=ro&immutable=1"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as file:
            _restrict(file)
            return file.execute(text, values).fetchall()

    def _described(self, said: dict[str, str]) -> Basemap:
        least, deepest = said.get("minzoom"), said.get("maxzoom")
        if least is None or deepest is None:
            least, deepest = (str(zoom) for zoom in self._query(_ZOOMS)[0])
        numbers = [float(part) for part in said.get("bounds", "").split(",") if part.strip()]
        if said.get("format", "png") not in {*_RASTER, "pbf"}:
            raise ValueError("tiles of an unknown format")
        return Basemap(
            code=self._path.name,
            name=said.get("name", "")[:200] or self._path.stem,
            attribution=said.get("attribution", "")[:500],
            is_vector=said.get("format") == "pbf",
            least_zoom=int(least),
            deepest_zoom=int(deepest),
            bounds=checked_bounds(numbers, self._path),
        )


def _restrict(file: sqlite3.Connection) -> None:
    """Let a connection read tables and views for a moment, and nothing else."""
    file.execute("PRAGMA query_only = ON")
    file.execute("PRAGMA trusted_schema = OFF")
    file.execute("PRAGMA mmap_size = 0")
    file.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_TILE)
    file.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    looks = itertools.count()
    file.set_progress_handler(lambda: int(next(looks) > _MOST_LOOKS), _STEPS)
    file.set_authorizer(_authorize)


def unzipped(body: bytes) -> bytes | None:
    """A body that may be gzipped, as it was before; None where it is damaged or too large."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    machine = zlib.decompressobj(wbits=31)
    with contextlib.suppress(zlib.error):
        plain = machine.decompress(body, LARGEST_TILE)
        return None if machine.unconsumed_tail else plain
    return None


def _authorize(action: int, *what: str | None) -> int:
    calls = action == sqlite3.SQLITE_FUNCTION and what[1] in {"min", "max"}
    return sqlite3.SQLITE_OK if action in _ALLOWED or calls else sqlite3.SQLITE_DENY
