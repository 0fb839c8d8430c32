"""Indicators are found by words, in the reader's language."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.indicators.search import found


def _codes(catalogue, asked, language="en"):
    return [one.code for one in found(catalogue.indicators.values(), asked, language=language)]


@pytest.mark.parametrize(
    ("asked", "language", "code"),
    [
        ("remittance depend", "en", "remit_dep"),
        ("DEPENDENCY remittance", "en", "remit_dep"),
        ("densite", "fr", "pop_density"),
        ("  poblacion  densidad ", "es", "pop_density"),
        ("hh_absent_share", "es", "hh_absent_share"),
        ("square kilometre", "en", "pop_density"),
        ("à l'étranger", "fr", "emig_abroad_rate"),
        ("à l’étranger", "fr", "emig_abroad_rate"),
    ],
)
def test_words_in_any_order_case_or_accent_find_it(catalogue, asked, language, code):
    assert code in _codes(catalogue, asked, language)


def test_those_with_the_words_in_their_name_come_first(catalogue):
    codes = _codes(catalogue, "urban")
    assert codes[:2] == ["urban_pop_n", "urban_share"]


def test_words_of_another_language_find_nothing(catalogue):
    assert _codes(catalogue, "Geburten", "en") == []
    assert "deaths_n" not in _codes(catalogue, "Décès", "en")


def test_without_words_all_are_there_in_their_order(catalogue):
    assert _codes(catalogue, " ") == list(catalogue.indicators)


@settings(max_examples=25)
@given(asked=st.text(max_size=20))
def test_more_words_never_find_more(catalogue, asked):
    few = set(_codes(catalogue, f"{asked} population"))
    assert few <= set(_codes(catalogue, asked))
