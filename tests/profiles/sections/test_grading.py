"""How far the figures of a section carry."""

from datetime import date

import pytest

from mapping.settings import Settings
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.sections.grading import Grade

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("iso3", "place_code", "number", "have"),
    [
        pytest.param("NPL", "NP0101", 4, "0 of 2", id="streams only"),
        pytest.param("PLW", "PW-010", 10, "0 of 10", id="parts of another section's total only"),
    ],
)
def test_a_section_without_indicators_of_its_own_is_graded_by_what_it_shows(
    iso3, place_code, number, have
):
    pack = open_pack(Settings.from_environment({}), iso3)
    made = build_profile(pack, place_code, language="en", publisher="x", today=TODAY)
    section = made.sections[number]
    assert section.grade in set(Grade)
    assert f"Evidence: {section.grade}; {have} indicators, and breakdowns." in section.reference


def test_every_section_with_figures_has_a_grade():
    settings = Settings.from_environment({})
    for iso3 in ("NPL", "PLW", "SLB", "WSM"):
        pack = open_pack(settings, iso3)
        for level in pack.levels:
            place = pack.gazetteer.at_level(level)[0].place_code
            made = build_profile(pack, place, language="en", publisher="x", today=TODAY)
            for section in made.sections[2:12]:
                assert bool(section.tables) == bool(section.grade), (place, section.number)


def test_a_section_with_none_of_what_was_looked_for_does_not_say_that_one_is_there():
    pack = open_pack(Settings.from_environment({}), "LKA")
    made = build_profile(pack, "LK-44", language="en", publisher="x", today=TODAY)
    section = made.sections[6]
    assert "limited; 0 of 7 indicators" in section.reference
    assert "none of the 7 indicators looked for in this section is" in section.sentences[0].text
