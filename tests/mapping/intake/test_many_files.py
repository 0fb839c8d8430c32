"""Files of many kinds and countries, messy and hostile: each ends as it should."""

import io
import json
import sqlite3
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from mapping.intake.door import check_files
from mapping.intake.model import Intake, Outcome

GOOD: Final = {Outcome.ACCEPTED}
LOOK: Final = {Outcome.WARNED}
ASKED: Final = {Outcome.ASKED}
NO: Final = {Outcome.REFUSED}
SQUARES: Final = [shapely.box(10, 5, 11, 6), shapely.box(11, 5, 12, 6)]
KML: Final = (
    '<?xml version="1.0"?>{head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark>'
    "<name>{name}</name><Point><coordinates>34.5,-13.2,0</coordinates></Point></Placemark>"
    "</Document></kml>"
)


def geojson(*shapes: shapely.Geometry, **members: object) -> str:
    features = [
        {"type": "Feature", "properties": {"name": f"P{n}"}, "geometry": json.loads(text)}
        for n, text in enumerate(map(shapely.to_geojson, shapes))
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **members})


TEXT: Final[Mapping[str, tuple[str | bytes, set[Outcome], str | None]]] = {
    "kenya.csv": (
        "County,Code,Population\nMombasa,001,12\nKwale,002,8\nKilifi,003,9",
        GOOD,
        None,
    ),
    "brazil.csv": (
        "Município;Código IBGE;Taxa\nSão Paulo;3550308;12,5\nRecife;2611606;8,25\n".encode(
            "cp1252"
        ),
        GOOD,
        "decimal_comma",
    ),
    "india.csv": ('State,People\nBihar,"10,40,99,452"\nKerala,"3,34,06,061"\n', GOOD, None),
    "russia.csv": (
        "Регион;Население\nМосква;126\nТверская область;129\nПсковская область;62\n".encode(
            "cp1251"
        ),
        LOOK | ASKED,
        None,
    ),
    "swiss.csv": ("Kanton;Leute\nZürich;1'553'423\nBern;1'043'132\n", GOOD, None),
    "france.csv": ("Département;Gens\nAin;656\u202f955\nAisne;531\u202f345\n", GOOD, None),
    "syria.csv": ("المحافظة,السكان\nحلب,٤٨٦٨٠٠٠\nدمشق,١٧٥٤٠٠٠\n", GOOD, None),
    "sep.csv": ("sep=;\nname;n\nA;1\nB;2\n", GOOD, None),
    "hxl.csv": ("Place,IDPs\n#adm1+name,#affected+idps\nKidal,12\nGao,30\n", GOOD, "hxl"),
    "cod_ps.csv": (
        "ADM1_PCODE,F_TL,M_TL,T_TL,F_80Plus\nML08,10,12,22,1\nML07,2,2,4,1",
        GOOD,
        None,
    ),
    "dtm.csv": (
        "operation,admin1Pcode,numPresentIdpInd,roundNumber\nX,ML08,9,14\nX,ML08,8,15\n",
        LOOK,
        "rounds",
    ),
    "nepal_dates.csv": (
        "जिल्ला,मिति,n\nइलाम,2080-01-15,3\nझापा,2080-02-11,4\n",
        ASKED,
        "dates_calendar",
    ),
    "zeros.csv": (
        "ubigeo,n\n10101,1\n10201,2\n120101,3\n150101,9\n250101,4\n",
        LOOK,
        "codes_lost_zeros",
    ),
    "levels.csv": ("pcode,n\nML,100\nML07,60\nML08,40\n", LOOK, "levels_mixed"),
    "clinics.csv": (
        "health facility,district,phone\nA,Galle,+94112345678\nB,Matara,+94112345679\n",
        LOOK,
        "personal_column",
    ),
    "households.csv": (
        "hhid,sex,age,district\n" + "".join(f"H{n:03},M,{20 + n},D\n" for n in range(30)),
        NO,
        "persons",
    ),
    "odk.csv": (
        "SubmissionDate,site,gps-Latitude,gps-Longitude,KEY\n2024-01-02,A,-13.1,34.5,u1\n",
        GOOD,
        "system_columns",
    ),
    "formulas.csv": (
        'district,note\nA,"=HYPERLINK(""http://a"")"\nB,@SUM(1)\n',
        GOOD,
        None,
    ),
    "bidi.csv": ("district,n\nA\u202egnp.exe,1\nB\u200b,2\n", LOOK, "odd_characters"),
    "hidden_header.csv": ("dis\u200btrict,\u202enigol\nA,1\nB,2\n", LOOK, "odd_characters"),
    "blank_lines.csv": ("\n" * 1_000_001, NO, "rows_many"),
    "keyed.json": ('{"01":{"name":"Hà Nội"},"79":{"name":"Hồ Chí Minh"}}', GOOD, None),
    "deep.kml": (
        f'<kml xmlns="http://www.opengis.net/kml/2.2">{"<Folder>" * 50_000}',
        NO,
        "layer_damaged",
    ),
    "wide.csv": (",".join(["a"] * 100_000) + "\n1\n", NO, "columns_many"),
    "cell.csv": ('a,b\n"' + "x" * 2_000_000 + '",1\n', NO, "cell_long"),
    "keys.json": (json.dumps([{f"k{n}": 1} for n in range(20_000)]), NO, "columns_many"),
    "keys.geojson": (
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "geometry": None, "properties": {f"k{n}": 1}}
                    for n in range(20_000)
                ],
            }
        ),
        NO,
        "columns_many",
    ),
    "objects.topojson": (
        json.dumps({"type": "Topology", "arcs": [], "objects": dict.fromkeys(map(str, range(99)))}),
        NO,
        "layers_many",
    ),
    "surrogate.json": ('[{"d":"\\ud800x","n":1},{"d":"ok","n":2}]', GOOD | LOOK, None),
    "nan.json": ('[{"d":"a","n":NaN}]', NO, "json_damaged"),
    "deep.json": ("[" * 100_000 + "]" * 100_000, NO, "json_deep"),
    "wrapped.json": ('{"count":2,"results":[{"d":"a","n":1},{"d":"b","n":2}]}', GOOD, None),
    "fiji.geojson": (
        geojson(
            shapely.union_all(
                [shapely.box(179.5, -17, 180, -16), shapely.box(-180, -17, -179, -16)]
            )
        ),
        GOOD,
        "antimeridian",
    ),
    "long_way.geojson": (geojson(shapely.box(-179, -17, 179, -16)), LOOK, "antimeridian_long_way"),
    "metres.geojson": (geojson(shapely.box(5e5, 9e6, 501e3, 9001e3)), NO, "crs_false_degrees"),
    "null.geojson": ('{"type":"FeatureCollection","features":[null]}', NO, None),
    "entity.kml": (
        KML.format(head='<!DOCTYPE k [<!ENTITY x SYSTEM "file:///etc/passwd">]>', name="&x;"),
        NO,
        "xml_entities",
    ),
    "good.kml": (KML.format(head="", name="Site"), GOOD, None),
    "vrt.tif": ("<VRTDataset><SourceFilename>/etc/passwd</SourceFilename></VRTDataset>", NO, None),
    "vrt.csv": ("<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", NO, None),
    "pdf.csv": (b"%PDF-1.7\n%\xe2\xe3", NO, "other_format"),
    "page.xls": ("<html><body><table><tr><td>a</td></tr></table></body></html>", NO, "html"),
}


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def link() -> zipfile.ZipInfo:
    found = zipfile.ZipInfo("a.shp")
    found.create_system, found.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return found


def shapefile(
    path: Path, *, without: str = "", prj: str | None = None, rows: int | None = None, cut: int = 0
) -> None:
    """A zipped Shapefile, as people zip folders: with a folder and what a Mac adds.

    `rows` is how many its table says to have, `cut` the bytes that the table misses at its end.
    """
    folder = path.with_suffix("")
    folder.mkdir()
    places().to_file(folder / "adm.shp")
    if prj is not None:
        (folder / "adm.prj").write_text(prj)
    table = (folder / "adm.dbf").read_bytes()
    count = table[4:8] if rows is None else struct.pack("<I", rows)
    (folder / "adm.dbf").write_bytes(table[:4] + count + table[8 : len(table) - cut])
    parts = [(f"adm/{p.name}", p.read_bytes()) for p in folder.iterdir() if p.suffix != without]
    path.write_bytes(zipped(*parts, ("__MACOSX/adm/._adm.shp", b"\x00\x05\x16\x07")))


def places() -> gpd.GeoDataFrame:
    columns = {"ADM1_PCODE": ["X1", "X2"], "ADM1_EN": ["Größe", "Żółć"]}
    return gpd.GeoDataFrame(columns, geometry=SQUARES, crs=4326)


def geopackage(path: Path) -> None:
    """With a trigger and a view that would do harm, and a table beside its shapes."""
    places().to_file(path, layer="adm1", driver="GPKG")
    with sqlite3.connect(path) as store:
        store.execute("CREATE TRIGGER t AFTER INSERT ON adm1 BEGIN SELECT load_extension('x'); END")
        store.execute("CREATE VIEW evil AS SELECT * FROM adm1")
        store.execute("CREATE TABLE people (pcode text, n int)")
        listed = "INSERT INTO gpkg_contents(table_name,data_type,identifier) VALUES(?,?,?)"
        store.execute(listed, ("evil", "features", "evil"))
        store.execute(listed, ("people", "attributes", "people"))
    store.close()


def not_unicode(path: Path) -> None:
    """A GeoPackage whose own description is no text, which SQLite complains of in its words."""
    places().to_file(path, layer="adm1", driver="GPKG")
    path.write_bytes(path.read_bytes().replace(b'"adm1" (', b'"adm1" \x96'))


def png(path: Path, width: int, height: int) -> None:
    """All black, and far larger in memory than in the file."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * (((width + 7) // 8 + 1) * height))
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)


def bomb(path: Path) -> None:
    """Five megabytes that a dictionary makes ten gigabytes of."""
    places = pa.DictionaryArray.from_arrays(pa.array([0] * 2000, pa.int32()), ["x" * 5_000_000])
    pq.write_table(pa.table({"a": places}), path, compression="zstd")


def parquet(**columns: pa.Array) -> Callable[[Path], None]:
    return lambda path: pq.write_table(pa.table(columns), path, compression="zstd")


MADE: Final[Mapping[str, tuple[Callable[[Path], object], set[Outcome], str | None]]] = {
    "folder.zip": (shapefile, GOOD, None),
    "no_prj.zip": (lambda path: shapefile(path, without=".prj"), ASKED, "crs_missing_degrees"),
    "bad_prj.zip": (lambda path: shapefile(path, prj='PROJCS["x"'), ASKED, None),
    "no_index.zip": (lambda path: shapefile(path, without=".shx"), GOOD, None),
    "half_table.zip": (lambda path: shapefile(path, cut=40), NO, "shapefile_damaged"),
    "no_table.zip": (lambda path: shapefile(path, cut=10_000), NO, "shapefile_damaged"),
    "less_rows.zip": (lambda path: shapefile(path, rows=1), NO, "shapefile_damaged"),
    "more_rows.zip": (lambda path: shapefile(path, rows=2**31), NO, "shapefile_damaged"),
    "slip.zip": (lambda path: path.write_bytes(zipped(("../e.shp", b"x"))), NO, "zip_path"),
    "windows.zip": (lambda path: path.write_bytes(zipped(("..\\e.shp", b"x"))), NO, "zip_path"),
    "absolute.zip": (lambda path: path.write_bytes(zipped(("/etc/e.shp", b"x"))), NO, "zip_path"),
    "link.zip": (lambda path: path.write_bytes(zipped((link(), b"/etc/passwd"))), NO, "zip_link"),
    "bomb.zip": (
        lambda path: path.write_bytes(zipped(("a.shp", bytes(600 << 20)))),
        NO,
        "zip_bomb",
    ),
    "good.kmz": (
        lambda path: path.write_bytes(
            zipped(("doc.kml", KML.format(head="", name="S").encode()), ("files/i.png", b"\x89PNG"))
        ),
        GOOD,
        None,
    ),
    "evil.gpkg": (geopackage, GOOD, "tables_beside"),
    "not_unicode.gpkg": (not_unicode, NO, "geopackage_damaged"),
    "good.fgb": (lambda path: places().to_file(path, driver="FlatGeobuf"), GOOD, None),
    "metres.parquet": (lambda path: places().to_crs(32632).to_parquet(path), GOOD, None),
    "lists.parquet": (parquet(a=["x"], l=pa.array([[1, 2]])), GOOD, "nested"),
    "rows.parquet": (parquet(a=pa.nulls(3_000_000, pa.int8())), NO, "rows_many"),
    "deep.parquet": (
        lambda path: pq.write_table(
            pa.table({"a": ["x"]}).replace_schema_metadata({"geo": "[" * 100_000}), path
        ),
        NO,
        "parquet_damaged",
    ),
    "bomb.parquet": (bomb, NO, None),
    "bomb.png": (lambda path: png(path, 40_000, 20_000), NO, "picture_large"),
    "good.png": (lambda path: png(path, 30, 20), GOOD, None),
}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Intake]:
    """All files, opened one after the other by processes that share what they import."""
    folder = tmp_path_factory.mktemp("files")
    for name, (content, _, _) in TEXT.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / name).write_bytes(data)
    for name, (make, _, _) in MADE.items():
        make(folder / name)
    names = [*TEXT, *MADE]
    found = check_files([folder / name for name in names])
    return dict(zip(names, found, strict=True))


@pytest.mark.parametrize("name", [*TEXT, *MADE])
def test_every_file_ends_as_it_should(name: str, outcomes: Mapping[str, Intake]) -> None:
    _, expected, code = (TEXT | MADE)[name]
    found = outcomes[name]

    assert found.outcome in expected, [reason.text() for reason in found.reasons]
    assert code is None or found.has(code), [reason.code for reason in found.reasons]
