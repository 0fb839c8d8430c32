"""What is said of the rank of a change: of a place that shrank, it is a decline."""

from datetime import date

import pytest

from profiles.profile import build_profile
from profiles.sections.facts import Facts
from profiles.sections.telling import tell_rank
from tests.profiles import tiny

TODAY = date(2026, 1, 1)
BEFORE = (100_000, 60_000, 40_000, 200_000, 50_000, 25_000)
ALL_FELL = (99_000, 58_000, 38_000, 180_000, 44_000, 21_000)
ONE_GREW = (101_000, 59_900, 36_000, 160_000, 35_000, 15_000)
TIED = (99_000, 59_400, 36_000, 160_000, 35_000, 15_000)
ALL_GREW = (130_000, 75_000, 49_000, 240_000, 59_000, 25_300)


@pytest.fixture
def pack_of(monkeypatch):
    def made(later):
        monkeypatch.setattr(tiny, "POPULATION", {"2015": BEFORE, "2020": later})
        return tiny.tiny_pack()

    return made


def findings_of(pack, place_code):
    profile = build_profile(pack, place_code, language="en", publisher="", today=TODAY)
    return [sentence.text for sentence in profile.sections[0].sentences]


@pytest.mark.parametrize(
    ("later", "place_code", "words"),
    [
        (ALL_FELL, "ZZ0203", "this was the largest decline of the 6 districts of Examplia"),
        (ALL_FELL, "ZZ0101", "this was the smallest decline of the 6 districts of Examplia"),
        (ONE_GREW, "ZZ0101", "no other of the 6 districts of Examplia with data grew as much"),
        (ALL_GREW, "ZZ0203", "this was the lowest growth of the 6 districts of Examplia"),
    ],
)
def test_a_change_is_told_as_growth_or_as_a_decline(pack_of, later, place_code, words):
    assert any(words in text for text in findings_of(pack_of(later), place_code))


@pytest.mark.parametrize("later", [ALL_FELL, ONE_GREW, TIED])
def test_no_growth_is_said_of_a_place_that_shrank(pack_of, later):
    pack = pack_of(later)
    for place_code, before, now in zip(tiny.DISTRICTS, BEFORE, later, strict=True):
        if now < before:
            said = " ".join(findings_of(pack, place_code))
            assert "grew as much" not in said
            assert "est growth" not in said


@pytest.mark.parametrize(
    ("later", "place_code", "words"),
    [
        (ALL_FELL, "ZZ0203", "Fir had the largest decline"),
        (ALL_FELL, "ZZ0202", "Elm had the 2nd largest decline"),
        (ALL_FELL, "ZZ0101", "Alder had the smallest decline"),
        (TIED, "ZZ0101", "Alder had the joint smallest decline"),
        (ONE_GREW, "ZZ0102", "Birch had the 2nd highest value"),  # one grew: no 2nd smallest
        (ALL_GREW, "ZZ0203", "Fir had the lowest value"),
    ],
)
def test_a_growth_rate_below_zero_is_ranked_as_a_decline(pack_of, later, place_code, words):
    pack = pack_of(later)
    facts = Facts(pack, pack.gazetteer.place(place_code), language="en", today=TODAY)
    assert f": {words} of the 6 districts" in tell_rank(facts, "pop_growth").text


def test_a_change_too_small_for_rounded_figures_is_told_in_exact_ones(pack_of):
    later = (130_000, 75_000, 49_000, 200_100, 59_000, 29_000)
    said = findings_of(pack_of(later), "ZZ0201")
    assert any("200,000 in 2015 and 200,100 in 2020" in text for text in said)
