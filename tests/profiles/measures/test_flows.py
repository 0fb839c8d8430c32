"""What must hold of any flow matrix."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from profiles.measures import flows as measures

SIZE = 5
MATRICES = arrays(float, (SIZE, SIZE), elements=st.integers(0, 10_000).map(float))
PEOPLE = arrays(float, SIZE, elements=st.integers(1, 1_000_000).map(float))


@given(MATRICES)
def test_net_migration_adds_up_to_zero(matrix):
    assert measures.net_migrants(matrix).sum() == 0


@given(MATRICES, PEOPLE)
def test_anmr_is_cmi_times_mei_over_a_hundred(matrix, people):
    cmi = measures.crude_migration_intensity(matrix, people)
    mei = measures.effectiveness_index(matrix)
    anmr = measures.aggregate_net_migration_rate(matrix, people)
    if measures.migrants(matrix):
        assert anmr == pytest.approx(cmi * mei / 100, rel=1e-9)
        assert 0 <= mei <= 100
    else:
        assert anmr == 0
        assert np.isnan(mei)


@given(MATRICES)
def test_turning_all_flows_round_changes_the_sign_of_net_migration(matrix):
    turned = measures.net_migrants(matrix.T)
    assert np.array_equal(turned, -measures.net_migrants(matrix))
    assert np.array_equal(measures.in_migrants(matrix.T), measures.out_migrants(matrix))


@given(MATRICES, st.lists(st.integers(0, 1), min_size=SIZE, max_size=SIZE))
def test_collapsing_keeps_net_migration_and_everyone(matrix, groups):
    of = np.array(groups)
    collapsed = measures.collapse(matrix, of, 2)
    net = np.bincount(of, measures.net_migrants(matrix), minlength=2)
    assert np.allclose(measures.net_migrants(collapsed), net)
    assert collapsed.sum() == matrix.sum()
    assert measures.in_migrants(collapsed).sum() <= measures.in_migrants(matrix).sum()


@given(MATRICES, PEOPLE, st.integers(2, 50))
def test_scaling_all_flows_leaves_effectiveness_and_preference_as_they_are(matrix, people, factor):
    for measure in (measures.effectiveness_ratio, measures.effectiveness_index):
        assert np.allclose(measure(matrix * factor), measure(matrix), equal_nan=True)
    assert np.allclose(
        measures.preference_index(matrix * factor, people),
        measures.preference_index(matrix, people),
        equal_nan=True,
    )


def test_a_missing_flow_is_not_a_zero():
    matrix = np.array([[5.0, np.nan], [3.0, 5.0]])
    assert np.isnan(measures.in_migrants(matrix)).tolist() == [False, True]
    assert np.isnan(measures.out_migrants(matrix)).tolist() == [True, False]
    assert np.isnan(measures.migrants(matrix))
    assert np.isnan(measures.connectivity(matrix))
    assert np.isnan(measures.collapse(matrix, np.array([0, 0]), 1)).all()


def test_people_who_stayed_are_not_migrants_even_when_nobody_counted_them():
    matrix = np.array([[np.nan, 1.0], [4.0, np.nan]])
    assert measures.in_migrants(matrix).tolist() == [4.0, 1.0]
    assert np.isnan(measures.stayer_share(matrix)).all()


def test_a_matrix_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match="square"):
        measures.in_migrants(np.ones((2, 3)))


def test_rates_without_population_are_undefined():
    matrix = np.array([[0.0, 1.0], [4.0, 0.0]])
    people = np.array([0.0, 10.0])
    assert np.isnan(measures.in_migration_rate(matrix, people)).tolist() == [True, False]


def test_the_largest_origins_come_first_and_empty_ones_not_at_all():
    matrix = np.array([[9.0, 2.0, 0.0], [3.0, 9.0, 0.0], [7.0, 0.0, 9.0]])
    assert measures.top_origins(matrix, 0) == ((2, 7.0), (1, 3.0))
    assert measures.top_destinations(matrix, 0, count=1) == ((1, 2.0),)
    assert measures.largest_share(matrix, count=1).tolist()[0] == 70.0
    assert np.isnan(measures.largest_share(matrix)[2])
