"""What must hold of any flow matrix."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from profiles.measures.flows import gini, indices, inequality, margins, streams
from profiles.measures.flows.components import quasi_independence
from profiles.measures.flows.matrix import collapse

SIZE = 5
MATRICES = arrays(float, (SIZE, SIZE), elements=st.integers(0, 10_000).map(float))
PEOPLE = arrays(float, SIZE, elements=st.integers(1, 1_000_000).map(float))
OF_A_SYSTEM = (
    indices.effectiveness_index,
    indices.connectivity,
    gini.gini_total,
    gini.gini_row,
    gini.gini_column,
    gini.gini_exchange,
    gini.mean_gini_in,
    gini.mean_gini_out,
    inequality.migration_inequality,
    inequality.acv,
    inequality.cv_total,
)
OF_PLACES = (
    margins.effectiveness_ratio,
    margins.out_proportion,
    margins.in_proportion,
    margins.stayer_share,
    gini.gini_in,
    gini.gini_out,
    inequality.cv_in,
    inequality.concentration_in,
    streams.largest_share,
)


@given(MATRICES)
def test_net_migration_adds_up_to_zero(matrix):
    assert margins.net_migrants(matrix).sum() == 0


@given(MATRICES, PEOPLE)
def test_anmr_is_cmi_times_mei_over_a_hundred(matrix, people):
    cmi = indices.crude_migration_intensity(matrix, people)
    mei = indices.effectiveness_index(matrix)
    anmr = indices.aggregate_net_migration_rate(matrix, people)
    if indices.migrants(matrix):
        assert anmr == pytest.approx(cmi * mei / 100, rel=1e-9)
        assert 0 <= mei <= 100
    else:
        assert anmr == 0
        assert np.isnan(mei)


@given(MATRICES)
def test_turning_all_flows_round_changes_the_sign_of_net_migration(matrix):
    turned = margins.net_migrants(matrix.T)
    assert np.array_equal(turned, -margins.net_migrants(matrix))
    assert np.array_equal(margins.in_migrants(matrix.T), margins.out_migrants(matrix))
    assert np.array_equal(gini.gini_in(matrix.T), gini.gini_out(matrix), equal_nan=True)


@given(MATRICES, st.lists(st.integers(0, 1), min_size=SIZE, max_size=SIZE))
def test_collapsing_keeps_net_migration_and_everyone(matrix, groups):
    of = np.array(groups)
    collapsed = collapse(matrix, of, 2)
    net = np.bincount(of, margins.net_migrants(matrix), minlength=2)
    assert np.allclose(margins.net_migrants(collapsed), net)
    assert collapsed.sum() == matrix.sum()
    assert margins.in_migrants(collapsed).sum() <= margins.in_migrants(matrix).sum()


@given(MATRICES, PEOPLE, st.integers(2, 50))
def test_scaling_all_flows_leaves_every_index_as_it_is(matrix, people, factor):
    for measure in (*OF_A_SYSTEM, *OF_PLACES):
        found = measure(matrix * factor)
        assert np.allclose(found, measure(matrix), equal_nan=True), measure.__name__
    assert np.allclose(
        streams.preference_index(matrix * factor, people),
        streams.preference_index(matrix, people),
        equal_nan=True,
    )


@given(MATRICES, PEOPLE)
def test_a_place_without_flows_lowers_connectivity_and_moves_nobody(matrix, people):
    assume(indices.migrants(matrix) > 0)
    larger = np.pad(matrix, ((0, 1), (0, 1)))
    more = np.append(people, 0.0)
    assert indices.connectivity(larger) < indices.connectivity(matrix)
    assert indices.migrants(larger) == indices.migrants(matrix)
    assert indices.effectiveness_index(larger) == indices.effectiveness_index(matrix)
    for measure in (indices.crude_migration_intensity, indices.aggregate_net_migration_rate):
        assert measure(larger, more) == measure(matrix, people)
    assert np.array_equal(margins.net_migrants(larger)[:-1], margins.net_migrants(matrix))


@given(MATRICES)
def test_indices_of_inequality_stay_within_their_bounds(matrix):
    assume(indices.migrants(matrix) > 0)
    within = 1 + 1e-9
    for measure in (gini.gini_total, inequality.migration_inequality, indices.connectivity):
        assert 0 <= measure(matrix) <= within
    for values in (gini.gini_in(matrix), gini.gini_out(matrix)):
        assert np.nanmax(values) <= within
    share = inequality.concentration_in(matrix)
    assert np.nanmin(share) >= 1 / (SIZE - 1) - 1e-9
    assert np.nanmax(share) <= within
    assert np.nanmax(inequality.cv_in(matrix)) <= np.sqrt(SIZE - 2) + 1e-9


@given(MATRICES, PEOPLE)
def test_expected_flows_add_up_to_all_migrants(matrix, people):
    expected = streams.expected_flows(matrix, people)
    assert np.nansum(expected) == pytest.approx(indices.migrants(matrix))


@given(arrays(float, (SIZE, SIZE), elements=st.integers(1, 1_000).map(float)))
def test_quasi_independent_flows_have_the_margins_counted(matrix):
    fit = quasi_independence(matrix)
    assert np.nansum(fit.fitted, axis=0) == pytest.approx(margins.in_migrants(matrix))
    assert np.nansum(fit.fitted, axis=1) == pytest.approx(margins.out_migrants(matrix))
    assert fit.deviance >= -1e-9
    again = np.where(np.eye(SIZE) > 0, 0, fit.fitted)
    assert quasi_independence(again).deviance == pytest.approx(0, abs=1e-6)
    assert inequality.migration_inequality(again, again) == 0


def test_a_missing_flow_is_not_a_zero():
    matrix = np.array([[5.0, np.nan, 1.0], [3.0, 5.0, 1.0], [2.0, 2.0, 5.0]])
    assert np.isnan(margins.in_migrants(matrix)).tolist() == [False, True, False]
    assert np.isnan(margins.out_migrants(matrix)).tolist() == [True, False, False]
    for measure in (*OF_A_SYSTEM, indices.migrants, inequality.simulated_inequality):
        assert np.isnan(measure(matrix)), measure.__name__
    assert np.isnan(gini.gini_in(matrix)).tolist() == [False, True, False]
    assert np.isnan(collapse(matrix, np.array([0, 0, 1]), 2)).tolist() == [
        [True, False],
        [False, False],
    ]


def test_people_who_stayed_are_not_migrants_even_when_nobody_counted_them():
    matrix = np.array([[np.nan, 1.0], [4.0, np.nan]])
    assert margins.in_migrants(matrix).tolist() == [4.0, 1.0]
    assert np.isnan(margins.stayer_share(matrix)).all()
    assert np.isnan(indices.transition_intensity(matrix))


def test_a_matrix_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match=r"square matrix, not of shape \(2, 3\)"):
        margins.in_migrants(np.ones((2, 3)))
    with pytest.raises(ValueError, match="square matrix"):
        margins.in_migrants(np.ones(3))


def test_rates_without_population_are_undefined():
    matrix = np.array([[0.0, 1.0], [4.0, 0.0]])
    people = np.array([0.0, 10.0])
    assert np.isnan(margins.in_migration_rate(matrix, people)).tolist() == [True, False]


def test_one_place_alone_has_no_measures_and_raises_nothing():
    alone = np.array([[7.0]])
    for measure in (*OF_A_SYSTEM, inequality.simulated_inequality):
        assert np.isnan(measure(alone)), measure.__name__
    assert np.isnan(indices.courgeau_k(0.0, 1))
    assert indices.migrants(alone) == 0


def test_two_places_have_no_fields():
    two = np.array([[0.0, 3.0], [1.0, 0.0]])
    for measure in (gini.mean_gini_in, gini.mean_gini_out, inequality.acv):
        assert np.isnan(measure(two))
    assert gini.gini_total(two) == pytest.approx(0.5)
    assert gini.gini_exchange(two) == pytest.approx(0.25)
    assert quasi_independence(two).degrees_of_freedom == 0


def test_the_largest_origins_come_first_and_empty_ones_not_at_all():
    matrix = np.array([[9.0, 2.0, 0.0], [3.0, 9.0, 0.0], [7.0, 0.0, 9.0]])
    assert streams.top_origins(matrix, 0) == ((2, 7.0), (1, 3.0))
    assert streams.top_destinations(matrix, 0, count=1) == ((1, 2.0),)
    assert streams.largest_share(matrix, count=1).tolist()[0] == 70.0
    assert np.isnan(streams.largest_share(matrix)[2])


def test_an_index_of_few_people_is_not_printed():
    people = np.array([100.0, 100.0, 1.0])
    matrix = np.array([[0.0, 10.0, 40.0], [9.0, 0.0, 1.0], [0.0, 0.0, 0.0]])
    assert streams.is_printable(matrix, people).tolist() == [
        [False, True, False],
        [False, False, False],
        [False, False, False],
    ]


def test_some_margins_leave_no_independent_flows():
    """All moves are to or from the first place: flows between the others would have to be zero."""
    star = np.array([[0.0, 5.0, 5.0], [5.0, 0.0, 0.0], [5.0, 0.0, 0.0]])
    fit = quasi_independence(star)
    assert np.isnan(fit.deviance)
    assert np.isnan(fit.fitted).all()


def test_a_place_that_nobody_left_does_not_disturb_the_fit():
    matrix = np.array([[0.0, 3, 5, 2], [4, 0, 1, 6], [7, 2, 0, 3], [0, 0, 0, 0]])
    fit = quasi_independence(matrix)
    assert fit.fitted[3, :3].tolist() == [0, 0, 0]
    assert fit.degrees_of_freedom == 9 - 6
    assert np.isfinite(fit.deviance)


def test_the_largest_origins_and_destinations_leave_out_what_is_missing_or_none():
    matrix = np.array([[9.0, np.nan, 0.5, 0.0], [2.0, 9, 1, 1], [7, 3, 9, 1], [7, 1, 1, 9]])
    assert streams.top_destinations(matrix, 0, count=1) == ((2, 0.5),)
    assert streams.top_origins(matrix, 0, count=2) == ((2, 7.0), (3, 7.0))
