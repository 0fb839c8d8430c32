import json

import pytest

from mapping.community.text import clean_name, clean_note
from mapping.errors import OperationRefusedError


def test_control_characters_and_lone_surrogates_are_taken_out():
    assert clean_note("a\x00b\x0bc\x1bd\x7fe\x85f\ud800g\ufffeh") == "abcdefgh"


def test_lines_of_a_note_are_kept_and_line_ends_made_one_kind():
    assert clean_note("first\r\nsecond\rthird\n") == "first\nsecond\nthird"


def test_a_name_is_one_line():
    assert clean_name("Water\npoint") == "Water point"


def test_a_name_of_nothing_that_can_be_shown_is_refused():
    with pytest.raises(OperationRefusedError, match="a name is empty"):
        clean_name(" \x00\n ")


@pytest.mark.parametrize("length", [2001, 100_000])
def test_a_text_that_is_too_long_is_refused(length):
    with pytest.raises(OperationRefusedError, match="a text is too long"):
        clean_note("x" * length)


@pytest.mark.parametrize("value", [None, 3, b"x", ["x"]])
def test_what_is_no_text_is_refused(value):
    with pytest.raises(OperationRefusedError, match="is not one"):
        clean_note(value)


def test_hostile_texts_are_kept_as_typed_but_for_control_characters(shared_dir):
    hostile = json.loads((shared_dir / "corpus/own/text/hostile_text.json").read_text("utf-8"))
    unchanged = [text for text in hostile if len(text) <= 2000 and clean_note(text) == text.strip()]
    with_controls = [text for text in hostile if any(ord(c) < 32 for c in text)]
    too_long = [text for text in hostile if len(text) > 2000]
    assert len(unchanged) + len(with_controls) + len(too_long) >= len(hostile)
    for text in hostile:
        if len(text) <= 2000:
            clean_note(text).encode("utf-8")
