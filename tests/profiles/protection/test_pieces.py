"""Places of two tables that differ by a piece with few people."""

import pytest

from profiles.protection.releases.pieces import small_pieces

GROUPS = ("w", "x", "y")


def table(**rows):
    return {
        (place, group): float(count)
        for place, row in rows.items()
        for group, count in zip(GROUPS, row, strict=True)
    }


DRAWN = (500, 300, 200)


@pytest.mark.parametrize(("more", "found"), [(19, True), (20, True), (21, False)])
def test_an_area_lies_in_another_where_they_differ_by_a_fiftieth_at_most(more, found):
    # The larger of the two has 1,000 people.
    inner = table(B=(500 - more, 300, 200))
    for new, old in ((table(A=DRAWN), inner), (inner, table(A=DRAWN))):
        assert bool(list(small_pieces(new, old))) is found


@pytest.mark.parametrize(("moved", "found"), [(49, True), (50, False)])
def test_of_the_same_people_fifty_in_a_piece_are_enough(moved, found):
    old = table(A=(100, 80, 60), B=(90, 70, 300))
    new = table(A=(100, 80, 60 + moved), B=(90, 70, 300 - moved))
    assert list(small_pieces(new, old)) == ([("A", "A"), ("B", "B")] if found else [])


def test_tables_without_a_group_in_common_have_no_piece():
    other = {(place, f"{group}er"): count for (place, group), count in table(A=DRAWN).items()}
    assert list(small_pieces(table(A=DRAWN), other)) == []
    assert list(small_pieces(table(A=DRAWN), table(B=DRAWN))) == []


def test_a_corrected_count_is_no_area_drawn_within_a_place_left_out():
    old = table(A=(400, 300, 200), B=(490, 300, 200))
    assert list(small_pieces(table(A=DRAWN), old)) == []
