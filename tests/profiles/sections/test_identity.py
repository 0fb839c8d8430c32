"""The head of a profile: areas that a reader can work the density out from."""

from datetime import date

import pytest

from mapping.settings import Settings
from profiles.evidence.provenance import Number
from profiles.pack import open_pack
from profiles.profile import build_profile
from tests.profiles.tiny import tiny_pack

TODAY = date(2026, 11, 22)


def head_of(pack, place_code):
    profile = build_profile(pack, place_code, language="en", publisher="x", today=TODAY)
    tables = {table.id: table for section in profile.sections for table in section.tables}
    return profile.identity, tables["identity"]


@pytest.fixture(scope="module")
def palau():
    return open_pack(Settings.from_environment({}), "PLW")


@pytest.mark.parametrize("place_code", ["PW-050", "PW-150", "PW"])
def test_the_density_follows_from_the_population_and_the_area_beside_it(palau, place_code):
    head, table = head_of(palau, place_code)
    density = head.population.value / head.published_area.value
    assert density == pytest.approx(head.density.value)
    assert [cell for row in table.rows for cell in row.cells if isinstance(cell, Number)] == [
        head.area_km2,
        head.published_area,
    ]
    assert table.source_ids == (head.published_area.source_id,)


def test_other_names_of_a_country_are_those_of_its_own_languages():
    for iso3, place_code, others in (
        ("NPL", "NP", {"नेपाल"}),
        ("LKA", "LK", {"ශ්‍රී ලංකාව", "இலங்கை"}),
        ("SLB", "SB", set()),
    ):
        pack = open_pack(Settings.from_environment({}), iso3)
        assert {name for _, name in head_of(pack, place_code)[0].names} == others


@pytest.mark.parametrize(("language", "name"), [("ar", "نيبال"), ("ne", "नेपाल"), ("fr", "Népal")])
def test_a_country_has_its_name_in_the_language_of_the_page(language, name):
    pack = open_pack(Settings.from_environment({}), "NPL")
    made = build_profile(pack, "NP0327", language=language, publisher="x", today=TODAY)
    assert [parent.name for parent in made.identity.parents][-1] == name


def test_without_a_density_no_published_area_is_shown():
    head, table = head_of(tiny_pack(), "ZZ0203")
    assert head.area_km2 is not None
    assert head.published_area is None
    assert table.source_ids == ()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_name_with_another_sign_for_an_apostrophe_is_no_other_name(language):
    tonga = open_pack(Settings.from_environment({}), "TON")
    made = build_profile(tonga, "TO-02", language=language, publisher="x", today=TODAY)
    assert made.identity.name in {"Ha'apai", "Haʻapai"}
    assert made.identity.names == ()


def told_of(pack, place_code):
    profile = build_profile(pack, place_code, language="en", publisher="x", today=TODAY)
    return {s.template_id: s for section in profile.sections for s in section.sentences}


def test_the_area_is_the_published_one_where_the_density_goes_by_it(palau):
    told = told_of(palau, "PW-050")
    assert told["S1.6"].text == (
        "Hatohobei covers 0.7 square kilometres as published, and 28.1 within the boundaries used"
        " here, of 2021."
    )
    assert told["S1.6"].source_ids
    assert "S1.5" not in told


def test_a_density_that_the_area_does_not_give_says_so():
    nepal = open_pack(Settings.from_environment({}), "NPL")
    _, banke = head_of(nepal, "NP0557")
    assert any("another area" in note for note in banke.notes)
    _, fir = head_of(tiny_pack(), "ZZ0203")
    assert not fir.notes
