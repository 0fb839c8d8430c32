"""What opens for a number: every number of the page opens, and says where it comes from."""

from datetime import date

import pytest

from mapping.settings import Settings
from profiles.evidence.provenance import Method, Number
from profiles.pack import open_pack
from profiles.profile import build_profile
from profiles.report.document import Pictures, to_document
from profiles.report.origins import Origins
from profiles.sections.quality import GAPS

TODAY = date(2026, 11, 22)
WITHOUT = Pictures(locator=None, locator_alt="", maps={})


def profile_of(iso3, place_code):
    pack = open_pack(Settings.from_environment({}), iso3)
    return build_profile(pack, place_code, language="en", publisher="Office", today=TODAY)


@pytest.fixture(scope="module")
def hatohobei():
    """A state whose density goes by a published area, and that has no lower units."""
    return profile_of("PLW", "PW-050")


@pytest.fixture(scope="module")
def kathmandu():
    return profile_of("NPL", "NP0327")


def opened(profile, number):
    return dict(Origins(profile).facts_of(number))


def numbers_with(profile, method):
    return [
        number
        for section in profile.sections
        for sentence in section.sentences
        for number in sentence.numbers
        if number.origin.method is method
    ]


def test_every_number_at_the_head_opens(hatohobei):
    made = to_document(hatohobei, WITHOUT, traced=True)
    ids = {part["id"] for part in made["origins"]}
    refs = {label: ref for label, _, ref in made["identity"]["facts"]}
    assert {label for label, ref in refs.items() if ref in ids} == {
        "Population",
        "Area of the boundaries used",
        "Published area",
        "Density",
    }
    assert refs["Boundaries of"] == ""


def test_the_figure_nearest_to_what_is_missing_opens(kathmandu):
    made = to_document(kathmandu, WITHOUT, traced=True)
    origins = {part["id"]: dict(part["facts"]) for part in made["origins"]}
    blocks = [block for section in made["sections"] for block in section["blocks"]]
    table = next(block for block in blocks if block["id"] == GAPS)
    nearest = {row["cells"][0]: (row["cells"][2], row["refs"][2]) for row in table["rows"]}
    text, ref = nearest["Net migration rate"]
    assert text == "Bagmati, 2021: 113.0 per 1,000 residents"
    assert origins[ref]["Place"] == ["Bagmati (NP-P3)"]
    assert all(bool(text) is bool(ref) for text, ref in nearest.values())


def test_a_rank_says_among_whom(kathmandu):
    for rank in numbers_with(kathmandu, Method.RANK_HIGH):
        within = {None: "Nepal", "NP-P3": "Bagmati"}[rank.origin.peers.within]
        last = opened(kathmandu, rank)["Rows of the tables"][-1]
        assert (
            last == f"Compared with all published values of places of the same level in {within}."
        )
    koror = profile_of("PLW", "PW-150")
    of_circle = [n for n in numbers_with(koror, Method.PEERS) if n.origin.peers.among]
    rows = opened(koror, of_circle[0])["Rows of the tables"]
    assert {f"median_age, {code}, 2020" for code in of_circle[0].origin.peers.among} <= {*rows}


def test_what_was_counted_here_is_not_said_to_be_published(hatohobei):
    area = hatohobei.identity.area_km2
    assert isinstance(area, Number)
    told = opened(hatohobei, area)
    assert "Flag" not in told
    assert told["Indicator"] != [" (area_km2)"]
    assert told["Source"] == [hatohobei.identity.boundary_source]
