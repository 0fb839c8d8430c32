"""Rounded at random: the right multiple, the right mean, the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.protection.rounding import randomly_rounded

SECRET = b"a secret of a test"


@given(st.integers(0, 10_000), st.sampled_from([3, 5]), st.text(max_size=5))
def test_a_count_becomes_a_neighbouring_multiple(count, base, name):
    found = randomly_rounded(count, base=base, name=name, secret=SECRET)
    assert found % base == 0
    assert abs(found - count) < base
    assert found == randomly_rounded(count, base=base, name=name, secret=SECRET)


@pytest.mark.parametrize(("count", "base", "up"), [(1, 3, 1 / 3), (2, 3, 2 / 3), (4, 5, 4 / 5)])
def test_the_nearer_multiple_is_the_likelier(count, base, up):
    many = 6_000
    rounded = [randomly_rounded(count, base=base, name=str(n), secret=SECRET) for n in range(many)]
    assert set(rounded) == {0, base}
    assert abs(sum(one > 0 for one in rounded) / many - up) < 0.03


def test_another_secret_rounds_otherwise():
    both = [
        [randomly_rounded(1, base=3, name=str(n), secret=secret) for n in range(50)]
        for secret in (SECRET, b"another")
    ]
    assert both[0] != both[1]


@pytest.mark.parametrize(("count", "base"), [(4, 10), (-1, 3)])
def test_other_bases_and_counts_are_a_mistake(count, base):
    with pytest.raises(ValueError, match=r"is not|3 or 5"):
        randomly_rounded(count, base=base, name="", secret=SECRET)
