"""What browsers fetch later lies under a key of its own."""

import gzip

import pytest

from mapping.cartography.layers import PlaceValue
from mapping.places import PlaceCode
from mapping.ui.kept_values import ValueStore, register_places, register_values


def test_the_same_texts_have_the_same_key():
    assert register_values(["a", "b"]) == register_values(["a", "b"])
    assert register_values(["a", "b"]) != register_values(["b", "a"])


def test_a_full_store_forgets_what_was_unused_longest():
    one = len(gzip.compress(b'{"texts":["aaaaaaaaa"],"numbers":null}', 6))
    store = ValueStore(kept_bytes=2 * one + one // 2)
    first, second = store.add(["a" * 9]), store.add(["b" * 9])
    assert store.get(first) is not None  # used again: younger than the second
    third = store.add(["c" * 9])
    assert [store.get(key) is not None for key in (first, second, third)] == [True, False, True]


def test_places_one_by_one_are_known_by_what_is_said_of_them():
    rows = (PlaceValue(PlaceCode("X1"), 1.0, "one", 0),)
    other = (PlaceValue(PlaceCode("X1"), 1.0, "uno", 0),)
    assert register_places(rows) == register_places(rows) == register_values(["one"], [1.0])
    assert register_places(rows) != register_places(other)


def test_values_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="JSON"):
        register_values(["a"], [float("nan")])
