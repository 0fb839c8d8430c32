"""Estimates from surveys: how many cases, how wide the error."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.protection.policy import Policy
from profiles.protection.reliability import Precision, Reliability, marked, reliability


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        (None, Reliability.GOOD),
        (50, Reliability.GOOD),
        (49, Reliability.FEW_CASES),
        (25, Reliability.FEW_CASES),
        (24, Reliability.UNRELIABLE),
        (0, Reliability.UNRELIABLE),
    ],
)
def test_few_cases(cases, expected):
    assert reliability(Precision(cases=cases)) is expected


@pytest.mark.parametrize(
    ("cv", "expected"),
    [
        (0.0, Reliability.GOOD),
        (16.5, Reliability.GOOD),
        (16.6, Reliability.CAUTION),
        (33.3, Reliability.CAUTION),
        (33.4, Reliability.UNRELIABLE),
        (math.inf, Reliability.UNRELIABLE),
        (math.nan, Reliability.UNRELIABLE),
    ],
)
def test_wide_errors(cv, expected):
    assert reliability(Precision(cv_percent=cv)) is expected


@given(
    st.one_of(st.none(), st.integers(0, 500)),
    st.one_of(st.none(), st.floats(0, 200)),
)
def test_the_stricter_of_both_wins(cases, cv):
    both = reliability(Precision(cases=cases, cv_percent=cv))
    apart = (reliability(Precision(cases=cases)), reliability(Precision(cv_percent=cv)))
    assert both == max(apart)


def test_the_limits_are_settings():
    lax = Policy(survey_least=10, survey_enough=20, cv_caution=30, cv_most=40)
    assert reliability(Precision(cases=20, cv_percent=29), lax) is Reliability.GOOD


def test_an_estimate_of_zero_is_not_precise():
    assert Precision.of(0.0, cases=400, standard_error=0.01).cv_percent == math.inf
    assert Precision.of(-4.0, cases=400, standard_error=1.0).cv_percent == 25.0
    assert Precision.of(4.0, cases=400, standard_error=None) == Precision(cases=400)


def test_each_is_written_in_its_way():
    assert [marked("7", one) for one in Reliability] == ["7", "(7)", "7 E", "x"]
