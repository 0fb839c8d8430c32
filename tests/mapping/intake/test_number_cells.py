"""Numbers as people write them are read as meant, or asked about."""

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.intake.number_cells import (
    Mark,
    is_missing,
    is_number,
    mark_of,
    marks_of,
    to_number,
    to_numbers,
)


@pytest.mark.parametrize(
    ("cell", "decimal", "value"),
    [
        ("1234", ".", 1234),
        ("1,234,567", ".", 1234567),
        ("12,34,567.5", ".", 1234567.5),
        ("1.234.567,5", ",", 1234567.5),
        ("1 234 567", ".", 1234567),
        ("2\u00a0345\u00a0678", ",", 2345678),
        ("3\u202f456", ".", 3456),
        ("1'234'567", ".", 1234567),
        ("−5", ".", -5),
        ("12,5 %", ",", 12.5),
        ("$1,200", ".", 1200),
        ("₹ 1,20,000", ".", 120000),
        ("१२३४", ".", 1234),
        ("١٢٣٫٥", ",", 123.5),
        (".5", ".", 0.5),
        ("1.5e3", ".", 1500),
    ],
)
def test_a_number_is_read_as_written(cell: str, decimal: str, value: float) -> None:
    assert to_number(cell, decimal=decimal) == value


@pytest.mark.parametrize(
    "cell", ["", "abc", "12 34", "1.2.3", "1e400", "NaN", "inf", "3 districts"]
)
def test_what_is_no_finite_number_is_none(cell: str) -> None:
    assert math.isnan(to_number(cell, decimal="."))


@pytest.mark.parametrize(
    ("cell", "mark"),
    [
        ("12", Mark.NONE),
        ("0.123", Mark.POINT),
        ("1.23", Mark.POINT),
        ("1,23", Mark.COMMA),
        ("1.234", Mark.EITHER_POINT),
        ("1,234", Mark.EITHER_COMMA),
        ("1.234.567", Mark.COMMA),
        ("1,234.5", Mark.POINT),
        ("1.234,5", Mark.COMMA),
        ("1,23,4", None),
        ("village", None),
    ],
)
def test_a_cell_says_which_mark_is_decimal(cell: str, mark: Mark | None) -> None:
    assert mark_of(cell) is mark


def test_a_doubtful_number_is_settled_by_another_one() -> None:
    assert marks_of(["1.234", "0.5"], delimiter=";").doubtful is None
    assert marks_of(["1.234", "12.345"], delimiter=";").doubtful == "1.234"
    assert marks_of(["1.234", "1.234.567"], delimiter=";").doubtful == "1.234"
    assert marks_of(["1.234", "1.234.567", "9,9"], delimiter=";").doubtful is None
    assert marks_of(["1.234", "12.345"], delimiter=",").doubtful is None


def test_both_marks_in_one_table_are_noticed() -> None:
    assert marks_of(["1.5", "2,5"], delimiter=";").mixed


def test_marks_of_missing_values_are_no_numbers() -> None:
    assert all(is_missing(cell) and not is_number(cell) for cell in ("..", "-", "n/a", "x", "…"))


@given(st.integers(0, 10**12), st.sampled_from([",", " ", "\u00a0", "\u202f", "'"]))
def test_grouped_thousands_are_the_number(value: int, sign: str) -> None:
    written = f"{value:,}".replace(",", sign)

    assert to_number(written, decimal=".") == value


@given(st.floats(-1e9, 1e9, allow_nan=False).map(lambda x: round(x, 4)))
def test_a_decimal_comma_gives_the_same_number(value: float) -> None:
    written = f"{value:.4f}".replace(".", ",")

    assert to_number(written, decimal=",") == pytest.approx(value)
    assert mark_of(written) is Mark.COMMA


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_is_not(cell: str) -> None:
    mark = mark_of(cell)
    value = to_number(cell, decimal=".")

    assert math.isnan(value) or math.isfinite(value)
    assert mark is not None or math.isnan(value)


def test_a_column_keeps_its_rows() -> None:
    cells = pd.Series(["1", None, "x"], index=pd.Index([2, 3, 9], name="row"), dtype=object)
    found = to_numbers(cells)

    assert found.index.tolist() == [2, 3, 9]
    assert found.tolist()[0] == 1
    assert found.isna().tolist() == [False, True, True]
