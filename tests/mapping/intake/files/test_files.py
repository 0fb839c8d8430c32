"""Files as such: formats by content, archives looked through, workbooks, columns, words."""

import datetime
import io
import json
import os
import string
import struct
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import RefusedFileError, UnreadableFileError
from mapping.intake.columns import column_roles, doubled_roles
from mapping.intake.door import check_file, check_files, read_features, read_table
from mapping.intake.files.archives import open_archive
from mapping.intake.files.contents import Refused
from mapping.intake.files.formats import Format, format_of
from mapping.intake.files.json_files import read_json
from mapping.intake.limits import Limits
from mapping.intake.model import Answers, Intake, Kind, Outcome, Reason
from mapping.intake.words.reasons import WORDS


def workbook(path: Path, *sheets: tuple[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def zipped(*entries: tuple[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("start", "name", "found"),
    [
        (b"a,b\n", "x.csv", Format.DELIMITED),
        (b"a\tb\n", "x.xls", Format.DELIMITED),
        (b"{}", "x.json", Format.JSON),
        (b'[{"a": 1}]', "x", Format.JSON),
        (b"\x89PNG\r\n\x1a\n", "x.csv", Format.PICTURE),
        (b'<?xml version="1.0"?><kml xmlns="u">', "x.kml", Format.KML),
        (b"BMI,count\n", "x.csv", Format.DELIMITED),
        (b"MZ,count\n", "x.csv", Format.DELIMITED),
    ],
)
def test_a_format_is_told_by_its_content(start: bytes, name: str, found: Format) -> None:
    assert format_of(start, name) is found


@pytest.mark.parametrize(
    ("start", "name", "code"),
    [
        (b"", "x.csv", "empty"),
        (b"%PDF-1.7", "x.csv", "other_format"),
        (b"<html><table>", "x.xls", "html"),
        (b"<OGRVRTDataSource>", "x.geojson", "markup"),
        (b"<OGRVRTDataSource>", "x.csv", "markup"),
        (b"hello", "x.gpkg", "not_as_named"),
        (b"<svg onload='x'>", "x.png", "markup"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(start: bytes, name: str, code: str) -> None:
    with pytest.raises(Refused, match=code):
        format_of(start, name)


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        ([("../a.shp", b"x")], "zip_path"),
        ([("/etc/a.shp", b"x")], "zip_path"),
        ([("C:\\a.shp", b"x")], "zip_path"),
        ([("a.shp", b"x"), ("A.SHP", b"y")], "zip_twice"),
        ([("a.shp", bytes(50 << 20))], "zip_bomb"),
        ([(f"{n}.txt", b"") for n in range(300)], "zip_entries"),
    ],
)
def test_archives_that_harm_are_not_unpacked(entries: list, code: str) -> None:
    with pytest.raises(Refused, match=code):
        open_archive(zipped(*entries))


@given(st.binary(max_size=200))
def test_bytes_that_are_no_archive_are_refused(data: bytes) -> None:
    with pytest.raises(Refused):
        open_archive(b"PK\x03\x04" + data)


def test_a_workbook_says_what_it_hides(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w.xlsx", ("Data", [["pcode", "n"], ["A", 1], ["B", 2]]))
    book = openpyxl.load_workbook(path)
    book["Data"].row_dimensions[3].hidden = True
    book.create_sheet("Secret").sheet_state = "hidden"
    book.save(path)
    intake = check_file(path)

    assert {reason.code for reason in intake.reasons} == {"rows_hidden", "sheets_hidden"}
    assert intake.of(Outcome.WARNED)[0].text()


def test_a_file_without_a_name_in_an_archive_is_damage() -> None:
    with pytest.raises(Refused) as caught:
        open_archive(zipped(("q", b"x")).replace(b"q", b"\x00"))

    assert caught.value.reason.code == "zip_damaged"


def test_the_sheet_with_the_table_is_taken_unless_another_is_asked_for(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "w.xlsx",
        ("Read me", [["What this is"], ["A census"]]),
        ("Men", [["pcode", "n"], ["A", 1.234], ["B", 2.5]]),
        ("Women", [["pcode", "n"], ["A", 7], ["B", 8]]),
    )

    assert read_table(path).frame["n"].tolist() == ["1.234", "2.5"]
    assert read_table(path).intake.has("several")
    assert read_table(path, answers=Answers(sheet="Women")).frame["n"].tolist() == ["7", "8"]
    with pytest.raises(RefusedFileError, match="Children"):
        read_table(path, answers=Answers(sheet="Children"))


def test_dates_and_whole_numbers_of_a_workbook_are_written_plainly(tmp_path: Path) -> None:
    day = datetime.date(2024, 6, 19)
    path = workbook(tmp_path / "w.xlsx", ("s", [["district", "when", "n"], ["A", day, 5.0]]))
    frame = read_table(path).frame

    assert frame.loc[2].tolist() == ["A", "2024-06-19", "5"]


def test_formulas_without_a_result_are_noticed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w.xlsx", ("s", [["pcode", "n"], ["A", "=1+1"]]))

    assert check_file(path).has("formulas_empty")


@pytest.mark.parametrize(
    ("document", "rows"),
    [
        ([{"a": 1, "b": 2}, {"a": 3}], 2),
        ({"columns": ["a", "b"], "rows": [[1, 2], [3, 4], [5, 6]]}, 3),
        ({"results": [{"a": 1}]}, 1),
        ({"result": {"records": [{"a": 1}, {"a": 2}]}}, 2),
        ([["a", "b"], [1, 2]], 1),
        ({"DataList": [{"code": "1", "n": 2}, {"code": "2", "n": 3}]}, 2),
        ({"01": {"name": "a", "n": 1}, "02": {"name": "b"}}, 2),
    ],
)
def test_tables_in_json_are_found(document: object, rows: int) -> None:
    (sheet,) = read_json(json.dumps(document), "x", ".json").sheets

    assert len(sheet.rows) - 1 == rows


@given(st.text(st.sampled_from('[]{}",:0123456789eE+-.truefalsn \n'), max_size=60))
def test_any_text_is_json_or_refused(text: str) -> None:
    try:
        read_json(text, "x", ".json")
    except Refused:
        return
    assert all(isinstance(json.loads(part), object) for part in (text, *text.splitlines()[:0]))


def test_columns_of_every_standard_are_known() -> None:
    headers = ["ADM2_PCODE", "adm1_name", "admin0Pcode", "shapeName", "T_TL", "Latitude", "ADM3_NE"]

    assert column_roles(headers) == {
        "ADM2_PCODE": "adm2_pcode",
        "adm1_name": "adm1_name",
        "admin0Pcode": "adm0_pcode",
        "shapeName": "boundary_name",
        "T_TL": "pop_total",
        "Latitude": "point_lat",
        "ADM3_NE": "adm3_name",
    }
    assert column_roles(["x"], {"x": "#adm2+name+v_pcode"}) == {"x": "adm2_name"}


def test_two_columns_for_one_thing_are_asked_about() -> None:
    (reason,) = doubled_roles(column_roles(["population", "T_TL", "x"]))

    assert reason.facts["columns"] == "population, T_TL"
    assert doubled_roles(column_roles(["ADM1_EN", "ADM1_FR"])) == []
    assert doubled_roles(column_roles(["origin", "destination", "persons", "migrants"]))


@pytest.mark.parametrize(
    "headers",
    [
        ["adm1_pcode", "adm0_pcode", "iso2", "iso3"],  # COD-AB of today
        ["GID_0", "COUNTRY", "GID_1", "NAME_1", "HASC_1"],  # GADM
        ["province_code", "district_code", "population"],
        ["State", "Persons", "Migrants"],  # no flows, as nothing says whence
    ],
)
def test_codes_of_other_systems_and_units_are_no_rivals(headers: list[str]) -> None:
    assert doubled_roles(column_roles(headers)) == []


def test_a_name_merged_over_rows_is_that_of_each_and_a_figure_is_not(tmp_path: Path) -> None:
    head = [["Province", "Area", 2020, None], [None, None, "Male", "Female"]]
    rows = [["Torba", "Torres", 4, 9], [None, "Gaua", 5, None], ["Sanma", "Malo", 6, 7]]
    path = workbook(tmp_path / "w.xlsx", ("s", [*head, *rows]))
    book = openpyxl.load_workbook(path)
    for cells in ("A1:A2", "B1:B2", "C1:D1", "A3:A4", "D3:D4"):
        book["s"].merge_cells(cells)
    book.save(path)

    read = read_table(path, answers=Answers(header_rows=(1, 2)))
    assert read.frame["Province"].tolist() == ["Torba", "Torba", "Sanma"]
    assert read.frame["2020 / Female"].tolist() == ["9", None, "7"]
    assert read.intake.has("cells_merged")


def test_errors_of_a_workbook_are_counted(tmp_path: Path) -> None:
    rows = [["district", "n"], ["A", "#N/A"], ["B", 5], ["C", "#DIV/0!"]]

    intake = check_file(workbook(tmp_path / "w.xlsx", ("s", rows)))

    (reason,) = (reason for reason in intake.reasons if reason.code == "sheet_error")
    assert reason.facts == {"count": 2, "example": "#N/A"}


@pytest.mark.usefixtures("cold_reader")
def test_a_file_that_costs_too_much_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n" + "1,2\n" * 100_000, encoding="utf-8")
    intake = check_file(path, limits=Limits(memory_mb=20, cpu_seconds=5, wall_seconds=10))

    assert intake.outcome is Outcome.REFUSED
    assert "Traceback" not in intake.reasons[0].text()


@pytest.mark.parametrize("name", ["x.csv", "x.json", "x.xlsx", "x.parquet"])
def test_how_large_a_table_may_be_is_a_limit_like_the_others(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    frame = pd.DataFrame({"origin": ["A", "B"] * 20, "destination": ["B", "A"] * 20})
    match path.suffix:
        case ".csv":
            frame.to_csv(path, index=False)
        case ".json":
            frame.to_json(path, orient="records")
        case ".xlsx":
            frame.to_excel(path, index=False)
        case _:
            frame.to_parquet(path)

    assert check_file(path, limits=Limits(most_rows=40, most_cells=82)).rows == 40
    for limits, code in (
        (Limits(most_rows=39), "rows_many"),
        (Limits(most_cells=81), "cells_many"),
        (Limits(most_bytes=10), "file_large"),
    ):
        assert check_file(path, limits=limits).has(code)


def test_many_files_end_as_each_would_alone(tmp_path: Path) -> None:
    for name, text in (("a.csv", "a,b\n1x,2\n"), ("b.csv", ""), ("c.json", "{}")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = sorted(tmp_path.iterdir())

    assert list(check_files(paths)) == [check_file(path) for path in paths]


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError):
        check_file(tmp_path / "x.csv")
    with pytest.raises(UnreadableFileError):
        list(check_files([tmp_path]))


def test_a_picture_holds_no_table_and_no_shapes(tmp_path: Path) -> None:
    path = tmp_path / "x.png"
    path.write_bytes(_png())

    assert check_file(path).kind is Kind.IMAGE
    for read in (read_table, read_features):
        with pytest.raises(RefusedFileError):
            read(path)


def _png() -> bytes:
    from PIL import Image

    data = io.BytesIO()
    Image.new("RGB", (3, 3)).save(data, "PNG")
    return data.getvalue()


def test_a_picture_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    data = bytearray(_png())
    struct.pack_into(">II", data, 16, 2**31 - 1, 2**31 - 1)
    path = tmp_path / "x.png"
    path.write_bytes(data)

    assert check_file(path).outcome is Outcome.REFUSED


@pytest.mark.skipif(os.name != "posix", reason="links are made otherwise elsewhere")
def test_a_link_is_followed_by_us_and_not_by_the_reader(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")

    assert check_file(tmp_path / "link.csv").rows == 1


@pytest.mark.parametrize("code", WORDS)
def test_every_reason_has_words_and_a_severity(code: str) -> None:
    words = WORDS[code]
    names = {name for _, name, _, _ in string.Formatter().parse(words.message) if name}

    assert Outcome(words.severity)
    assert Reason(code=code, facts=dict.fromkeys(names, "x")).text()
    assert words.answer is None or words.answer == "role" or hasattr(Answers(), words.answer)


def test_the_worst_reason_decides() -> None:
    said = [Reason(code=code) for code in ("decimal_comma", "geometry_deep", "decimal_mixed")]

    assert Intake(kind=Kind.TABLE).outcome is Outcome.ACCEPTED
    assert Intake(kind=Kind.TABLE, reasons=tuple(said)).outcome is Outcome.REFUSED
    assert Intake(kind=Kind.TABLE, reasons=(said[0], said[2])).outcome is Outcome.ASKED


def test_a_declaration_behind_a_long_comment_is_found(tmp_path: Path) -> None:
    path = workbook(tmp_path / "w.xlsx", ("s", [["district", "n"], ["A", 5]]))
    hidden = b"<!--" + b"x" * 9000 + b'--><!DOCTYPE a [<!ENTITY x SYSTEM "file:///x">]><worksheet '
    with zipfile.ZipFile(path) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    path.write_bytes(
        zipped(*((name, data.replace(b"<worksheet ", hidden, 1)) for name, data in entries))
    )

    (reason,) = check_file(path).reasons

    assert reason.code == "xml_entities"


@pytest.mark.parametrize("code", [code for code, words in WORDS.items() if words.one])
def test_one_thing_is_spoken_of_as_one(code: str) -> None:
    def facts(message: str) -> set[str]:
        return {field for _, field, _, _ in string.Formatter().parse(message) if field}

    assert facts(WORDS[code].one or "") <= facts(WORDS[code].message) - {"count"}
    facts_of_one = dict.fromkeys(facts(WORDS[code].message), "x") | {"count": 1}
    assert "1" not in Reason(code=code, facts=facts_of_one).text()


def test_no_sentence_begins_with_one_of_several() -> None:
    counted = {code for code, words in WORDS.items() if words.message.startswith("{count} ")}

    assert {code for code in counted if WORDS[code].one is None} == set()
