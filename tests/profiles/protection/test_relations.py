"""Sums that tie one table to another, found by the figures alone."""

import numpy as np
import pytest

from profiles.protection.releases.relations import merged_sums, parts_of, related
from profiles.protection.releases.renamed import turned

PLACES = ["A", "B", "C", "D"]
GROUPS = ["w", "x", "y", "z"]
COUNTS = np.array([[11, 23, 37, 41], [5, 17, 29, 43], [7, 13, 31, 47], [2, 19, 3, 53]])


def figures(rows, columns, counts=COUNTS):
    """A table of rows and columns that are made of places and groups."""
    at = {name: n for names in (PLACES, GROUPS) for n, name in enumerate(names)}
    return {
        (row, column): float(sum(counts[at[p]][at[g]] for p in rows[row] for g in columns[column]))
        for row in rows
        for column in columns
    }


def each(names):
    return {name: [name] for name in names}


WHOLE = figures(each(PLACES), each(GROUPS))
HALVES = {"P": PLACES[:2], "Q": PLACES[2:]}


def ties(new, *earlier):
    """Sums as sets of figures with weights; every one is true."""
    found = []
    for terms, values in related(new, earlier):
        assert sum(weight * values[name] for name, weight in terms) == 0
        found.append(dict(terms))
    return found


def test_a_table_of_other_people_has_no_sum():
    assert ties(figures(each(PLACES), each(GROUPS), COUNTS * 3 + 1), WHOLE) == []
    assert ties(WHOLE) == []
    assert ties(WHOLE, WHOLE) == []


def test_merged_groups_are_sums_place_by_place():
    merged = figures(each(PLACES), {"wx": ["w", "x"], **each("yz")})
    found = ties(merged, WHOLE)
    assert {("A", "wx"): -1.0, ("A", "w"): 1.0, ("A", "x"): 1.0} in found
    assert len(found) == 4
    assert [dict(one) for one in merged_sums(WHOLE, merged)] == found


@pytest.mark.parametrize("axis", [0, 1])
def test_a_row_or_column_of_totals_in_the_table_itself_is_one(axis):
    rows, columns = each(PLACES), each(GROUPS)
    (rows, columns)[axis]["all"] = (PLACES, GROUPS)[axis]
    found = ties(figures(rows, columns))
    assert len(found) == 4
    whole = ("all", "w") if axis == 0 else ("A", "all")
    assert any(one.get(whole) == -1.0 and len(one) == 5 for one in found)


@pytest.mark.parametrize("axis", [0, 1])
def test_the_rest_of_a_whole_is_seen_when_the_whole_and_a_part_were_published(axis):
    if axis:
        before = figures(each(PLACES), {"all": GROUPS, "w": ["w"]})
        found = ties(figures(each(PLACES), {"rest": GROUPS[1:]}), before)
        assert {("A", "all"): -1.0, ("A", "rest"): 1.0, ("A", "w"): 1.0} in found
    else:
        before = figures({"all": PLACES, "A": ["A"]}, each(GROUPS))
        found = ties(figures({"rest": PLACES[1:]}, each(GROUPS)), before)
        assert {("all", "w"): -1.0, ("rest", "w"): 1.0, ("A", "w"): 1.0} in found
    assert len(found) == 4


def test_a_rest_in_two_places_only_would_be_chance():
    places = each(PLACES[:2])
    before = figures(places, {"all": GROUPS, "w": ["w"]})
    assert ties(figures(places, {"rest": GROUPS[1:]}), before) == []


def test_larger_places_with_merged_groups_are_sums_of_what_was_published():
    coarse = figures(HALVES, {"wx": ["w", "x"], **each("yz")})
    found = ties(coarse, WHOLE)
    of_two = {(place, group): 1.0 for place in "AB" for group in "wx"}
    assert {("P", "wx"): -1.0, **of_two} not in found  # it follows from the others
    total = {(place, group): 1.0 for place in "AB" for group in GROUPS}
    assert {**{("P", group): -1.0 for group in ("wx", "y", "z")}, **total} in found
    assert {("P", "y"): -1.0, ("A", "y"): 1.0, ("B", "y"): 1.0} in found
    quarters = {name: [name[0]] for name in ("AA", "BB", "CC")} | {"DD": ["D"]}
    assert ties(figures(quarters, {"wx": ["w", "x"], **each("yz")}), WHOLE)


def large(seed=5):
    counts = np.random.default_rng(seed).integers(20, 900, (8, 5))
    names = [f"D{n}" for n in range(8)]
    regions = {f"R{n}": (2 * n, 2 * n + 1) for n in range(4)}
    return counts, names, regions


def region_table(counts, regions, groups):
    return {
        (region, group): float(counts[list(rows)][:, list(of)].sum())
        for region, rows in regions.items()
        for group, of in groups.items()
    }


FIVE = {name: (n,) for n, name in enumerate("vwxyz")}
THREE = {"vw": (0, 1), "x": (2,), "y": (3,), "z": (4,)}


@pytest.mark.parametrize("finer_first", [True, False])
@pytest.mark.parametrize("exchanged", [True, False])
def test_larger_places_and_merged_groups_at_once_are_seen(finer_first, exchanged):
    counts, names, regions = large()
    districts = {name: (n,) for n, name in enumerate(names)}
    fine, coarse = region_table(counts, districts, FIVE), region_table(counts, regions, THREE)
    wanted = {("R1", "vw"): -1.0} | {(d, g): 1.0 for d in ("D2", "D3") for g in "vw"}
    if exchanged:
        fine, coarse, wanted = turned(fine), turned(coarse), turned(wanted)
    assert wanted in (ties(coarse, fine) if finer_first else ties(fine, coarse))


def test_districts_of_merged_groups_are_tied_to_regions_of_all_groups():
    counts, names, regions = large()
    districts = {name: (n,) for n, name in enumerate(names)}
    found = ties(region_table(counts, districts, THREE), region_table(counts, regions, FIVE))
    wanted = {("R1", "v"): 1.0, ("R1", "w"): 1.0, ("D2", "vw"): -1.0, ("D3", "vw"): -1.0}
    assert wanted in found


def test_tables_of_more_or_fewer_people_are_not_compared_that_way():
    counts, names, regions = large()
    districts = {name: (n,) for n, name in enumerate(names)}
    fine = region_table(counts, districts, FIVE)
    coarse = region_table(counts, regions, THREE)
    coarse["R3", "vw"] += 1.0
    assert not any(len(one) > 3 for one in ties(coarse, fine))


def test_a_figure_that_was_another_in_another_release_is_no_sum_of_these():
    merged = figures(each(PLACES), {"wx": ["w", "x"], **each("yz")})
    corrected = {**WHOLE, ("A", "w"): WHOLE["A", "w"] + 1.0}
    found = ties(merged, WHOLE, corrected)
    assert all(("A", "w") not in one or ("A", "x") not in one for one in found) or found


def test_the_fewest_parts_are_taken_and_zeros_are_none():
    candidates = np.array([[1, 2, 3], [0, 0, 0], [2, 2, 2], [3, 4, 5], [1, 0, 1]])
    assert parts_of(np.array([3, 4, 5]), candidates) == (3,)
    assert parts_of(np.array([5, 6, 7]), candidates) == (2, 3)
    assert parts_of(np.array([5, 6]), candidates[:, :2]) == ()
    assert parts_of(np.array([0, 0, 0]), candidates) == ()
    assert parts_of(np.array([9, 9, 1]), candidates) == ()
    # One count alone under another name would be chance; two are not.
    assert parts_of(np.array([0, 0, 7]), np.array([[0, 0, 7]])) == ()
    assert parts_of(np.array([0, 1, 7]), np.array([[0, 1, 7]])) == (0,)


def test_a_table_renamed_at_both_ends_is_tied_cell_by_cell():
    renamed = {(f"X{place}", f"Y{group}"): value for (place, group), value in WHOLE.items()}
    found = ties(renamed, WHOLE)
    assert {("XA", "Yw"): -1.0, ("A", "w"): 1.0} in found
    assert len(found) == 16
