"""Examplia's tables read by the commands, and every result that is known exactly."""

import json

import geopandas as gpd
import numpy as np
import pytest

from mapping.intake.number_cells import to_numbers
from profiles.cli.measures import read_outside_table
from profiles.indicators.flows import FlowType
from profiles.indicators.model import Aggregation
from profiles.measures import survey
from profiles.measures.crosswalk import crosswalk
from profiles.measures.estimation.residual import implied_international_and_error
from profiles.measures.flows.matrix import FlowMatrix
from profiles.measures.packs.aggregation import aggregated
from profiles.measures.people import diversity, remittances, selectivity
from profiles.measures.rates import (
    mean_by_weight,
    old_age_dependency,
    sex_ratio,
    total_dependency,
    youth_dependency,
)
from profiles.measures.spatial import local, overall
from profiles.measures.spatial.neighbours import contiguity, names_of
from profiles.measures.summary.known import KnownFlows
from profiles.measures.summary.places import place_figures
from profiles.measures.summary.system import system_figures

YEARS = 5
AGES = ("0_14", "15_64", "65plus")
PLACES = {  # of the expected file: of the result
    "in_mig": "in_mig",
    "out_mig": "out_mig",
    "net": "net",
    "turnover": "turnover",
    "mer_pct": "mer_pct",
    "mid_pop": "population",
    "in_rate_1000": "in_rate_1000",
    "out_rate_1000": "out_rate_1000",
    "net_rate_1000": "net_rate_1000",
    "annualised_net_rate_1000": "net_rate_1000_per_year",
    "net_transition_rate_1000_avg_pop": "net_transition_rate_1000",
    "transition_out_prob": "out_proportion",
    "transition_in_prop_of_end_pop": "in_proportion",
    "stayers": "stayers",
    "stayer_pct_of_start": "stayer_pct_of_start",
}
SYSTEM = {
    "migrants": "migrants",
    "mid_pop": "population",
    "n_areas": "n",
    "cmi_pct_midpop": "cmi_pct",
    "cmi_pct_transition": "cmi_pct_transition",
    "courgeau_k": "courgeau_k",
    "mei": "mei",
    "anmr_pct_midpop": "anmr_pct",
    "anmr_equals_cmi_times_mei_over_100": "anmr_pct",
    "connectivity": "connectivity",
    "sum_net": "sum_net",
    "gini_total_bell": "gini_total",
    "gini_total_plane_mulligan": "gini_total_plane_mulligan",
    "inequality_equal": "inequality_equal",
}


def _exact(value):
    return pytest.approx(value, rel=1e-8, abs=1e-9)


@pytest.fixture(scope="module")
def known(synthetic):
    def read(name):
        return json.loads((synthetic / f"expected_{name}.json").read_text(encoding="utf-8"))

    return read


@pytest.fixture(scope="module")
def table(synthetic):
    """Columns of numbers of a file by name, and the codes of its rows."""

    def read(name):
        frame = read_outside_table(synthetic / f"{name}.csv").frame
        codes, *columns = frame.columns
        return {column: to_numbers(frame[column]).to_numpy() for column in columns} | {
            "codes": list(frame[codes])
        }

    return read


@pytest.fixture(scope="module")
def result(synthetic, run_to_json):
    flows, people = synthetic / "od_5yr.csv", synthetic / "districts.csv"
    options = ("--interval-years", YEARS, "--flow-type", "transition")
    return run_to_json("measures", flows, "--population", people, *options)


@pytest.fixture(scope="module")
def matrix(result):
    codes = tuple(place["place_code"] for place in result["places"])
    cells = np.diag([float(place["stayers"]) for place in result["places"]])
    for stream in result["streams"]:
        cells[codes.index(stream["origin"]), codes.index(stream["destination"])] = stream["flow"]
    return FlowMatrix(codes=codes, flows=cells, flow_type=FlowType.TRANSITION, interval_years=YEARS)


def test_every_district_has_the_known_figures(result, known):
    answer = known("flows")["adm2"]["by_area"]
    assert [place["place_code"] for place in result["places"]] == list(answer)
    for place in result["places"]:
        for key, name in PLACES.items():
            assert place[name] == _exact(answer[place["place_code"]][key]), key


def test_the_system_of_districts_has_the_known_figures(result, known):
    answer = known("flows")["adm2"]["system"]
    for key, name in SYSTEM.items():
        assert result["system"][name] == _exact(answer[key]), key
    assert "reasons" not in result["system"]


def test_provinces_are_measured_from_their_own_matrix(result, matrix, known):
    answer = known("flows")["adm1"]
    provinces = matrix.collapsed([code[:4] for code in matrix.codes])
    people = [place["population"] for place in result["places"]]
    population = np.bincount([provinces.codes.index(c[:4]) for c in matrix.codes], weights=people)
    summary = KnownFlows(table=provinces, population=population)
    [system] = system_figures(summary).records()
    for key, name in SYSTEM.items():
        assert system[name] == _exact(answer["system"][key]), key
    for code, place in zip(provinces.codes, place_figures(summary).records(), strict=True):
        for key, name in PLACES.items():
            assert place[name] == _exact(answer["by_area"][code][key]), key
    check = known("flows")["aggregation_check"]
    districts = sum(p["in_mig"] for p in result["places"] if p["place_code"].startswith("ZZ01"))
    assert districts == check["sum_adm2_in_within_ZZ01"]
    assert place_figures(summary).values("in_mig")[0] == check["adm1_in_ZZ01"]


def test_every_stream_has_the_known_preference_and_component(result, known):
    answer = known("flows")
    streams = {(one["origin"], one["destination"]): one for one in result["streams"]}
    assert len(streams) == len(answer["preference"]) == 30
    migrants = result["system"]["migrants"]
    population = result["system"]["population"]
    for one in answer["preference"]:
        stream = streams[one["orig"], one["dest"]]
        assert stream["preference"] == _exact(one["preference_ratio_off_diagonal"])
        assert stream["preference_unadjusted"] == _exact(one["preference_ratio"])
        # the dictionary's index of migration intensity: migrants over both populations
        assert stream["velocity"] / population == pytest.approx(one["intensity"], rel=1e-8)
    parts = answer["multiplicative_components"]
    assert parts["overall"] == migrants
    for one in parts["interaction"]:
        assert streams[one["orig"], one["dest"]]["interaction"] == _exact(one["value"])
    for place in result["places"]:
        assert place["origin_component"] == _exact(parts["origin"][place["place_code"]])
        assert place["destination_component"] == _exact(parts["destination"][place["place_code"]])


def test_vital_statistics_leave_the_known_residual(synthetic, run_to_json, result, known):
    answer = known("flows")["adm2"]["by_area"]
    found = run_to_json("estimate", synthetic / "districts.csv")
    assert found["method"] == "vital statistics"
    internal = {place["place_code"]: place["net"] for place in result["places"]}
    for row in found["rows"]:
        one = answer[row["place_code"]]
        assert row["net"] == one["residual_net_all"]
        assert row["natural_increase"] == one["natural_increase"]
        assert row["net_rate_1000"] == _exact(one["residual_net_rate_1000"])
        left = implied_international_and_error(row["net"], internal[row["place_code"]])
        assert left == one["implied_international_and_error"]
    assert found["total_net"] == sum(one["residual_net_all"] for one in answer.values())


def test_survival_ratios_give_the_known_net_migration(synthetic, run_to_json, known):
    answer = known("survival")
    found = run_to_json("estimate", synthetic / "survival_ratio.csv")
    for row, one in zip(found["rows"], answer["rows"], strict=True):
        assert row["age_t1"] == one["age_t1"]
        for name in ("expected_survivors", "net_forward", "net_reverse", "net_average"):
            assert row[name] == _exact(one[name])
        assert row["net_reverse"] == _exact(one["identity_reverse_equals_forward_over_sr"])
    for name in ("total_forward", "total_reverse", "total_average"):
        assert found[name] == _exact(answer[name])


def test_remittances_and_stocks_are_added_before_the_ratio(table, known):
    answer = known("stocks")
    money, stocks = table("remittances"), table("stocks")
    sent, income = money["remittances_annual"], money["hh_income_annual"]
    dependency = remittances.remittance_dependency(sent, income)
    for code, value in zip(money["codes"], dependency, strict=True):
        assert value == _exact(answer["adm2"][code]["remittance_dependency"])
    whole = aggregated(
        sent, aggregation=Aggregation.RATIO_OF_SUMS, denominators=income, multiplier=100
    )
    assert whole == _exact(answer["adm0"]["remittance_dependency"])
    wrong = answer["wrong_unweighted_mean_of_district_remittance_dependency"]
    assert dependency.mean() == _exact(wrong)
    per_household = remittances.remittances_per_receiving_household(sent, money["hh_receiving"])
    share = remittances.receiving_share(money["hh_receiving"], money["households"])
    sexes = selectivity.sex_ratio_of_migrants(
        stocks["lifetime_inmigrants_m"], stocks["lifetime_inmigrants_f"]
    )
    for n, code in enumerate(money["codes"]):
        one = answer["adm2"][code]
        assert per_household[n] == _exact(one["remittance_per_receiving_hh"])
        assert share[n] == _exact(one["remittance_receiving_hh_share"])
        assert sexes[n] == _exact(one["sex_ratio_lifetime_inmigrants"])


def test_ages_and_sexes_give_the_known_dependency(table, known):
    people = table("population_age_sex")
    men, women = ([people[f"{sex}_{age}"] for age in AGES] for sex in "mf")
    young, adult, old = (one + other for one, other in zip(men, women, strict=True))
    found = {
        "population": young + adult + old,
        "total_dependency": total_dependency(young, adult, old),
        "youth_dependency": youth_dependency(young, adult),
        "oldage_dependency": old_age_dependency(old, adult),
        "sex_ratio_population": sex_ratio(sum(men), sum(women)),
    }
    for n, code in enumerate(people["codes"]):
        for name, values in found.items():
            assert values[n] == _exact(known("stocks")["adm2"][code][name]), name


def test_diversity_of_birthplaces_is_as_known(table, known):
    groups = table("groups")
    counts = np.column_stack([groups[name] for name in ("g1", "g2", "g3", "g4")])
    found = {
        "shannon_ln": diversity.shannon(counts),
        "shannon_norm_by_ln_k": diversity.shannon_normalised(counts, kinds=4),
        "simpson_1_minus_sum_p2": diversity.simpson(counts),
        "simpson_unbiased": diversity.simpson_unbiased(counts),
        "inverse_simpson": diversity.inverse_simpson(counts),
        "hill_1": diversity.hill(counts),
        "max_share_pct": diversity.largest_group_share(counts),
    }
    for n, code in enumerate(groups["codes"]):
        for name, values in found.items():
            assert values[n] == _exact(known("diversity")[code][name]), name


def test_survey_estimates_are_as_reliable_as_known(table, known):
    given, answer = table("survey_estimates"), known("reliability")
    found = survey.sample_shares(given["p"], given["n_unweighted"], given["deff"])
    low, high = survey.wald_interval(found.share, found.standard_error)
    cases, cv = survey.cases_flag(given["n_unweighted"]), survey.cv_flag(found.cv_percent)
    for n, code in enumerate(given["codes"]):
        one = answer["estimates"][code]
        assert found.effective_cases[n] == _exact(one["n_eff"])
        assert found.standard_error[n] == _exact(one["se"])
        assert found.cv_percent[n] == _exact(one["cv_pct"])
        assert [low[n], high[n]] == _exact(one["wald"])
        assert [found.low[n], found.high[n]] == _exact(one["wilson"])
        assert (cases[n], cv[n]) == (one["n_flag"], one["cv_flag"])
    for one in answer["comparisons"]:
        a, b = given["codes"].index(one["a"]), given["codes"].index(one["b"])
        share, error = found.share, found.standard_error
        test = survey.compare(share[a], error[a], share[b], error[b])
        assert test.difference == _exact(one["difference"])
        assert test.standard_error == _exact(one["se"])
        assert test.z == _exact(one["z"])
        assert test.p_value == _exact(one["p_two_sided"])
        assert test.significant is one["significant_95"]


@pytest.mark.parametrize("rule", ["rook", "queen"])
def test_local_patterns_are_as_known(synthetic, known, rule):
    answer = known("spatial")
    districts = gpd.read_file(synthetic / "districts.geojson")
    code = next(c for c in districts.columns if set(districts[c]) == set(answer["values"]))
    links = contiguity(districts.geometry, corners=rule == "queen")
    named = names_of(links, list(districts[code]))
    assert {place: set(others) for place, others in named.items()} == {
        place: set(others) for place, others in answer[rule]["neighbors"].items()
    }
    values = np.array([answer["values"][place] for place in districts[code]])
    weights, one = links.row_standardised(), answer[rule]["row_standardised"]
    test = overall.moran(values, weights)
    assert (test.statistic, test.expected) == (_exact(one["I"]), _exact(one["E_I"]))
    each = local.local_moran(values, weights)
    for n, place in enumerate(districts[code]):
        assert values[n] - values.mean() == _exact(one["local"][place]["z"])
        assert weights.lag(values - values.mean())[n] == _exact(one["local"][place]["lag"])
        assert each.statistic[n] == _exact(one["local"][place]["Ii_m2"])
        assert each.pysal[n] == _exact(one["local"][place]["Ii_pysal"])
        assert each.quadrant[n] == one["local"][place]["quadrant"]


def test_counts_and_rates_move_to_new_boundaries_as_known(synthetic, table, known):
    answer = known("interpolation")
    sources = table("boundary_sources")
    pieces = read_outside_table(synthetic / "boundary_intersections.csv").frame
    targets = list(answer["extensive_out_migrants_areal"])
    ends = [
        (sources["codes"].index(old), targets.index(new))
        for old, new in zip(pieces["source"], pieces["target"], strict=True)
    ]

    def walk(column, sizes):
        sizes_of = to_numbers(pieces[column])
        parts = [(*end, size) for end, size in zip(ends, sizes_of, strict=True)]
        return crosswalk(parts, sizes, targets=len(targets))

    land = walk("area_sqkm", sources["area_sqkm"])
    people = np.bincount([old for old, _ in ends], weights=to_numbers(pieces["grid_population"]))
    grid = walk("grid_population", people)
    moved = sources["out_migrants"]
    assert land.counts(moved) == _exact(list(answer["extensive_out_migrants_areal"].values()))
    by_people = answer["extensive_out_migrants_population_weighted"]
    assert grid.counts(moved) == _exact(list(by_people.values()))
    assert land.counts(moved).sum() == answer["check_total"]
    rates = np.array(list(answer["intensive_rate"]["source_pct"].values()))
    by_grid = grid.rates(rates, people)
    assert by_grid == _exact(list(answer["intensive_rate"]["population_weighted"].values()))
    assert land.rates(rates, sources["area_sqkm"]) == _exact(
        list(answer["intensive_rate"]["area_weighted"].values())
    )
    assert mean_by_weight(rates, people) == pytest.approx(
        mean_by_weight(by_grid, grid.counts(people))
    )
