"""What changed between two editions of a profile."""

import copy
import json
import os
from datetime import date

import pytest

from mapping.settings import Settings
from profiles.cli.main import main
from profiles.editions.changes import OtherPlaceError, compare_documents
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.json_report import to_json
from profiles.sections.changed import Change


@pytest.fixture(scope="module")
def edition():
    pack = open_pack(Settings.from_environment(os.environ), "XXE")
    built = build_profile(pack, "ZZ0203", language="en", publisher="x", today=date(2026, 11, 22))
    return json.loads(to_json(built))


def numbers(document, indicator):
    """Every number of the place that a table shows of an indicator."""
    return [
        cell
        for section in document["sections"]
        for table in section["tables"]
        for row in table["rows"]
        for cell in row["cells"]
        if not isinstance(cell, str)
        and cell.get("indicator") == indicator
        and cell["place_code"] == document["place_code"]
        and cell["origin"]["method"] == "cell"
        and cell["sex"] == "total"
    ]


def test_an_edition_beside_itself_has_not_changed(edition):
    report = compare_documents(edition, edition)
    assert report.changes == ()
    assert report.same > 20


def test_another_value_for_the_same_period_is_revised(edition):
    later = copy.deepcopy(edition)
    found = numbers(later, "pop_total")
    last = max(number["period"] for number in found)
    for number in found:
        if number["period"] == last:
            number["value"] += 7
    (change,) = compare_documents(edition, later).changes
    assert (change.change, change.indicator, change.period) == (Change.REVISED, "pop_total", last)
    assert change.value == change.value_before + 7


def test_a_later_period_is_an_update(edition):
    later = copy.deepcopy(edition)
    found = numbers(later, "pop_total")
    last = max(number["period"] for number in found)
    for number in found:
        if number["period"] == last:
            number["period"], number["value"] = "2031", 12345.0
    (change,) = compare_documents(edition, later).changes
    assert change.change is Change.UPDATED
    assert (change.period_before, change.period, change.value) == (last, "2031", 12345.0)


def test_what_is_not_shown_any_more_is_gone_and_the_other_way_round_new(edition):
    later = copy.deepcopy(edition)
    for number in numbers(later, "pop_density"):
        number["value"] = None
    forward, back = compare_documents(edition, later), compare_documents(later, edition)
    assert [c.change for c in forward.changes] == [Change.GONE]
    assert [c.change for c in back.changes] == [Change.NEW]
    assert forward.changes[0].value_before == back.changes[0].value
    assert forward.same == back.same


def test_profiles_of_two_places_are_not_compared(edition):
    with pytest.raises(OtherPlaceError, match="XXE:ZZ0203 and XXE:ZZ0101"):
        compare_documents(edition, edition | {"place_code": "ZZ0101"})


def test_the_command_says_it_in_lines_and_as_json(edition, tmp_path, capsys):
    later = copy.deepcopy(edition)
    for number in numbers(later, "pop_density"):
        number["value"] = None
    older, newer = tmp_path / "2025.json", tmp_path / "2026.json"
    older.write_text(json.dumps(edition))
    newer.write_text(json.dumps(later))
    assert main(["compare", str(older), str(newer)]) == 0
    assert "gone: Population density" in capsys.readouterr().out
    assert main(["compare", str(older), str(newer), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["counts"] == {
        "same": document["same"],
        "new": 0,
        "updated": 0,
        "revised": 0,
        "gone": 1,
    }


def test_a_part_of_a_whole_says_whether_its_number_or_its_share_changed():
    pack = open_pack(Settings.from_environment(os.environ), "NPL")
    built = build_profile(
        pack, "NP0327", language="en", publisher="x", today=date(2026, 11, 22), chosen=["work"]
    )
    older = json.loads(to_json(built))
    newer = copy.deepcopy(older)
    newer["sections"][0]["tables"] = []
    labels = {found.label for found in compare_documents(older, newer).changes}
    assert {"Employed people (persons)", "Employed people (%)"} <= labels
    assert "Unemployment rate (%)" in labels
