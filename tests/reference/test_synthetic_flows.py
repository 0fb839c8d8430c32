"""Examplia's flows: every measure against its known result, through the shipped pack."""

import csv
import json
from collections import Counter

import numpy as np
import pytest
from pyproj import Geod

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.measures.flows import indices, margins, matrix, streams
from profiles.measures.packs.od import matrix_of
from profiles.pack import open_pack
from profiles.pack_files import read_catalogues, read_pack_files

PERIOD = "2019/2024"
LEVELS = {"adm1": AdminLevel.ADM1, "adm2": AdminLevel.ADM2}
PLACES = {  # of the expected file: indicator of the pack
    "in_mig": "in_mig_n",
    "out_mig": "out_mig_n",
    "net": "net_mig_n",
    "turnover": "mig_turnover_n",
    "mer_pct": "mer",
    "mid_pop": "pop_mid",
    "in_rate_1000": "in_mig_rate",
    "out_rate_1000": "out_mig_rate",
    "net_rate_1000": "net_mig_rate",
    "stayers": "stayers_n",
    "stayer_pct_of_start": "stayer_share",
    "growth_rate_annual_pct": "pop_growth",
    "natural_increase": "natural_increase_n",
}


@pytest.fixture(scope="module")
def settings(root, tmp_path_factory):
    return Settings(data_dir=root / "data", workspace_dir=tmp_path_factory.mktemp("workspace"))


@pytest.fixture(scope="module")
def pack(settings):
    return open_pack(settings, "XXE")


@pytest.fixture(scope="module")
def files(settings):
    return read_pack_files("XXE", read_catalogues(settings))


@pytest.fixture(scope="module")
def expected(synthetic):
    return json.loads((synthetic / "expected_flows.json").read_text(encoding="utf-8"))


def _system(files, pack, level):
    table = next(flow for flow in files.flows if flow.entry.origin_level == level)
    codes = tuple(str(place.place_code) for place in files.gazetteer.at_level(level))
    people = [pack.published.value(code, "pop_mid", PERIOD).value for code in codes]
    return matrix_of(table, codes, PERIOD, "total"), np.array(people), codes


@pytest.mark.parametrize("name", LEVELS)
def test_every_place_of_the_pack_has_the_known_result(pack, expected, name):
    for place, known in expected[name]["by_area"].items():
        for key, code in PLACES.items():
            value = pack.published.value(place, code, PERIOD).value
            assert value == pytest.approx(known[key], rel=1e-8), (place, code)


@pytest.mark.parametrize("name", LEVELS)
def test_the_system_has_the_known_result(files, pack, expected, name):
    cells, people, codes = _system(files, pack, LEVELS[name])
    known = expected[name]["system"]
    found = {
        "migrants": indices.migrants(cells),
        "mid_pop": people.sum(),
        "n_areas": len(codes),
        "cmi_pct_midpop": indices.crude_migration_intensity(cells, people),
        "courgeau_k": indices.courgeau_k(indices.transition_intensity(cells), len(codes)),
        "mei": indices.effectiveness_index(cells),
        "anmr_pct_midpop": indices.aggregate_net_migration_rate(cells, people),
        "connectivity": indices.connectivity(cells),
        "sum_net": margins.net_migrants(cells).sum(),
    }
    assert found == pytest.approx({key: known[key] for key in found}, rel=1e-8)


def test_the_country_is_measured_between_districts(pack, expected):
    known = expected["adm2"]["system"]
    assert pack.published.value("ZZ", "mei", PERIOD).value == pytest.approx(known["mei"], rel=1e-8)
    cmi = pack.published.value("ZZ", "cmi", PERIOD).value
    assert cmi == pytest.approx(known["cmi_pct_midpop"], rel=1e-8)


def test_in_migrants_are_not_summed_up_the_hierarchy(pack, expected):
    districts = pack.gazetteer.children("ZZ01")
    summed = sum(pack.published.value(d.place_code, "in_mig_n", PERIOD).value for d in districts)
    assert summed == 8_100
    assert pack.published.value("ZZ01", "in_mig_n", PERIOD).value == 4_050
    net = sum(pack.published.value(d.place_code, "net_mig_n", PERIOD).value for d in districts)
    assert net == expected["adm1"]["by_area"]["ZZ01"]["net"]


def test_streams_have_the_known_preference(files, pack, expected):
    cells, people, codes = _system(files, pack, AdminLevel.ADM2)
    index = streams.preference_index(cells, people)
    assert expected["preference"]
    for stream in expected["preference"]:
        value = index[codes.index(stream["orig"]), codes.index(stream["dest"])]
        assert value == pytest.approx(stream["preference_ratio_off_diagonal"], rel=1e-8)


def test_collapsing_the_districts_gives_the_provinces(files):
    by_level = {flow.entry.origin_level: flow for flow in files.flows}
    districts = tuple(str(p.place_code) for p in files.gazetteer.at_level(AdminLevel.ADM2))
    cells = matrix_of(by_level["ADM2"], districts, PERIOD, "total")
    groups = np.array([0 if code.startswith("ZZ01") else 1 for code in districts])
    provinces = matrix_of(by_level["ADM1"], ("ZZ01", "ZZ02"), PERIOD, "total")
    assert np.array_equal(matrix.collapse(cells, groups, 2), provinces)


def test_people_came_as_far_as_the_points_of_their_places_lie_apart(pack, synthetic):
    centre = {str(code): place.centre for code, place in pack.gazetteer.places.items()}
    people, travelled = Counter(), Counter()
    lines = (synthetic / "od_5yr.csv").read_text(encoding="utf-8").splitlines()
    for row in csv.DictReader(lines):
        here, there, count = row["orig_pcode"], row["dest_pcode"], float(row["persons"])
        if here != there:
            metres = Geod(ellps="WGS84").inv(*centre[here], *centre[there])[2]
            people[there] += count
            travelled[there] += count * metres / 1000
    for place in people:
        found = pack.published.value(place, "mean_mig_dist", "2019/2024").value
        assert found == pytest.approx(travelled[place] / people[place], rel=1e-8)
