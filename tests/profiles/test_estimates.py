"""Estimates from a survey, from the shipped table to every place where they are shown.

Of households with remittances the sample of Examplia has 19 in Fir, too wide an error in Cedar, a
wide one in Dogwood, and enough elsewhere.
"""

import csv
import io
import json
from datetime import date

import openpyxl
import pytest

from mapping.cartography.layers import Mark
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.editions.verify import verify_document
from profiles.evidence.provenance import Number
from profiles.indicators.model import Status
from profiles.maps import build_map
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.protection.policy import Policy
from profiles.protection.reliability import Reliability
from profiles.report.json_report import to_json
from profiles.report.tables import to_csv
from profiles.report.xlsx import to_xlsx

CODE = "hh_remit_survey_share"
DOGWOOD, ELM, FIR, CEDAR = "ZZ0201", "ZZ0202", "ZZ0203", "ZZ0103"


@pytest.fixture(scope="module")
def settings(root, tmp_path_factory):
    return Settings(data_dir=root / "data", workspace_dir=tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module")
def pack(settings):
    return open_pack(settings, "XXE")


@pytest.fixture(scope="module")
def profiles(pack):
    return {
        code: build_profile(pack, code, language="en", publisher="Office", today=date(2026, 1, 1))
        for code in (DOGWOOD, ELM, FIR)
    }


@pytest.fixture(scope="module")
def drawn(pack):
    return build_map(pack, level=AdminLevel.ADM2, indicator=CODE, period="2024")


def tables_of(profile):
    """The tables that have the estimate, and its number of the place itself in each."""
    for section in profile.sections:
        for table in section.tables:
            for row in table.rows:
                for cell in row.cells:
                    if isinstance(cell, Number) and cell.indicator == CODE:
                        yield table, cell


@pytest.mark.parametrize(
    ("place", "text", "key"),
    [
        (DOGWOOD, "7.0 E", "E: an estimate with a wide margin"),
        (ELM, "35.0", ""),
        (FIR, "x", "x: not shown;"),
    ],
)
def test_a_table_of_a_profile_has_the_mark_and_its_key(profiles, place, text, key):
    table, number = next(iter(tables_of(profiles[place])))
    assert number.text == text
    assert any(note.startswith(key) for note in table.notes)
    assert (number.status is Status.SUPPRESSED) is (place == FIR)


def test_a_few_cases_stand_in_brackets(settings):
    pack = open_pack(settings, "XXE", policy=Policy(survey_enough=200))
    profile = build_profile(pack, ELM, language="en", publisher="x", today=date(2026, 1, 1))
    table, number = next(iter(tables_of(profile)))
    assert number.text == "(35.0)"
    assert "(In brackets): an estimate from fewer than 200 cases." in table.notes


def test_a_sentence_about_a_wide_margin_says_so(profiles):
    told = {
        place: [
            sentence.text
            for section in profile.sections
            for sentence in section.sentences
            if any(number.indicator == CODE for number in sentence.numbers)
            and not sentence.continues  # the interval
        ]
        for place, profile in profiles.items()
    }
    assert told[FIR] == []
    assert told[DOGWOOD]
    assert all("use with caution" in text for text in told[DOGWOOD])
    assert told[ELM]
    assert not any("caution" in text for text in told[ELM])


def test_a_map_has_marks_a_key_and_letters_for_files(pack, drawn):
    values = {value.place_code: value for value in drawn.layer.values}
    assert values[DOGWOOD].text == "7.0 E"
    assert values[ELM].text == "35.0"
    assert values[FIR].mark is values[CEDAR].mark is Mark.NOT_SHOWN
    assert any(note.startswith("E: an estimate") for note in drawn.notes)
    rows = csv.DictReader(io.StringIO(to_csv(drawn, pack.gazetteer).decode("utf-8-sig")))
    status = {row["place_code"]: row["status"] for row in rows}
    assert (status[DOGWOOD], status[ELM], status[FIR]) == ("U", "A", "Q")


def test_a_spreadsheet_keeps_the_number_and_writes_the_mark_around_it(profiles):
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(profiles[DOGWOOD])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    formats = {cell.number_format for cell in cells if cell.value == 7}
    assert '#,##0.0" E"' in formats


def test_a_document_names_the_reliability_and_can_be_checked(pack, profiles):
    document = json.loads(to_json(profiles[DOGWOOD]))
    assert verify_document(document, pack).is_right
    changed = json.loads(to_json(profiles[DOGWOOD]).replace("7.0 E", "7.0"))
    assert not verify_document(changed, pack).is_right
    numbers = [number for _, number in tables_of(profiles[DOGWOOD]) if number.is_shown]
    assert {number.reliability for number in numbers} == {Reliability.CAUTION}
