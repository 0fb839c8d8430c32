"""What people add to a profile: kept in the workspace, and in every format."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.errors import UnreadableFileError
from mapping.settings import Settings
from profiles.editions.verify import verify_document
from profiles.edits.governance import DIMENSIONS, questions, tally
from profiles.edits.kept import (
    NO_EDITS,
    Answer,
    Assessed,
    Comment,
    Edits,
    Plan,
    path_of,
    read_edits,
    without_blanks,
    write_edits,
)
from profiles.profile import build_profile
from profiles.report.json_report import to_json
from tests.profiles.tiny import tiny_pack

EDITS = Edits(
    comments=(
        Comment(
            section="international",
            author="District office",
            date="2026-11-22",
            text="Two villages are missing.",
        ),
    ),
    plans=(Plan(issue="Schools", action="Review places", who="Education", when="2027"),),
    assessed=(
        Assessed(question="health", answer=Answer.YES, evidence="Circular 12", by="Mayor"),
        Assessed(question="budget", answer=Answer.PARTLY, date="2026-11-01"),
        Assessed(question="twin-cities", answer=Answer.NOT_APPLICABLE),
    ),
    similar_by=("pop_total",),
    beside="ZZ0201",
)


@pytest.fixture
def settings(tmp_path):
    return replace(Settings.from_environment({}), workspace_dir=tmp_path)


@pytest.fixture(scope="module")
def profile():
    return build_profile(
        tiny_pack(),
        "ZZ0203",
        language="en",
        publisher="Office",
        today=date(2026, 11, 22),
        edits=EDITS,
    )


def table(profile, section, table_id):
    return next(t for t in profile.sections[section].tables if t.id == table_id)


def test_what_was_kept_is_read_again(settings):
    assert read_edits(settings, "XXT", "ZZ0203") == NO_EDITS
    write_edits(settings, "XXT", "ZZ0203", EDITS)
    assert read_edits(settings, "xxt", "ZZ0203") == EDITS


def test_a_damaged_file_is_named(settings):
    path = path_of(settings, "XXT", "ZZ0203")
    path.parent.mkdir(parents=True)
    path.write_text('{"comments": [{"section": 3}]}', encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"ZZ0203\.json"):
        read_edits(settings, "XXT", "ZZ0203")


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_code_leads_out_of_the_folder(code):
    settings = Settings.from_environment({})
    path = path_of(settings, "../x", code)
    assert path.parent.parent == settings.workspace_dir / "profiles"
    assert path.name.endswith(".json")


def test_comments_stand_in_their_section_with_who_wrote_them(profile):
    row = table(profile, 6, "international-comments").rows[0]
    assert row.cells == ("Two villages are missing.", "District office", "2026-11-22")


def test_the_plan_comes_before_what_the_figures_say(profile):
    rows = table(profile, 13, "planning").rows
    assert rows[0].cells == ("Schools", "", "Review places", "Education", "2027")
    assert rows[1].cells[1].text.startswith("Fir (ZZ0203)")


def test_an_answer_without_evidence_is_not_verified_and_places_are_not_ranked(profile):
    rows = {row.cells[0]: row.cells[1:] for row in table(profile, 11, "assessment").rows}
    assert rows[questions()["health"]][:2] == ("Yes", "Circular 12")
    assert rows[questions()["budget"]][:2] == ("Partly", "not verified")
    told = [sentence.text for sentence in profile.sections[11].sentences]
    assert "1 of 2 applicable questions were answered yes" in told[0]
    assert not any("highest" in text or "lowest" in text for text in told)


def test_a_place_chosen_stands_beside_in_the_tables(profile):
    labels = [column.label for column in table(profile, 0, "glance").columns]
    assert labels[1:5] == ["Fir", "Dogwood", "South", "Examplia"]


def test_similar_places_follow_what_makes_them_alike(profile):
    found = table(profile, 0, "beside-similar")
    assert found.columns[2].label == "Cedar"  # the next in size
    assert "Total population" in found.notes[0]


def test_a_profile_with_edits_verifies_and_a_changed_comment_is_found(profile):
    document = json.loads(to_json(profile))
    assert verify_document(document, tiny_pack()).is_right
    document["edits"]["comments"][0]["text"] = "All is well."
    assert not verify_document(document, tiny_pack()).is_right


def test_every_question_has_an_id_of_its_own():
    assert len(questions()) == sum(len(dimension.questions) for dimension in DIMENSIONS)


def test_the_score_counts_partly_as_half_and_leaves_out_what_does_not_apply():
    assert tally(EDITS.assessed).score == 75
    assert tally(()).score is None


def test_blank_lines_of_a_plan_are_dropped():
    assert without_blanks([Plan(), Plan(issue=" "), Plan(who="A")]) == (Plan(who="A"),)


def test_without_findings_the_planning_matrix_has_a_line_to_fill_in():
    empty = replace(tiny_pack(), indicators={}, flows=())
    profile = build_profile(empty, "ZZ0203", language="en", publisher="x", today=date(2026, 11, 22))
    assert [set(row.cells) for row in table(profile, 13, "planning").rows] == [{""}]
