"""The data package: its descriptor keeps to the standard, its tables hold what the profile says."""

import csv
import hashlib
import io
import json
import zipfile

import jsonschema
import openpyxl
import pytest

from profiles.evidence.provenance import Number
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.datapackage import to_datapackage
from tests.profiles.report.test_files import TODAY, settings
from tests.profiles.tiny import tiny_pack

NAME = {"type": "string", "pattern": r"^([-a-z0-9._/])+$"}
TEXT = {"type": "string", "minLength": 1}
SOURCE = {"type": "object", "required": ["title"], "properties": {"title": TEXT, "path": TEXT}}
FIELD = {
    "type": "object",
    "required": ["name", "type"],
    "properties": {"name": TEXT, "type": {"enum": ["string", "number"]}},
}
# What the published profiles `data-package`, `tabular-data-resource` and `table-schema` (version 1
# of the Frictionless standards) ask for, as far as it concerns what is written here.
PUBLISHED = {
    "type": "object",
    "required": ["resources", "name"],
    "properties": {
        "name": NAME,
        "created": {"type": "string", "format": "date-time"},
        "contributors": {"type": "array", "minItems": 1, "items": SOURCE},
        "sources": {"type": "array", "minItems": 1, "items": SOURCE},
        "licenses": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string", "pattern": r"^([-a-zA-Z0-9._])+$"}},
            },
        },
        "resources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["name", "path", "profile", "schema"],
                "properties": {
                    "name": NAME,
                    "path": {"type": "string", "pattern": r"^(?!/|\.\.)[\w./-]+$"},
                    "profile": {"const": "tabular-data-resource"},
                    "bytes": {"type": "integer", "minimum": 1},
                    "hash": {"type": "string", "pattern": r"^sha256:[0-9a-f]{64}$"},
                    "schema": {
                        "type": "object",
                        "required": ["fields"],
                        "properties": {
                            "fields": {"type": "array", "minItems": 1, "items": FIELD},
                            "missingValues": {"type": "array", "items": {"type": "string"}},
                        },
                    },
                },
            },
        },
    },
}


@pytest.fixture(scope="module")
def profile_and_files():
    pack = open_pack(settings(), "XXE")
    profile = build_profile(pack, "ZZ0203", language="en", publisher="Office", today=TODAY)
    return profile, unpacked(to_datapackage(profile, pack))


@pytest.fixture(scope="module")
def files(profile_and_files):
    return profile_and_files[1]


@pytest.fixture(scope="module")
def descriptor(files):
    return json.loads(files["datapackage.json"])


def unpacked(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rows_of(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_the_descriptor_keeps_to_the_published_rules(descriptor):
    jsonschema.Draft7Validator(PUBLISHED).validate(descriptor)
    names = [resource["name"] for resource in descriptor["resources"]]
    assert len(set(names)) == len(names)


def test_every_table_is_the_one_that_the_descriptor_describes(descriptor, files):
    for resource in descriptor["resources"]:
        content = files[resource["path"]]
        head, *rows = rows_of(content)
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert all(len(row) == len(head) for row in rows)
        for place, field in enumerate(resource["schema"]["fields"]):
            cells = [row[place] for row in rows if not row[0].startswith("#")]
            if field["type"] == "number":
                assert all(float(cell) is not None for cell in cells if cell)


def test_keys_are_unique_and_every_row_leads_to_its_indicator(descriptor, files):
    for resource in descriptor["resources"]:
        head, *rows = rows_of(files[resource["path"]])
        keys = [head.index(name) for name in resource["schema"].get("primaryKey", [])]
        if keys:
            found = [tuple(row[key] for key in keys) for row in rows]
            assert len(set(found)) == len(found)
        for key in resource["schema"].get("foreignKeys", []):
            other, column = key["reference"]["resource"], head.index(key["fields"])
            known = {row[0] for row in rows_of(files[f"data/{other}.csv"])[1:]}
            assert {row[column] for row in rows if not row[0].startswith("#")} <= known


def test_hashtags_stand_under_the_header_and_are_a_comment_to_other_readers(descriptor, files):
    tagged = [r for r in descriptor["resources"] if r["path"].startswith("hxl/")]
    assert len(tagged) == len(descriptor["resources"]) / 2
    for resource in tagged:
        plain = files[resource["path"].replace("hxl/", "data/")]
        head, tags, *rows = rows_of(files[resource["path"]])
        assert resource["dialect"]["commentChar"] == "#"
        assert tags[0].startswith("#")
        assert [head, *rows] == rows_of(plain)


def test_every_number_of_the_tables_and_each_cell_behind_it_is_there(profile_and_files):
    profile, files = profile_and_files
    head, *figures = rows_of(files["data/figures.csv"])
    printed = [row[head.index("text")].lstrip("'") for row in figures]
    cells = (c for s in profile.sections for t in s.all_tables for r in t.rows for c in r.cells)
    assert printed == [cell.text for cell in cells if isinstance(cell, Number)]
    head, *rows = rows_of(files["data/rows.csv"])
    held = {(row[0], row[head.index("indicator")], row[head.index("period")]) for row in rows}
    for number in profile.numbers():
        if number.is_shown:
            own = {(cell.place_code, cell.indicator, cell.period) for cell in number.cells()}
            assert own <= held


def test_the_workbook_holds_the_same_tables(files):
    book = openpyxl.load_workbook(io.BytesIO(files["data.xlsx"]))
    for sheet in book:
        rows = rows_of(files[f"hxl/{sheet.title}.csv"])
        assert sheet.max_row == len(rows)
        assert [cell.value for cell in sheet[1]] == rows[0]


def test_no_text_is_taken_for_a_formula_or_a_comment():
    pack = tiny_pack({"ZZ0203": "=1+1", "ZZ02": "#loc"})
    profile = build_profile(pack, "ZZ0203", language="en", publisher="x", today=TODAY)
    files = unpacked(to_datapackage(profile, pack))
    texts = [cell for row in rows_of(files["data/places.csv"]) for cell in row]
    assert {"'=1+1", "'#loc"} <= set(texts)
