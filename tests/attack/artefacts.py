"""What can be read back out of the files of a release: figures by key, sums, and bare numbers."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from typing import Any

Key = tuple[str, ...]
HASH = re.compile(r"\b[0-9a-f]{16,64}\b")  # digits of a fingerprint are no figure
NUMBER = re.compile(
    r"(?<![\d.,#])\d{1,3}(?:[,\u202f\u00a0 ]\d{3})+(?![\d])|(?<![\d.,#&])\d+(?![\d])"
)
LONG_DIGITS = 3
PARTS_WITH_TEXT = (
    "document",
    "sharedStrings",
    "worksheets/sheet",
    "slides/slide",
    "notesSlide",
    "charts/chart",
)


@dataclass
class Findings:
    """What an outsider has read.

    Attributes:
        figures: The value of each figure that some file shows.
        sums: Weights of figures, and what they come to.
    """

    figures: dict[Key, float] = field(default_factory=dict)
    sums: list[tuple[dict[Key, float], float]] = field(default_factory=list)

    def add(self, key: Key, value: float) -> None:
        """Note one figure; two files must not disagree."""
        assert abs(self.figures.setdefault(key, value) - value) < 1e-6, key
        self.figures[key] = value


def key_of(cell: dict[str, Any]) -> Key:
    """The figure that a cell of a profile names."""
    if cell["flow"] is None:
        return tuple(cell[name] for name in ("place_code", "indicator", "period", "sex", "age"))
    ends = (cell["partner_code"], cell["place_code"])
    origin, destination = ends[::-1] if cell["outward"] else ends
    return (cell["flow"], origin, destination, cell["period"], cell["sex"])


def read_profile_json(text: str, found: Findings) -> None:
    """Every number of a profile, its inputs, and what its formula says of figures not shown."""
    for node in nodes(json.loads(text)):
        if "cell" in node and node.get("value") is not None:
            found.add(key_of(node["cell"]), node["value"])
        if "origin" in node and node.get("value") is not None:
            _read_number(node, found)


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from nodes(item)
    elif isinstance(value, list):
        for item in value:
            yield from nodes(item)


def _read_number(node: dict[str, Any], found: Findings) -> None:
    origin, value = node["origin"], node["value"]
    cells = [key_of(cell) for cell in origin["cells"]]
    if origin["method"] == "cell":
        found.add(cells[0], value)
    elif origin["method"] == "sum":
        found.sums.append((_weights(origin, ("cells", 1.0), ("less", -1.0)), value))
    elif origin["method"] == "share":
        times = origin["multiplier"]
        part, whole = (("cells", times), ("less", -times)), (("over", -value), ("over_less", value))
        found.sums.append((_weights(origin, *part, *whole), 0.0))


def _weights(origin: dict[str, Any], *lists: tuple[str, float]) -> dict[Key, float]:
    weights: dict[Key, float] = {}
    for name, weight in lists:
        for cell in origin[name]:
            weights[key_of(cell)] = weights.get(key_of(cell), 0.0) + weight
    return weights


def read_profile_xlsx(content: bytes, codes: Container[str], found: Findings) -> None:
    """The figures on the sheet of data that are indicators as they stand."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    header, *rows = book["data"].iter_rows(values_only=True)
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        key = tuple(cells[name] for name in ("place_code", "indicator", "period", "sex", "age"))
        is_figure = not cells["formula"] and cells["indicator"] in codes and all(key)
        if is_figure and isinstance(cells["value"], int | float):
            found.add(key, cells["value"])


def read_datapackage(content: bytes, found: Findings) -> None:
    """The rows of published tables in a data package: as CSV, as CSV with hashtags, as a sheet."""
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in ("data/rows.csv", "hxl/rows.csv"):
            text = archive.read(name).decode("utf-8")
            for row in csv.DictReader(io.StringIO(text)):
                if not row["value"].startswith("#"):  # a hashtag
                    found.add(_row_key(row), float(row["value"]))
        book = openpyxl.load_workbook(io.BytesIO(archive.read("data.xlsx")), read_only=True)
        header, *rows = book["rows"].iter_rows(values_only=True)
        for cells in rows:
            row = dict(zip(header, cells, strict=True))
            if isinstance(row["value"], int | float):
                found.add(_row_key({name: row[name] or "" for name in header}), row["value"])


def _row_key(row: dict[str, Any]) -> Key:
    if not row["flow"]:
        return tuple(str(row[one]) for one in ("place_code", "indicator", "period", "sex", "age"))
    flow, _, outward = row["flow"].partition("+")
    ends = (row["partner_code"], row["place_code"])
    return (flow, *(ends[::-1] if outward else ends), str(row["period"]), row["sex"])


def read_map_csv(content: bytes, indicator: str, found: Findings) -> None:
    """The table behind a map."""
    for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))):
        if row["value"]:
            key = (row["place_code"], indicator, row["period"], "total", "total")
            found.add(key, float(row["value"]))


def read_map_xlsx(content: bytes, indicator: str, found: Findings) -> None:
    """The same as a workbook."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    header, *rows = book["values"].iter_rows(values_only=True)
    for row in rows:
        cells = dict(zip(header, row, strict=True))
        if isinstance(cells["value"], int | float):
            key = (cells["place_code"], indicator, cells["period"], "total", "total")
            found.add(key, cells["value"])


def words_in_png(content: bytes) -> str:
    """Every text that a picture carries beside its pixels."""
    from PIL import Image

    with Image.open(io.BytesIO(content)) as picture:
        picture.load()
        return " ".join(f"{name} {value}" for name, value in picture.info.items())


def read_map_page(text: str) -> dict[str, Any]:
    """What the page of a map has embedded for its scripts."""
    match = re.search(r'id="lmp-embedded">(.*?)</script>', text, re.DOTALL)
    assert match
    return json.loads(match.group(1))


def numbers_in(name: str, content: bytes) -> set[int]:
    """Whole numbers of three digits or more, as they are printed in a file."""
    found = set()
    for text in _texts(name, content):
        for number in NUMBER.findall(HASH.sub("", text)):
            digits = re.sub(r"\D", "", number)
            if len(digits) >= LONG_DIGITS:
                found.add(int(digits))
    return found


def _texts(name: str, content: bytes) -> Iterator[str]:
    if name.endswith((".docx", ".xlsx", ".pptx", ".zip")):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.namelist():
                if member.endswith(".xml") and any(part in member for part in PARTS_WITH_TEXT):
                    yield _without_tags(archive.read(member).decode("utf-8"))
                elif member.endswith((".csv", ".txt")):
                    yield archive.read(member).decode("utf-8")
    elif name.endswith(".pdf"):
        from pypdf import PdfReader

        for page in PdfReader(io.BytesIO(content)).pages:
            yield page.extract_text()
    elif name.endswith((".html", ".svg")):
        text = content.decode("utf-8")
        yield _without_tags(text)
        # What is not seen but said: alternative texts, titles, labels for screen readers.
        yield from re.findall(r'(?:alt|title|aria-label)="([^"]*)"', text)
    else:
        yield content.decode("utf-8")


def _without_tags(text: str) -> str:
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", text, flags=re.DOTALL)
    # A style carries colours, an address places; neither is a figure.
    text = re.sub(r"(</[wa]:p>|</w:tc>|</si>|</td>|</t>|</v>|</c:v>)", " ", text)
    return re.sub(r"<[^>]*>", "", text)
