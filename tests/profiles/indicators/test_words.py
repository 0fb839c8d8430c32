"""What is said of an indicator is said in words, in the reader's language."""

import pytest

from mapping.i18n import Translator
from profiles.indicators.model import Aggregation, Direction
from profiles.indicators.words import AGGREGATIONS, DIRECTIONS, formula_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("remit_dep", "100 × Remittances received ÷ Household income"),
        ("pop_density", "Total population ÷ Area"),
        ("sex_ratio", "100 × Total population (male) ÷ Total population (female)"),
        ("trafficking_n", "100,000 × Detected victims of trafficking, number ÷ Total population"),
        ("net_mig_n", "In-migrants − Out-migrants"),
        ("pop_dependent", "Population aged 0–14 + Population aged 65 and over"),
        ("pop_growth", "100 × ln(later ÷ earlier) ÷ years, of: Total population"),
        ("pop_mid", "mean of the start and the end of the period, of: Total population"),
        ("in_mig_n", "counted from the origin-destination table, anew at each level"),
        ("remit_cost", "100 × Cost of sending remittances ÷ Remittances sent"),
        ("median_age", ""),
    ],
)
def test_a_formula_is_told_in_the_names_of_its_inputs(catalogue, code, words):
    one = catalogue.indicators[code]
    assert formula_words(one, catalogue.indicators, Translator("en")) == words


def test_every_formula_can_be_told_in_every_language(catalogue):
    for one in catalogue.indicators.values():
        for language in ("en", "fr", "es"):
            words = formula_words(one, catalogue.indicators, Translator(language))
            assert bool(words) is bool(one.formula or (one.numerator and one.denominator))
            assert "{" not in words


def test_there_are_words_for_every_aggregation_and_direction():
    assert set(AGGREGATIONS) == set(Aggregation)
    assert set(DIRECTIONS) == set(Direction)
    assert "better" in DIRECTIONS[Direction.POSITIVE]
    assert "only describes" in DIRECTIONS[Direction.NEUTRAL]
