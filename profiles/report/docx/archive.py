"""The archive that holds the parts of an Office file: the same bytes for the same parts."""

import io
import zipfile
from collections.abc import Mapping
from typing import Final

STORED: Final = ".png"  # compressed as it is
EFFORT: Final = 3  # of 9: more takes longer and makes hardly less
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the oldest date an archive can hold
UNIX: Final = 3  # whatever it is made on


def packed(parts: Mapping[str, str | bytes], *, compressed: bool = True) -> bytes:
    """Parts by their names in one archive.

    Args:
        parts: Texts and files by their names.
        compressed: False for an archive that becomes part of another, which compresses it: to
            begin ten small parts takes longer than to do all of them at once.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=EFFORT) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.create_system = UNIX
            stored = not compressed or name.endswith(STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=EFFORT)
    return buffer.getvalue()
