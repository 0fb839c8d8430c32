"""The parsers of our own, one by one: what each is thrown, and what it may answer.

A target gets any bytes. It returns, or raises a refusal in words; anything else is a fault.
"""

import contextlib
import io
import sqlite3
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from mapping.errors import ToolError
from mapping.intake import asking, number_cells
from mapping.intake.files import archives, decoding, delimited, formats, json_files, workbooks
from mapping.intake.files.contents import Refused
from mapping.intake.limits import Limits
from mapping.intake.maps import geopoints
from mapping.intake.model import Answers
from mapping.intake.reader import check_task
from mapping.intake.tables import codes, dates, header, table_checks
from mapping.joining import aliases
from mapping.joining.explaining import changes
from mapping.joining.join import join_values
from mapping.joining.names import spelling
from mapping.joining.place_list import ListedPlace, PlaceList

REFUSALS: Final = (Refused, ToolError)
PLACES: Final = PlaceList(
    name="fuzz",
    places=tuple(
        ListedPlace(place_code=code, name=name, parent_code="P1")
        for code, name in (("A01", "Osh (city)"), ("A02", "Northern (Oro)"), ("003", "कास्की"))
    ),
    parents=(ListedPlace(place_code="P1", name="Province-1"),),
)
CORNERS: Final = b'{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}'
TOPOLOGY: Final = b'{"type":"Topology","arcs":[[[0,0],[1,1]]],"objects":{"a":{"type":"Point"}}}'


def text_of(data: bytes) -> str:
    """Any text, halves of characters among it."""
    return data.decode("utf-8", "surrogateescape")


def lines_of(data: bytes) -> list[str | None]:
    """A column of cells."""
    return [line or None for line in text_of(data).split("\n")[:200]]


def table(data: bytes) -> None:
    """CSV and its kin, the header, and all that is looked at in a table."""
    text, _ = decoding.decode(data)
    found, _ = header.find_table(delimited.read_delimited(text)[0])
    read = table_checks.examine(found, Answers())
    assert all(len(cells) == len(read.lines) for cells in read.columns.values())


def json_text(data: bytes) -> None:
    """GeoJSON and tables in JSON; TopoJSON is refused or handed to GDAL, which is not loaded."""
    text, _ = json_files.decode_json(data)
    if '"Topology"' not in text:
        json_files.read_json(text, "x", ".geojson" if len(text) % 2 else ".json")


def numbers(data: bytes) -> None:
    """Numbers as people write them."""
    for cell in filter(None, lines_of(data)):
        number_cells.mark_of(cell)
        number_cells.is_missing(cell)
        if number_cells.is_number(cell):
            assert isinstance(number_cells.to_number(cell, decimal="."), float)
    number_cells.marks_of(filter(None, lines_of(data)), delimiter=";")


def days(data: bytes) -> None:
    """Dates."""
    cells = lines_of(data)
    dates.is_date("date", cells)
    dates.proven_order([cells])
    for order in (None, "day", "month"):
        column = list(cells)
        dates.read_dates("date", column, range(len(column)), Answers(date_order=order))
        assert len(column) == len(cells)


def key_codes(data: bytes) -> None:
    """Codes, as a file writes them and as a join reads them."""
    cells = lines_of(data)
    codes.is_code("pcode", None, cells)
    codes.tidy("pcode", list(cells), range(len(cells)), Answers())


def traces(data: bytes) -> None:
    """Positions, traces and shapes of KoboToolbox and ODK."""
    cells = lines_of(data)
    geopoints.geometry_share(cells)
    for cell in filter(None, cells):
        geopoints.to_shape(cell)


def wkt(data: bytes) -> None:
    """A table whose rows say where they are as WKT, or as latitude and longitude."""
    rows = b"site,wkt,latitude,longitude\n" + data
    with tempfile.TemporaryDirectory() as folder:
        whole_file(rows, Path(folder) / "x.csv")


def names(data: bytes) -> None:
    """Names in any script; a name does not change when it is written in its own letters again."""
    for text in filter(None, lines_of(data[:2000])):
        name = spelling.normalised(text)
        assert name.full.isascii()
        spelling.parts_of(text)
        spelling.in_brackets(text)
        spelling.initials_of(text)
        spelling.spellings_of(text)


def joined(data: bytes) -> None:
    """A table and a list of places: every row is accounted for."""
    import pandas as pd

    text = data[:1500].decode("utf-8", "replace")  # the door lets no halves of characters in
    rows = [line.split(",") for line in text.split("\n")[:200]]
    width = max(map(len, rows))
    frame = pd.DataFrame(
        [[*row, *[None] * (width - len(row))] for row in rows],
        columns=[f"name {n}" for n in range(width)],
        dtype=object,
    )
    _, report = join_values(frame.set_axis(pd.RangeIndex(2, len(frame) + 2)), PLACES)
    assert len(report.matched) + len(report.suggested) + len(report.unmatched) == len(frame)


def alias_file(data: bytes) -> None:
    """The alias file and the table of changes, which people write by hand."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "aliases.csv"
        path.write_bytes(data)
        for read in (aliases.read_aliases, changes.read_changes):
            with contextlib.suppress(*REFUSALS):
                read(path)


def said_answers(data: bytes) -> None:
    """What a person answers: lines of a header, corners of a picture."""
    text = text_of(data)
    asking.header_lines(text)
    asking.bounds(text)
    for name in ("header_rows", "bounds", "crs", "decimal", "keep_columns"):
        with contextlib.suppress(ToolError):
            asking.read_answers([f"{name}={text}"])


def archive(data: bytes) -> None:
    """Zip files, workbooks and what is looked at in them before they are opened."""
    formats.format_of(data[:4096], "x.zip")
    opened = archives.open_archive(data)
    found = formats.format_of_zip(archives.members(opened))
    if found in {formats.Format.XLSX, formats.Format.ODS}:
        workbooks.read_workbook(data, opened, sheet=None, most_rows=Limits().most_rows)


def geopackage(data: bytes) -> None:
    """The shape of a GeoPackage's row, and the file around it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.gpkg"
        with contextlib.closing(sqlite3.connect(path)) as store, store:
            store.execute("CREATE TABLE gpkg_contents(table_name,data_type,identifier,srs_id)")
            store.execute("CREATE TABLE gpkg_geometry_columns(table_name,column_name,srs_id)")
            store.execute("CREATE TABLE gpkg_spatial_ref_sys(srs_id,organization,definition)")
            store.execute("INSERT INTO gpkg_contents VALUES('a','features','a',4326)")
            store.execute("INSERT INTO gpkg_geometry_columns VALUES('a','geom',4326)")
            store.execute("CREATE TABLE a(fid,name,geom)")
            store.execute("INSERT INTO a VALUES(1,?,?)", (data[:40], data))
        whole_file(path.read_bytes(), path)


def picture(data: bytes) -> None:
    """PNG and JPEG."""
    with tempfile.TemporaryDirectory() as folder:
        whole_file(data, Path(folder) / "x.png")


def whole_file(data: bytes, path: Path) -> None:
    """A file through the reader; GDAL is not loaded here, and says so."""
    from mapping.intake.process.drivers import UnexpectedDriversError

    path.write_bytes(data)
    with contextlib.suppress(UnexpectedDriversError):
        check_task(path, name=path.name, answers={}, limits={}, content="any")


def zipped(**members: bytes) -> bytes:
    """A zip file; a double underscore stands for a slash."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for name, content in members.items():
            opened.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


SHEET: Final = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row></sheetData></worksheet>'
)
Target = Callable[[bytes], None]
TARGETS: Final[Mapping[str, tuple[Target, tuple[bytes, ...]]]] = {
    "table": (
        table,
        (
            b"pcode,pop\nA1,1.234\nA2,5\n",
            b"Org,Province\n#org,#adm1+name\nX;1 234,5\n",
            "Title\n\nPlace;2020;;\n;M;F;\nÉ;1,5;2;3\nTotal;4\nSource: x\n".encode("cp1252"),
        ),
    ),
    "json": (
        json_text,
        (
            b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},'
            b'"geometry":' + CORNERS + b"}]}",
            b'[{"a":1,"b":"x"},{"a":2}]',
            b'{"x":[{"a":1},{"a":2}],"y":2}',
            b'{"01":{"a":1},"02":{"a":2}}',
            TOPOLOGY,
        ),
    ),
    "numbers": (numbers, (b"1.234,5\n1'234\n-0,5\n12%\n(3)\n\xd9\xa1\xd9\xa2\n1e5\nn/a",)),
    "dates": (days, (b"03/04/2024\n2024-04-03\n45385\n3 April 2024\n1403-01-15\n31.12.99",)),
    "codes": (key_codes, (b"NP0101\n1E+05\n001\n np-01 \n1.0",)),
    "traces": (traces, (b"1.5 2.5 0 4.5\n1.0 2.0 0 0;2.0 3.0 0 0;1.0 3.0 0 0;1.0 2.0 0 0",)),
    "wkt": (wkt, (b'A,"POLYGON((0 0,1 0,1 1,0 0))",1.5,2.5\nB,POINT EMPTY,,\n',)),
    "names": (
        names,
        ("Osh (city)\nव्यास जिल्ला\nالرقة\nм. Київ\nN. Prov. II & III\nL'Aquila".encode(),),
    ),
    "join": (joined, (b"Osh,A01\nNorthern,A02\nKaski,3\nTotal,\nOro / Osh,A1",)),
    "aliases": (
        alias_file,
        (
            b"boundaries,value,parent,place_code,confirmed_on\nx,Osh,,A01,2024-01-01\n",
            b"kind,former_name,former_code,place_code,year,share,source,note\nsplit,A,1,2,2015,,x,\n",
        ),
    ),
    "answers": (said_answers, (b"3-4, 6", b"80, 26.3, 88.3, 30.5", b"EPSG:4326")),
    "archive": (
        archive,
        (
            zipped(a_shp=b"x", a_dbf=b"y"),
            zipped(xl__workbook_xml=SHEET, xl__worksheets__s_xml=SHEET),
        ),
    ),
    "geopackage": (geopackage, (b"GP\x00\x01\xe6\x10\x00\x00\x01\x01\x00\x00\x00" + b"\x00" * 16,)),
    "picture": (
        picture,
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01", b"\xff\xd8\xff\xe0"),
    ),
}
