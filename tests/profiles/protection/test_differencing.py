"""What several releases tell together."""

from dataclasses import replace

from profiles.protection.releases.differencing import Outsider, given_away
from profiles.protection.releases.register import Release


def release(figures, hidden=(), sums=()):
    return Release(
        id="1", figures=figures, hidden=frozenset(hidden), sums=tuple(sums), threshold=10
    )


A, B, C = ("A",), ("B",), ("C",)


def test_a_figure_shown_once_is_known_for_good():
    first = release({A: 7.0, B: 20.0}, hidden=[A])
    second = release({A: 7.0, B: 20.0}, hidden=[B])
    outsider = Outsider.of([first, second])
    assert outsider.known.tolist() == [True, True]


def test_a_corrected_figure_is_another_one():
    outsider = Outsider.of([release({A: 7.0}), release({A: 8.0}, hidden=[A])])
    assert outsider.versions == ((A, 7.0), (A, 8.0))
    assert outsider.known.tolist() == [True, False]


def test_the_difference_of_two_totals_is_found():
    first = release({A: 7.0, B: 20.0, C: 30.0}, [A, B, C], [((A, 1.0), (B, 1.0), (C, 1.0))])
    second = release({B: 20.0, C: 30.0}, [B, C], [((B, 1.0), (C, 1.0))])
    assert given_away(second, [first]) == (A,)
    assert given_away(second, []) == ()
    assert given_away(replace(second, sums=()), [first]) == ()
