"""The shipped figures are the published ones: nothing lost, swapped, mended or half added."""

import csv
import math
import sys
from collections import defaultdict

import pytest

from mapping.places import AdminLevel
from profiles.indicators.model import Kind

# Published rates that are worked out here instead: fact, indicator, digits printed.
WORKED_OUT = {
    "sex_ratio": ("sex_ratio", 2),
    "average_household_size": ("household_size", 2),
    "households_with_absentee_abroad_pct": ("hh_absent_share", 2),
}


def _facts(shared_dir, name):
    with (shared_dir / "facts" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _value(files, iso3, place, code, period, sex="total"):  # noqa: PLR0913 - the key of a figure
    return files[iso3].table.cells[place, code, period, sex, "total"].value


def _nso(root):
    with (root / "data/boundaries/npl/names.csv").open(encoding="utf-8", newline="") as file:
        return {"0-0": "NP"} | {row["code_nso"]: row["place_code"] for row in csv.DictReader(file)}


def _code(row):
    return row["note"].split("NSO code ")[1].split()[0].rstrip(";")


@pytest.fixture(scope="session")
def scripts(root):
    """The folder of scripts, importable."""
    sys.path.insert(0, str(root / "scripts"))
    yield
    sys.path.remove(str(root / "scripts"))


def test_every_place_has_a_figure_or_a_status_in_every_series(files):
    for iso3, one in files.items():
        level_of = {str(code): place.level for code, place in one.gazetteer.places.items()}
        series = defaultdict(set)
        for place, code, period, sex, age in one.table.cells:
            series[code, period, sex, age].add(place)
        for key, places in series.items():
            for level in {level_of[place] for place in places}:
                wanted = {str(place.place_code) for place in one.gazetteer.at_level(level)}
                assert wanted <= places, f"{iso3} {key} {level} lacks {wanted - places}"


def test_a_missing_figure_is_never_a_zero(files):
    sonsorol = files["PLW"].table.cells["PW-370", "ethnic_palauan_n", "2020", "total", "total"]
    assert (sonsorol.value, sonsorol.status.value) == (None, "M")


@pytest.mark.usefixtures("scripts")
def test_nepal_has_all_complete_series_of_the_facts(files, shared_dir):
    from indicator_sources import WANTED

    kept = set(WANTED["NPL"])
    found = {
        (row["indicator"], row["sex"])
        for row in _facts(shared_dir, "NPL.csv")
        if row["level"] == "district"
    }
    assert len(found) == 118
    left_out = {fact for fact, _ in found} - kept
    # Worked out at load and compared below; the last one repeats foreign_born_population.
    assert left_out == {*WORKED_OUT, "foreign_born_population_table24"}
    figures = files["NPL"].table.cells
    assert len({(key[1], key[3]) for key in figures}) == 118 - len(left_out)


def test_nepal_shows_at_least_forty_indicators_for_districts(packs):
    assert len(packs["NPL"].indicators_at(AdminLevel.ADM2)) >= 40


@pytest.mark.usefixtures("scripts")
def test_every_nepalese_figure_is_the_published_one_by_the_offices_code(files, root, shared_dir):
    from indicator_sources import WANTED

    nso, compared = _nso(root), 0
    for row in _facts(shared_dir, "NPL.csv"):
        wanted = WANTED["NPL"].get(row["indicator"])
        if wanted is not None:
            period = wanted.period or row["year"]
            place = nso[_code(row)]
            value = _value(files, "NPL", place, wanted.code, period, row["sex"])
            assert value == float(row["value"]), (row["area_name"], row["indicator"])
            compared += 1
    assert compared == len(files["NPL"].table.cells)


def test_the_two_halves_of_nawalparasi_and_rukum_keep_their_own_figures(files):
    gazetteer = files["NPL"].gazetteer
    names = {gazetteer.place(code).name: code for code in gazetteer.places}
    halves = {
        "Nawalparasi (Bardaghat Susta East)": ("NP-P4", 378_079),
        "Nawalparasi (Bardaghat Susta West)": ("NP-P5", 386_868),
        "Rukum (East)": ("NP-P5", 56_786),
        "Rukum (West)": ("NP-P6", 166_740),
    }
    found = {
        name: (gazetteer.place(code).parent_code, _value(files, "NPL", code, "pop_total", "2021"))
        for name, code in names.items()
        if "Nawalparasi" in name or "Rukum" in name
    }
    assert {parent for parent, _ in found.values()} == {"NP-P4", "NP-P5", "NP-P6"}
    assert found == halves


def test_published_rates_agree_with_those_worked_out_to_the_printed_digits(packs, root, shared_dir):
    nso, compared = _nso(root), 0
    for row in _facts(shared_dir, "NPL.csv"):
        if row["indicator"] not in WORKED_OUT:
            continue
        code, digits = WORKED_OUT[row["indicator"]]
        value = packs["NPL"].published.value(nso[_code(row)], code, "2021").value
        assert value == pytest.approx(float(row["value"]), abs=0.5001 * 10**-digits), row
        compared += 1
    assert compared == 3 * 85


def test_tongas_density_agrees_with_the_printed_one(packs, shared_dir):
    for row in _facts(shared_dir, "TON.csv"):
        if row["indicator"] == "population_density":
            place = row["area_code_iso3166_2"]
            value = packs["TON"].published.value(place, "pop_density", "2011").value
            assert value == pytest.approx(float(row["value"]), abs=0.5)


def _open_sums(one):
    for key, cell in one.table.cells.items():
        place, code, period, sex, age = key
        below = one.gazetteer.children(place)
        if one.indicators[code].kind is not Kind.EXTENSIVE or cell.value is None or not below:
            continue
        parts = [one.table.cells.get((str(p.place_code), code, period, sex, age)) for p in below]
        values = [part.value for part in parts if part and part.value is not None]
        if len(values) == len(below) and not math.isclose(sum(values), cell.value, abs_tol=0.05):
            yield (code, period, sex), sum(values) - cell.value


def test_published_totals_are_the_sums_of_their_parts_but_where_the_source_says_otherwise(files):
    found = {
        (iso3, *key): difference
        for iso3, one in files.items()
        for key, difference in _open_sums(one)
        if key[0] != "area_km2"
    }
    assert found == {
        ("PLW", "pop_total", "2015", "total"): -310.0,
        ("PLW", "pop_total", "2020", "total"): -201.0,
        ("WSM", "pop_total", "2001", "total"): -138.0,
        ("TLS", "pop_total", "2004", "total"): -2189.0,
    }


@pytest.mark.parametrize(
    ("iso3", "period"), [("PLW", "2015"), ("PLW", "2020"), ("WSM", "2001"), ("TLS", "2004")]
)
def test_a_sum_that_does_not_close_is_said_in_the_note_and_beside_the_data(
    files, root, iso3, period
):
    note = files[iso3].series["pop_total"].note
    assert period in note
    assert "mended" in note
    readme = (root / "data" / "indicators" / iso3.lower() / "README.md").read_text("utf-8")
    assert f"`pop_total`, {period}: " in readme


def test_national_totals_are_the_published_ones(files):
    published = {
        ("NPL", "NP", "2021"): 29_164_578,
        ("SLB", "SB", "2019"): 720_956,
        ("WSM", "WS", "2021"): 205_557,
        ("WSM", "WS", "2001"): 176_848,
        ("PLW", "PW", "2015"): 17_661,
        ("PLW", "PW", "2020"): 17_614,
        ("LKA", "LK", "2012"): 20_359_439,
        ("FJI", "FJ", "2007"): 837_271,
        ("TLS", "TL", "2004"): 923_198,
    }
    found = {key: _value(files, key[0], key[1], "pop_total", key[2]) for key in published}
    assert found == published


def test_sri_lankas_northern_districts_are_joined_by_name_and_not_by_code(files, shared_dir):
    gazetteer = files["LKA"].gazetteer
    codes = {place.name: code for code, place in gazetteer.places.items()}
    northern = ("Jaffna", "Kilinochchi", "Mannar", "Vavuniya", "Mullaitivu")
    for row in _facts(shared_dir, "LKA.csv"):
        is_total = row["indicator"] == "population" and row["sex"] == "total"
        if is_total and row["area_name"] in northern:
            value = _value(files, "LKA", codes[row["area_name"]], "pop_total", row["year"])
            assert value == float(row["value"]), row["area_name"]


def test_sri_lankas_registrations_leave_out_the_year_that_lacks_a_district(packs):
    periods = packs["LKA"].periods_of("foreign_emp_reg_n", AdminLevel.ADM2)
    assert periods == ("2020", "2022", "2023")
    assert "2024 lacks Kurunegala" in packs["LKA"].series["foreign_emp_reg_n"].note


def test_fijis_divisions_are_exact_sums_of_their_provinces(files):
    northern = 15_466 + 50_469 + 65_983
    assert _value(files, "FJI", "FJ-N", "pop_total", "2017") == northern
    assert _value(files, "FJI", "FJ-R", "pop_total", "1996") == 2_810
    assert "Division = sum of its provinces" in files["FJI"].series["pop_total"].note


def test_dili_has_atauro_in_it_in_every_year(files):
    populations = {
        year: _value(files, "TLS", "TL-DI", "pop_total", year)
        for year in ("1990", "2004", "2010", "2015", "2022")
    }
    assert populations == {
        "1990": 123_305,
        "2004": 165_678 + 7_863,
        "2010": 225_424 + 8_602,
        "2015": 268_005 + 9_274,
        "2022": 324_738 + 10_295,
    }
    assert _value(files, "TLS", "TL-DI", "area_km2", "2022") == 228 + 141


def test_growth_is_made_only_between_comparable_censuses(packs):
    periods = {
        iso3: pack.periods_of("pop_growth", AdminLevel.ADM1)
        for iso3, pack in packs.items()
        if "pop_growth" in pack.indicators
    }
    assert periods == {
        "NPL": ("2011/2021",),
        "SLB": ("1999/2009", "2009/2019"),
        "LKA": ("2012/2024",),
        "FJI": ("1996/2007", "2007/2017"),
        "TLS": ("2004/2010", "2010/2015", "2015/2022"),
        "XXE": ("2019/2024",),
    }


def test_nepals_three_flow_tables_add_up_exactly_at_every_level(files):
    table = files["NPL"].table.cells
    measures = {flow.entry.measure for flow in files["NPL"].flows}
    assert measures == {"birth_province", "former_residence", "absent_abroad"}
    for flow in files["NPL"].flows:
        sums = defaultdict(float)
        total = flow.entry.destination_total or flow.entry.origin_total
        end = 1 if flow.entry.destination_total else 0
        for key, value in flow.cells.items():
            sums[key[end], key[3]] += value
        assert sums
        for (place, sex), value in sums.items():
            assert table[place, total, "2021", sex, "total"].value == value


def test_flows_of_nested_levels_lie_in_tables_of_their_own(files):
    for flow in files["NPL"].flows:
        levels = defaultdict(set)
        for origin, destination, _, _ in flow.cells:
            for end, code in (("origin", origin), ("destination", destination)):
                if code in files["NPL"].gazetteer.places:
                    levels[end].add(files["NPL"].gazetteer.place(code).level)
        for end, found in levels.items():
            assert found == {getattr(flow.entry, f"{end}_level")}


@pytest.mark.slow
@pytest.mark.usefixtures("scripts")
def test_the_tables_are_rebuilt_from_the_facts_byte_for_byte(root, shared_dir, tmp_path):
    import shutil

    import build_indicators

    for folder in ("boundaries", "indicators"):
        wanted = ("*.toml", "*.json", "*.csv", "*.parquet", "*.md")
        for pattern in wanted:
            for path in (root / "data" / folder).rglob(pattern):
                if folder == "indicators" and path.suffix == ".csv":
                    continue
                copy = tmp_path / path.relative_to(root / "data")
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copy)
    facts, synthetic = shared_dir / "facts", shared_dir / "reference" / "synthetic"
    options = ["--from", str(facts), "--reference", str(synthetic), "--data", str(tmp_path)]
    build_indicators.main(options)
    built = {
        path.relative_to(tmp_path): path.read_bytes()
        for path in (tmp_path / "indicators").rglob("*.*")
    }
    shipped = {
        path.relative_to(root / "data"): path.read_bytes()
        for path in (root / "data" / "indicators").rglob("*.*")
    }
    assert set(built) == set(shipped)
    assert [path for path in built if built[path] != shipped[path]] == []
