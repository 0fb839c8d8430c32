"""Real tables against hand-checked truth: nothing wrong is joined, what has an answer is found."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[3] / "benchmarks"


@pytest.fixture(scope="module")
def joins():
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import joins
    finally:
        sys.path.remove(str(BENCHMARKS))
    return joins


@pytest.mark.slow
def test_real_tables_are_joined_right_and_nothing_is_joined_wrong(joins, messy):
    for case in joins.cases(messy):
        counts = joins.judged(case, joins.ours(case))
        assert counts["wrong"] == 0, case.name
        assert counts["matched"] + counts["first"] >= 0.99 * counts["answer"], case.name
        assert counts["suggested wrong"] <= 0.01 * counts["rows"], case.name
