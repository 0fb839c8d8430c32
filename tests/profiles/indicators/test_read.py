"""Tables come in whole or not at all, and every faulty row is named."""

import pandas as pd
import pytest

from mapping.errors import BadTableError, UnreadableFileError
from profiles.indicators.read import COLUMNS, FLOW_COLUMNS, Survey, read_flows, read_tables
from profiles.indicators.schema import FlowFrame, IndicatorFrame, checked

INDICATORS = {"pop_total"}
PLACES = {"A", "B"}
GOOD = "A,pop_total,2021,total,total,5,A"


HEADER = ",".join(COLUMNS)


def _table(tmp_path, *rows, header=HEADER):
    (tmp_path / "table.csv").write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return read_tables(tmp_path, INDICATORS, PLACES)


def _fault(tmp_path, row):
    with pytest.raises(BadTableError) as caught:
        _table(tmp_path, GOOD, row)
    (problem,) = caught.value.problems
    assert "table.csv" in str(caught.value)
    assert problem.row == 3
    return problem.column, problem.value


def test_a_good_table_is_read_with_its_values(tmp_path):
    table = _table(tmp_path, GOOD, "B,pop_total,2021,total,total,,M")
    assert table.cells["A", "pop_total", "2021", "total", "total"].value == 5.0
    assert table.cells["B", "pop_total", "2021", "total", "total"].value is None
    assert table.frame["value"].isna().tolist() == [False, True]


def test_a_table_may_say_how_its_estimates_were_sampled(tmp_path):
    rows = ("A,pop_total,2021,total,total,12.5,A,42,1.5", "B,pop_total,2021,total,total,5,A,,")
    table = _table(tmp_path, *rows, header=f"{HEADER},cases,se")
    assert table.surveys == {("A", "pop_total", "2021", "total", "total"): Survey(42, 1.5)}
    assert _table(tmp_path, GOOD + ",7", header=f"{HEADER},cases").surveys == {
        ("A", "pop_total", "2021", "total", "total"): Survey(7, None)
    }
    assert _table(tmp_path, GOOD + ",7", header=f"{HEADER},se").surveys == {
        ("A", "pop_total", "2021", "total", "total"): Survey(None, 7.0)
    }


@pytest.mark.parametrize(
    ("sampled", "column", "value"),
    [("4.5,1", "cases", "4.5"), ("-4,1", "cases", "-4"), ("4,-1", "se", "-1"), ("4,x", "se", "x")],
)
def test_a_faulty_number_of_cases_or_error_is_named(tmp_path, sampled, column, value):
    with pytest.raises(BadTableError) as caught:
        _table(tmp_path, f"{GOOD},{sampled}", header=f"{HEADER},cases,se")
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.value) == (2, column, value)


def test_columns_of_a_sample_stand_behind_the_others_in_their_order(tmp_path):
    for header in (f"{HEADER},se,cases", f"{HEADER},cases,other", f"cases,{HEADER}"):
        with pytest.raises(BadTableError):
            _table(tmp_path, f"{GOOD},1,2", header=header)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        ("C,pop_total,2021,total,total,5,A", "place_code", "C"),
        ("B,pop_totl,2021,total,total,5,A", "indicator", "pop_totl"),
        ("B,pop_total,last year,total,total,5,A", "period", "last year"),
        ("B,pop_total,2021,both,total,5,A", "sex", "both"),
        ("B,pop_total,2021,total,total,five,A", "value", "five"),
        ("B,pop_total,2021,total,total,inf,A", "value", "inf"),
        ("B,pop_total,2021,total,total,5,Z", "status", "Z"),
        ("B,pop_total,2021,total,total,5,M", "status", "5 M"),
        ("B,pop_total,2021,total,total,,A", "status", " A"),
        ("B,pop_total,2021,total,total,,Q", "status", "Q"),
        (GOOD, "place_code", "A pop_total 2021 total total"),
    ],
)
def test_a_faulty_row_is_named_with_its_line_column_and_value(tmp_path, row, column, value):
    assert _fault(tmp_path, row) == (column, value)


def test_all_faults_are_told_at_once(tmp_path):
    with pytest.raises(BadTableError) as caught:
        _table(
            tmp_path, "C,pop_total,2021,total,total,5,A", GOOD, "D,pop_total,2021,total,total,5,A"
        )
    assert [problem.row for problem in caught.value.problems] == [2, 4]


def test_a_row_of_another_length_is_named(tmp_path):
    with pytest.raises(BadTableError, match="row 2: has another number of columns"):
        _table(tmp_path, "A,pop_total,2021,total,5,A")


def test_other_headings_are_refused(tmp_path):
    with pytest.raises(BadTableError, match="row 1: must read place_code,indicator"):
        _table(tmp_path, GOOD, header="place,indicator,period,sex,age,value,status")


def test_a_file_that_is_no_text_is_named(tmp_path):
    (tmp_path / "table.csv").write_bytes(b"\xff\xfe\x00PK\x03")
    with pytest.raises(UnreadableFileError, match=r"table\.csv cannot be read"):
        read_tables(tmp_path, INDICATORS, PLACES)


def test_flows_know_places_and_named_partners_and_nothing_else(tmp_path, catalogue):
    entry = next(flow for flow in catalogue.flows_of("NPL") if flow.measure == "absent_abroad")
    path = tmp_path / entry.file
    path.write_text(",".join(FLOW_COLUMNS) + "\nA,india,2021,total,3\nA,mars,2021,total,-1\n")
    with pytest.raises(BadTableError) as caught:
        read_flows(tmp_path, entry, PLACES)
    (problem,) = caught.value.problems
    assert problem.row == 3


def test_a_missing_flow_table_is_named(tmp_path, catalogue):
    entry = catalogue.flows_of("NPL")[0]
    with pytest.raises(UnreadableFileError, match="it is missing"):
        read_flows(tmp_path, entry, PLACES)


def test_shipped_tables_keep_the_schema(root):
    for path in sorted((root / "data" / "indicators").glob("*/*.csv")):
        flows = path.name.startswith("flows_")
        kinds = dict.fromkeys(FLOW_COLUMNS if flows else COLUMNS, str) | {"value": float}
        frame = pd.read_csv(path, dtype=kinds, keep_default_na=False, na_values={"value": [""]})
        checked(frame, FlowFrame if flows else IndicatorFrame, path)


def test_the_schema_names_line_and_rule():
    frame = pd.DataFrame([["A", "pop_total", "2021", "both", "total", 5.0, "A"]], columns=COLUMNS)
    with pytest.raises(BadTableError) as caught:
        checked(frame, IndicatorFrame, "mine.csv")
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.value) == (2, "sex", "both")


def test_the_schema_refuses_a_figure_with_the_status_of_a_missing_one():
    frame = pd.DataFrame([["A", "pop_total", "2021", "total", "total", 5.0, "M"]], columns=COLUMNS)
    with pytest.raises(BadTableError, match="status_fits_value"):
        checked(frame, IndicatorFrame, "mine.csv")
