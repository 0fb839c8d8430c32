"""Measures of people and places: hand-worked values, bounds, and what is undefined."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mapping.errors import MeasureRefusedError
from profiles.indicators.model import Aggregation
from profiles.measures import survey
from profiles.measures.estimation import residual
from profiles.measures.flows import lifetime
from profiles.measures.flows.distance import (
    distances_km,
    mean_distance,
    mean_distance_in,
    median_distance,
)
from profiles.measures.packs.aggregation import aggregated, summed, weighted_mean
from profiles.measures.people import age_profiles, diversity, remittances, selectivity
from profiles.measures.spatial import smoothing

NAN = float("nan")
COUNTS = arrays(float, 6, elements=st.integers(0, 10_000).map(float))


@given(st.floats(0, 1), st.integers(1, 10_000), st.floats(0.5, 5))
def test_wilsons_interval_lies_within_0_and_1_and_around_the_share(share, cases, design):
    found = survey.sample_shares(share, cases, design)
    assert 0 <= found.low <= share + 1e-9
    assert share - 1e-9 <= found.high <= 1


def test_a_sample_without_cases_says_nothing():
    found = survey.sample_shares([0.5, 0.5, NAN, 0.0], [0, NAN, 10, 10])
    assert np.isnan(found.low).tolist() == [True, True, True, False]
    assert np.isnan(found.cv_percent).all()
    assert survey.cases_flag([NAN, 24, 25, 49, 50]).tolist() == [
        "suppress",
        "suppress",
        "parenthesise",
        "parenthesise",
        "ok",
    ]
    assert survey.cv_flag([NAN, 16.5, 16.6, 33.3, 33.4]).tolist() == ["F", "A", "E", "E", "F"]


def test_a_difference_is_significant_beyond_1_96_standard_errors():
    assert survey.compare(0.5, 0.03, 0.4, 0.04).z == pytest.approx(2.0)
    assert survey.compare(0.5, 0.03, 0.4, 0.04).difference == pytest.approx(0.1)
    assert survey.compare(0.5, 0.03, 0.4, 0.04).significant
    assert not survey.compare(0.497, 0.03, 0.4, 0.04).significant
    assert survey.compare(0.4, 0.03, 0.5, 0.04).p_value == pytest.approx(0.04550026, rel=1e-6)
    assert not survey.compare(0.5, 0.0, 0.4, 0.0).significant


@given(COUNTS)
def test_diversity_lies_between_one_group_and_all_alike(groups):
    normalised = float(diversity.shannon_normalised(groups, kinds=6))
    if groups.sum() == 0:
        assert np.isnan(normalised)
        return
    assert 0 <= normalised <= 1 + 1e-12
    assert 0 <= diversity.simpson(groups) <= 5 / 6 + 1e-12
    assert 1 - 1e-9 <= diversity.inverse_simpson(groups) <= diversity.hill(groups) + 1e-9
    assert not str(float(diversity.shannon(groups))).startswith("-")


def test_a_missing_group_leaves_diversity_unknown():
    found = diversity.shannon([[5, NAN], [5, 5]])
    assert np.isnan(found).tolist() == [True, False]
    assert np.isnan(diversity.simpson_unbiased([1, 0]))


@given(COUNTS, arrays(float, 6, elements=st.integers(1, 100_000).map(float)))
def test_smoothed_rates_lie_between_the_raw_ones_and_the_common_one(events, people):
    events = np.minimum(events, people)
    found = smoothing.empirical_bayes(events, people)
    raw, common = events / people, events.sum() / people.sum()
    low, high = np.minimum(raw, common), np.maximum(raw, common)
    assert ((low - 1e-12 <= found) & (found <= high + 1e-12)).all()


def test_rates_of_one_size_of_population_shrink_by_one_share():
    """By hand: m = .02, s2 = .0001, A = s2 - m/1000 = .00008, share = .00008/.0001 = .8."""
    found = smoothing.empirical_bayes([10, 30], [1_000, 1_000])
    assert found.tolist() == pytest.approx([0.012, 0.028])


def test_places_without_people_are_not_smoothed_and_do_not_count():
    found = smoothing.empirical_bayes([10, 30, 5, NAN], [1_000, 1_000, 0, 500])
    assert found[:2].tolist() == pytest.approx([0.012, 0.028])
    assert np.isnan(found[2:]).all()
    assert np.isnan(smoothing.empirical_bayes([1], [0])).all()
    assert smoothing.empirical_bayes([0, 0], [10, 20]).tolist() == [0, 0]


def test_survival_ratios_of_two_censuses_may_be_above_one_but_not_any_number():
    assert residual.survival_net(1_000, 1_117, 1.117).forward == pytest.approx(0)
    for ratio in (0, -0.1, 1.31):
        with pytest.raises(MeasureRefusedError, match=r"above 0 and not above 1\.3"):
            residual.survival_net([1_000, 1_000], [900, 900], [0.9, ratio])
    assert residual.survival_net(1_000, 1_300, 1.3).forward == 0
    assert np.isnan(residual.survival_net(NAN, 900, 0.9).reverse)


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.floats(0.01, 1.3))
def test_the_reverse_form_is_the_forward_one_over_the_ratio(start, end, ratio):
    net = residual.survival_net(start, end, ratio)
    assert net.reverse == pytest.approx(float(net.forward) / ratio, rel=1e-6, abs=1e-4)
    middle = sorted([float(net.forward), float(net.reverse)])
    assert middle[0] - 1e-6 <= net.average <= middle[1] + 1e-6


def test_survival_comes_from_a_life_table_or_from_a_closed_country():
    assert residual.life_table_survival(480_000, 456_000) == pytest.approx(0.95)
    assert residual.census_survival([2_000, 0], [1_900, 5]).tolist()[0] == 0.95
    assert np.isnan(residual.census_survival(0, 5))


def test_the_sign_of_the_differential_is_that_of_most_handbooks():
    """The dictionary (816-6) prints the opposite: residents over migrants, less one."""
    ours = selectivity.migration_differential(60, 100, 300, 1_000)
    dictionary = 0.3 / 0.6 - 1
    assert (ours, dictionary) == (pytest.approx(1.0), -0.5)
    assert np.isnan(selectivity.migration_differential(1, 2, 0, 10))
    assert selectivity.sex_ratio_of_migrants(50, 40) == 125
    assert np.isnan(selectivity.return_share(1, 0))


def test_lifetime_migration_with_a_missing_cell_is_missing_there_only():
    found = lifetime.lifetime_migration(np.array([[80.0, NAN], [5.0, 95.0]]))
    assert np.isnan(found.born).tolist() == [True, False]
    assert np.isnan(found.in_percent_of_enumerated).tolist() == [False, True]
    assert np.isnan(found.net_percent_of_born).tolist() == [True, True]


def test_a_schedule_peaks_in_early_adulthood():
    ages = np.arange(0, 100)
    rates = age_profiles.model_migration(ages)
    age, intensity = age_profiles.peak(ages, rates)
    assert (age, intensity) == (23.0, rates.max())
    gross = age_profiles.gross_migraproduction_rate(rates)
    assert gross == pytest.approx(rates.sum())
    assert np.isnan(age_profiles.gross_migraproduction_rate([0.1, NAN]))
    assert age_profiles.peak([1, 2, 3], [NAN, 0.2, 0.2]) == (2.0, 0.2)
    assert np.isnan(age_profiles.peak([1], [NAN])).all()


def test_shares_of_money_are_undefined_where_there_is_none():
    assert np.isnan(remittances.remittance_dependency(5, 0))
    weighted = remittances.sample_remittance_dependency([0, 50], [100, 100], [3, 1])
    assert weighted == pytest.approx(12.5)
    assert remittances.cost_of_remitting([6, 1], [200, 0]).tolist()[0] == 3


def test_what_cannot_be_merged_is_refused():
    with pytest.raises(MeasureRefusedError, match="median"):
        aggregated([20, 30], aggregation=Aggregation.RECOMPUTE_DISTRIBUTION)
    with pytest.raises(MeasureRefusedError, match="from its parts or not at all"):
        aggregated([20, 30], aggregation=Aggregation.RATIO_OF_SUMS)
    assert aggregated([20, 30], aggregation=Aggregation.SUM) == 50
    assert np.isnan(aggregated([20, NAN], aggregation=Aggregation.SUM))
    with pytest.raises(MeasureRefusedError, match="flows between the larger places"):
        aggregated([20, 30], aggregation=Aggregation.OD_RECOMPUTE)
    mean = aggregated([4, 8], aggregation=Aggregation.WEIGHTED_MEAN, denominators=[3, 1])
    assert mean == 5
    assert np.isnan(summed([NAN]))
    assert np.isnan(weighted_mean([1, NAN], [1, 0]))


@given(COUNTS, arrays(float, 6, elements=st.integers(1, 1_000).map(float)))
def test_a_rate_of_the_whole_is_the_mean_of_rates_weighted_by_denominators(parts, people):
    whole = aggregated(
        parts, aggregation=Aggregation.RATIO_OF_SUMS, denominators=people, multiplier=100
    )
    assert whole == pytest.approx(weighted_mean(100 * parts / people, people))


def test_distances_are_geodesic_and_take_the_short_way_round():
    gaps = distances_km([85.32, 83.99], [27.71, 28.21])
    assert gaps[0, 1] == pytest.approx(142.2, abs=0.1)  # Kathmandu to Pokhara
    assert np.array_equal(gaps, gaps.T)
    assert distances_km([179.9, -179.9], [-17, -17])[0, 1] == pytest.approx(21.3, abs=0.1)


def test_the_median_distance_is_one_that_people_moved():
    flows = np.array([[5.0, 2.0, 1.0], [0.0, 5.0, 0.0], [0.0, 1.0, 5.0]])
    gaps = np.array([[0.0, 10, 20], [10, 0, 30], [20, 30, 0]])
    assert median_distance(flows, gaps) == 10
    assert mean_distance(flows, gaps) == pytest.approx((2 * 10 + 20 + 30) / 4)
    assert mean_distance_in(flows, gaps).tolist()[1:] == [pytest.approx(50 / 3), 20]
    far = np.array([[0.0, 1.0, 1.0], [0, 0, 1], [1, 0, 0]])
    assert median_distance(far, gaps) == 20


def test_a_flow_of_zero_needs_no_distance_and_any_other_does():
    gaps = np.array([[0.0, 10], [NAN, 0]])
    assert mean_distance(np.array([[0.0, 3], [0, 0]]), gaps) == 10
    assert median_distance(np.array([[0.0, 3], [0, 0]]), gaps) == 10
    for flows in ([[0.0, 3], [1, 0]], [[0.0, NAN], [0, 0]], [[0.0, 0], [0, 0]]):
        assert np.isnan(mean_distance(np.array(flows), gaps))
        assert np.isnan(median_distance(np.array(flows), gaps))
