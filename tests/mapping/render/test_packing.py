"""What a browser unpacks is what was packed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.render.letters import CLASS_LETTERS, MARK_LETTERS
from mapping.render.packing import WORTH_PACKING, packed_classes, packed_letters

LETTERS = CLASS_LETTERS + "".join(MARK_LETTERS.values())


def unpacked(packed, pairs=""):
    """The same as in frame.js."""
    if isinstance(packed, str):
        return packed
    if "by" in packed:
        return "".join(packed["by"][letter] for letter in pairs)
    letters, found = packed["letters"], []
    for letter in packed["text"]:
        left = CLASS_LETTERS.index(letter)
        for _ in range(packed["each"]):
            found.append(letters[left % len(letters)])
            left //= len(letters)
    return "".join(found[: packed["places"]])


@given(st.text(LETTERS, min_size=1, max_size=80))
def test_letters_are_found_again(text):
    assert unpacked(packed_letters(text)) == text


@given(st.sets(st.sampled_from(LETTERS), min_size=1, max_size=9), st.data())
def test_few_letters_are_found_again(letters, data):
    text = data.draw(st.text(sorted(letters), min_size=1, max_size=80))
    assert unpacked(packed_letters(text)) == text


@pytest.mark.parametrize(
    ("letters", "most"), [("A", 1), ("AB", 1167), ("AB.", 2334), ("ABCDE=.~", 3500)]
)
def test_the_fewer_letters_the_more_places_stand_in_one(letters, most):
    text = (letters * 7000)[:7000]
    assert len(packed_letters(text)["text"]) <= most
    assert unpacked(packed_letters(text)) == text


def test_classes_of_two_rates_follow_from_both():
    pairs, classes = "ABCH" * WORTH_PACKING, "DAB~" * WORTH_PACKING
    packed = packed_classes({"classes": classes, "pairs": pairs})
    assert packed == {"by": {"A": "D", "B": "A", "C": "B", "H": "~"}}
    assert unpacked(packed, pairs) == classes


def test_a_small_map_goes_as_it_is():
    assert packed_classes({"classes": "AB"}) == "AB"
