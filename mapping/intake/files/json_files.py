"""JSON: places (GeoJSON, TopoJSON), tables in their usual wrappings, or a document without rows."""

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from mapping.intake.files.contents import Cell, Contents, Refused, Sheet
from mapping.intake.files.decoding import decode
from mapping.intake.files.geojson import TYPES, is_type, names_of, plain_cell, read_geojson
from mapping.intake.limits import MOST_COLUMNS
from mapping.intake.model import Kind, Reason

_WRAPPINGS: Final = ("results", "data", "value", "records", "rows", "submissions", "items")
KEY: Final = "key"  # column of the names of records that stand in an object
_SPATIAL_ENDINGS: Final = (".geojson", ".topojson")


class _Parser:
    """Python's own parser, and a note of what it lets pass."""

    def __init__(self) -> None:
        self.not_finite = False
        self.twice: str | None = None

    def parse(self, text: str) -> tuple[Any, str]:
        """The first document of a text, and what follows it.

        Raises:
            Refused: not JSON, or nested deeper than anything sensible.
        """
        decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_constant=self._constant, parse_float=self._float
        )
        start = text[: len(text) - len(text.lstrip(" \t\r\n"))]
        try:
            found, end = decoder.raw_decode(text, len(start))
        except RecursionError:
            raise Refused("json_deep") from None
        except json.JSONDecodeError as error:
            raise Refused("json_damaged", row=error.lineno, what=error.msg) from None
        except ValueError:  # a number of thousands of digits
            raise Refused("json_damaged", what="a number has too many digits") from None
        return found, text[end:].strip(" \t\r\n")

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            keys = [key for key, _ in pairs]
            self.twice = Counter(keys).most_common(1)[0][0]
        return found

    def _constant(self, text: str) -> float:
        self.not_finite = True
        return float(text)

    def _float(self, text: str) -> float:
        value = float(text)
        self.not_finite |= not math.isfinite(value)
        return value


def decode_json(data: bytes) -> tuple[str, list[Reason]]:
    """The text of a JSON file, which is Unicode or damaged.

    Raises:
        Refused: another encoding.
    """
    if (
        not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x00\x00\xfe\xff"))
        and b"\x00" not in data[:4]
    ):
        try:
            return data.decode("utf-8"), []
        except UnicodeDecodeError:
            raise Refused("encoding_damaged", encoding="utf-8") from None
    return decode(data)


def read_json(text: str, name: str, ending: str) -> Contents:
    """What a JSON file holds.

    Args:
        text: All of it.
        name: For the layer.
        ending: Of the file's name, in small letters: ".geojson" promises places.

    Raises:
        Refused: not JSON, more than one document, or a description of something elsewhere.
    """
    if not text.strip():
        raise Refused("empty")
    parser = _Parser()
    document, rest = parser.parse(text)
    lines = []
    if rest:
        document, lines = _by_lines(text), [Reason(code="json_lines")]
    contents = _understood(document, name, ending)
    if parser.not_finite and not contents.layers:
        raise Refused("json_damaged", what="NaN and Infinity are no JSON")
    reasons = [*lines, *contents.reasons]
    if parser.not_finite:
        reasons.append(Reason(code="json_not_finite"))
    if parser.twice is not None and (contents.layers or contents.sheets):
        reasons.append(Reason(code="json_twice", facts={"name": parser.twice[:60]}))
    return Contents(
        kind=contents.kind, sheets=contents.sheets, layers=contents.layers, reasons=reasons
    )


def _by_lines(text: str) -> Any:  # noqa: ANN401 - JSON
    """Features or records, one a line.

    Raises:
        Refused: more than one document otherwise; the second must not go unseen.
    """
    found = []
    for line in text.replace("\x1e", "").splitlines():
        if line.strip():
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                raise Refused("json_second") from None
    if not all(isinstance(item, dict) for item in found):
        raise Refused("json_second")
    if all(item.get("type") == "Feature" for item in found):
        return {"type": "FeatureCollection", "features": found}
    if any(is_type(item.get("type"), TYPES) for item in found):
        raise Refused("json_second")
    return found


def _understood(document: Any, name: str, ending: str) -> Contents:  # noqa: ANN401 - JSON
    kind = document.get("type") if isinstance(document, dict) else None
    if is_type(kind, TYPES):
        return read_geojson(document, name)
    if kind == "Topology":
        from mapping.intake.files.gdal_files import read_topojson

        return read_topojson(document, name)
    rows = _table(document)
    if rows is not None:
        sheet = Sheet(name=name, rows=rows, lines=range(1, len(rows) + 1), has_header=True)
        return Contents(kind=Kind.TABLE, sheets=[sheet])
    if ending in _SPATIAL_ENDINGS or _is_program(document):
        raise Refused("json_type", type=str(kind)[:60])
    return Contents(kind=Kind.DOCUMENT, reasons=[Reason(code="json_document")])


def _is_program(document: object) -> bool:
    """Describes data elsewhere, or how to make it, instead of holding any."""
    if not isinstance(document, dict):
        return False
    return isinstance(document.get("type"), str) or "command_line" in document


def _table(document: Any) -> list[list[Cell]] | None:  # noqa: ANN401 - JSON
    """Rows under a header, from records, or from columns and rows."""
    if isinstance(document, dict):
        names, rows = document.get("columns") or [], document.get("rows") or []
        if _are_texts(names) and _are_lists(rows):
            return _limited([list(names), *([plain_cell(v) for v in row] for row in rows)])
        document = _unwrapped(document.get("result", document))
    if _are_records(document):
        return _limited(_from_records(document))
    if _are_lists(document) and len(document) > 1 and _are_texts(document[0]):
        return _limited([[plain_cell(value) for value in row] for row in document])
    return None


def _unwrapped(document: Any) -> Any:  # noqa: ANN401 - JSON
    """The records in an object: those it is known to wrap, the only ones, or one under each key."""
    if not isinstance(document, dict):
        return document
    lists = {key: value for key, value in document.items() if _are_records(value)}
    usual = [value for key, value in lists.items() if key in _WRAPPINGS]
    if len(usual) == 1:
        return usual[0]
    several = [value for value in lists.values() if len(value) > 1]
    if len(lists) == len(several) == 1:
        return several[0]
    rows = list(document.values())
    if len(rows) > 1 and _are_records(rows) and set.intersection(*map(set, rows)):
        return [{KEY: key, **row} for key, row in document.items()]
    return document


def _are_texts(value: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value)


def _are_lists(value: Any) -> bool:  # noqa: ANN401 - JSON
    return isinstance(value, list) and bool(value) and all(isinstance(item, list) for item in value)


def _are_records(value: Any) -> bool:  # noqa: ANN401 - JSON
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, dict) and item for item in value)
    )


def _from_records(records: Sequence[Mapping[str, Any]]) -> list[list[Cell]]:
    names = names_of(records)
    return [[*names], *([plain_cell(record.get(name)) for name in names] for record in records)]


def _limited(rows: list[list[Cell]]) -> list[list[Cell]]:
    width = max(map(len, rows))
    if width > MOST_COLUMNS:
        raise Refused("columns_many", count=width, most=MOST_COLUMNS)
    return rows
