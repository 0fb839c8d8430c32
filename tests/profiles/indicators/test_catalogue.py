"""The catalogue file: what is shipped keeps the rules, and a fault is named."""

import pytest

from mapping.errors import BadTableError, UnreadableFileError
from profiles.indicators.catalogue import read_indicator_catalogue
from profiles.indicators.model import Direction, Formula, Kind

ENTRY = """
[[indicator]]
code = "{code}"
section = 1
kind = "extensive"
label = {{en = "Something"}}
definition = {{en = "Something counted"}}
unit = {{en = "persons"}}
caveat = "-"
"""
SOURCE = """
[[source]]
id = "census"
title = "Census"
publisher = "Office"
year = "2021"
"""


def _read(tmp_path, text):
    path = tmp_path / "catalogue.toml"
    path.write_text(text, encoding="utf-8")
    return read_indicator_catalogue(path)


def _faults(tmp_path, text):
    with pytest.raises(BadTableError) as caught:
        _read(tmp_path, text)
    return [str(problem) for problem in caught.value.problems]


def test_every_shipped_text_is_there_in_english_french_and_spanish(catalogue):
    for indicator in catalogue.indicators.values():
        for words in (indicator.labels, indicator.definitions, indicator.units):
            assert set(words) == {"en", "fr", "es"}, indicator.code
            assert all(text.strip() == text and text for text in words.values())


def test_shipped_labels_are_unambiguous_within_a_section(catalogue):
    by_label = {}
    for indicator in catalogue.indicators.values():
        key = (indicator.label(), indicator.unit())
        assert key not in by_label, f"{indicator.code} and {by_label[key]} are both {key}"
        by_label[key] = indicator.code


def test_migration_is_neither_good_nor_bad(catalogue):
    judged = {code for code, one in catalogue.indicators.items() if one.direction != "neutral"}
    assert judged == {"emp_rate", "unemp_rate"}
    assert catalogue.indicators["unemp_rate"].direction is Direction.NEGATIVE


def test_every_shipped_source_names_publisher_year_and_licence(catalogue):
    for source in {series.source for series in catalogue.series}:
        assert source.publisher
        assert source.year.isdigit()
        assert source.licence
        assert source.url or source.id == "xxe"


def test_every_shipped_proxy_says_what_it_really_is(catalogue):
    proxies = [one for one in (*catalogue.series, *catalogue.flows) if one.proxy]
    assert proxies
    assert all(one.note.startswith("Stands in for ") for one in proxies)


def test_every_count_of_migrants_is_protected_and_population_is_not(catalogue):
    protected = {code for code, one in catalogue.indicators.items() if one.protected}
    assert {"foreign_born_n", "absent_abroad_n", "in_mig_n", "hh_absent_n"} <= protected
    assert not protected & {"pop_total", "households_n", "pop_0_14", "area_km2", "births_n"}


def test_a_rate_names_what_it_is_a_rate_of(catalogue):
    rates = [one for one in catalogue.indicators.values() if one.kind is Kind.INTENSIVE]
    assert len(rates) > 30
    for one in rates:
        assert one.formula is Formula.RATIO
        assert one.numerator
        assert one.denominator


def test_a_minimal_catalogue_is_read(tmp_path):
    assert list(_read(tmp_path, ENTRY.format(code="people")).indicators) == ["people"]


def test_an_indicator_described_twice_is_named(tmp_path):
    faults = _faults(tmp_path, ENTRY.format(code="people") * 2)
    assert faults == ["column indicator.people: is described twice"]


def test_an_input_that_is_not_described_is_named(tmp_path):
    faults = _faults(tmp_path, ENTRY.format(code="people") + 'formula = "sum"\nparts = ["others"]')
    assert faults == [
        "column indicator.people: refers to something that is not described (found 'others')"
    ]


def test_an_unknown_direction_is_named(tmp_path):
    (fault,) = _faults(tmp_path, ENTRY.format(code="people") + 'direction = "good"')
    assert "indicator.people.direction" in fault
    assert "'good'" in fault


def test_an_indicator_without_caveat_or_dash_is_refused(tmp_path):
    (fault,) = _faults(tmp_path, ENTRY.format(code="people").replace('caveat = "-"', ""))
    assert "indicator.people.caveat" in fault


def test_a_formula_without_its_inputs_is_refused(tmp_path):
    faults = _faults(tmp_path, ENTRY.format(code="people") + 'formula = "ratio"')
    assert faults == ["column indicator.people: the formula lacks its inputs"]


def test_a_count_from_flows_needs_a_flow_table(tmp_path):
    text = SOURCE + ENTRY.format(code="in_mig_n") + 'formula = "od"\n'
    series = '[[series]]\niso3 = "XXA"\nindicator = "in_mig_n"\nsource = "census"\n'
    (fault,) = _faults(tmp_path, text + series)
    assert "series.XXA.in_mig_n: needs an origin-destination table" in fault


def test_a_series_of_an_unknown_source_is_named(tmp_path):
    series = '[[series]]\niso3 = "XXA"\nindicator = "people"\nsource = "nowhere"\n'
    (fault,) = _faults(tmp_path, ENTRY.format(code="people") + series)
    assert "series.XXA.people.source" in fault
    assert "'nowhere'" in fault


def test_a_key_that_nobody_knows_is_refused(tmp_path):
    (fault,) = _faults(tmp_path, ENTRY.format(code="people") + 'colour = "red"')
    assert "indicator.people.colour" in fault


def test_a_damaged_catalogue_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"catalogue\.toml cannot be read"):
        _read(tmp_path, "[[indicator]\n")


def test_a_missing_catalogue_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match="it is missing"):
        read_indicator_catalogue(tmp_path / "catalogue.toml")
