"""Which pack has what is told as the opened packs have it."""

import shutil

import pytest

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.availability import read_holdings
from profiles.pack import open_pack
from profiles.pack_files import read_catalogues


@pytest.fixture
def settings(root, tmp_path):
    return Settings(data_dir=root / "data", workspace_dir=tmp_path / "workspace")


@pytest.mark.parametrize("iso3", ["SLB", "LKA", "PLW", "XXE"])
def test_indicators_levels_periods_and_sources_are_those_of_the_opened_pack(settings, iso3):
    pack = open_pack(settings, iso3)
    there = read_holdings(read_catalogues(settings))[iso3]
    assert set(there.holdings) == set(pack.indicators)
    for code, holding in there.holdings.items():
        assert tuple(holding.periods) == pack.levels_of(code)
        for level, periods in holding.periods.items():
            assert periods == pack.periods_of(code, level)
        assert holding.series == pack.series[code]


def test_every_shipped_pack_is_there_and_names_its_levels(settings):
    packs = read_holdings(read_catalogues(settings))
    assert set(packs) == {"NPL", "SLB", "WSM", "PLW", "LKA", "FJI", "TLS", "TON", "XXE"}
    assert packs["NPL"].level_name(AdminLevel.ADM2, "en") == "districts"
    assert packs["NPL"].country.name == "Nepal"
    assert packs["NPL"].holdings["hh_absent_share"].periods[AdminLevel.ADM2] == ("2021",)


def test_a_damaged_pack_is_left_out_and_the_others_are_told(root, tmp_path):
    shutil.copytree(root / "data", tmp_path / "data")
    (tmp_path / "data" / "indicators" / "ton" / "population.csv").write_text("damaged\n")
    settings = Settings(data_dir=tmp_path / "data", workspace_dir=tmp_path / "workspace")
    found = set(read_holdings(read_catalogues(settings)))
    assert len(found) == 8
    assert "TON" not in found
