"""Periods as the browser switches them: one legend, and the same places in each."""

import os
from functools import lru_cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.maps import build_map
from profiles.maps.frames import can_switch, frame_values, frame_words, timeline
from profiles.pack import Pack, open_pack


@lru_cache(maxsize=2)
def pack(iso3: str) -> Pack:
    return open_pack(Settings.from_environment(os.environ), iso3)


def maps_of(iso3: str, code: str):
    opened = pack(iso3)
    periods = opened.periods_of(code, AdminLevel.ADM1)
    return [
        build_map(
            opened,
            level=AdminLevel.ADM1,
            indicator=code,
            period=period,
            beside=[other for other in periods if other != period],
        )
        for period in periods
    ]


@pytest.mark.parametrize("code", ["pop_density", "pop_growth", "pop_total"])
def test_maps_of_all_periods_have_the_same_classes_and_colours(code) -> None:
    maps = maps_of("TLS", code)
    keys = {tuple((c.lower, c.upper, c.colour) for c in spec.layer.legend.classes) for spec in maps}
    assert len(maps) > 2
    assert len(keys) == 1
    assert len({getattr(spec.layer, "largest", None) for spec in maps}) == 1


def test_a_frame_says_of_each_place_what_the_map_of_its_period_says() -> None:
    for spec in maps_of("SLB", "pop_density"):
        body, words = frame_values(spec), frame_words(spec)
        assert len(body["classes"]) == len(body["texts"]) == len(spec.layer.values)
        assert body["numbers"] == [value.value for value in spec.layer.values]
        assert sum(words["counts"]) + sum(words["marks"].values()) == len(spec.layer.values)


def test_periods_lie_where_they_are_in_time() -> None:
    at = [entry["at"] for entry in timeline(["1999", "2004/2010", "2015-07", "first round"])]
    assert at == [1999, 2007, 2015.5, None]


@given(st.lists(st.integers(1900, 2100), min_size=2, unique=True))
def test_later_periods_lie_further_on_the_line_of_time(years) -> None:
    found = [entry["at"] for entry in timeline([str(year) for year in sorted(years)])]
    assert found == sorted(found)


def test_one_period_alone_is_not_switched_and_nor_are_too_many_places() -> None:
    spec = maps_of("SLB", "pop_density")[0]
    assert can_switch(spec, 3)
    assert not can_switch(spec, 1)
    assert not can_switch(spec, 100_000)
