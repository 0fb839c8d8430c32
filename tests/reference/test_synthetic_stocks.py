"""Examplia's stocks: shares and ratios against their known results, at every level."""

import json

import pytest

from mapping.settings import Settings
from profiles.pack import open_pack

END = "2024"
CODES = {  # of the expected file: indicator of the pack
    "population": "pop_total",
    "total_dependency": "dep_total",
    "youth_dependency": "dep_youth",
    "oldage_dependency": "dep_old",
    "sex_ratio_population": "sex_ratio",
    "lifetime_inmigrant_share": "born_other_district_share",
    "foreign_born_share": "foreign_born_share",
    "female_share_foreign_born": "fem_share_intl",
    "returnees": "returnees_5yr_n",
    "remittance_receiving_hh_share": "hh_remit_share",
    "remittance_dependency": "remit_dep",
    "remittance_per_receiving_hh": "remit_mean",
    "hh_with_absent_share": "hh_absent_share",
}


@pytest.fixture(scope="module")
def pack(root, tmp_path_factory):
    workspace = tmp_path_factory.mktemp("workspace")
    return open_pack(Settings(data_dir=root / "data", workspace_dir=workspace), "XXE")


@pytest.fixture(scope="module")
def expected(synthetic):
    return json.loads((synthetic / "expected_stocks.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("level", ["adm2", "adm1"])
def test_every_share_has_the_known_result(pack, expected, level):
    for place, known in expected[level].items():
        for key, code in CODES.items():
            value = pack.published.value(place, code, END).value
            assert value == pytest.approx(known[key], rel=1e-8), (place, code)


def test_the_country_has_the_known_results(pack, expected):
    for key, code in CODES.items():
        value = pack.published.value("ZZ", code, END).value
        assert value == pytest.approx(expected["adm0"][key], rel=1e-8), code


def test_returnees_are_per_thousand_residents(pack, expected):
    for place, known in expected["adm2"].items():
        value = pack.published.value(place, "intl_return_rate", END).value
        assert value == pytest.approx(10 * known["return_share"], rel=1e-8)


def test_a_rate_of_the_country_is_not_the_mean_of_its_districts(pack, expected):
    wrong = expected["wrong_unweighted_mean_of_district_remittance_dependency"]
    districts = list(expected["adm2"])
    mean = sum(pack.published.value(p, "remit_dep", END).value for p in districts) / len(districts)
    assert mean == pytest.approx(wrong)
    assert pack.published.value("ZZ", "remit_dep", END).value == pytest.approx(7.8127994295518866)


def test_a_districts_lifetime_in_migrants_were_born_in_another_district(pack, expected):
    for place, known in expected["adm2"].items():
        value = pack.published.value(place, "lifetime_in_share", END).value
        assert value == pytest.approx(known["lifetime_inmigrant_share"], rel=1e-8)
    assert pack.published.value("ZZ01", "lifetime_in_share", END) is None
