"""Disclosure control and reliability of the invented country, whose answers are known exactly."""

import json

import numpy as np
import pytest

from profiles.cli.measures import read_outside_table
from profiles.protection.count_file import read_counts
from profiles.protection.reliability import Precision, Reliability, reliability
from profiles.protection.rounding import randomly_rounded
from profiles.protection.suppression.audit import intervals
from profiles.protection.suppression.sums import Sums
from profiles.protection.table import protect
from tests.attack.linear import intervals as attack
from tests.attack.linear import table_equations

FLAGS = {
    ("ok", "A"): Reliability.GOOD,
    ("parenthesise", "A"): Reliability.FEW_CASES,
    ("ok", "E"): Reliability.CAUTION,
    ("parenthesise", "E"): Reliability.CAUTION,
}


@pytest.fixture(scope="module")
def expected(synthetic):
    return json.loads((synthetic / "expected_sdc.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def table(synthetic):
    return read_counts(synthetic / "sdc_table.csv").table


def test_the_table_is_protected_at_the_least_cost_there_is(table, expected):
    assert table.counts.tolist() == expected["table"]
    assert table.counts.sum(axis=1).tolist() == expected["row_totals"]
    assert table.counts.sum(axis=0).tolist() == expected["col_totals"]
    found = protect(table, threshold=expected["threshold"])
    primary = {(c.place_code, c.category) for c in found.hidden if c.is_primary}
    assert primary == {tuple(name) for name in expected["primary"]}
    assert found.cost == expected["optimal_complementary_sum_of_values"]
    for cell in found.hidden:
        assert cell.is_wide
        if cell.is_primary:
            name = f"{cell.place_code}|{cell.category}"
            assert [cell.lower, cell.upper] == expected["audit_intervals"][name]


def test_the_cells_hidden_for_the_others_are_as_good_as_the_example(table, expected):
    example = {tuple(name) for name in expected["example_optimal_complementary"]}
    found = protect(table, threshold=expected["threshold"])
    ours = {(c.place_code, c.category) for c in found.hidden if not c.is_primary}
    assert sum(table.figures[name] for name in example) == found.cost
    assert len(ours) == len(example)
    hidden = {tuple(name) for name in expected["primary"]} | example
    where = [[(p, c) in hidden for c in table.categories] for p in table.place_codes]
    lines = table_equations(table.counts, np.array(where), table.place_codes, table.categories)
    for name, interval in expected["audit_intervals"].items():
        assert attack(lines)[tuple(name.split("|"))] == pytest.approx(tuple(interval))


def test_the_first_rule_alone_would_tell_both_counts(table, expected):
    hidden = (table.counts > 0) & (table.counts < expected["threshold"])
    found = attack(table_equations(table.counts, hidden, table.place_codes, table.categories))
    for name, interval in expected["primary_only_audit"].items():
        assert found[tuple(name.split("|"))] == pytest.approx(tuple(interval))


def test_a_part_of_a_published_whole_is_hidden_with_another(tmp_path):
    # The method's example: 100 = 60 + 33 + 7.
    path = tmp_path / "parts.csv"
    path.write_text("place_code,parent_code,people\nP,,100\nA,P,60\nB,P,33\nC,P,7\n", "utf-8")
    found = protect(read_counts(path).table, threshold=10)
    assert [cell.place_code for cell in found.hidden] == ["B", "C"]
    assert all(cell.is_wide for cell in found.hidden)


def test_a_printed_interval(expected):
    # Geurts 1992: rows of 7 and 3, columns of 6 and 4.
    printed = expected["geurts1992"]
    values = [4.0, 3.0, 2.0, 1.0]
    assert [sum(values[:2]), sum(values[2:])] == printed["row_totals"]
    assert [sum(values[::2]), sum(values[1::2])] == printed["col_totals"]
    lines = [[(0, 1.0), (1, 1.0)], [(2, 1.0), (3, 1.0)], [(0, 1.0), (2, 1.0)], [(1, 1.0), (3, 1.0)]]
    found = intervals(Sums.of(values, lines), np.arange(4))
    assert [4 - found.fall[0], 4 + found.rise[0]] == pytest.approx(printed["x11"])


def test_rounding_at_random_goes_up_and_down_as_often_as_it_should(expected):
    for count, chances in expected["random_rounding_base3"].items():
        rounded = [
            randomly_rounded(int(count), base=3, name=str(n), secret=b"test") for n in range(3_000)
        ]
        for multiple, chance in chances.items():
            share = rounded.count(int(multiple)) / len(rounded)
            top, _, bottom = str(chance).partition("/")
            assert abs(share - int(top) / int(bottom or 1)) < 0.04


def test_rounding_to_the_nearest_is_no_more_than_the_likeliest_of_two(expected):
    # The Handbook prints 35 for a total of 32, whose nearest multiple of 5 is 30.
    for count, nearest in expected["conventional_rounding_base5"].items():
        drawn = [
            randomly_rounded(int(count), base=5, name=str(n), secret=b"test") for n in range(400)
        ]
        assert max(set(drawn), key=drawn.count) == nearest
        assert len(set(drawn)) == (1 if int(count) % 5 == 0 else 2)


def test_estimates_are_flagged_by_the_stricter_rule(synthetic):
    expected = json.loads((synthetic / "expected_reliability.json").read_text("utf-8"))["estimates"]
    frame = read_outside_table(synthetic / "survey_estimates.csv").frame
    cases = dict(zip(frame["adm2_pcode"], map(int, frame["n_unweighted"]), strict=True))
    assert set(cases) == set(expected)
    for place, flags in expected.items():
        precision = Precision(cases=cases[place], cv_percent=flags["cv_pct"])
        given = (flags["n_flag"], flags["cv_flag"])
        assert reliability(precision) is FLAGS.get(given, Reliability.UNRELIABLE), place
