"""The shipped catalogue keeps the rules, in every language."""

import re

import pytest

from mapping.errors import MeasureRefusedError
from profiles.indicators.goals import GCM_TITLES
from profiles.indicators.model import Aggregation, Direction, Formula, Kind
from profiles.measures.packs.aggregation import aggregated
from profiles.narrative.words import violations
from profiles.outline.expected import EXPECTED


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


def test_only_what_is_better_or_worse_by_agreement_has_a_direction(catalogue):
    judged = {code: one.direction for code, one in catalogue.indicators.items()}
    negative = {code for code, direction in judged.items() if direction is Direction.NEGATIVE}
    positive = {code for code, direction in judged.items() if direction is Direction.POSITIVE}
    assert negative == {
        *("disaster_disp_rate", "hazard_exposed_share", "remit_cost", "recruit_cost"),
        *("unemp_rate", "neet_rate", "informal_share", "poverty_rate", "oos_rate", "slum_share"),
        *("discrim", "trafficking_n", "data_age"),
    }
    assert positive == {
        *("emp_rate", "literacy_rate", "health_access", "birth_reg", "water_basic", "soc_prot"),
        *("internet_share", "gov_checklist", "plan_mainstream", "data_complete"),
    }


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
    assert len(rates) > 60
    for one in rates:
        assert one.numerator
        assert one.denominator
        assert one.formula is Formula.RATIO or one.aggregation is Aggregation.WEIGHTED_MEAN


def test_what_needs_everyones_figures_is_never_had_from_those_of_places(catalogue):
    whole = [
        one
        for one in catalogue.indicators.values()
        if one.aggregation is Aggregation.RECOMPUTE_DISTRIBUTION
    ]
    assert {one.code for one in whole} == {"median_age", "origin_diversity"}
    for one in whole:
        with pytest.raises(MeasureRefusedError, match="does not follow from those of parts"):
            aggregated([21.0, 35.0], aggregation=one.aggregation)


def test_shipped_caveats_are_there_in_every_language_or_not_at_all(catalogue):
    for one in catalogue.indicators.values():
        assert set(one.caveats) in ({"en", "fr", "es"}, set()), one.code
    density = catalogue.indicators["pop_density"]
    assert density.caveat_in("fr").startswith("D’après la superficie")
    assert density.caveat == density.caveat_in("en") == density.caveat_in("de")
    assert catalogue.indicators["dep_youth"].caveat_in("fr") == ""


def test_shipped_texts_keep_the_rules_of_wording(catalogue):
    for one in catalogue.indicators.values():
        for language in ("en", "fr", "es"):
            said = f"{one.label(language)}. {one.definition(language)}. {one.caveat_in(language)}."
            assert violations(said, language) == (), one.code


def test_no_mark_of_a_shipped_text_in_french_stands_alone_at_the_start_of_a_line(catalogue):
    texts = [
        texts["fr"]
        for one in catalogue.indicators.values()
        for texts in (one.labels, one.definitions, one.units, one.caveats)
        if "fr" in texts
    ]
    assert [text for text in texts if re.search(" [;:!?%»]|« ", text)] == []


def test_every_link_of_the_shipped_indicators_has_a_title(catalogue):
    links = [link for one in catalogue.indicators.values() for link in one.sdg]
    assert len(links) > 50
    assert [link.code for link in links if not link.title] == []
    assert sorted(GCM_TITLES) == list(range(1, 24))


def test_what_a_profile_expects_is_described_with_the_same_section_and_sources(catalogue):
    for expected in EXPECTED:
        one = catalogue.indicators[expected.code]
        assert (one.section, one.sources) == (expected.section, expected.sources), expected.code
