"""Rates are worked out by hand here, and undefined where there is nobody."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.measures import rates

COUNTS = st.floats(0, 1e9, allow_nan=False)


def test_a_rate_is_the_multiplier_times_numerator_over_denominator():
    assert rates.rate(5_020, 102_000, multiplier=1_000) == pytest.approx(49.21568627450981)


@pytest.mark.parametrize("denominator", [0, -1, float("nan")])
def test_a_rate_without_anybody_at_risk_is_undefined_and_not_infinite(denominator):
    assert np.isnan(rates.rate(5, denominator))


def test_a_missing_numerator_stays_missing_and_is_not_zero():
    assert np.isnan(rates.rate(float("nan"), 10))
    assert rates.rate(0, 10) == 0.0


def test_a_total_with_a_missing_part_is_missing():
    assert np.isnan(rates.total(3, float("nan"))).all()
    assert rates.total([1, 2], [3, 4]).tolist() == [4, 6]


def test_growth_is_exponential():
    assert rates.growth_rate(100_000, 104_000, years=5) == pytest.approx(0.7844142630656266)
    assert rates.growth_rate(100, 100, years=7) == 0.0


def test_growth_from_or_to_nobody_is_undefined():
    assert np.isnan(rates.growth_rate([0, 5], [5, 0], years=10)).all()


def test_growth_needs_a_time_between_the_dates():
    with pytest.raises(ValueError, match="needs a time"):
        rates.growth_rate(1, 2, years=0)


def test_dependency_and_sex_ratios_are_per_hundred():
    assert rates.total_dependency(33_500, 66_000, 4_500) == pytest.approx(57.57575757575758)
    assert rates.youth_dependency(30, 60) == 50.0
    assert rates.old_age_dependency(6, 60) == 10.0
    assert rates.sex_ratio(51_000, 53_000) == pytest.approx(96.22641509433963)


@given(COUNTS, st.floats(1, 1e9), st.floats(0.001, 1e6))
def test_a_rate_does_not_change_when_both_counts_are_scaled(numerator, denominator, factor):
    before = rates.rate(numerator, denominator)
    after = rates.rate(numerator * factor, denominator * factor)
    assert after == pytest.approx(float(before), rel=1e-9)


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.integers(1, 50))
def test_growth_back_is_the_growth_there_with_the_other_sign(start, end, years):
    there = float(rates.growth_rate(start, end, years=years))
    assert rates.growth_rate(end, start, years=years) == pytest.approx(-there, abs=1e-9)
