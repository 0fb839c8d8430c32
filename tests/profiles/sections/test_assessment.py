"""The chart of the self-assessment says scores and answers, the same ones in every format."""

from datetime import date

from profiles.edits.governance import DIMENSIONS
from profiles.edits.kept import Answer, Assessed, Edits
from profiles.profile import build_profile
from tests.profiles import tiny

ANSWERS = (Answer.YES, Answer.PARTLY, Answer.NO)


def chart_of(*answers):
    """Of the first questions of the first dimension, answered so."""
    assessed = tuple(
        Assessed(question=question, answer=answer, by="Unit", date="2026-01-01")
        for (question, _), answer in zip(DIMENSIONS[0].questions, answers, strict=False)
    )
    profile = build_profile(
        tiny.tiny_pack(),
        "ZZ0101",
        language="en",
        publisher="",
        today=date(2026, 1, 1),
        edits=Edits(assessed=assessed),
    )
    charts = (chart for section in profile.sections for chart in section.charts)
    return next(chart for chart in charts if chart.id == "assessment-bars")


def test_a_bar_has_its_score_and_the_answers_in_its_name():
    (bar,) = chart_of(Answer.YES, Answer.PARTLY, Answer.NO).bars
    assert (bar.value, bar.text) == (50.0, "50")
    assert bar.label.endswith(" (1 yes, 1 partly, 1 no)")
    assert "1 yes, 1 partly, 1 no): 50" in chart_of(*ANSWERS).words.alt


def test_a_score_between_two_numbers_is_rounded_before_an_office_program_can():
    (bar,) = chart_of(Answer.PARTLY, Answer.NO, Answer.NO).bars
    assert (bar.value, bar.text) == (16.7, "16.7")
