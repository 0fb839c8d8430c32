"""Tables of flows with published results, read by the command as a person's own would be.

Plane & Mulligan (1997) and Rogers & Sweeney (1998), as the tests of the R package migration.indices
have them; Abel's example of the R package migest; the lifetime table of the United Arab Republic,
1960, of the United Nations' Manual VI.
"""

import numpy as np
import pytest

from profiles.measures.flows import gini
from profiles.measures.flows.inequality import acv_in, cv_total

MARGINS = {
    "out_mig": "out_mig",
    "in_mig": "in_mig",
    "turnover": "turnover",
    "net": "net",
    "mer_pct": "mer_pct",
}
SYSTEM = {  # of the expected file: of the result
    "total": "migrants",
    "n": "n",
    "connectivity": "connectivity",
    "mei": "mei",
    "gini_total_corrected": "gini_total",
    "gini_total_uncorrected": "gini_total_plane_mulligan",
    "gini_row": "gini_row",
    "gini_col": "gini_col",
    "gini_exchange": "gini_exchange",
    "gini_row_std_pct": "gini_row_std_pct",
    "gini_col_std_pct": "gini_col_std_pct",
    "gini_exchange_std_pct": "gini_exchange_std_pct",
    "gini_out_weighted_mean": "gini_out_weighted_mean",
    "gini_in_weighted_mean": "gini_in_weighted_mean",
    "acv_in": "acv_in",
    "acv_out": "acv_out",
    "acv": "acv",
    "cv_offdiag_population": "cv_offdiag_population",
    "inequality_equal": "inequality_equal",
}
PLACES = {
    "gini_out_by_origin": "gini_out",
    "gini_in_by_dest": "gini_in",
    "cv_in": "cv_in",
    "cv_out": "cv_out",
}
CASES = {  # file: expected file, and where in it
    "migration_hyp.csv": ("hyp_3x3", "migration_hyp"),
    "migration_hyp2.csv": ("hyp_3x3", "migration_hyp2"),
    "abel_4x4.csv": ("abel_4x4", None),
    "uar_1960_lifetime.csv": ("uar_1960", None),
}


def _exact(value):
    return pytest.approx(value, rel=1e-8, abs=1e-12)


def _by_code(result):
    return {place["place_code"]: place for place in result["places"]}


def _matrix(result):
    codes = [place["place_code"] for place in result["places"]]
    cells = np.zeros((len(codes), len(codes)))
    for stream in result["streams"]:
        cells[codes.index(stream["origin"]), codes.index(stream["destination"])] = stream["flow"]
    return cells, codes


@pytest.fixture(params=CASES, scope="module")
def case(request, reference, published, run_to_json):
    name, part = CASES[request.param]
    answer = published(name)["expected"]
    known = answer[part] if part else answer
    system = known if part else known["connectivity"]
    return run_to_json("measures", reference / "inputs" / request.param), known, system


def test_the_system_has_the_published_figures(case):
    result, _, system = case
    for key, name in SYSTEM.items():
        assert result["system"][name] == _exact(system[key]), key


def test_every_place_has_the_published_fields(case):
    result, _, system = case
    places = _by_code(result)
    for key, name in PLACES.items():
        assert system[key]
        for code, value in system[key].items():
            assert places[code][name] == _exact(value), (key, code)


def test_every_place_has_the_published_margins(case):
    result, known, _ = case
    places = _by_code(result)
    for margin in known.get("margins", []):
        for key, name in MARGINS.items():
            assert places[margin["region"]][name] == _exact(margin[key])


def test_figures_as_the_articles_print_them(reference, run_to_json):
    one = run_to_json("measures", reference / "inputs" / "migration_hyp.csv")["system"]
    two = run_to_json("measures", reference / "inputs" / "migration_hyp2.csv")["system"]
    assert round(one["gini_total_plane_mulligan"], 4) == 0.2222
    assert round(two["gini_total_plane_mulligan"], 4) == 0.1875
    assert round(one["gini_total"], 4) == 0.2667
    assert round(two["gini_total"], 4) == 0.225
    assert (round(one["acv"], 4), round(two["acv"], 4)) == (0.3333, 0.375)
    assert (one["mei"], two["mei"]) == (25, 25)


def test_the_package_weights_fields_by_the_wrong_margin_and_divides_once_more(case):
    """migration.weighted.gini.in of migration.indices: both values, its own and the mean."""
    result, _, system = case
    cells, codes = _matrix(result)
    leave, arrive = cells.sum(axis=1) / cells.sum(), cells.sum(axis=0) / cells.sum()
    package_in = (gini.gini_in(cells) * leave).sum() / len(codes)
    package_out = (gini.gini_out(cells) * arrive).sum() / len(codes)
    assert package_in == _exact(system["mwg_in_package"])
    assert package_out == _exact(system["mwg_out_package"])
    assert gini.mean_gini_in(cells) == _exact(system["gini_in_weighted_mean"])
    assert (package_in + package_out) / 2 == _exact(system["mwg_mean_package"])
    # With each place's own migrants for weights it is the mean over the number of places.
    for mean, key in (
        (gini.mean_gini_in(cells), "mwg_in_own_share_over_n"),
        (gini.mean_gini_out(cells), "mwg_out_own_share_over_n"),
    ):
        assert mean / len(codes) == _exact(system[key])
    if package_in:
        assert abs(gini.mean_gini_in(cells) / package_in - 1) > 0.1


def test_the_help_page_of_the_package_has_another_denominator_than_its_code(case):
    result, _, system = case
    cells, codes = _matrix(result)
    flows = len(codes) * (len(codes) - 1)
    uncorrected = gini.gini_total(cells, corrected=False)
    by_help_page = uncorrected * 2 * flows / (2 * flows - 1)
    assert gini.gini_total(cells) == _exact(system["gini_total_corrected"])
    assert by_help_page != _exact(system["gini_total_corrected"])


def test_one_flow_alone_is_as_unequal_as_can_be():
    cells = np.zeros((4, 4))
    cells[1, 2] = 7
    assert gini.gini_total(cells) == pytest.approx(1.0)
    assert cv_total(cells) == pytest.approx(np.sqrt(11))
    assert acv_in(cells) == pytest.approx(np.sqrt(2))


def test_components_and_quasi_independence_are_as_published(reference, published, run_to_json):
    result = run_to_json("measures", reference / "inputs" / "abel_4x4.csv")
    known = published("abel_4x4")["expected"]
    parts, fit = known["multiplicative_components"], known["quasi_independence"]
    places = _by_code(result)
    streams = {(one["origin"], one["destination"]): one for one in result["streams"]}
    assert result["system"]["migrants"] == parts["overall"]
    for code, value in parts["origin"].items():
        assert places[code]["origin_component"] == _exact(value)
        assert places[code]["destination_component"] == _exact(parts["destination"][code])
    for cell in parts["interaction"]:
        if cell["orig"] != cell["dest"]:
            found = streams[cell["orig"], cell["dest"]]["interaction"]
            assert found == pytest.approx(cell["interaction"], rel=1e-6)  # printed from a fit
    for cell in fit["fitted"]:
        ratio = streams[cell["orig"], cell["dest"]]["quasi_independence_ratio"]
        assert ratio == pytest.approx(cell["flow"] / cell["fitted"], rel=1e-6)
    assert result["system"]["quasi_independence_deviance"] == _exact(fit["deviance"])
    assert result["system"]["quasi_independence_df"] == fit["df"]
    assert result["system"]["inequality_simulated"] == _exact(fit["index_dissimilarity_sim"])


def test_lifetime_figures_are_as_published(reference, published, run_to_json):
    result = run_to_json(
        "measures", reference / "inputs" / "uar_1960_lifetime.csv", "--flow-type", "lifetime"
    )
    known = published("uar_1960")["expected"]
    places = _by_code(result)
    names = {
        "born": "born",
        "enumerated": "enumerated",
        "stayers": "stayers",
        "lifetime_in": "in_mig",
        "lifetime_out": "out_mig",
        "net_lifetime": "net",
        "in_pct_of_enumerated": "in_pct_of_enumerated",
        "out_pct_of_born": "out_pct_of_born",
        "net_pct_of_born": "net_pct_of_born",
    }
    for region in known["by_region"]:
        for key, name in names.items():
            assert places[region["region"]][name] == _exact(region[key]), key
    system = known["system"]
    assert result["system"]["migrants"] == system["lifetime_migrants"]
    assert result["system"]["stayers"] == system["stayers"]
    assert result["system"]["cmi_pct_transition"] == _exact(system["lifetime_migrants_pct"])


def test_a_lifetime_table_has_no_rate_of_a_period(reference, run_to_json):
    """Its columns say what it is: birthplace and residence."""
    file = reference / "inputs" / "uar_1960_lifetime.csv"
    result = run_to_json("measures", file, "--interval-years", 10)
    assert (result["flow_type"], result["interval_years"]) == ("lifetime", 10)
    for place in result["places"]:
        for name in ("in_rate_1000", "net_rate_1000", "net_rate_1000_per_year"):
            assert place[name] is None
            assert "no rate of a period" in place["reasons"][name]
