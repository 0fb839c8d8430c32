"""Which format a file is, by its first bytes; its name only decides between kinds of text."""

import re
from collections.abc import Collection
from enum import StrEnum
from pathlib import PurePath
from typing import Final

from mapping.intake.files.contents import Refused

LOOKED_AT: Final = 65_536


class Format(StrEnum):
    """A format that is read."""

    DELIMITED = "CSV"
    XLSX = "XLSX"
    XLS = "XLS"
    ODS = "ODS"
    PARQUET = "Parquet"
    JSON = "JSON"
    GEOPACKAGE = "GeoPackage"
    SHAPEFILE = "Shapefile"
    SHAPEFILE_BARE = "Shapefile without its parts"
    FLATGEOBUF = "FlatGeobuf"
    KML = "KML"
    KMZ = "KMZ"
    GEOTIFF = "GeoTIFF"
    PICTURE = "picture"
    ZIP = "zip"


ENDINGS: Final[dict[str, tuple[Format, ...]]] = {
    **dict.fromkeys((".csv", ".tsv", ".tab", ".txt"), (Format.DELIMITED,)),
    **dict.fromkeys((".xlsx", ".xlsm"), (Format.XLSX,)),
    ".xls": (Format.XLS, Format.DELIMITED, Format.XLSX),
    ".ods": (Format.ODS,),
    **dict.fromkeys((".parquet", ".geoparquet", ".pq"), (Format.PARQUET,)),
    **dict.fromkeys(
        (".json", ".geojson", ".topojson", ".geojsonl", ".jsonl", ".ndjson"), (Format.JSON,)
    ),
    ".gpkg": (Format.GEOPACKAGE,),
    ".shp": (Format.SHAPEFILE_BARE,),
    ".fgb": (Format.FLATGEOBUF,),
    ".kml": (Format.KML,),
    ".kmz": (Format.KMZ,),
    **dict.fromkeys((".tif", ".tiff"), (Format.GEOTIFF,)),
    **dict.fromkeys((".png", ".jpg", ".jpeg"), (Format.PICTURE,)),
    ".zip": (Format.ZIP, Format.SHAPEFILE, Format.KMZ, Format.XLSX, Format.ODS),
}
"""What a name's ending promises."""

_MAGIC: Final = (
    (b"PK\x03\x04", Format.ZIP),
    (b"PK\x05\x06", Format.ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.XLS),
    (b"SQLite format 3\x00", Format.GEOPACKAGE),
    (b"PAR1", Format.PARQUET),
    (b"fgb\x03fgb", Format.FLATGEOBUF),
    (b"II*\x00", Format.GEOTIFF),
    (b"MM\x00*", Format.GEOTIFF),
    (b"II+\x00", Format.GEOTIFF),
    (b"MM\x00+", Format.GEOTIFF),
    (b"\x89PNG\r\n\x1a\n", Format.PICTURE),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"\x00\x00\x27\x0a", Format.SHAPEFILE_BARE),
)
_OTHERS: Final = (
    (b"%PDF", "PDF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"RIFF", "WebP"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x7fELF", "program"),
    (b"MZ", "program"),
    (b"CDF\x01", "NetCDF"),
    (b"CDF\x02", "NetCDF"),
    (b"\x89HDF", "HDF5"),
    (b"\x80\x04", "pickle"),
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML: Final = re.compile(rb"^\s*<(!doctype html|html|head|body|table|script)\b", re.IGNORECASE)
_MARKUP: Final = re.compile(rb"^\s*<(\?xml|!doctype|!entity|!--|[a-z]\w*[\s:>/])", re.IGNORECASE)
_KML: Final = re.compile(rb"<(\w+:)?kml[\s>]", re.IGNORECASE)
_JSON_START: Final = re.compile(rb'^\s*[\[{]\s*["\[\]{}]')


def format_of(start: bytes, name: str) -> Format:
    """The format of a file.

    Args:
        start: Its first bytes, at most `LOOKED_AT`.
        name: Its name, for the ending.

    Raises:
        Refused: empty, or nothing that is read.
    """
    if not start:
        raise Refused("empty")
    for magic, found in _MAGIC:
        if start.startswith(magic):
            return found
    ending = PurePath(name).suffix.lower()
    text = _without_mark(start)
    for magic, other in _OTHERS:
        # Two letters can be the first of a table, with a zero among the next they are none.
        if start.startswith(magic) and (len(magic) > 2 or b"\x00" in start[:64] or start[0] > 127):  # noqa: PLR2004
            raise Refused("other_format", format=other)
    return _of_text(text, ending)


def _of_text(text: bytes, ending: str) -> Format:
    promised = ENDINGS.get(ending, (Format.DELIMITED,))
    if _KML.search(text[:4096]) and _MARKUP.match(text) and not _HTML.match(text):
        return Format.KML
    if _HTML.match(text):
        raise Refused("html")
    if _MARKUP.match(text):
        raise Refused("markup")
    if Format.JSON in promised or (Format.DELIMITED not in promised and _JSON_START.match(text)):
        return Format.JSON
    if Format.DELIMITED in promised:
        is_json = _JSON_START.match(text) and ending not in ENDINGS
        return Format.JSON if is_json else Format.DELIMITED
    raise Refused("not_as_named", ending=ending, format=promised[0].value)


def format_of_zip(names: Collection[str]) -> Format:
    """What a zip holds, by the names in it.

    Raises:
        Refused: nothing that is read.
    """
    lower = [name.lower() for name in names]
    if "xl/workbook.xml" in lower:
        return Format.XLSX
    if "xl/workbook.bin" in lower:
        raise Refused("other_format", format="XLSB")
    if "content.xml" in lower and "mimetype" in lower:
        return Format.ODS
    if any(name.endswith(".shp") for name in lower):
        return Format.SHAPEFILE
    if any(name.endswith(".kml") for name in lower):
        return Format.KMZ
    raise Refused("zip_nothing", names=", ".join(sorted(names)[:5])[:200])


def is_as_named(found: Format, name: str) -> bool:
    """Whether the ending of the name promises this format; any other ending promises nothing."""
    promised = ENDINGS.get(PurePath(name).suffix.lower())
    return promised is None or found in promised


def _without_mark(start: bytes) -> bytes:
    """The start of a text in single bytes, whatever its encoding."""
    for mark in _MARKS:
        start = start.removeprefix(mark)
    return start.replace(b"\x00", b"")
