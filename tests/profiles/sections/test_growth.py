"""What is said of growth names what grew: the population, or whatever else is counted."""

from datetime import date

import pytest

from profiles.indicators.model import Formula, Kind
from profiles.profile import build_profile
from profiles.sections.facts import Facts
from profiles.sections.findings import tell_figure
from profiles.sections.telling import tell
from tests.profiles import tiny

TODAY = date(2026, 1, 1)
BEFORE = (20_000, 11_800, 9_000, 45_000, 9_600, 5_000)
INDICATORS, FIGURES = tiny._indicators, tiny._figures


@pytest.fixture
def pack(monkeypatch):
    """The tiny pack, with households of 2015 too and the growth of what is said."""

    def made(numerator="households"):
        growth = tiny._indicator(
            "x_growth",
            "Growth",
            "% per year",
            2,
            kind=Kind.UNMERGEABLE,
            formula=Formula.GROWTH,
            numerator=numerator,
            decimals=2,
        )

        def figures():
            yield from FIGURES()
            yield from tiny._summed("households", "2015", BEFORE)
            yield from tiny._summed("pop_total", "2015", [n // 2 for n in BEFORE], sex="male")

        monkeypatch.setattr(tiny, "_indicators", lambda: [*INDICATORS(), growth])
        monkeypatch.setattr(tiny, "_figures", figures)
        return tiny.tiny_pack()

    return made


def facts(pack, place):
    return Facts(pack, pack.gazetteer.place(place), language="en", today=TODAY)


@pytest.mark.parametrize(
    ("place", "said", "beside"),
    [
        ("ZZ0101", "Households in Alder: growth of 0.8% a year on average", "0.7%"),
        ("ZZ0103", "Households in Cedar: decline of 2.1% a year on average", "growth of 0.7%"),
    ],
)
def test_growth_names_what_grew(pack, place, said, beside):
    said += " between 2015 and 2020"
    made = facts(pack(), place)
    told = tell(made, "x_growth").text
    assert told == f"{said}, compared with {beside} a year in Examplia."
    assert tell(made, "x_growth", beside=made).text == f"{said}."
    assert tell_figure(made, "x_growth").text == told


def test_the_growth_of_one_sex_is_not_that_of_the_population(pack):
    told = tell(facts(pack("pop_total:male"), "ZZ0101"), "x_growth").text
    assert told.startswith("Total population (male) in Alder: growth of ")


@pytest.mark.parametrize("code", ["pop_growth", "x_growth"])
def test_the_growth_of_the_population_is_said_as_before(pack, code):
    assert tell(facts(pack("pop_total"), "ZZ0101"), code).text == (
        "Between 2015 and 2020 the population of Alder grew by 0.8% a year on average, compared"
        " with 0.9% a year in Examplia."
    )


def test_a_decline_of_anything_has_its_sentence_in_a_profile(pack):
    profile = build_profile(pack(), "ZZ0103", language="en", publisher="", today=TODAY)
    told = [one.text for section in profile.sections for one in section.sentences]
    assert any(text.startswith("Households in Cedar: decline of 2.1%") for text in told)
