"""The archive that holds the parts of an Office file: the same bytes for the same parts.

They are the bytes that `zipfile` writes. Behind each chart of a Word file lies a workbook of ten
small parts, and for one of those the library takes longer than it takes to write the chart.
"""

import struct
import zlib
from collections.abc import Mapping
from typing import Final

STORED: Final = ".png"  # compressed as it is
EFFORT: Final = 3  # of 9: more takes longer and makes hardly less
# APPNOTE.TXT of PKWARE, 4.3.7, 4.3.12 and 4.3.16. What both of the first two have: the version that
# unpacks it, flags, method, time, date, checksum, size packed and unpacked, letters of the name,
# further fields.
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_CENTRAL: Final = struct.Struct("<4sH5H3L2H3H2L")
_END: Final = struct.Struct("<4s4H2LH")
VERSION: Final = 20  # 2.0, the first that knows folders and this compression
MADE_ON: Final = (3 << 8) | VERSION  # Unix, whatever it is made on
NAME_IS_UTF8: Final = 0x800
DEFLATED: Final = 8
FIRST_DAY: Final = (1 << 5) | 1  # 1980-01-01, the oldest date an archive can hold
OWNERS_ALONE: Final = 0o600 << 16


def packed(parts: Mapping[str, str | bytes], *, compressed: bool = True) -> bytes:
    """Parts by their names in one archive of less than four gigabytes.

    Args:
        parts: Texts and files by their names.
        compressed: False for an archive that becomes part of another, which compresses it: to
            begin ten small parts takes longer than to do all of them at once.
    """
    files: list[bytes] = []
    listed: list[bytes] = []
    offset = 0
    for name, content in parts.items():
        raw = content.encode() if isinstance(content, str) else content
        stored = not compressed or name.endswith(STORED)
        body = raw if stored else _deflated(raw)
        called = name.encode()
        known = (
            *(VERSION, 0 if name.isascii() else NAME_IS_UTF8, 0 if stored else DEFLATED),
            *(0, FIRST_DAY, zlib.crc32(raw), len(body), len(raw), len(called), 0),
        )
        listed += [
            _CENTRAL.pack(b"PK\1\2", MADE_ON, *known, 0, 0, 0, OWNERS_ALONE, offset),
            called,
        ]
        files += [_LOCAL.pack(b"PK\3\4", *known), called, body]
        offset += _LOCAL.size + len(called) + len(body)
    index = b"".join(listed)
    end = _END.pack(b"PK\5\6", 0, 0, len(parts), len(parts), len(index), offset, 0)
    return b"".join((*files, index, end))


def _deflated(raw: bytes) -> bytes:
    packer = zlib.compressobj(EFFORT, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(raw) + packer.flush()
