"""Old figures on new boundaries: nothing is lost unseen, nothing is known that was not counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from profiles.measures.crosswalk import crosswalk
from profiles.measures.flows.margins import net_migrants
from profiles.measures.lineage import Area, lineages

OLD, NEW = 4, 3
PIECES = arrays(float, (OLD, NEW), elements=st.integers(0, 50).map(float))
COUNTS = arrays(float, OLD, elements=st.integers(0, 10_000).map(float))


def walk(pieces, **options):
    parts = [(s, t, pieces[s, t]) for s in range(OLD) for t in range(NEW)]
    return crosswalk(parts, pieces.sum(axis=1), targets=NEW, **options)


@given(PIECES.map(lambda pieces: pieces + 1), COUNTS)
def test_totals_are_kept_where_the_new_areas_cover_the_old_ones(pieces, counts):
    found = walk(pieces)
    assert found.coverage == pytest.approx(np.ones(OLD))
    assert found.counts(counts).sum() == pytest.approx(counts.sum())


def test_what_lies_in_no_new_area_is_lost_or_spread_as_asked():
    parts = [(0, 0, 30.0), (0, 1, 30.0)]
    lost = crosswalk(parts, [100.0], targets=2)
    kept = crosswalk(parts, [100.0], targets=2, keep_all=True)
    assert (lost.counts([50]).tolist(), lost.coverage.tolist()) == ([15, 15], [0.6])
    assert kept.counts([50]).tolist() == pytest.approx([25, 25])


def test_a_sliver_is_left_out_and_listed():
    found = crosswalk([(0, 0, 99.95), (0, 1, 0.05)], [100.0], targets=2)
    assert found.slivers == ((0, 1),)
    assert found.counts([1_000]).tolist() == pytest.approx([1_000, 0])
    whole = crosswalk([(0, 0, 99.9), (0, 1, 0.1)], [100.0], targets=2)
    assert whole.slivers == ()


def test_areas_that_were_merged_keep_every_move():
    merged = crosswalk([(0, 0, 1), (1, 0, 1), (2, 1, 1)], [1, 1, 1], targets=2)
    flows = np.array([[5.0, 1, 2], [3, 5, 4], [6, 7, 5]])
    found = merged.flows(flows)
    assert found.tolist() == [[14, 6], [13, 5]]
    assert net_migrants(found).sum() == 0


def test_moves_between_pieces_of_one_old_area_are_unknown_and_not_zero():
    cut = crosswalk([(0, 0, 1), (0, 1, 1), (1, 2, 1)], [2, 1], targets=3)
    found = cut.flows(np.array([[50.0, 10.0], [20.0, 50.0]]))
    assert np.isnan(found).tolist() == [
        [True, True, False],
        [True, True, False],
        [False, False, False],
    ]
    assert found[0, 2] == 5
    assert found[2].tolist()[2] == 50


def test_a_missing_count_is_missing_where_it_has_a_share_only():
    found = crosswalk([(0, 0, 1), (1, 1, 1)], [1, 1], targets=2).counts([np.nan, 7])
    assert np.isnan(found[0])
    assert found[1] == 7


def test_rates_are_weighted_by_people_and_not_by_land():
    found = crosswalk([(0, 0, 1), (1, 0, 1)], [1, 1], targets=1)
    assert found.rates([10.0, 20.0], [900, 100]).tolist() == [11]


LAND = [Area(code, code.lower()) for code in "ABC"]


@pytest.mark.parametrize(
    ("parts", "new", "expected"),
    [
        ([(0, 0, 1), (1, 1, 1), (2, 2, 1)], ["A a", "B x", "Z c"], "unchanged renamed recoded"),
        (
            [(0, 0, 1), (1, 0, 1), (2, 1, 0.5), (2, 2, 0.5)],
            ["A a", "C c", "D d"],
            "merged merged split",
        ),
        # A piece of A went over to B.
        (
            [(0, 0, 0.8), (0, 1, 0.2), (1, 1, 1), (2, 2, 1)],
            ["A a", "B b", "C c"],
            "partly transferred,partly transferred,unchanged",
        ),
        # A was shared out among B and C and is no more.
        (
            [(0, 1, 0.5), (0, 2, 0.5), (1, 1, 1), (2, 2, 1)],
            ["X x", "B b", "C c"],
            "complex,partly transferred,partly transferred",
        ),
        ([(0, 0, 1), (1, 1, 1)], ["A a", "B b", "C c"], "unchanged,unchanged,complex"),
    ],
)
def test_what_became_of_an_area_is_told(parts, new, expected):
    shares = crosswalk(parts, [1.0, 1.0, 1.0], targets=3)
    found = lineages(shares, LAND, [Area(*one.split()) for one in new])
    assert ",".join(found) == (expected if "," in expected else expected.replace(" ", ","))
