"""Section 12 and the head of section 1, where what is counted is none or one."""

from datetime import date

import pytest

from mapping.boundaries.model import Gazetteer
from profiles.profile import build_profile
from profiles.sections import quality
from profiles.sections.facts import Facts
from profiles.sections.identity import identity, tell_identity
from tests.profiles.tiny import tiny_pack

FIR = "ZZ0203"
DATA_YEAR = 2020  # of the figures of the pack


def said_of(pack, year=2026, code=FIR):
    made = build_profile(pack, code, language="en", publisher="Office", today=date(year, 6, 1))
    return {s.template_id: s.text for section in made.sections for s in section.sentences}


@pytest.fixture(scope="module")
def pack():
    return tiny_pack()


@pytest.mark.parametrize(
    ("age", "ending"),
    [
        (-3, "2020, which is still to come."),
        (0, "2020, the year in which this profile was made."),
        (1, "2020, one year before this profile was made."),
        (6, "2020, 6 years before this profile was made."),
    ],
)
def test_the_age_of_the_figures_is_a_sentence_for_any_number_of_years(pack, age, ending):
    assert said_of(pack, DATA_YEAR + age)["S12.4"] == f"Their median reference year is {ending}"


@pytest.mark.parametrize(
    ("shown", "start"),
    [(0, "None of the 64 indicators looked for is"), (1, "One of the 64 indicators looked for is")],
)
def test_none_and_one_indicator_are_not_several(pack, monkeypatch, shown, start):
    monkeypatch.setattr(quality, "applicable_and_shown", lambda _: (64, ("pop_total",)[:shown]))
    assert said_of(pack)["S12.1"] == f"{start} available for Fir."


def test_a_place_alone_in_its_area_is_not_one_of_one_districts(pack, monkeypatch):
    assert said_of(pack)["S1.0"] == "Fir (ZZ0203) lies in South, which has 3 districts."
    fir = pack.gazetteer.place(FIR)
    monkeypatch.setattr(Gazetteer, "children", lambda *_: (fir,))
    facts = Facts(pack, fir, language="en", today=date(2026, 6, 1))
    told = tell_identity(facts, identity(facts))
    assert told[0].text == "Fir (ZZ0203) lies in South, which has no other districts."
