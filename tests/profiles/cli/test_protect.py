"""`lmp protect`: the files it writes, what it refuses, and what two releases tell together."""

import csv
import json

import numpy as np
import pytest

from profiles.cli.main import main
from tests.attack.linear import intervals, table_equations

ROWS = """place_code,name,parent_code,work,family,study,other
A1,Alder,A,120,45,8,30
A2,Birch,A,64,3,22,17
B1,Cedar,B,210,80,40,66
B2,"Elm, lower",B,51,26,12,14
B3,Fir,B,33,19,0,25
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Protect one text and give exit code, table and report."""
    monkeypatch.chdir(tmp_path)

    def protect(text, *options, threshold=10, name="table"):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        out, report = tmp_path / f"{name}.out.csv", tmp_path / f"{name}.json"
        arguments = ["protect", f"{name}.csv", "--threshold", str(threshold)]
        code = main([*arguments, "--out", str(out), "--report", str(report), *options])
        rows = list(csv.reader(out.read_text("utf-8").splitlines())) if out.exists() else None
        return code, rows, json.loads(report.read_text("utf-8")) if report.exists() else None

    return protect


def test_the_same_shape_comes_back_with_x_for_what_is_hidden(run):
    code, rows, report = run(ROWS)
    before = list(csv.reader(ROWS.splitlines()))
    assert code == 0
    assert [row[:3] for row in rows] == [row[:3] for row in before]
    assert rows[0] == before[0]
    crossed = {
        (row[0], column)
        for row in rows[1:]
        for column, cell in zip(rows[0], row, strict=True)
        if cell == "x"
    }
    assert crossed == {(cell["place_code"], cell["category"]) for cell in report["hidden"]}
    for old, new in zip(before, rows, strict=True):
        assert all(a in (b, "x") or b == "x" for a, b in zip(old, new, strict=True))
    assert ("A1", "study") in crossed
    assert rows[5][5] == "0"


def test_the_report_tells_kind_interval_and_cost(run):
    _, rows, report = run(ROWS.replace(",parent_code", ",province"))
    assert (report["threshold"], report["margins"], report["earlier_releases"]) == (10, "public", 0)
    assert (report["primary"], report["complementary"], report["cost"]) == (2, 4, 85)
    first = next(cell for cell in report["hidden"] if cell["category"] == "study")
    assert first == {
        "place_code": "A1",
        "category": "study",
        "kind": "primary",
        "lower": 0,
        "upper": 11,
        "protected": True,
        "published_before": False,
    }
    assert "province" in rows[0]


def test_the_report_says_what_another_solver_says(run):
    text = "place_code,a,b,c,d\n" + "\n".join(
        f"P{n},{','.join(map(str, row))}"
        for n, row in enumerate(np.random.default_rng(2).integers(0, 40, (8, 4)).tolist())
    )
    _, rows, report = run(text)
    true = np.array([row.split(",")[1:] for row in text.splitlines()[1:]], dtype=int)
    hidden = np.array([[cell == "x" for cell in row[1:]] for row in rows[1:]])
    places, categories = [row[0] for row in rows[1:]], rows[0][1:]
    found = intervals(table_equations(true, hidden, places, categories))
    for cell in report["hidden"]:
        least, most = found[cell["place_code"], cell["category"]]
        assert (cell["lower"], cell["upper"]) == (round(least), round(most))
        assert cell["protected"] == (most - least >= 10 - 1e-6)


def test_the_report_on_standard_output_is_one_json_document(run, capsys):
    _, _, report = run(ROWS, "--json")
    assert json.loads(capsys.readouterr().out) == report


def test_without_margins_no_other_count_is_hidden(run):
    _, _, report = run(ROWS, "--hide-margins")
    assert (report["margins"], report["complementary"]) == ("hidden", 0)
    assert {cell["upper"] for cell in report["hidden"]} == {None}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("C1,x,C,4,-5,6,7", "row 7, column family: is not a number of people"),
        ("C1,x,C,4,5.5,6,7", "row 7, column family: is not a whole number"),
        ("C1,x,C,4,five,6,7", "row 7, column family: is not a whole number"),
        ("C1,x,C,4,5%,6,7", "row 7, column family: is not a whole number"),
        ("C1,x,C,4,,6,7", "row 7, column family: is empty"),
        (",x,C,4,5,6,7", "row 7, column place_code: has no place code"),
        ("A1,x,C,4,5,6,7", "row 7, column place_code: stands in an earlier row too"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_written(run, capsys, row, said):
    code, rows, report = run(ROWS + row + "\n", "--history", "history.jsonl")
    assert (code, rows, report) == (1, None, None)
    assert said in capsys.readouterr().err


def test_a_table_without_places_is_refused(run, capsys):
    code, rows, _ = run("work,family\n1,2\n3,4\n")
    assert (code, rows) == (1, None)
    said = capsys.readouterr().err
    assert "place codes" in said
    assert "row 1," in said


def test_another_column_can_have_the_place_codes(run):
    code, rows, _ = run(ROWS.replace("place_code", "zone"), "--place-code", "zone")
    assert code == 0
    assert rows[0][0] == "zone"


def test_a_column_that_is_not_there_is_a_fault_of_use(run, capsys):
    code, rows, _ = run(ROWS, "--place-code", "zone")
    assert (code, rows) == (2, None)
    assert "zone is not a column of the table" in capsys.readouterr().err


def test_counts_rounded_at_random_are_multiples_and_the_same_each_time(run):
    code, rows, report = run(ROWS, "--round", "5", "--history", "history.jsonl")
    assert code == 0
    true = list(csv.reader(ROWS.splitlines()))
    assert rows[0] == true[0]
    pairs = [
        (int(shown), int(count))
        for row, given in zip(rows[1:], true[1:], strict=True)
        for shown, count in zip(row, given, strict=True)
        if count.isdigit()
    ]
    assert all(shown % 5 == 0 and abs(shown - count) < 5 for shown, count in pairs)
    assert report["method"] == "random rounding"
    assert report["changed"] == sum(shown != count for shown, count in pairs) > 0
    assert run(ROWS, "--round", "5")[1] == rows


def test_what_was_rounded_is_not_hidden_in_the_same_register(run, capsys):
    assert run(ROWS, "--round", "5", "--history", "history.jsonl")[0] == 0
    assert run(ROWS, "--history", "history.jsonl")[0] == 1
    assert "protected otherwise" in capsys.readouterr().err


def test_another_base_of_rounding_is_a_fault_of_use(run, capsys):
    assert run(ROWS, "--round", "4")[0] == 2
    assert "3, 5" in capsys.readouterr().err


@pytest.mark.parametrize("threshold", [1, 0, -3])
def test_a_threshold_that_hides_nothing_is_a_mistake(run, threshold):
    assert run(ROWS, threshold=threshold)[0] == 2


def test_a_missing_table_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    code = main(["protect", "no.csv", "--threshold", "10", "--out", "o.csv", "--report", "r.json"])
    assert code == 1
    assert "no.csv" in capsys.readouterr().err


def test_a_second_release_that_would_tell_a_count_is_refused_and_not_registered(
    run, tmp_path, capsys
):
    history = ("--history", str(tmp_path / "history.jsonl"))
    assert run(ROWS, *history)[0] == 0
    without = "\n".join(ROWS.splitlines()[:2] + ROWS.splitlines()[3:]) + "\n"
    code, rows, _ = run(without, *history, name="second")
    assert (code, rows) == (1, None)
    assert "A2 family" in capsys.readouterr().err
    assert len((tmp_path / "history.jsonl").read_text("utf-8").splitlines()) == 1
    code, rows, report = run(without, *history, "--hide-margins", name="second")
    assert (code, report["earlier_releases"]) == (0, 1)
    assert len((tmp_path / "history.jsonl").read_text("utf-8").splitlines()) == 2


def test_a_damaged_register_stops_the_release(run, tmp_path):
    (tmp_path / "history.jsonl").write_text("{")
    code, rows, _ = run(ROWS, "--history", str(tmp_path / "history.jsonl"))
    assert (code, rows) == (1, None)
