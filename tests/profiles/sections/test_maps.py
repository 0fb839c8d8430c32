"""Which places the maps of a profile show."""

from datetime import date

import pytest

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.files import pictures_of

TODAY = date(2026, 11, 22)


def maps(pack, place_code, language="en"):
    profile = build_profile(pack, place_code, language=language, publisher="x", today=TODAY)
    drawn = pictures_of(profile, pack).maps
    figures = [figure for section in profile.sections for figure in section.maps]
    assert {figure.id for figure in figures} == drawn.keys()
    return figures


@pytest.fixture(scope="module")
def nepal(tmp_path_factory):
    workspace = {"LMP_WORKSPACE_DIR": str(tmp_path_factory.mktemp("maps"))}
    return open_pack(Settings.from_environment(workspace), "NPL")


def test_maps_of_a_country_show_its_smallest_places_and_tell_their_ends(nepal):
    figures = {figure.indicator: figure for figure in maps(nepal, "NP")}
    assert {figure.level for figure in figures.values()} == {AdminLevel.ADM2}
    assert "From 2.8 in Bajura to 56.0 in Kathmandu" in figures["born_other_district_share"].alt
    assert figures["born_other_district_share"].alt.endswith("Nepal: 19.5.")


def test_maps_of_a_place_show_the_places_of_its_level(nepal):
    assert {figure.level for figure in maps(nepal, "NP-P3")} == {AdminLevel.ADM1}
    assert {figure.level for figure in maps(nepal, "NP0327")} == {AdminLevel.ADM2}
