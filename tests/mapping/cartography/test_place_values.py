import math

import numpy as np
import pytest

from mapping.cartography.layers import Mark, PlaceValue
from mapping.cartography.place_values import MARKS, PlaceValues, state_of
from mapping.places import PlaceCode

ROWS = (
    PlaceValue(PlaceCode("A"), 1.5, "1.5", 0, None, "A"),
    PlaceValue(PlaceCode("B"), None, "not shown", None, Mark.NOT_SHOWN, "Q"),
    PlaceValue(PlaceCode("C"), 0.0, "0", None, Mark.ZERO, "A"),
    PlaceValue(PlaceCode("D"), 7.0, "7.0 E", 2, None, "U"),
    PlaceValue(PlaceCode("E"), None, "no data", None, Mark.NO_DATA),
)


def test_columns_give_back_the_places_they_were_made_of():
    values = PlaceValues.of(ROWS)
    assert tuple(values) == ROWS == values[:]
    assert [values[at] for at in range(-5, 5)] == [*ROWS, *ROWS]
    assert values == ROWS
    assert values != ROWS[:4]
    assert len({values, PlaceValues.of(ROWS)}) == 1
    assert PlaceValues.of(values) is values
    with pytest.raises(IndexError):
        values[5]


def test_what_has_no_number_has_no_class_and_is_counted_by_its_mark():
    values = PlaceValues.of(ROWS)
    assert [values.in_class(index) for index in range(4)] == [1, 0, 1, 0]
    assert [values.with_mark(mark) for mark in MARKS] == [1, 1, 1]
    assert [math.isnan(number) for number in values.numbers] == [False, True, False, False, True]


def test_nothing_is_said_of_places_that_nobody_asks_about():
    asked: list[int] = []

    def words(positions):
        asked.extend(positions)
        return ((str(at), "") for at in positions)

    values = PlaceValues(
        codes=[PlaceCode(str(at)) for at in range(7000)],
        numbers=np.arange(7000.0),
        states=np.full(7000, state_of(Mark.ZERO), dtype=np.int8),
        words=words,
    )
    assert values.with_mark(Mark.ZERO) == len(values)
    assert np.nanmax(values.numbers) == 6999
    assert asked == []
    assert values[-1].text == "6999"
    assert asked == [6999]
