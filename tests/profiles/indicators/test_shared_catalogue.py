"""The 69 indicators that are agreed on: nothing lost, nothing changed but the words."""

import json
import re
from collections import Counter

import pytest

from profiles.indicators.goals import Tie
from profiles.indicators.model import Direction

TIES = {
    "": Tie.SAME,
    "context": Tie.CONTEXT,
    "national analogue": Tie.ANALOGUE,
    "different: by origin": Tie.DIFFERS,
}
BREAKDOWNS = {"source(int/ext)": "remittance_origin"}
# Divided by years, from the matrix itself, or of the profile.
WITHOUT_DENOMINATOR = {"pop_growth", "mei", "mean_mig_dist", "data_complete"}


@pytest.fixture(scope="session")
def agreed(shared_dir):
    """The agreed entries by code."""
    text = (shared_dir / "catalogue" / "indicator_catalogue.json").read_text("utf-8")
    return {entry["id"]: entry for entry in json.loads(text)}


def test_all_69_are_there_with_their_facts(catalogue, agreed):
    assert len(agreed) == 69
    for code, entry in agreed.items():
        one = catalogue.indicators[code]
        found = (one.section, one.decimals, one.multiplier, one.direction, one.aggregation)
        names = ("section", "decimals", "multiplier", "direction", "aggregation")
        assert found == tuple(entry[name] for name in names), code


def test_46_of_them_are_neutral(catalogue, agreed):
    directions = Counter(catalogue.indicators[code].direction for code in agreed)
    assert directions == {
        Direction.NEUTRAL: 46,
        Direction.NEGATIVE: 13,
        Direction.POSITIVE: 10,
    }


def test_links_and_breakdowns_are_the_agreed_ones(catalogue, agreed):
    for code, entry in agreed.items():
        one = catalogue.indicators[code]
        links = [re.fullmatch(r"(\S+)(?: \((.+)\))?", text).groups("") for text in entry["sdg"]]
        assert [(link.code, link.tie) for link in one.sdg] == [(c, TIES[t]) for c, t in links]
        assert list(one.gcm) == [int(number) for number in entry["gcm"]]
        breakdowns = [BREAKDOWNS.get(name, name) for name in entry["disaggregation"]]
        assert [breakdown.name.lower() for breakdown in one.disaggregation] == breakdowns


def test_where_the_agreed_one_is_a_ratio_ours_names_both_its_parts(catalogue, agreed):
    ratios = {code for code, entry in agreed.items() if entry["denominator"] != "-"}
    for code in ratios - WITHOUT_DENOMINATOR:
        one = catalogue.indicators[code]
        assert one.numerator, code
        assert one.denominator, code
    assert ratios >= WITHOUT_DENOMINATOR


def test_what_must_be_said_is_said_in_words_of_our_own(catalogue, agreed):
    for code, entry in agreed.items():
        one = catalogue.indicators[code]
        assert one.caveat or entry["caveat"] == "-", code
        assert one.caveat != entry["caveat"] or len(entry["caveat"].split()) < 3, code
        assert one.definition() != entry["definition"], code
