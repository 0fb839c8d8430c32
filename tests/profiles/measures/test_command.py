"""`lmp measures` and `lmp estimate`: files in, one JSON document out, words for faults."""

import json

import pytest

from profiles.cli import main

FLOWS = (
    "origin,destination,flow\nA,A,80\nA,B,10\nA,C,10\nB,A,5\nB,B,90\nB,C,5\nC,A,0\nC,B,20\nC,C,80\n"
)
PEOPLE = "place_code,population\nA,100\nB,110\nC,90\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "flows.csv").write_text(FLOWS, encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return tmp_path


def run(folder, *words, flows=None):
    if flows is not None:
        (folder / "flows.csv").write_text(flows, encoding="utf-8")
    out = folder / "out.json"
    words = [folder / word if word.endswith(".csv") else word for word in words]
    assert main(["measures", *map(str, words), "--out", str(out)]) == 0
    return json.loads(out.read_text(encoding="utf-8"))


def refused(capsys, folder, *words):
    code = main([*map(str, words), "--out", str(folder / "out.json")])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert not (folder / "out.json").exists()
    return code, *lines


def test_a_transition_table_with_its_population_has_every_figure(folder):
    options = ("--flow-type", "transition", "--interval-years", "5")
    found = run(folder, "flows.csv", "--population", "people.csv", *options)
    assert (found["flow_type"], found["interval_years"]) == ("transition", 5)
    assert (found["period"], found["sex"], found["others"]) == (None, "total", [])
    assert found["notes"] == []
    assert "reasons" not in found["system"]
    assert found["system"]["migrants"] == 50
    assert found["system"]["cmi_pct"] == pytest.approx(100 * 50 / 300)
    assert found["system"]["connectivity"] == pytest.approx(5 / 6)
    place = found["places"][0]
    assert (place["place_code"], place["in_mig"], place["out_mig"], place["net"]) == (
        "A",
        5,
        20,
        -15,
    )
    assert place["net_rate_1000"] == pytest.approx(-150)
    assert place["net_rate_1000_per_year"] == pytest.approx(-30)
    assert {place["place_code"]: place.get("reasons") for place in found["places"]} == {
        "A": None,
        "B": None,
        "C": None,
    }
    assert len(found["streams"]) == 6
    stream = found["streams"][0]
    assert (stream["origin"], stream["destination"], stream["flow"]) == ("A", "B", 10)
    at_risk = 300**2 - 100**2 - 110**2 - 90**2
    assert stream["preference"] == pytest.approx(10 * at_risk / (50 * 100 * 110))
    assert stream["preference_printable"] is False


@pytest.mark.parametrize(
    ("kind", "name", "reason"),
    [
        ("lifetime", "net_rate_1000", "covers whole lives"),
        ("lifetime", "net_rate_1000_per_year", "covers whole lives"),
        ("last-move", "net_rate_1000", "spans no fixed period"),
        (
            "transition",
            "net_rate_1000_per_year",
            "number of years that the table covers is not known",
        ),
        ("event", "stayers", "does not count those who stayed"),
        ("event", "out_proportion", "does not count those who stayed"),
    ],
)
def test_what_a_kind_of_table_cannot_give_is_null_with_the_reason(folder, kind, name, reason):
    found = run(folder, "flows.csv", "--population", "people.csv", "--flow-type", kind)
    for place in found["places"]:
        assert place[name] is None
        assert reason in place["reasons"][name]


@pytest.mark.parametrize("kind", ["lifetime", "transition"])
def test_every_figure_comes_with_its_formula_and_unit(folder, kind):
    table = FLOWS.replace("flow\n", "flow,km\n").replace("0\n", "0,7\n").replace("5\n", "5,7\n")
    options = ("--population", "people.csv", "--flow-type", kind, "--interval-years", "5")
    found = run(folder, "flows.csv", *options, flows=table)
    figures = {*found["system"], *found["places"][0], *found["streams"][0]}
    figures -= {"place_code", "origin", "destination", "preference_printable", "reasons"}
    assert {"mean_distance", "net_rate_1000_per_year", "preference"} <= figures
    assert set(found["formulas"]) == figures
    assert found["formulas"]["mer_pct"] == {"formula": "100 N_i / T_i", "unit": "percent"}


def test_without_a_population_rates_are_null_and_the_rest_is_there(folder):
    found = run(folder, "flows.csv")
    assert found["system"]["cmi_pct"] is None
    assert "no population" in found["system"]["reasons"]["cmi_pct"]
    assert found["system"]["courgeau_k"] is not None
    assert found["places"][0]["in_rate_1000"] is None
    assert found["streams"][0]["preference"] is None
    assert "no population" in found["streams"][0]["reasons"]["preference"]
    assert "kind of table is not stated" in found["notes"][0]


def test_a_place_without_flows_is_named_and_a_total_is_none(folder):
    people = f"{PEOPLE}D,40\nTotal,340\n"
    (folder / "people.csv").write_text(people, encoding="utf-8")
    found = run(folder, "flows.csv", "--population", "people.csv", "--flow-type", "transition")
    assert found["notes"] == ["A population and no flows, so in no figure: D."]


def test_a_place_without_population_has_no_rate_and_the_system_none_of_people(folder):
    (folder / "people.csv").write_text("place_code,population\nA,100\nB,0\n", encoding="utf-8")
    found = run(folder, "flows.csv", "--population", "people.csv")
    rates = [place["net_rate_1000"] for place in found["places"]]
    assert rates == [-150, None, None]
    assert found["system"]["anmr_pct"] is None
    assert "No population above zero: B, C." in found["notes"]


def test_a_place_where_nobody_lives_has_no_rate_and_the_system_has(folder):
    (folder / "people.csv").write_text("place_code,population\nA,100\nB,50\nC,0\n", "utf-8")
    found = run(folder, "flows.csv", "--population", "people.csv")
    assert found["system"]["population"] == 150
    assert found["system"]["cmi_pct"] is not None
    assert found["places"][2]["net_rate_1000"] is None
    assert found["places"][0]["net_rate_1000"] is not None
    to_nobody = [one for one in found["streams"] if "C" in (one["origin"], one["destination"])]
    assert all(one["preference"] is None for one in to_nobody)
    assert all("preference" in one["reasons"] for one in to_nobody)


def test_a_missing_flow_is_null_where_it_counts_and_only_there(folder):
    found = run(folder, "flows.csv", flows=FLOWS.replace("A,B,10", "A,B,"))
    a, b, c = found["places"]
    assert (a["in_mig"], a["out_mig"], a["net"]) == (5, None, None)
    assert (b["in_mig"], b["out_mig"]) == (None, 10)
    assert c["net"] == -5
    assert "missing is not zero" in a["reasons"]["out_mig"]
    assert found["system"]["mei"] is None
    assert found["streams"][0]["flow"] is None
    assert any("--missing-is-zero" in note for note in found["notes"])


def test_the_source_may_leave_out_zeros(folder):
    flows = FLOWS.replace("C,A,0\n", "")
    assert run(folder, "flows.csv", flows=flows)["system"]["migrants"] is None
    found = run(folder, "flows.csv", "--missing-is-zero")
    assert found["system"]["migrants"] == 50
    assert found["system"]["connectivity"] == pytest.approx(5 / 6)


def test_nobody_moving_is_undefined_and_says_so(folder):
    still = "origin,destination,flow\nA,B,0\nB,A,0\nA,C,0\nC,A,0\nB,C,0\nC,B,0\n"
    found = run(folder, "flows.csv", "--population", "people.csv", flows=still)
    assert found["system"]["cmi_pct"] == 0
    assert found["system"]["connectivity"] == 0
    for name in ("mei", "gini_total", "acv", "inequality_simulated"):
        assert found["system"]["reasons"][name] == "nobody moved"
    assert found["places"][0]["reasons"]["mer_pct"] == "nobody came to the place or left it"


def test_periods_and_sexes_beyond_the_first_are_in_others(folder):
    lines = [
        f"{line},{period},{sex}"
        for line in FLOWS.splitlines()[1:]
        for period in ("2001", "2011")
        for sex in ("male", "female")
    ]
    flows = "\n".join(["origin,destination,flow,year,sex", *lines])
    found = run(folder, "flows.csv", flows=flows)
    assert (found["period"], found["sex"], found["system"]["migrants"]) == ("2011", "total", 100)
    assert [(one["period"], one["sex"], one["system"]["migrants"]) for one in found["others"]] == [
        ("2011", "female", 50),
        ("2011", "male", 50),
        ("2001", "total", 100),
        ("2001", "female", 50),
        ("2001", "male", 50),
    ]


def test_distances_add_figures_of_distance(folder):
    head, *lines = FLOWS.splitlines()
    flows = "\n".join([f"{head},distance", *(f"{line},{10 + n}" for n, line in enumerate(lines))])
    found = run(folder, "flows.csv", flows=flows)
    moved = {"A,B": (10, 11), "A,C": (10, 12), "B,A": (5, 13), "B,C": (5, 15), "C,B": (20, 17)}
    mean = sum(n * km for n, km in moved.values()) / 50
    assert found["system"]["mean_distance"] == pytest.approx(mean)
    assert found["system"]["median_distance"] == 13
    assert found["streams"][0]["distance"] == 11
    assert "distance_decay" in found["system"]
    assert found["places"][0]["mean_distance_in"] == 13


@pytest.mark.parametrize(
    ("flows", "words"),
    [
        ("origin,destination,flow\nA,B,x1\n", "row 2, column flow: is no number (found 'x1')"),
        (
            "origin,destination,flow\nA,B,1\nA,B,2\n",
            "row 3, column origin: the pair is given twice",
        ),
        ("origin,there,flow\nA,B,1\n", "column destination: there is no such column"),
        ("origin,destination,flow\nA,x,1\nB,y,2\n", "fewer than two places"),
    ],
)
def test_a_fault_names_file_row_and_column(folder, capsys, flows, words):
    (folder / "flows.csv").write_text(flows, encoding="utf-8")
    code, what, how = refused(capsys, folder, "measures", folder / "flows.csv")
    assert code == 1
    assert "flows.csv" in what
    assert words in what
    assert how


def test_what_does_not_exist_is_a_fault_of_use(folder, capsys):
    flows = folder / "flows.csv"
    code, what, how = refused(capsys, folder, "measures", flows, "--flow-type", "census")
    assert (code, what) == (2, "census is not a flow type.")
    assert "lifetime" in how
    code, what, _ = refused(capsys, folder, "measures", flows, "--interval-years", "0")
    assert code == 2
    assert "number of years" in what
    code, what, _ = refused(capsys, folder, "measures", folder / "nothing.csv")
    assert code == 1
    assert "nothing.csv" in what


def test_a_column_can_be_named(folder):
    flows = FLOWS.replace("origin,", "origin,", 1)
    doubled = "\n".join(f"{line.split(',')[0].lower()},{line}" for line in flows.splitlines())
    doubled = doubled.replace("origin,origin,", "origin,orig_pcode,")
    found = run(folder, "flows.csv", "--origin", "orig_pcode", flows=doubled)
    assert [place["place_code"] for place in found["places"]] == ["A", "B", "C"]


def test_estimates_are_written_whole(folder, capsys):
    (folder / "cohorts.csv").write_text(
        "age_t0,age_t1,pop_t0,pop_t1,sr\n,0-4,,950,\n0-4,10-14,1000,950,0.9\n", encoding="utf-8"
    )
    (folder / "births.csv").write_text("age_t1,births,sr\n0-4,1000,0.93\n", encoding="utf-8")
    out = folder / "out.json"
    words = ["estimate", folder / "cohorts.csv", "--births", folder / "births.csv", "--out", out]
    assert main(list(map(str, words))) == 0
    assert "survival ratio, 2 rows" in capsys.readouterr().out
    found = json.loads(out.read_text(encoding="utf-8"))
    assert found["total_forward"] == 70
    assert found["what"].startswith("net migration of all kinds")


WOMEN = "\n".join(  # of 15-44 at the second census 6000 and of 20-49 as many; each group gains 40
    f"B,F,{a - 10}-{a - 6},{a}-{a + 4},1200,1000,0.8" for a in range(15, 50, 5)
)


def test_children_are_estimated_from_the_women_of_their_place(folder):
    head = "place_code,sex,age_t0,age_t1,pop_t0,pop_t1,sr\n"
    rows = [
        "A,F,5-9,15-19,90,100,0.9",
        "B,F,,0-4,,1500,",
        "B,M,,5-9,,1800,",
        "A,M,,0-4,,50,",
        WOMEN,
    ]
    (folder / "cohorts.csv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    out = folder / "out.json"
    words = ["estimate", folder / "cohorts.csv", "--child-woman", "--out", out]
    assert main(list(map(str, words))) == 0
    found = json.loads(out.read_text(encoding="utf-8"))["rows"]
    girls, boys, none = found[1:4]
    # 0.25 * 1500 / 6000 * 6 * 40 and 0.75 * 1800 / 6000 * 6 * 40
    assert (girls["net_forward"], boys["net_forward"]) == pytest.approx((15, 54))
    assert girls["net_reverse"] == pytest.approx(15 / 0.8)
    assert none["net_forward"] is None  # not all ages of women of A are there


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("age_t1,pop_t0,pop_t1,sr\n0-4,,950,\n", "column sex"),
        ("sex,age_t1,pop_t0,pop_t1,sr\nM,0-4,,950,\n", "has no rows of women"),
    ],
)
def test_children_without_women_are_refused(folder, capsys, table, said):
    (folder / "cohorts.csv").write_text(table, encoding="utf-8")
    code, what, how = refused(capsys, folder, "estimate", folder / "cohorts.csv", "--child-woman")
    assert code == 1
    assert said in f"{what} {how}"


@pytest.mark.parametrize("option", ["--origin", "--destination", "--flow"])
def test_a_column_that_is_not_there_is_a_fault_of_use(folder, capsys, option):
    (folder / "flows.csv").write_text("origin,destination,flow\nA,B,1\nB,A,2\n", encoding="utf-8")
    code, what, how = refused(capsys, folder, "measures", folder / "flows.csv", option, "none")
    assert (code, what) == (2, "none is not a column of the table.")
    assert "destination" in how
