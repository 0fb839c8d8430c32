"""Tables of cohorts, of populations, births and deaths as people have them."""

import io

import numpy as np
import pandas as pd
import pytest

from mapping.errors import BadTableError
from profiles.measures.estimation.cohorts import children, cohort_frame, survival_ratios
from profiles.measures.estimation.document import survival_document, vital_document

HEAD = "age_t0,age_t1,pop_t0,pop_t1,sr\n"


def frame(text, **options):
    found = pd.read_csv(io.StringIO(text), dtype=str)
    found.index = pd.RangeIndex(2, len(found) + 2, name="row")
    found = found.astype(object).where(found.notna(), None)
    return cohort_frame(found, path="cohorts.csv", **options)


def estimate(text, births=None):
    rows = survival_ratios(frame(text), path="cohorts.csv")
    if births is not None:
        rows = children(rows, frame(births), path="births.csv")
    return survival_document(rows)


def test_a_missing_count_leaves_its_cohort_and_the_sum_undefined_with_a_reason():
    found = estimate(HEAD + "0-4,10-14,1000,,0.9\n5-9,15-19,1000,950,0.9")
    first, second = found["rows"]
    assert first["pop_t1"] is None
    assert first["reasons"]["pop_t1"] == "the table does not give it"
    assert first["reasons"]["net_forward"].startswith("a number that it needs is missing")
    assert second["net_forward"] == 50
    assert found["total_forward"] is None


def test_every_estimate_comes_with_its_formula_and_unit():
    worked_out = {"expected_survivors", "net_forward", "net_reverse", "net_average"}
    found = estimate(HEAD + "0-4,10-14,1000,950,0.9")
    assert set(found["formulas"]) == worked_out
    assert worked_out <= set(found["rows"][0])
    vital = vital_document(frame("pop_start,pop_end,births,deaths\n90,95,9,3"), path="places.csv")
    assert set(vital["formulas"]) == {"natural_increase", "net", "population", "net_rate_1000"}


def test_rows_of_totals_are_not_counted_twice():
    found = estimate(HEAD + "0-4,10-14,1000,950,0.9\nTotal,Total,1000,950,0.9")
    assert len(found["rows"]) == 1
    assert found["total_forward"] == 50


def test_both_sexes_and_each_of_them_are_summed_apart():
    head = "sex,age_t1,pop_t0,pop_t1,sr\n"
    text = head + "M,10-14,100,95,0.9\nF,10-14,100,92,0.9\nTotal,10-14,200,187,0.9"
    found = estimate(text)
    assert {row["sex"]: row["net_forward"] for row in found["totals"]} == {
        "M": 5,
        "F": 2,
        "Total": 7,
    }
    assert found["total_forward"] == 7


def test_places_are_summed_each_and_together():
    text = (
        "pcode,age_t1,pop_t0,pop_t1,sr\nA,10-14,100,95,0.9\nA,15-19,100,90,0.9\nB,10-14,100,92,0.9"
    )
    found = estimate(text)
    assert [(row["place_code"], row["net_forward"]) for row in found["totals"]] == [
        ("A", 5),
        ("B", 2),
    ]
    assert found["total_forward"] == 7


def test_survival_comes_from_the_country_or_from_a_life_table():
    nation = "age_t1,pop_t0,pop_t1,national_t0,national_t1\n10-14,100,95,2000,1800"
    table = "age_t1,pop_t0,pop_t1,L_t0,L_t1\n10-14,100,95,480000,432000"
    for text in (nation, table):
        row = estimate(text)["rows"][0]
        assert row["survival_ratio"] == pytest.approx(0.9)
        assert row["net_forward"] == pytest.approx(5)


def test_a_ratio_out_of_range_is_refused_by_its_row_and_one_above_1_is_noted():
    with pytest.raises(BadTableError) as caught:
        estimate(HEAD + "0-4,10-14,10,9,0.9\n5-9,15-19,10,9,1.31\n10-14,20-24,10,9,0")
    assert [problem.row for problem in caught.value.problems] == [3, 4]
    assert "is not above 0 and up to 1.3" in str(caught.value)
    found = estimate(HEAD + "10-14,20-24,1000,1200,1.117")
    assert found["notes"] == [
        "Row 2: the survival ratio 1.117 is above 1, as misreported ages can make it."
    ]


def test_children_are_counted_less_surviving_births():
    cohorts = HEAD + ",0-4,,950,\n,5-9,,900,\n0-4,10-14,1000,950,0.9"
    births = "age_t1,births,sr\n0-4,1000,0.93\n5-9,1000,0.9"
    found = estimate(cohorts, births)
    young, older, last = found["rows"]
    assert (young["net_forward"], older["net_forward"], last["net_forward"]) == (20, 0, 50)
    assert young["net_reverse"] == pytest.approx(20 / 0.93)
    assert young["expected_survivors"] == 930
    assert found["total_forward"] == 70
    without = estimate(cohorts)
    assert without["rows"][0]["net_forward"] is None
    assert without["total_forward"] is None


def test_births_belong_to_their_place():
    cohorts = "pcode,age_t1,pop_t0,pop_t1,sr\nA,0-4,,95,\nB,0-4,,90,"
    births = "pcode,age_t1,births,sr\nB,0-4,100,0.9\nA,0-4,100,0.9"
    found = estimate(cohorts, births)
    assert [row["net_forward"] for row in found["rows"]] == [5, 0]


def test_births_without_a_row_of_children_are_refused():
    cohorts = HEAD + ",0-4,,950,\n0-4,10-14,1000,950,0.9"
    with pytest.raises(
        BadTableError, match=r"row 2, column age_end: no cohort of children .*'10-14'"
    ):
        estimate(cohorts, "age_t1,births,sr\n10-14,1000,0.93")
    with pytest.raises(BadTableError, match="row 3, column age_end: births are given twice"):
        estimate(cohorts, "age_t1,births,sr\n0-4,1000,0.93\n0-4,1000,0.93")
    with pytest.raises(BadTableError, match="column births: there is no such column"):
        estimate(cohorts, "age_t1,sr\n0-4,0.93")


def test_columns_that_are_needed_are_named():
    with pytest.raises(BadTableError, match="column pop_start: there is no such column"):
        estimate("age_t1,pop_t1,sr\n10-14,100,0.9")
    with pytest.raises(BadTableError, match="column sr: there is no such column"):
        estimate("age_t1,pop_t0,pop_t1\n10-14,100,95")
    with pytest.raises(BadTableError, match="row 2, column deaths: is below 0"):
        frame("pcode,pop_start,pop_end,births,deaths\nA,100,110,20,-5")
    with pytest.raises(BadTableError, match="column pop_start: there is no such column"):
        vital_document(frame("pcode,births,deaths\nA,20,5"), path="places.csv")


def test_vital_statistics_of_a_place_with_a_gap_are_undefined():
    text = "adm1_pcode,adm2_pcode,pop_start,pop_end,births,deaths\nZ,A,100,110,20,5\nZ,B,100,,20,5"
    found = vital_document(frame(text), path="places.csv")
    first, second = found["rows"]
    assert (first["place_code"], first["net"], first["population"]) == ("A", -5, 105)
    assert first["net_rate_1000"] == pytest.approx(-1000 * 5 / 105)
    assert (second["net"], found["total_net"]) == (None, None)
    assert set(second["reasons"]) == {"pop_end", "net", "population", "net_rate_1000"}
    assert np.isclose(found["rows"][1]["natural_increase"], 15)


def test_years_in_headers_tell_the_first_count_from_the_second():
    head = "age 1960,population 1960,age 1950,population 1950,sr"
    found = frame(f"{head}\n10-14,10300,0-4,10000,0.92", needed=("pop_start", "pop_end"))
    assert found.loc[2, ["age_start", "age_end"]].tolist() == ["0-4", "10-14"]
    assert found.loc[2, ["pop_start", "pop_end"]].tolist() == [10_000, 10_300]


def test_one_age_a_row_is_asked_about_since_it_may_be_no_cohort():
    with pytest.raises(BadTableError, match="age at the first count or at the second"):
        frame("age_group,pop_t0,pop_t1,sr\n0-4,10,9,0.9")


@pytest.mark.parametrize(
    ("ages", "rule"),
    [
        ([("0-4", "10-14"), ("5-9", "10-14")], "the cohort is given twice"),
        ([("0-4", "10-14"), ("5-9", "15-19"), ("10-14", "15-19")], "is 5 years after"),
        ([("10-14", "10-14")], "is 0 years after"),
    ],
)
def test_cohorts_that_no_two_counts_can_have_are_refused(ages, rule):
    people = {"pop_start": 950.0, "pop_end": 900.0, "survival": 0.9}
    found = pd.DataFrame([{"age_start": a, "age_end": b, **people} for a, b in ages])
    with pytest.raises(BadTableError) as caught:
        survival_ratios(found, path="cohorts.csv")
    assert any(rule in problem.rule for problem in caught.value.problems)


def test_open_groups_and_other_places_are_no_second_cohort():
    people = {"pop_start": 950.0, "pop_end": 900.0, "survival": 0.9}
    rows = [("0-4", "10-14", "A"), ("0-4", "10-14", "B"), ("60+", "70+", "A"), ("", "0-4", "A")]
    names = ("age_start", "age_end", "place_code")
    found = pd.DataFrame([{**dict(zip(names, row, strict=True)), **people} for row in rows])
    assert len(survival_ratios(found, path="cohorts.csv")) == len(rows)
