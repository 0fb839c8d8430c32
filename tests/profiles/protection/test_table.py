"""A table of counts: totals, parents, zeros, and what was published before."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from profiles.protection.errors import SmallPieceError, UnsafeReleaseError
from profiles.protection.table import CountTable, protect
from tests.attack.linear import intervals

SENSITIVE = [
    [7, 2, 4, 7, 5],
    [12, 11, 9, 13, 7],
    [0, 8, 8, 9, 14],
    [10, 12, 10, 3, 1],
    [9, 7, 12, 11, 8],
    [9, 7, 3, 10, 15],
]


def table(rows, categories=None, places=None, parents=None):
    rows = np.array(rows)
    return CountTable(
        place_codes=tuple(places or (f"D{n}" for n in range(len(rows)))),
        parents=None if parents is None else tuple(parents),
        categories=tuple(categories or (f"c{n}" for n in range(rows.shape[1]))),
        counts=rows,
    )


def hidden_names(protected):
    return {(cell.place_code, cell.category) for cell in protected.hidden}


def attack(releases, threshold):
    """Bound every small count, from all shown cells and sums of some releases together."""
    shown, true, equations = {}, {}, []
    for release in releases:
        true |= release.figures
        shown |= {n: v for n, v in release.figures.items() if n not in release.hidden}
    for release in releases:
        for one in release.sums:
            total = sum(w * release.figures[name] for name, w in one)
            known = sum(w * shown[name] for name, w in one if name in shown)
            weights = {}
            for name, w in one:
                if name not in shown:
                    weights[name] = weights.get(name, 0.0) + w
            if weights:
                equations.append((weights, total - known))
    secret = [name for name in true if name not in shown]
    found = intervals(equations, secret)
    return [name for name, (least, most) in found.items() if most - least < threshold - 1e-6]


def test_the_worked_example_costs_what_is_known_to_be_least():
    rows = [[120, 45, 8, 30], [64, 3, 22, 17], [210, 80, 40, 66], [51, 26, 12, 14], [33, 19, 0, 25]]
    found = protect(table(rows), threshold=10)
    assert found.cost == 85
    assert {
        cell.place_code: (cell.lower, cell.upper) for cell in found.hidden if cell.is_primary
    } == {
        "D0": (0, 11),
        "D1": (0, 11),
    }
    assert all(cell.is_wide for cell in found.hidden)


def test_a_parent_with_a_row_is_the_sum_of_its_children():
    rows = [[100, 300], [60, 100], [33, 100], [7, 100]]
    found = protect(
        table(rows, places=("P", "A", "B", "C"), parents=("", "P", "P", "P")), threshold=10
    )
    assert ("C", "c0") in hidden_names(found)
    assert not any(place == "P" for place, _ in hidden_names(found))
    assert attack([found.release], 10) == []


def test_the_total_of_a_parent_without_a_row_is_public_too():
    rows = [[5, 40, 55], [50, 60, 70], [30, 20, 90], [80, 45, 65]]
    parents = ("P", "P", "Q", "Q")
    apart = hidden_names(protect(table(rows), threshold=10))
    below = protect(table(rows, parents=parents), threshold=10)
    # Two cells of P in each of two columns: nothing outside P would do.
    assert {place for place, _ in hidden_names(below)} == {"D0", "D1"}
    assert {place for place, _ in apart} != {"D0", "D1"}
    assert attack([below.release], 10) == []


def test_a_parent_on_two_levels_is_followed_up():
    rows = [[300, 400], [200, 250], [100, 150], [196, 150], [4, 100]]
    places, parents = ("N", "P", "Q", "A", "B"), ("", "N", "N", "P", "P")
    found = protect(table(rows, places=places, parents=parents), threshold=10)
    assert attack([found.release], 10) == []
    assert ("B", "c0") in hidden_names(found)


def test_without_totals_only_small_counts_are_hidden():
    found = protect(table(SENSITIVE), threshold=5, margins=False)
    assert {cell.is_primary for cell in found.hidden} == {True}
    assert len(found.hidden) == 5
    assert {cell.upper for cell in found.hidden} == {None}
    assert found.cost == 0


def test_a_count_that_its_total_bounds_is_said_to_be_open():
    found = protect(table([[3, 0], [40, 50]]), threshold=10)
    cells = {(c.place_code, c.category): c for c in found.hidden}
    assert not cells["D0", "c0"].is_wide
    assert (cells["D0", "c0"].lower, cells["D0", "c0"].upper) == (0, 3)  # a zero is hidden too
    kept = protect(table([[3, 0], [40, 50]]), threshold=10, zeros_last=False)
    assert hidden_names(kept) == {("D0", "c0")}


def test_one_release_of_the_sensitive_table_withstands():
    found = protect(table(SENSITIVE), threshold=5)
    assert attack([found.release], 5) == []
    assert found.cost == 27


def test_a_release_with_two_groups_merged_withstands_with_the_first():
    first = protect(table(SENSITIVE), threshold=5)
    rows = np.array(SENSITIVE)
    both = np.column_stack([rows[:, 0] + rows[:, 1], rows[:, 2:]])
    second = table(both, categories=("either", "c2", "c3", "c4"))
    found = protect(second, threshold=5, earlier=[first.release])
    assert attack([first.release, found.release], 5) == []
    # The sum of the merged groups is known to whoever has seen both tables.
    assert (("D0", "either"), -1.0) in {one[0] for one in found.release.sums}


def test_two_pairs_merged_at_once_are_recognised():
    first = protect(table(SENSITIVE), threshold=5)
    rows = np.array(SENSITIVE)
    pairs = np.column_stack([rows[:, 0] + rows[:, 1], rows[:, 2] + rows[:, 3], rows[:, 4]])
    found = protect(table(pairs, categories=("a", "b", "c4")), threshold=5, earlier=[first.release])
    assert attack([first.release, found.release], 5) == []
    assert sum(one[0][1] == -1.0 for one in found.release.sums) == 12


def test_a_release_without_a_place_is_refused_when_the_totals_would_tell_it():
    first = protect(table(SENSITIVE), threshold=5)
    second = table(SENSITIVE[:-1])
    with pytest.raises(UnsafeReleaseError, match="D5 c2"):
        protect(second, threshold=5, earlier=[first.release])
    found = protect(second, threshold=5, margins=False, earlier=[first.release])
    assert attack([first.release, found.release], 5) == []


def test_a_release_without_a_place_that_hid_nothing_is_fine():
    first = protect(table(SENSITIVE), threshold=5)
    assert not any(place == "D1" for place, _ in hidden_names(first))
    second = table(SENSITIVE[:1] + SENSITIVE[2:], places=("D0", "D2", "D3", "D4", "D5"))
    found = protect(second, threshold=5, earlier=[first.release])
    assert attack([first.release, found.release], 5) == []


def test_what_was_hidden_stays_hidden_and_what_was_shown_protects_nobody():
    first = protect(table(SENSITIVE), threshold=5)
    again = protect(table(SENSITIVE), threshold=5, earlier=[first.release])
    assert hidden_names(again) == hidden_names(first)
    stricter = protect(table(SENSITIVE), threshold=8, margins=False, earlier=[first.release])
    shown_before = {c.place_code + c.category for c in stricter.hidden if c.was_shown}
    assert "D0c0" in shown_before  # a 7, published when 5 was the rule
    assert not any(c.is_wide for c in stricter.hidden if c.was_shown)


def test_another_year_is_another_table():
    first = protect(table(SENSITIVE), threshold=5)
    other = (np.array(SENSITIVE) * 3 + 1)[:-1]
    found = protect(table(other), threshold=5, earlier=[first.release])
    assert attack([found.release], 5) == []


def test_a_table_of_as_many_people_under_other_names_is_named():
    first = protect(table(SENSITIVE), threshold=5).release
    rows = np.array(SENSITIVE)
    merged = [rows[:3].sum(axis=0), rows[3:].sum(axis=0)]
    merged = np.column_stack(
        [np.array(merged)[:, :2].sum(axis=1), np.array(merged)[:, 2:].sum(axis=1)]
    )
    other = table(merged, categories=("any", "rest"), places=("N", "S"))
    assert protect(other, threshold=5, earlier=[first]).perhaps_same == ("1",)
    more = table(merged + 1, categories=("any", "rest"), places=("N", "S"))
    assert protect(more, threshold=5, earlier=[first]).perhaps_same == ()
    assert protect(provinces(SENSITIVE), threshold=5, earlier=[first]).perhaps_same == ()


def test_what_was_hidden_by_a_higher_threshold_stays_as_uncertain():
    rows = [[7, 30, 40], [31, 9, 41], [32, 33, 42]]
    first = protect(table(rows), threshold=10).release
    lower = protect(table(rows), threshold=3, earlier=[first])
    assert all(cell.is_wide for cell in lower.hidden)
    assert {(c.place_code, c.category) for c in lower.hidden if c.is_primary} == {
        ("D0", "c0"),
        ("D1", "c1"),
    }
    merged = [[37, 40], [40, 41], [65, 42]]  # the 37 would tell the 7 to within 3 and no closer
    either = table(merged, categories=("either", "c2"))
    found = protect(either, threshold=3, earlier=[first, lower.release])
    assert attack([first, lower.release, found.release], 10) == []


def test_a_table_turned_round_is_the_same_one():
    rows = np.array(SENSITIVE)
    first = protect(table(rows), threshold=5).release
    exchanged = table(
        rows.T, categories=[f"D{n}" for n in range(6)], places=[f"c{n}" for n in range(5)]
    )
    found = protect(exchanged, threshold=5, earlier=[first])
    assert {(c.category, c.place_code) for c in found.hidden} == first.hidden
    assert found.release.hidden == first.hidden
    assert found.release.figures == first.figures


def provinces(rows, halves=3):
    """The table of the level above: so many districts a province."""
    rows = np.array(rows)
    counts = [rows[n : n + halves].sum(axis=0) for n in range(0, len(rows), halves)]
    return table(counts, places=[f"P{n}" for n in range(len(counts))])


def test_the_level_above_is_recognised_in_either_order():
    alone = protect(table(SENSITIVE), threshold=5, margins=False).release
    with pytest.raises(UnsafeReleaseError, match="D0 c1"):  # its province tells it
        protect(provinces(SENSITIVE), threshold=5, earlier=[alone])
    above = protect(provinces(SENSITIVE), threshold=5).release
    found = protect(table(SENSITIVE), threshold=5, margins=False, earlier=[above])
    assert attack([above, found.release], 5) == []
    assert len(found.release.hidden) > len(alone.hidden)


def test_a_whole_is_recognised_though_its_parts_came_in_two_releases():
    # Without totals nothing protects a small count, until all of the province is known.
    rows = [[3, 20, 30, 40], [25, 26, 27, 28], [31, 32, 33, 34], [41, 42, 43, 44]]
    names = [f"D{n}" for n in range(4)]
    one = protect(table(rows[:2], places=names[:2]), threshold=10, margins=False)
    two = protect(
        table(rows[2:], places=names[2:]), threshold=10, margins=False, earlier=[one.release]
    )
    assert hidden_names(one) == {("D0", "c0")}
    assert not two.hidden
    whole = protect(
        provinces(rows, halves=4), threshold=10, margins=False, earlier=[one.release, two.release]
    )
    assert hidden_names(whole) == {("P0", "c0")}
    assert attack([one.release, two.release, whole.release], 10) == []


@pytest.mark.parametrize("whole_first", [True, False])
def test_parts_are_recognised_whenever_the_whole_came(whole_first):
    rows = [[3, 20, 30, 40], [25, 26, 27, 28]]
    tables = [table(rows[1:], places=["D1"]), provinces(rows, halves=2)]
    earlier = []
    for one in tables[::-1] if whole_first else tables:
        earlier.append(protect(one, threshold=10, margins=False, earlier=earlier).release)
    rest = table(rows[:1], places=["D0"])
    with pytest.raises(UnsafeReleaseError, match="D0 c0"):
        protect(rest, threshold=10, margins=False, earlier=earlier)


def test_a_count_that_cannot_be_zero_is_said_to_be_open_however_large_it_could_be():
    found = protect(table([[3, 50], [19, 2]]), threshold=10)  # the 3 is the 2 and one more
    cells = {
        (cell.place_code, cell.category): (cell.lower, cell.upper, cell.is_wide)
        for cell in found.hidden
        if cell.is_primary
    }
    assert cells == {("D0", "c0"): (1, 22, False), ("D1", "c1"): (0, 21, True)}


OLD = [[200, 90, 40], [300, 120, 60]]


@pytest.mark.parametrize(
    ("piece", "is_refused"),
    [((30, 3, 1), True), ((40, 5, 4), True), ((40, 6, 4), False), ((0, 0, 1), True)],
)
def test_a_table_on_other_boundaries_is_refused_where_few_people_live_between(piece, is_refused):
    first = protect(table(OLD), threshold=3, margins=False).release
    moved = table([np.array(OLD[0]) - piece, np.array(OLD[1]) + piece])
    if is_refused:
        with pytest.raises(SmallPieceError, match=r"fewer than 50 .*: D0, D1\."):
            protect(moved, threshold=3, margins=False, earlier=[first])
    else:
        protect(moved, threshold=3, margins=False, earlier=[first])


def test_places_of_other_names_are_the_same_land_and_corrected_counts_are_not():
    first = protect(table(OLD), threshold=3).release
    piece = np.array([30, 3, 1])
    renamed = table([np.array(OLD[0]) - piece, np.array(OLD[1]) + piece], places=["X", "Y"])
    with pytest.raises(SmallPieceError, match="X / D0, Y / D1"):
        protect(renamed, threshold=3, earlier=[first])
    corrected = table([np.array(OLD[0]) - piece, OLD[1]])
    assert not protect(corrected, threshold=3, earlier=[first]).hidden


@pytest.mark.parametrize(
    ("larger", "is_refused"), [((4, 1, 2), True), ((40, 5, 5), False), ((25, 12, 12), True)]
)
def test_an_area_that_is_larger_by_a_piece_with_few_people_is_refused(larger, is_refused):
    area = np.array([900, 1100, 800])
    first = protect(table([area], places=["drawn"]), threshold=10, margins=False).release
    again = table([area + larger], places=["drawn again"])
    if is_refused:
        with pytest.raises(SmallPieceError, match="drawn again / drawn"):
            protect(again, threshold=10, margins=False, earlier=[first])
    else:
        assert not protect(again, threshold=10, margins=False, earlier=[first]).hidden


def test_two_in_a_hundred_is_alike_and_three_is_not():
    first = protect(table([[40, 30, 30]], places=["drawn"]), threshold=10, margins=False).release
    alike, other = table([[40, 30, 28]], places=["E"]), table([[40, 30, 27]], places=["E"])
    with pytest.raises(SmallPieceError):
        protect(alike, threshold=10, margins=False, earlier=[first])
    assert not protect(other, threshold=10, margins=False, earlier=[first]).hidden


def test_areas_that_are_no_more_than_alike_are_published():
    first = protect(table([[900, 1100, 800]]), threshold=10, margins=False).release
    for other in ([903, 1099, 801], [880, 1080, 780]):  # neither in the other; not that alike
        found = protect(table([other], places=["E"]), threshold=10, margins=False, earlier=[first])
        assert not found.hidden


@settings(max_examples=5, deadline=None)
@given(
    rows=st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=4, max_size=4),
    margins=st.lists(st.booleans(), min_size=3, max_size=3),
    order=st.permutations(range(3)),
)
def test_three_releases_tell_no_more_than_they_must(rows, margins, order):
    counts = np.array(rows)
    merged = np.column_stack([counts[:, 0] + counts[:, 1], counts[:, 2:]])
    tables = [table(rows), provinces(rows, 2), table(merged, ("either", "c2", "c3"))]
    done, bounded = [], set()
    for position in order:
        earlier = [one.release for one in done]
        try:
            found = protect(
                tables[position], threshold=5, margins=margins[position], earlier=earlier
            )
        except (UnsafeReleaseError, SmallPieceError):
            continue
        done.append(found)
        bounded |= {(c.place_code, c.category) for c in found.hidden if not c.is_wide}
    assert set(attack([one.release for one in done], 5)) <= bounded


@settings(max_examples=20, deadline=None)
@given(
    rows=st.lists(st.lists(st.integers(0, 40), min_size=4, max_size=4), min_size=4, max_size=6),
    left_out=st.integers(0, 3),
    merged=st.booleans(),
)
def test_two_releases_tell_no_more_than_they_must(rows, left_out, merged):
    first = protect(table(rows), threshold=5)
    names = [n for n in range(len(rows)) if n != left_out]
    counts = np.array(rows)[names]
    categories = ["c0", "c1", "c2", "c3"]
    if merged:
        counts = np.column_stack([counts[:, 0] + counts[:, 1], counts[:, 2:]])
        categories = ["either", "c2", "c3"]
    second = table(counts, categories, [f"D{n}" for n in names])
    try:
        found = protect(second, threshold=5, earlier=[first.release])
    except UnsafeReleaseError:
        return
    narrow = attack([first.release, found.release], 5)
    open_before = {(c.place_code, c.category) for c in first.hidden if not c.is_wide}
    open_now = {(c.place_code, c.category) for c in found.hidden if not c.is_wide}
    assert set(narrow) <= open_before | open_now
