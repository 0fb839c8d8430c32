"""How numbers are written in tables and in sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.i18n import Translator
from profiles.narrative import Style, printed
from profiles.narrative.rounding import ordinal, rounded_count

ENGLISH = Translator("en")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "none"),
        (1, "one"),
        (9, "nine"),
        (10, "10"),
        (14, "10"),
        (15, "20"),
        (994, "990"),
        (995, "1,000"),
        (4_870, "4,900"),
        (99_949, "99,900"),
        (99_960, "100,000"),
        (2_041_587, "2,042,000"),
        (-15_230, "15,200"),
    ],
)
def test_counts_in_sentences_are_rounded_by_their_size_and_never_negative(value, text):
    assert printed(value, Style.COUNT, ENGLISH) == text


@given(st.floats(min_value=10, max_value=1e9))
def test_rounding_a_count_moves_it_by_at_most_half_a_step(value):
    step = 10 if value < 1_000 else 100 if value < 100_000 else 1_000
    assert abs(rounded_count(value) - value) <= step / 2 + 1e-6


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0.0, 1, "0"),
        (0.04, 1, "less than 0.1"),
        (0.06, 1, "0.1"),
        (17.88, 1, "17.9"),
        (99.96, 1, "more than 99.9"),
        (100.0, 1, "100"),
        (31.8, 0, "32"),
    ],
)
def test_a_share_never_says_none_or_all_of_what_is_nearly_so(value, decimals, text):
    assert printed(value, Style.SHARE, ENGLISH, decimals=decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.03, "less than 0.1"), (4.04, "4.0"), (92.34, "92.3"), (5168.57, "5,169")],
)
def test_rates_have_one_decimal_and_large_ones_none(value, text):
    assert printed(value, Style.RATE, ENGLISH) == text


@pytest.mark.parametrize(("value", "text"), [(9.94, "9.9"), (-12.3, "12")])
def test_percentages_of_change_above_ten_have_no_decimal(value, text):
    assert printed(value, Style.CHANGE, ENGLISH) == text


def test_tables_keep_all_decimals_and_the_sign():
    assert printed(-92.339, Style.TABLE, ENGLISH, decimals=1) == "\u221292.3"
    assert printed(-0.04, Style.TABLE, ENGLISH, decimals=1) == "0.0"


def test_numbers_follow_the_language():
    assert printed(2_041_587, Style.TABLE, Translator("fr")) == "2\u202f041\u202f587"
    assert printed(17.88, Style.SHARE, Translator("es"), decimals=1) == "17,9"


@pytest.mark.parametrize(
    ("rank", "text"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (23, "23rd")],
)
def test_ordinals_in_english(rank, text):
    assert ordinal(rank, ENGLISH) == text


def test_ordinals_in_other_languages():
    assert ordinal(1, Translator("fr")) == "1re"
    assert ordinal(3, Translator("fr")) == "3e"
    assert ordinal(3, Translator("ne")) == "3औँ"
    assert ordinal(3, Translator("tlh")) == "3."
