"""What one matrix says: each figure by its function, each null with its first reason."""

import numpy as np
import pytest

from profiles.indicators.flows import FlowType
from profiles.measures.flows import distance, gini, indices, inequality, margins, streams
from profiles.measures.flows.components import multiplicative_components, quasi_independence
from profiles.measures.flows.gravity import constrained_gravity
from profiles.measures.flows.matrix import NO_INTERVAL, FlowMatrix
from profiles.measures.summary.known import KnownFlows
from profiles.measures.summary.pairs import stream_figures
from profiles.measures.summary.places import place_figures
from profiles.measures.summary.rows import Need, Rows
from profiles.measures.summary.system import system_figures

CELLS = np.array(
    [
        [800.0, 30, 12, 25],
        [18, 700, 5, 40],
        [22, 9, 500, 0],
        [14, 33, 6, 900],
    ]
)
PEOPLE = np.array([900.0, 800, 600, 1000])
GAPS = np.array([[0.0, 10, 25, 40], [10, 0, 15, 30], [25, 15, 0, 20], [40, 30, 20, 0]])


def known(cells=CELLS, people=PEOPLE, gaps=GAPS, kind=FlowType.TRANSITION, years=5):
    table = FlowMatrix(
        codes=tuple("ABCDEFG"[: len(cells)]),
        flows=np.array(cells, dtype=float),
        flow_type=kind,
        interval_years=years,
    )
    return KnownFlows(table=table, population=people, distances=gaps)


def system(**changed):
    [row] = system_figures(known(**changed)).records()
    return row


def places(**changed):
    return place_figures(known(**changed)).records()


def edited(*cell, value=np.nan):
    cells = CELLS.copy()
    cells[cell] = value
    return cells


def test_the_system_has_each_figure_by_its_function():
    decay = constrained_gravity(CELLS, GAPS)
    transition = indices.transition_intensity(CELLS)
    fit = quasi_independence(CELLS)
    share = gini.standardised_gini
    assert system() == pytest.approx(
        {
            "migrants": 214,
            "stayers": 2900,
            "population": 3300,
            "n": 4,
            "sum_net": 0,
            "cmi_pct": 100 * 214 / 3300,
            "cmi_pct_transition": 100 * 214 / 3114,
            "courgeau_k": transition / np.log(16),
            "mei": indices.effectiveness_index(CELLS),
            "anmr_pct": indices.aggregate_net_migration_rate(CELLS, PEOPLE),
            "connectivity": 11 / 12,
            "gini_total": gini.gini_total(CELLS),
            "gini_total_plane_mulligan": gini.gini_total(CELLS, corrected=False),
            "gini_row": gini.gini_row(CELLS),
            "gini_col": gini.gini_column(CELLS),
            "gini_exchange": gini.gini_exchange(CELLS),
            "gini_row_std_pct": share(gini.gini_row(CELLS), CELLS),
            "gini_col_std_pct": share(gini.gini_column(CELLS), CELLS),
            "gini_exchange_std_pct": share(gini.gini_exchange(CELLS), CELLS),
            "gini_out_weighted_mean": gini.mean_gini_out(CELLS),
            "gini_in_weighted_mean": gini.mean_gini_in(CELLS),
            "acv_out": inequality.acv_out(CELLS),
            "acv_in": inequality.acv_in(CELLS),
            "acv": inequality.acv(CELLS),
            "cv_offdiag_population": inequality.cv_total(CELLS),
            "inequality_equal": inequality.migration_inequality(CELLS),
            "inequality_simulated": inequality.simulated_inequality(CELLS),
            "quasi_independence_deviance": fit.deviance,
            "quasi_independence_df": 5,
            "mean_distance": distance.mean_distance(CELLS, GAPS),
            "median_distance": distance.median_distance(CELLS, GAPS),
            "distance_decay": decay.terms["distance_decay"],
            "distance_decay_se": decay.standard_errors["distance_decay"],
        }
    )


def test_every_place_has_each_figure_by_its_function():
    parts = multiplicative_components(CELLS)
    rates = {
        "in_rate_1000": margins.in_migration_rate(CELLS, PEOPLE),
        "out_rate_1000": margins.out_migration_rate(CELLS, PEOPLE),
        "net_rate_1000": margins.net_migration_rate(CELLS, PEOPLE),
        "turnover_rate_1000": margins.turnover_rate(CELLS, PEOPLE),
    }
    expected = {
        "in_mig": margins.in_migrants(CELLS),
        "out_mig": margins.out_migrants(CELLS),
        "net": margins.net_migrants(CELLS),
        "turnover": margins.turnover(CELLS),
        "mer_pct": margins.effectiveness_ratio(CELLS),
        "population": PEOPLE,
        **rates,
        **{f"{name}_per_year": values / 5 for name, values in rates.items()},
        "stayers": np.diagonal(CELLS),
        "stayer_pct_of_start": margins.stayer_share(CELLS),
        "out_proportion": margins.out_proportion(CELLS),
        "in_proportion": margins.in_proportion(CELLS),
        "net_transition_rate_1000": margins.net_transition_rate(CELLS),
        "gini_out": gini.gini_out(CELLS),
        "gini_in": gini.gini_in(CELLS),
        "cv_out": inequality.cv_out(CELLS),
        "cv_in": inequality.cv_in(CELLS),
        "origin_concentration": inequality.concentration_in(CELLS),
        "effective_origins": 1 / inequality.concentration_in(CELLS),
        "top3_origins_pct": streams.largest_share(CELLS),
        "origin_component": parts.origin,
        "destination_component": parts.destination,
        "mean_distance_in": distance.mean_distance_in(CELLS, GAPS),
        "mean_distance_out": distance.mean_distance_out(CELLS, GAPS),
    }
    for n, row in enumerate(places()):
        assert row == pytest.approx({name: values[n] for name, values in expected.items()})


def test_the_three_largest_origins_of_five_are_not_all():
    cells = np.arange(25.0).reshape(5, 5)
    row = places(cells=cells, people=None, gaps=None)[0]
    assert row["top3_origins_pct"] == pytest.approx(100 * (20 + 15 + 10) / 50)


def test_without_years_there_is_a_rate_and_no_average_per_year():
    row = places(years=None)[0]
    assert row["reasons"]["in_rate_1000_per_year"] == NO_INTERVAL
    assert row["in_rate_1000"] == pytest.approx(60)


def test_every_stream_has_each_figure_by_its_function():
    origins, destinations = np.array([0, 2]), np.array([1, 3])
    rows = stream_figures(known(), origins, destinations).records()
    expected = {
        "flow": CELLS,
        "expected": streams.expected_flows(CELLS, PEOPLE),
        "preference": streams.preference_index(CELLS, PEOPLE),
        "preference_unadjusted": streams.simple_preference_index(CELLS, PEOPLE),
        "velocity": streams.velocity(CELLS, PEOPLE),
        "interaction": multiplicative_components(CELLS).interaction,
        "quasi_independence_ratio": quasi_independence(CELLS).ratio,
        "distance": GAPS,
    }
    for row, o, d in zip(rows, origins, destinations, strict=True):
        assert row == pytest.approx({name: values[o, d] for name, values in expected.items()})


def test_courgeaus_k_is_of_the_population_where_nobody_counted_those_who_stayed():
    moves = CELLS - np.diag(np.diagonal(CELLS))
    assert system(cells=moves)["courgeau_k"] == pytest.approx(100 * 214 / 3300 / np.log(16))
    assert system(kind=FlowType.EVENT)["courgeau_k"] == system(cells=moves)["courgeau_k"]
    reasons = system(cells=moves, people=None)["reasons"]
    assert reasons["courgeau_k"] == Need.AT_RISK
    assert reasons["stayers"] == reasons["cmi_pct_transition"] == Need.STAYERS
    assert reasons["cmi_pct"] == reasons["anmr_pct"] == reasons["population"] == Need.POPULATIONS


def test_lifetime_tables_have_their_own_figures_and_no_rates():
    row = places(kind=FlowType.LIFETIME)[0]
    assert (row["born"], row["enumerated"]) == (867, 854)
    assert row["in_pct_of_enumerated"] == pytest.approx(100 * 54 / 854)
    assert row["out_pct_of_born"] == pytest.approx(100 * 67 / 867)
    assert row["net_pct_of_born"] == pytest.approx(-100 * 13 / 867)
    rates = [name for name in row if "_rate_" in name]
    assert len(rates) == 9
    assert all(row[name] is None for name in rates)
    assert set(row["reasons"]) == set(rates)
    assert "born" not in places()[0]


def test_a_missing_flow_undoes_what_it_enters_and_nothing_else():
    cells = edited(0, 1)
    first, second, third, _ = places(cells=cells)
    assert {name for name, value in first.items() if value is None} == {
        *("out_mig", "net", "turnover", "mer_pct", "out_rate_1000", "net_rate_1000"),
        *("turnover_rate_1000", "out_rate_1000_per_year", "net_rate_1000_per_year"),
        *("turnover_rate_1000_per_year", "stayer_pct_of_start", "out_proportion", "gini_out"),
        "net_transition_rate_1000",
        *("cv_out", "mean_distance_out", "origin_component", "destination_component"),
    }
    assert first["reasons"]["out_rate_1000"] == Need.OUT_FLOWS
    assert second["reasons"]["in_mig"] == second["reasons"]["gini_in"] == Need.IN_FLOWS
    assert third["reasons"].keys() == {"origin_component", "destination_component"}
    row = system(cells=cells)
    fine = {"stayers", "population", "n", "reasons"}
    assert {name for name, value in row.items() if value is not None} == fine
    assert set(row["reasons"].values()) == {Need.FLOWS}


def test_a_place_that_nobody_came_to_or_left_says_so():
    cells = CELLS.copy()
    cells[:3, 3] = cells[3, :3] = 0
    row = places(cells=cells)[3]
    assert row["reasons"]["mer_pct"] == Need.MOVED
    assert row["reasons"]["gini_in"] == row["reasons"]["top3_origins_pct"] == Need.CAME
    assert row["reasons"]["gini_out"] == row["reasons"]["mean_distance_out"] == Need.LEFT
    assert (row["in_mig"], row["net_rate_1000"]) == (0, 0)


def test_flows_all_alike_have_no_shares_of_inequality():
    row = system(cells=np.ones((3, 3)), people=np.ones(3), gaps=None)
    assert row["gini_total"] == 0
    assert {name: row["reasons"][name] for name in row["reasons"]} == {
        "gini_row_std_pct": Need.UNLIKE,
        "gini_col_std_pct": Need.UNLIKE,
        "gini_exchange_std_pct": Need.UNLIKE,
    }


def test_two_places_have_no_fields_and_one_has_nothing_between():
    two = system(cells=CELLS[:2, :2], people=PEOPLE[:2], gaps=None)
    assert {two["reasons"][name] for name in ("acv", "gini_in_weighted_mean")} == {
        Need.THREE_PLACES
    }
    one = system(cells=CELLS[:1, :1], people=PEOPLE[:1], gaps=None)
    assert one["reasons"]["connectivity"] == one["reasons"]["courgeau_k"] == Need.TWO_PLACES
    assert one["cmi_pct"] == 0


def test_a_model_without_a_solution_says_so():
    star = np.array([[9.0, 5, 5], [5, 9, 0], [5, 0, 9]])
    row = system(cells=star, people=PEOPLE[:3], gaps=None)
    for name in ("inequality_simulated", "quasi_independence_deviance", "quasi_independence_df"):
        assert row["reasons"][name] == Need.FIT
    alike = system(gaps=np.ones((4, 4)))
    assert alike["mean_distance"] == 1
    assert alike["reasons"].keys() == {"distance_decay", "distance_decay_se"}
    assert alike["reasons"]["distance_decay"] == Need.DECAY


def test_a_missing_distance_undoes_what_is_of_distance():
    gaps = GAPS.copy()
    gaps[0, 1] = np.nan
    row = system(gaps=gaps)
    assert row["reasons"]["mean_distance"] == Need.DISTANCES
    assert row["reasons"]["distance_decay"] == Need.DISTANCES
    first, second, *_ = places(gaps=gaps)
    assert first["reasons"] == {"mean_distance_out": Need.DISTANCES}
    assert second["reasons"] == {"mean_distance_in": Need.DISTANCES}
    streams_of = stream_figures(known(gaps=gaps), np.array([0, 0]), np.array([1, 2])).records()
    assert streams_of[0]["reasons"] == {"distance": Need.DISTANCES}
    assert streams_of[1]["distance"] == 25


def test_a_place_without_population_has_no_rate_and_the_others_have():
    people = np.array([900.0, 0, np.nan, 1000])
    rows = places(people=people)
    assert [row["net_rate_1000"] is None for row in rows] == [False, True, True, False]
    assert rows[1]["reasons"]["net_rate_1000"] == Need.POPULATION
    assert system(people=people)["reasons"]["cmi_pct"] == Need.POPULATIONS


def test_a_figure_that_is_undefined_for_no_known_reason_still_has_one():
    rows = Rows(figures={"x": (np.array([np.nan, 2.5]), ())}, met={})
    assert rows.records() == [{"x": None, "reasons": {"x": "its denominator is zero"}}, {"x": 2.5}]


def test_whole_numbers_are_written_as_whole_numbers():
    rows = Rows(
        figures={"n": (np.array([1.0, np.nan]), ()), "x": (np.array([1.0, 2.5]), ())}, met={}
    )
    first, second = rows.records()
    assert str(first) == "{'n': 1, 'x': 1.0}"
    assert second["n"] is None
