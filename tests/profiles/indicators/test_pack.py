"""A pack opens whole or names what is wrong with it, and the others still work."""

import shutil

import pytest

from mapping.errors import (
    BadTableError,
    UnknownIndicatorError,
    UnknownLevelError,
    UnknownPackError,
    UnknownPeriodError,
    UnreadableFileError,
)
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.indicators.model import Status
from profiles.pack import list_packs, open_pack
from tests.profiles.indicators.conftest import ISO3S


@pytest.fixture
def copied(root, tmp_path):
    """Settings whose data can be damaged."""
    shutil.copytree(root / "data", tmp_path / "data")
    return Settings(data_dir=tmp_path / "data", workspace_dir=tmp_path / "workspace")


def test_every_shipped_pack_opens_and_every_indicator_has_a_source(packs):
    for iso3 in ISO3S:
        pack = packs[iso3]
        assert set(pack.series) == set(pack.indicators)
        assert pack.name == pack.gazetteer.country.name


def test_a_pack_is_found_in_any_case(settings):
    assert open_pack(settings, "ton").iso3 == "TON"


def test_an_unknown_country_is_told_what_there_is(settings):
    with pytest.raises(UnknownPackError, match=r"There is no country pack ATLANTIS.*NPL"):
        open_pack(settings, "Atlantis")


def test_unknown_indicators_levels_and_periods_are_told_what_there_is(packs):
    pack = packs["TON"]
    with pytest.raises(UnknownIndicatorError, match="pop_total"):
        pack.indicator("happiness")
    with pytest.raises(UnknownPeriodError, match="2011"):
        pack.check_period("pop_total", AdminLevel.ADM1, "1850")
    with pytest.raises(UnknownLevelError, match="ADM0, ADM1"):
        pack.check_level(AdminLevel.ADM3)
    with pytest.raises(UnknownIndicatorError, match="lifetime_out_n"):
        packs["NPL"].check_period("lifetime_out_n", AdminLevel.ADM2, "2021")
    pack.check_period("pop_total", AdminLevel.ADM1, "2011")


def test_levels_and_periods_are_those_with_figures(packs):
    pack = packs["NPL"]
    assert pack.levels_of("lifetime_in_share") == (AdminLevel.ADM1, AdminLevel.ADM2)
    assert pack.levels_of("cmi") == (AdminLevel.ADM0,)
    assert pack.periods_of("pop_growth", AdminLevel.ADM2) == ("2011/2021",)
    assert pack.periods_of("lifetime_out_n", AdminLevel.ADM2) == ()


def test_a_country_that_has_no_figure_of_its_own_has_the_status_of_a_missing_one(packs):
    missing = packs["PLW"].published.value("PW", "median_age", "2020")
    assert missing.status is Status.MISSING
    assert not missing.is_shown


def test_what_follows_from_a_stand_in_is_called_one_too(packs):
    series = packs["NPL"].series
    assert series["in_mig_rate"].proxy
    assert "not in a five-year interval" in series["in_mig_rate"].note
    assert not series["foreign_born_share"].proxy


def test_opening_twice_gives_the_same_fingerprint_with_and_without_the_register(
    root, tmp_path, packs
):
    settings = Settings(data_dir=root / "data", workspace_dir=tmp_path / "other")
    fresh, again = open_pack(settings, "NPL"), open_pack(settings, "NPL")
    assert fresh.fingerprint == again.fingerprint == packs["NPL"].fingerprint


def test_a_missing_flow_table_stops_one_pack_and_no_other(copied):
    (copied.data_dir / "indicators" / "npl" / "flows_birth_province_adm1.csv").unlink()
    with pytest.raises(UnreadableFileError, match=r"flows_birth_province_adm1\.csv"):
        open_pack(copied, "NPL")
    summaries = {summary.iso3: summary for summary in list_packs(copied)}
    assert isinstance(summaries["NPL"].error, UnreadableFileError)
    assert [iso3 for iso3, one in summaries.items() if one.error] == ["NPL"]
    assert summaries["TON"].levels == (AdminLevel.ADM0, AdminLevel.ADM1)
    assert open_pack(copied, "TON").name == "Tonga"


def test_a_damaged_table_is_named_with_row_and_column(copied):
    path = copied.data_dir / "indicators" / "ton" / "population.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace(",A", ",A?")
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadTableError, match=r"ton.population\.csv.* row 5, column status"):
        open_pack(copied, "TON")


def test_an_empty_folder_is_no_pack(copied):
    shutil.rmtree(copied.data_dir / "indicators" / "ton")
    with pytest.raises(UnreadableFileError, match=r"ton.*it holds no table"):
        open_pack(copied, "TON")


OWN_CATALOGUE = """
[[source]]
id = "survey"
title = "Household survey"
publisher = "District office"
year = "2024"

[[indicator]]
code = "wells_n"
section = 10
kind = "extensive"
label = {en = "Wells"}
definition = {en = "Wells in use"}
unit = {en = "wells"}
caveat = "-"

[[series]]
iso3 = "TON"
indicator = "wells_n"
source = "survey"
"""
OWN_TABLE = """place_code,indicator,period,sex,age,value,status
TO-01,wells_n,2024,total,total,12,A
TO-02,wells_n,2024,total,total,,M
"""


def _own(workspace_dir, catalogue=OWN_CATALOGUE, table=OWN_TABLE):
    folder = workspace_dir / "indicators"
    (folder / "ton").mkdir(parents=True)
    (folder / "catalogue.toml").write_text(catalogue, encoding="utf-8")
    (folder / "ton" / "wells.csv").write_text(table, encoding="utf-8")


def test_figures_of_the_users_own_join_the_shipped_ones(root, tmp_path):
    _own(tmp_path)
    pack = open_pack(Settings(data_dir=root / "data", workspace_dir=tmp_path), "TON")
    assert pack.published.value("TO-01", "wells_n", "2024").value == 12.0
    assert pack.published.value("TO-01", "pop_total", "2011").value == 5_016.0
    assert pack.series["wells_n"].source.publisher == "District office"


def test_a_damaged_catalogue_of_the_users_own_leaves_the_shipped_packs_alone(root, tmp_path):
    _own(tmp_path, catalogue="[[series]")
    settings = Settings(data_dir=root / "data", workspace_dir=tmp_path)
    assert "wells_n" not in open_pack(settings, "TON").indicators
    errors = [summary for summary in list_packs(settings) if summary.error]
    assert [summary.iso3 for summary in errors] == [""]
