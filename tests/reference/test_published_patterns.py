"""Spatial patterns, model schedules, identities and areal weighting with published results.

Columbus, Ohio, 1980 (Anselin 1988; the R package spdep) and homicides around St. Louis (PySAL's
esda); Rogers & Castro (1981); Zachariah (1964); Lovelace, Nowosad & Muenchow, Geocomputation
with R.
"""

import numpy as np
import pandas as pd
import pytest

from mapping.intake.number_cells import to_numbers
from profiles.cli.measures import read_outside_table
from profiles.measures.crosswalk import crosswalk
from profiles.measures.people import age_profiles, diversity
from profiles.measures.rates import difference
from profiles.measures.spatial import local, overall
from profiles.measures.spatial.neighbours import Neighbours, neighbours_from_pairs


def _exact(value):
    return pytest.approx(value, rel=1e-8, abs=1e-10)


@pytest.fixture(scope="module")
def load(reference):
    """Values and neighbours of a case, through the importer."""

    def load(values, neighbours, column):
        frame = read_outside_table(reference / "inputs" / values).frame
        links = read_outside_table(reference / "inputs" / neighbours).frame
        pairs = zip(links["focal"], links["neighbor"], strict=True)
        numbers = to_numbers(frame[column]).to_numpy()
        return numbers, neighbours_from_pairs(list(frame["id"]), pairs)

    return load


@pytest.fixture(scope="module")
def columbus(load):
    return load("columbus_1980.csv", "columbus_neighbors.csv", "CRIME")


def test_moran_and_geary_of_columbus(columbus, published):
    values, links = columbus
    known = published("columbus")["expected"]
    weights = links.row_standardised()
    found = {
        "moran_W_randomisation": overall.moran(values, weights),
        "moran_W_normality": overall.moran(values, weights, normal=True),
        "geary_W": overall.geary(values, weights),
        "getis_G_B": overall.getis_ord(values, links),
    }
    for name, test in found.items():
        assert test.statistic == _exact(known[name]["statistic"]), name
        assert test.expected == _exact(known[name]["expectation"]), name
        assert test.variance == _exact(known[name]["variance"]), name
        assert abs(test.z) == _exact(np.ravel(known[name]["z"])[0]), name
        one_sided = np.ravel(known[name]["p_value"])[0]
        assert test.p_value == pytest.approx(2 * one_sided, rel=1e-6), name


def test_pysal_agrees_on_columbus_and_st_louis(columbus, load, published):
    known = published("esda")["expected"]
    values, links = columbus
    test = overall.moran(values, links.row_standardised())
    assert test.statistic == _exact(known["columbus"]["I"])
    assert test.z == _exact(known["columbus"]["z_rand"])
    assert test.variance == _exact(known["columbus"]["VI_rand"])
    normal = overall.moran(values, links.row_standardised(), normal=True)
    assert (normal.variance, normal.z) == _exact(
        (known["columbus"]["VI_norm"], known["columbus"]["z_norm"])
    )
    geary = overall.geary(values, links.row_standardised(), normal=True)
    assert geary.statistic == _exact(known["columbus"]["C"])
    assert geary.z == _exact(known["columbus"]["geary_z_norm"])
    values, links = load("stl_hr8893.csv", "stl_neighbors.csv", "HR8893")
    normal = overall.moran(values, links.row_standardised(), normal=True)
    shuffled = overall.moran(values, links.row_standardised())
    printed = published("esda")["published_docstring"]
    assert round(normal.statistic, 3) == printed["stl_moran_I_3dp"]
    assert normal.expected == _exact(printed["stl_EI"])
    assert normal.p_value == pytest.approx(printed["stl_p_norm"], rel=1e-8)
    assert (normal.statistic, normal.z) == _exact((known["stl"]["I"], known["stl"]["z_norm"]))
    assert normal.variance == _exact(known["stl"]["VI_norm"])
    assert normal.p_value == pytest.approx(known["stl"]["p_norm"], rel=1e-8)
    assert shuffled.z == _exact(known["stl"]["z_rand"])
    assert shuffled.p_value == pytest.approx(known["stl"]["p_rand"], rel=1e-8)


def test_local_moran_of_columbus_in_both_scales(columbus, published):
    values, links = columbus
    found = local.local_moran(values, links.row_standardised())
    known = published("columbus")["expected"]["local_moran"]
    assert found.statistic == _exact([one["Ii"] for one in known])
    assert found.expected == _exact([one["EI"] for one in known])
    assert found.variance == _exact([one["VarI"] for one in known])
    assert found.z == _exact([one["z"] for one in known])
    assert found.quadrant.tolist() == [one["quadrant"] for one in known]
    lag = links.row_standardised().lag(values - values.mean())
    assert lag == _exact([one["lag"] for one in known])
    pysal = published("esda")["expected"]["columbus"]
    assert found.pysal == _exact(pysal["local_I"])
    numbers = {"HH": 1, "LH": 2, "LL": 3, "HL": 4}
    assert [numbers[quadrant] for quadrant in found.quadrant] == pysal["quadrant"]
    assert found.pysal != pytest.approx(found.statistic, rel=1e-3)


def test_local_g_of_columbus(columbus, published):
    values, links = columbus
    known = published("columbus")["expected"]
    assert local.local_g(values, links) == _exact(known["local_G_binary"])
    starred = local.local_g_star(values, links)
    assert starred == _exact(known["local_Gstar_binary_self"])


def test_local_g_of_six_points_as_esda_prints_it(published):
    points = np.array([(10, 10), (20, 10), (40, 10), (15, 20), (30, 20), (30, 30)], dtype=float)
    near = np.hypot(*(points[:, None] - points).T) <= 15
    focal, other = np.nonzero(near & ~np.eye(6, dtype=bool))
    links = Neighbours(count=6, focal=focal, other=other, weight=np.ones(len(focal)))
    values = np.array([2, 3, 3.2, 5, 8, 7])
    known = published("esda")["published_docstring"]
    found = local.local_g(values, links)
    assert found == pytest.approx(known["G_local_B_Zs"], abs=1e-6)
    starred = local.local_g_star(values, links)
    assert starred == pytest.approx(known["G_local_star_B_Zs"], abs=1e-6)


def test_clusters_of_columbus_are_around_the_centre(columbus):
    values, links = columbus
    found = local.cluster_map(values, links)
    high = [i for i, kind in enumerate(found.clusters) if kind is local.Cluster.HIGH]
    assert high
    assert values[high].min() > values.mean()
    assert local.cluster_map(values, links).clusters == found.clusters


def test_the_fundamental_schedule_has_the_published_ratios(published):
    known = published("rogers_castro")
    schedule = age_profiles.ModelSchedule(**known["params"])
    assert schedule == age_profiles.FUNDAMENTAL
    assert schedule.mu2 == known["expected"]["peaking"]
    assert schedule.child_dependency == _exact(known["expected"]["child_dependency"])
    assert schedule.labour_dependency == _exact(known["expected"]["labor_dependency"])
    assert schedule.labour_asymmetry == known["expected"]["labor_asymmetry"]
    assert schedule.regularity == known["expected"]["regularity"]


def test_net_lifetime_migration_of_india_is_in_less_out(reference, published):
    frame = read_outside_table(reference / "inputs" / "india_lifetime_1901_1931.csv").frame
    came, left, net = (to_numbers(frame[f"{name}_migrants"]) for name in ("in", "out", "net"))
    assert len(frame) == published("india_identity")["expected"]["rows"]
    off = np.abs(difference(came, left) - net)
    assert (
        np.count_nonzero(off)
        == published("india_identity")["expected"]["rows_where_identity_fails"]
    )
    assert off.max() == published("india_identity")["expected"]["max_abs_discrepancy"]


def test_diversity_by_hand(published):
    known = published("diversity_hand")
    groups, answer = known["input"], known["expected"]
    assert diversity.shannon(groups) == _exact(answer["shannon_ln"])
    assert diversity.shannon(groups) / np.log(2) == _exact(answer["shannon_base2"])
    assert diversity.shannon_normalised(groups, kinds=4) == _exact(answer["evenness"])
    assert diversity.simpson(groups) == _exact(answer["simpson_1_minus_D"])
    assert diversity.inverse_simpson(groups) == _exact(answer["inverse_simpson"])
    assert diversity.simpson_unbiased(groups) == _exact(answer["simpson_unbiased"])
    assert diversity.hill(groups) == _exact(answer["hill1"])


def test_incongruent_zones_are_weighted_by_area(reference, published):
    import geopandas as gpd

    known = published("areal_interpolation")["expected"]
    sources = gpd.read_file(reference / "inputs" / "incongruent.geojson")
    targets = gpd.read_file(reference / "inputs" / "aggregating_zones.geojson")
    assert str(sources.crs) == str(targets.crs) == known["crs"]
    pieces = gpd.overlay(
        sources.assign(s=range(len(sources)))[["s", "geometry"]],
        targets.assign(t=range(len(targets)))[["t", "geometry"]],
    )
    parts = list(zip(pieces["s"], pieces["t"], pieces.area, strict=True))
    values = known["source_values"]
    lost = crosswalk(parts, sources.area, targets=len(targets), sliver=0)
    kept = crosswalk(parts, sources.area, targets=len(targets), sliver=0, keep_all=True)
    assert lost.counts(values) == pytest.approx(known["target_extensive"], rel=1e-6)
    assert lost.counts(values) == pytest.approx(known["tobler_allocate_total_false"], rel=1e-6)
    assert lost.counts(values).sum() == pytest.approx(known["target_extensive_total"], rel=1e-6)
    # What is a mean and no count is weighted by the area of its pieces.
    assert lost.rates(values, sources.area) == pytest.approx(known["target_intensive"], rel=1e-6)
    assert kept.counts(values) == pytest.approx(known["tobler_allocate_total_true"], rel=1e-5)
    assert kept.counts(values).sum() == pytest.approx(known["source_total"])
    assert pd.Series(lost.coverage).between(0.9, 1.001).all()
