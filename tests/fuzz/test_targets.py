"""The parsers of our own return or refuse in words, whatever they are thrown."""

import contextlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.fuzz_intake import changed
from tests.fuzz.targets import REFUSALS, TARGETS

PIECES = st.sampled_from(
    [*"0123456789.,;:/-+%()[]{}\"' \n\t", "é", "٣", "№", "\u200b", "\x00", "\ud800", "NaN", "1e999"]
)


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=20)
@given(seed=st.integers(0, 2**32), text=st.lists(PIECES, max_size=60).map("".join))
def test_a_parser_returns_or_refuses_in_words(name: str, seed: int, text: str) -> None:
    target, seeds = TARGETS[name]
    chance = random.Random(seed)
    for data in (changed(chance.choice(seeds), chance), text.encode("utf-8", "surrogatepass")):
        with contextlib.suppress(*REFUSALS):
            target(data)
