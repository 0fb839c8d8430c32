"""Submissions of KoboToolbox and ODK come into a workshop through the door."""

import json

import pytest

from mapping.community.access import THIS_MACHINE
from mapping.community.export import export_workshop
from mapping.community.legend import Category
from mapping.community.submissions import read_submissions, take_submissions
from mapping.errors import BadTableError
from tests.mapping.community.drawing import AREA, LINE, a_workshop, content, operation

LEGEND = (
    Category(
        id="water",
        label="Water point",
        other_label="पानी",
        colour="#0072b2",
        kinds=("point",),
        questions=("Who uses it?", "When is it dry?"),
    ),
    Category(id="any", label="Anything", colour="#d55e00", kinds=("point", "line", "area")),
)
KOBO = (
    "start;end;grp/What is it;grp/place;_grp/place_latitude;_grp/place_longitude;"
    "_grp/place_altitude;_grp/place_precision;grp/Note;Who_uses_it;_id;_uuid;_submission_time;"
    "_validation_status;_submitted_by\n"
    "2026-05-04T10:20:30+05:45;2026-05-04T10:25:30+05:45;water;27.7 85.3 0 5;27.7;85.3;0;5;dry;"
    "everybody;1;uuid-1;2026-05-04T04:50:00;validation_status_approved;sita\n"
    "2026-05-04T10:20:30+05:45;2026-05-04T10:25:30+05:45;पानी;27.8 85.4 0 5;27.8;85.4;0;5;;;2;"
    "uuid-2;2026-05-04T04:50:00;;ram\n"
    "2026-05-04T10:20:30+05:45;;water;27.8 85.4 0 5;27.8;85.4;0;5;;;3;uuid-3;;"
    "validation_status_not_approved;ram\n"
    "2026-05-04T10:20:30+05:45;;fire;27.8 85.4 0 5;27.8;85.4;0;5;;;4;uuid-4;;;ram\n"
    "2026-05-04T10:20:30+05:45;;water;;;;;;;;5;uuid-5;;;ram\n"
    "2026-05-04T10:20:30+05:45;;water;97 85.4;97;85.4;;;;;6;uuid-6;;;ram\n"
)


@pytest.fixture
def hall(store):
    return a_workshop(store, legend=LEGEND)


def kept(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_kobo_becomes_marks_and_every_row_is_accounted_for(store, hall, tmp_path):
    found = read_submissions(kept(tmp_path, "kobo.csv", KOBO), hall)
    assert len(found.taken) == 2
    assert found.refused_rows == 1
    assert [(problem.row, str(problem.rule)) for problem in found.problems] == [
        (5, "its category is not in the legend of this workshop"),
        (6, "it does not say where"),
        (7, "the shape lies outside the world"),
    ]
    assert take_submissions(store, hall, found, THIS_MACHINE) == 2
    again = read_submissions(kept(tmp_path, "again.csv", KOBO), hall)
    assert take_submissions(store, hall, again, THIS_MACHINE) == 0
    first, second = store.features(hall.workshop_id).features
    assert first.content.note == "dry"
    assert first.content.answers == ("everybody", "")
    assert (first.content.validated, second.content.validated) == (True, False)
    assert first.content.geometry.coordinates == (85.3, 27.7)
    assert first.actor is None
    assert "sita" not in repr(store.log(hall.workshop_id))


def test_what_was_exported_for_survey_tools_comes_back_as_it_was(store, hall, tmp_path):
    drawn = [
        content(note="=1+1"),
        content(LINE, note="way; with a semicolon"),
        content(AREA, category_id="any", note="two\nlines"),
    ]
    for one in drawn:
        store.append(operation(hall.workshop_id, content=one, group="Women"))
    path = tmp_path / "out.kobo.csv"
    export_workshop(store, hall.workshop_id, path)
    other = a_workshop(store, legend=LEGEND)
    found = read_submissions(path, other)
    assert found.problems == ()
    corners = [set(one.content.geometry.positions()) for one in found.taken]
    assert corners == [set(one.geometry.positions()) for one in drawn]
    assert [one.content.note for one in found.taken] == [one.note for one in drawn]
    assert {one.group for one in found.taken} == {"Women"}
    assert take_submissions(store, other, found, THIS_MACHINE) == 3


def test_geojson_and_workbooks_come_in_as_well(hall, tmp_path):
    features = [
        {"type": "Feature", "geometry": shape, "properties": {"what": "Anything", "id": number}}
        for number, shape in enumerate((LINE, AREA))
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    found = read_submissions(kept(tmp_path, "odk.geojson", text), hall)
    assert [one.content.geometry.kind for one in found.taken] == ["line", "area"]
    import xlsxwriter

    path = tmp_path / "kobo.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("form")
        for number, line in enumerate(KOBO.splitlines()):
            sheet.write_row(number, 0, line.split(";"))
    assert len(read_submissions(path, hall).taken) == 2


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("a,_place_latitude,_place_longitude\nfire,27,85\n", "no column says a category"),
        ("category,a\nwater,1\n", "no column says where"),
    ],
)
def test_a_file_that_is_no_form_of_this_workshop_is_refused(hall, tmp_path, text, rule):
    with pytest.raises(BadTableError, match=rule):
        read_submissions(kept(tmp_path, "other.csv", text), hall)
