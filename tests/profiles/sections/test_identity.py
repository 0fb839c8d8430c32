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
        head.published_area
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
