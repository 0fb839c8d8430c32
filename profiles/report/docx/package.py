"""The parts of an Office file: templates filled in, and the archive that holds them."""

import io
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from profiles.report.docx.cells import points, sheet_cells, table_cells

if TYPE_CHECKING:
    import jinja2

FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)  # the oldest date an archive can hold
STORED: Final = ".png"  # compressed as it is
EFFORT: Final = 3  # of 9: more takes longer and makes hardly less


@lru_cache(maxsize=1)
def _environment() -> "jinja2.Environment":
    """Templates of this package only; everything that is filled in is escaped."""
    import jinja2  # only when a document is made

    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("profiles.report", "templates/docx"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "points": points,
        "sheet_cells": sheet_cells,
        "table_cells": table_cells,
    }
    return environment


def filled(template: str, **values: object) -> str:
    """One part of a file as XML."""
    return _environment().get_template(f"{template}.xml.j2").render(values).lstrip()


def packed(parts: Mapping[str, str | bytes], *, compressed: bool = True) -> bytes:
    """Parts by their names in one archive: the same bytes for the same parts.

    Args:
        parts: Texts and files by their names.
        compressed: False for an archive that becomes part of another, which compresses it: to
            begin ten small parts takes longer than to do all of them at once.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=EFFORT) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            stored = not compressed or name.endswith(STORED)
            entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=EFFORT)
    return buffer.getvalue()
