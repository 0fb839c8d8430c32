"""Gravity models against statsmodels 0.15: GLM, Poisson, cov_type="HC0", on this table."""

import numpy as np
import pytest

from mapping.errors import MeasureRefusedError
from profiles.measures.flows.components import quasi_independence
from profiles.measures.flows.gravity import constrained_gravity, unconstrained_gravity

PEOPLE = np.array([120.0, 45.0, 80.0, 200.0, 60.0, 30.0]) * 1000
POINTS = np.array([(188, 269), (233, 68), (90, 262), (2, 246), (239, 140), (91, 84)], dtype=float)
GAPS = np.hypot(*(POINTS[:, None] - POINTS).transpose(2, 0, 1)).round(1)
FLOWS = np.array(
    [
        [0, 8, 9, 20, 16, 3],
        [3, 0, 5, 5, 10, 1],
        [17, 3, 0, 23, 6, 0],
        [21, 5, 18, 0, 10, 5],
        [10, 14, 9, 3, 0, 1],
        [5, 2, 0, 9, 0, 0],
    ],
    dtype=float,
)


def test_the_unconstrained_model_has_the_terms_and_errors_of_a_poisson_regression():
    fit = unconstrained_gravity(FLOWS, PEOPLE, GAPS)
    assert list(fit.terms.values()) == pytest.approx(
        [-11.017311691912548, 0.7701818647473226, 0.7779407139289148, 0.8791645430847823], rel=1e-8
    )
    assert list(fit.standard_errors.values()) == pytest.approx(
        [2.6302226137477906, 0.12608756259366027, 0.1190102873598905, 0.17766091967602082],
        rel=1e-6,
    )
    assert np.nansum(fit.fitted) == pytest.approx(FLOWS.sum())
    assert fit.flows_used == 30


def test_the_constrained_model_has_the_decay_of_a_regression_with_a_term_for_each_place():
    fit = constrained_gravity(FLOWS, GAPS)
    assert fit.terms == pytest.approx({"distance_decay": 0.9783396455701217}, rel=1e-8)
    assert fit.standard_errors == pytest.approx({"distance_decay": 0.19559409233853323}, rel=1e-6)
    assert np.nansum(fit.fitted, axis=0) == pytest.approx(FLOWS.sum(axis=0))
    assert np.nansum(fit.fitted, axis=1) == pytest.approx(FLOWS.sum(axis=1))
    assert fit.ratio[0, 1] == pytest.approx(8 / fit.fitted[0, 1])


def test_quasi_independence_has_the_deviance_of_the_same_regression_without_distance():
    fit = quasi_independence(FLOWS)
    assert fit.deviance == pytest.approx(63.78772311774155, rel=1e-10)
    assert fit.degrees_of_freedom == 19


def test_the_unit_of_distance_changes_the_constant_only():
    near, far = (unconstrained_gravity(FLOWS, PEOPLE, GAPS * unit) for unit in (1, 1000))
    assert far.terms["distance_decay"] == pytest.approx(near.terms["distance_decay"])
    assert far.terms["constant"] != pytest.approx(near.terms["constant"], rel=1e-3)
    metres = constrained_gravity(FLOWS, GAPS * 1000).terms
    assert metres == pytest.approx(constrained_gravity(FLOWS, GAPS).terms)


def test_the_unit_of_people_does_not_change_the_decay():
    few = FLOWS / 10_000
    for fit, all_of_them in (
        (constrained_gravity(few, GAPS), constrained_gravity(FLOWS, GAPS)),
        (unconstrained_gravity(few, PEOPLE, GAPS), unconstrained_gravity(FLOWS, PEOPLE, GAPS)),
    ):
        name = "distance_decay"
        assert fit.terms[name] == pytest.approx(all_of_them.terms[name])


def test_what_is_missing_is_left_out_and_not_taken_for_zero():
    flows, gaps = FLOWS.copy(), GAPS.copy()
    flows[0, 1] = np.nan
    gaps[3, 2] = np.nan
    for fit in (unconstrained_gravity(flows, PEOPLE, gaps), constrained_gravity(flows, gaps)):
        assert fit.flows_used == 28
        assert np.isnan(fit.fitted[[0, 3], [1, 2]]).all()
        assert np.isnan(fit.ratio[[0, 3], [1, 2]]).all()
    people = np.where(np.arange(6) == 5, np.nan, PEOPLE)
    assert unconstrained_gravity(FLOWS, people, GAPS).flows_used == 20


def test_a_place_that_nobody_left_has_fitted_flows_of_zero():
    flows = FLOWS.copy()
    flows[5] = 0
    fit = constrained_gravity(flows, GAPS)
    assert fit.fitted[5, :5].tolist() == [0] * 5
    assert np.isnan(fit.ratio[5]).all()


def test_distances_that_say_nothing_are_refused():
    alike = np.ones((6, 6))
    with pytest.raises(MeasureRefusedError, match="nothing beside the margins"):
        constrained_gravity(FLOWS, alike)
    with pytest.raises(MeasureRefusedError, match="too few different pairs"):
        unconstrained_gravity(FLOWS, PEOPLE, alike)
    with pytest.raises(MeasureRefusedError, match="nobody moved"):
        unconstrained_gravity(np.zeros((6, 6)), PEOPLE, GAPS)
    with pytest.raises(MeasureRefusedError, match="nothing beside the margins"):
        constrained_gravity(np.zeros((6, 6)), GAPS)


def test_flows_from_far_away_are_still_found():
    """A steep decay over a wide range of distances, where full steps would go astray."""
    gaps = np.exp(GAPS / 80)
    np.fill_diagonal(gaps, 1)
    flows = 1e6 * np.outer(PEOPLE, PEOPLE) / PEOPLE.sum() ** 2 / gaps**2.5
    assert constrained_gravity(flows, gaps).terms["distance_decay"] == pytest.approx(2.5, rel=1e-6)
