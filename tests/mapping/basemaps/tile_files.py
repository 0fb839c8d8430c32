"""Small files of tiles, written by the books of their formats."""

import gzip
import json
import sqlite3
import struct
from pathlib import Path

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15"
    b"\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)
# One layer "water", extent 4096, with one square over the middle of the tile.
_SQUARE = bytes([9, 128, 16, 128, 16, 26, 128, 32, 0, 0, 128, 32, 255, 31, 0, 15])
_FEATURE = b"\x18\x03\x22" + bytes([len(_SQUARE)]) + _SQUARE
_LAYER = b"\x0a\x05water" + b"\x12" + bytes([len(_FEATURE)]) + _FEATURE + b"\x28\x80\x20\x78\x02"
MVT = b"\x1a" + bytes([len(_LAYER)]) + _LAYER


def write_mbtiles(path: Path, tiles: dict, **metadata: str) -> Path:
    """A file with tiles by (zoom, column, row), rows counted from the north."""
    file = sqlite3.connect(path)
    file.execute("CREATE TABLE metadata (name TEXT, value TEXT)")
    file.execute("CREATE TABLE tiles (zoom_level, tile_column, tile_row, tile_data BLOB)")
    said = {"name": "A plan", "format": "png", "minzoom": "0", "maxzoom": "3"} | metadata
    file.executemany("INSERT INTO metadata VALUES (?, ?)", said.items())
    rows = [(z, x, (1 << z) - 1 - y, body) for (z, x, y), body in tiles.items()]
    file.executemany("INSERT INTO tiles VALUES (?, ?, ?, ?)", rows)
    file.commit()
    file.close()
    return path


def write_pmtiles(path: Path, tiles: dict, *, kind: int = 2, leaf: bool = False) -> Path:
    """A file with tiles by number (of the Hilbert curve), all in the root or behind a leaf."""
    data = b"".join(tiles.values())
    entries, offset = [], 0
    for number, body in sorted(tiles.items()):
        entries.append((number, 1, len(body), offset))
        offset += len(body)
    directory = gzip.compress(_directory(entries))
    leaves = directory if leaf else b""
    root = gzip.compress(_directory([(0, 0, len(leaves), 0)])) if leaf else directory
    meta = gzip.compress(json.dumps({"name": "Tiles of ours", "attribution": "Us"}).encode())
    at = [127, 127 + len(root), 127 + len(root) + len(meta)]
    at.append(at[2] + len(leaves))
    header = struct.pack(
        "<7sB11Q6B4iB2i",
        *(b"PMTiles", 3, at[0], len(root), at[1], len(meta), at[2], len(leaves), at[3], len(data)),
        *(len(tiles), len(tiles), len(tiles), 1, 2, 1, kind, 0, 3),
        *(-1800000000, -850000000, 1800000000, 850000000, 0, 0, 0),
    )
    path.write_bytes(header + root + meta + leaves + data)
    return path


def _directory(entries: list) -> bytes:
    numbers = [len(entries)]
    before = 0
    for number, *_ in entries:
        numbers.append(number - before)
        before = number
    numbers += [run for _, run, _, _ in entries]
    numbers += [length for _, _, length, _ in entries]
    numbers += [offset + 1 for *_, offset in entries]
    return b"".join(map(_varint, numbers))


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])
