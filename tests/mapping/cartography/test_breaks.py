"""Breaks: numbers as they are printed, and the circles of a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.cartography.breaks import (
    Scheme,
    circle_values,
    decimals_of,
    round_number_at_most,
    rounded,
    scheme_breaks,
)


def test_rounding_is_decimal_and_not_binary() -> None:
    assert rounded(0.29, 2) == 0.29
    assert rounded(2.5, 0) == 2.0, "half to even"
    assert rounded(-3.14159, 2) == -3.14


@pytest.mark.parametrize(
    ("value", "expected"), [(1.0, 1.0), (4.9, 2.0), (5.0, 5.0), (999.0, 500.0), (0.03, 0.02)]
)
def test_round_numbers_are_one_two_and_five(value: float, expected: float) -> None:
    assert round_number_at_most(value) == pytest.approx(expected)


@given(st.floats(min_value=1, max_value=1e9))
def test_the_key_has_a_circle_just_above_the_largest_value(largest: float) -> None:
    values = circle_values(largest)

    assert largest <= values[-1] * (1 + 1e-9)
    assert values[-1] <= largest * 1.11 + 1e-9
    assert list(values) == sorted(set(values))
    assert min(values) >= 1


def test_the_key_of_nepals_population_is_in_round_numbers() -> None:
    assert circle_values(2_041_587) == (100_000, 500_000, 2_100_000)


@pytest.mark.parametrize(("value", "digits"), [(5.0, 0), (0.25, 2), (1e-3, 3), (1200.0, 0)])
def test_digits_behind_the_decimal_mark(value: float, digits: int) -> None:
    assert decimals_of(value) == digits


def test_fisher_jenks_finds_the_groups_that_are_there() -> None:
    values = [1.0, 1.1, 1.2, 5.0, 5.1, 9.0, 9.5]

    assert scheme_breaks(values, scheme=Scheme.FISHER_JENKS, classes=3) == (1.2, 5.1, 9.5)


@given(st.lists(st.integers(0, 50), min_size=6, max_size=9), st.integers(2, 3))
def test_fisher_jenks_is_never_worse_than_any_other_grouping(values: list[int], k: int) -> None:
    from itertools import combinations

    found = sorted(float(v) for v in values)

    def cost(groups: list[list[float]]) -> float:
        return sum(sum((v - sum(g) / len(g)) ** 2 for v in g) for g in groups if g)

    upper = scheme_breaks(found, scheme=Scheme.FISHER_JENKS, classes=k)
    bounds = [float("-inf"), *upper]
    ours = cost([[v for v in found if lo < v <= up] for lo, up in zip(bounds, upper, strict=False)])
    cuts = combinations(range(1, len(found)), k - 1)
    best = min(
        cost([found[i:j] for i, j in zip((0, *cut), (*cut, len(found)), strict=True)])
        for cut in cuts
    )

    assert ours == pytest.approx(best, abs=1e-6)


def test_manual_breaks_are_not_computed() -> None:
    with pytest.raises(ValueError, match="manual"):
        scheme_breaks([1.0], scheme=Scheme.MANUAL, classes=2)
