"""PMTiles: tiles in one file with a directory of where each begins.

Format: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md, version 3. Read here in a
hundred lines, as the library of the field is not among those the tool stands on.
"""

import json
import struct
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from mapping.basemaps.mbtiles import unzipped
from mapping.basemaps.model import LARGEST_TILE, Basemap
from mapping.errors import UnreadableFileError

_HEADER: Final = struct.Struct("<7sB11Q B B B B B B 4i B 2i")
_LARGEST_DIRECTORY: Final = 8 * 1024 * 1024
_DEEPEST_DIRECTORY: Final = 4
_PLAIN, _GZIP = 1, 2
_VECTOR: Final = 1
_RASTER: Final = {2, 3, 4}  # PNG, JPEG, WebP


@dataclass(frozen=True, slots=True)
class _Directory:
    """Entries in rising order of the first tile each is for."""

    first: list[int]
    run: list[int]  # tiles of an entry; 0 for another directory
    length: list[int]
    offset: list[int]


class PMTiles:
    """A PMTiles file.

    Raises:
        UnreadableFileError: it is no PMTiles file of version 3, or packed in another way than gzip.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = path.stat().st_size
        try:
            header = _HEADER.unpack(self._read(0, _HEADER.size))
            magic, version, root, root_size, meta, meta_size, leaves, _, data, *_ = header
            self._packing, self._tile_packing, kind = header[14], header[15], header[16]
            if (magic, version) != (b"PMTiles", 3) or kind not in {_VECTOR, *_RASTER}:
                raise ValueError("not a PMTiles file of version 3")  # noqa: TRY301 - one way out
            self._root, self._leaves, self._data = (root, root_size), leaves, data
            self._directory = lru_cache(maxsize=64)(self._read_directory)
            self.basemap = self._described(header, json.loads(self._unpacked(meta, meta_size)))
            self._directory(*self._root)
        except (struct.error, ValueError, IndexError, zlib.error, AttributeError) as error:
            raise UnreadableFileError(path=path) from error

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The bytes of a tile, or None where the file has none."""
        number = tile_number(zoom, column, row)
        place = self._root
        try:
            for _ in range(_DEEPEST_DIRECTORY):
                directory = self._directory(*place)
                at = bisect_right(directory.first, number) - 1
                if at < 0:
                    return None
                if directory.run[at] == 0:
                    place = (self._leaves + directory.offset[at], directory.length[at])
                    continue
                if number - directory.first[at] >= directory.run[at]:
                    return None
                body = self._read(self._data + directory.offset[at], directory.length[at])
                return unzipped(body) if self._tile_packing == _GZIP else body
        except (ValueError, IndexError, zlib.error) as error:
            raise UnreadableFileError(path=self._path) from error
        return None

    def _read(self, offset: int, length: int) -> bytes:
        if length > _LARGEST_DIRECTORY or offset + length > self._size:
            raise ValueError("the file points outside itself")
        with self._path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def _unpacked(self, offset: int, length: int) -> bytes:
        body = self._read(offset, length)
        if self._packing == _PLAIN:
            return body
        plain = unzipped(body) if self._packing == _GZIP else None
        if plain is None:
            raise ValueError("packed in a way that is not read here")
        return plain

    def _read_directory(self, offset: int, length: int) -> _Directory:
        numbers = _varints(self._unpacked(offset, length))
        count = numbers[0]
        steps, run, size, at = (numbers[1 + k * count : 1 + (k + 1) * count] for k in range(4))
        if len(at) != count:
            raise ValueError("a directory ends early")
        first: list[int] = []
        offsets: list[int] = []
        total = 0
        for index in range(count):
            total += steps[index]
            first.append(total)
            follows = at[index] == 0 and index > 0
            offsets.append(offsets[-1] + size[index - 1] if follows else at[index] - 1)
        return _Directory(first, run, size, offsets)

    def _described(self, header: tuple[int, ...], said: dict[str, object]) -> Basemap:
        least, deepest, *sides = header[17:23]
        west, south, east, north = (side / 1e7 for side in sides)
        return Basemap(
            code=self._path.name,
            name=str(said.get("name", ""))[:200] or self._path.stem,
            attribution=str(said.get("attribution", ""))[:500],
            is_vector=header[16] == _VECTOR,
            least_zoom=least,
            deepest_zoom=deepest,
            bounds=(west, south, east, north),
        )


def tile_number(zoom: int, column: int, row: int) -> int:
    """A tile's number: levels one after another, each along a Hilbert curve.

    >>> [tile_number(1, *tile) for tile in ((0, 0), (0, 1), (1, 1), (1, 0))]
    [1, 2, 3, 4]
    """
    number = ((1 << (2 * zoom)) - 1) // 3
    side = 1 << zoom
    half = side >> 1
    while half:
        east, south = int(column & half > 0), int(row & half > 0)
        number += half * half * ((3 * east) ^ south)
        if not south:
            if east:
                column, row = half - 1 - (column & (half - 1)), half - 1 - (row & (half - 1))
            column, row = row, column
        half >>= 1
    return number


def _varints(data: bytes) -> list[int]:
    numbers, value, shift = [], 0, 0
    for byte in data[:LARGEST_TILE]:
        value |= (byte & 127) << shift
        if byte < 128:  # noqa: PLR2004 - the high bit says that more follows
            numbers.append(value)
            value, shift = 0, 0
        else:
            shift += 7
    return numbers
