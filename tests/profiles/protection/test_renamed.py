"""The same figures under other names."""

import pytest

from profiles.protection.releases.renamed import is_turned, same_figures, turned

ROWS = {"A": (1, 2, 3), "B": (4, 5, 6), "C": (7, 8, 9)}
COLUMNS = ("x", "y", "z")


def figures(rows=ROWS, columns=COLUMNS):
    return {
        (place, column): float(value)
        for place, row in rows.items()
        for column, value in zip(columns, row, strict=True)
    }


OTHERS = figures({"P": (3, 1, 2), "Q": (6, 4, 5), "R": (9, 7, 8)}, ("k", "l", "m"))


def pairs(new, old=None):
    found = list(same_figures(new, figures() if old is None else old))
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_table_with_both_ends_renamed_and_reordered_is_recognised():
    found = pairs(OTHERS)
    assert found["P", "k"] == ("A", "z")
    assert found["R", "m"] == ("C", "y")
    assert len(found) == 9


def test_so_is_one_that_was_turned_round_as_well():
    found = pairs(turned(OTHERS))
    assert found["k", "P"] == ("A", "z")
    assert len(found) == 9
    assert pairs(turned(figures()))["x", "A"] == ("A", "x")


def test_a_table_is_no_other_one_than_itself():
    assert pairs(figures()) == {}


def test_two_rows_are_enough_and_one_is_not():
    two = {name: value for name, value in OTHERS.items() if name[0] != "R"}
    assert len(pairs(two)) == 6
    one = {name: value for name, value in OTHERS.items() if name[0] == "P"}
    assert pairs(one) == {}


@pytest.mark.parametrize("is_first", [True, False])
def test_a_table_without_a_column_is_recognised_whichever_was_first(is_first):
    wide = figures(
        {"A": (1, 2, 3, 10), "B": (4, 5, 6, 11), "C": (7, 8, 9, 12)}, ("x", "y", "z", "w")
    )
    found = pairs(OTHERS, wide) if is_first else pairs(wide, OTHERS)
    assert len(found) == 9
    assert (found["P", "k"] if is_first else found["A", "z"]) in {("A", "z"), ("P", "k")}


def test_rows_are_known_by_three_counts_that_differ():
    zeros = {"A": (0, 2, 3), "B": (0, 5, 6), "C": (0, 8, 9)}
    renamed = figures({"P": (0, 2, 3), "Q": (0, 5, 6)}, ("k", "l", "m"))
    assert pairs(renamed, figures(zeros)) == {}
    alike = {"A": (2, 2, 3), "B": (5, 5, 6)}
    renamed = figures({"P": (2, 2, 3), "Q": (5, 5, 6)}, ("k", "l", "m"))
    assert pairs(renamed, figures(alike)) == {}


def test_a_row_that_could_be_two_is_none():
    twice = {**ROWS, "D": (2, 1, 3)}
    found = pairs(OTHERS, figures(twice))
    assert {name[0] for name in found} == {"Q", "R"}
    # Of columns of zeros none is like another.
    empty = figures({"A": (1, 2, 3, 0, 0), "B": (4, 5, 6, 0, 0)}, ("x", "y", "z", "v", "w"))
    renamed = {(f"P{place}", f"q{column}"): value for (place, column), value in empty.items()}
    assert {name[1] for name in pairs(renamed, empty)} == {"qx", "qy", "qz"}


def test_columns_that_are_alike_in_all_rows_are_not_told_apart():
    alike = figures({"A": (1, 2, 3, 3), "B": (4, 5, 6, 6)}, ("x", "y", "z", "w"))
    renamed = {(f"P{place}", f"q{column}"): value for (place, column), value in alike.items()}
    assert {name[1] for name in pairs(renamed, alike)} == {"qx", "qy"}


def test_places_that_kept_their_names_are_compared_by_these():
    half = figures({"A": (1, 2, 3), "Q": (4, 5, 6), "R": (7, 8, 9)}, ("k", "l", "m"))
    found = pairs(half)
    assert found["A", "k"] == ("A", "x")
    assert found["Q", "m"] == ("B", "z")


def test_another_year_has_other_figures():
    later = figures({name: [one + 10 for one in row] for name, row in ROWS.items()})
    assert pairs(later) == {}


def test_a_table_is_turned_when_its_rows_are_named_as_columns_were():
    assert is_turned(turned(figures()), [figures()])
    assert not is_turned(figures(), [figures()])
    assert not is_turned(OTHERS, [figures()])
    assert not is_turned(figures(), [])
    merged = {("either", "A"): 3.0, ("z", "A"): 3.0, ("either", "B"): 9.0, ("z", "B"): 6.0}
    assert is_turned(merged, [figures()])
    assert turned({("A", "x"): 1.0}) == {("x", "A"): 1.0}
    # As many names each way: it stands as it is.
    both = {("A", "x"): 1.0, ("x", "A"): 1.0}
    assert not is_turned(both, [figures()])
