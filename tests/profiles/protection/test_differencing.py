"""What several releases tell together."""

from dataclasses import replace

from profiles.protection.differencing import Outsider, given_away, told_by_sums
from profiles.protection.register import Release
from profiles.protection.table import protect
from tests.profiles.protection.test_table import SENSITIVE, table


def release(figures, hidden=(), sums=()):
    return Release(id="1", figures=figures, hidden=frozenset(hidden), sums=tuple(sums))


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
    assert given_away(second, [first], 10) == (A,)
    assert given_away(second, [], 10) == ()
    assert given_away(replace(second, sums=()), [first], 10) == ()


def test_a_drawn_area_is_refused_when_it_would_tell_a_count():
    first = protect(table(SENSITIVE), threshold=5).release
    small = ("D5", "c2")  # 3 people
    figures = {name: first.figures[name] for name in first.figures if name[1] == "c2"}
    whole = tuple((name, 1.0) for name in figures)
    assert told_by_sums([whole], figures, [first], 5) == ()  # the total is known already
    without = tuple((name, 1.0) for name in figures if name != small)
    assert small in told_by_sums([without], figures, [first], 5)
    half = tuple((name, 0.5) for name in figures if name[0] in {"D1", "D2"})
    assert told_by_sums([half], figures, [first], 5) == ()  # of shown counts


def test_an_area_of_places_never_published_may_not_tell_a_small_count_either():
    assert told_by_sums([((A, 1.0),)], {A: 3.0}, [], 5) == (A,)
    assert told_by_sums([((A, 1.0), (B, 1.0))], {A: 3.0, B: 30.0}, [], 5) == ()
