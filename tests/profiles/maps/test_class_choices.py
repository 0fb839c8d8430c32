"""The classes a browser may switch to are those that the page would draw."""

import os
from functools import lru_cache

import pytest

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.maps.build import build_map, request_of
from profiles.maps.class_choices import change_choices, class_choices, two_rates_choice
from profiles.maps.difference import build_difference
from profiles.maps.drawing import FEWER_CLASSES
from profiles.maps.look import Look
from profiles.pack import Pack, open_pack


@lru_cache(maxsize=2)
def pack(iso3: str) -> Pack:
    return open_pack(Settings.from_environment(os.environ), iso3)


def offered(iso3: str, level: AdminLevel, code: str, **asked):
    opened = pack(iso3)
    periods = opened.periods_of(code, level)
    where = {"level": level, "indicator": code, "period": periods[-1]}
    where |= {"beside": periods[:-1], "language": "en"}
    spec = build_map(opened, **where, **asked)
    request = request_of(opened, **where, look=Look())
    return spec, where, class_choices(spec.layer, request, can_switch="kind" not in asked)


@pytest.mark.parametrize("code", ["pop_density", "pop_growth"])
def test_every_choice_is_the_map_that_its_address_makes(code: str) -> None:
    _, where, found = offered("SLB", AdminLevel.ADM1, code)

    assert len(found["choices"]) == 5 * 6
    for choice in found["choices"]:
        scheme, classes = choice["scheme"] or "quantiles", int(choice["classes"] or 5)
        spec = build_map(pack("SLB"), **where, scheme=scheme, classes=classes)
        legend = spec.layer.legend
        assert choice["labels"] == [one.label for one in legend.classes]
        assert list(choice["breaks"][1:]) == [one.upper for one in legend.classes]
        assert choice["midpoint"] == legend.midpoint
        assert choice["fewer"] == (FEWER_CLASSES in spec.notes)
        usual = choice["palettes"][0]
        assert usual["name"] == legend.palette
        assert list(usual["colours"]) == [one.colour for one in legend.classes]
        assert list(usual["dark"]) == [one.dark for one in legend.classes]


def test_two_rates_have_palettes_and_numbers_of_their_own_and_whole_maps_as_choices() -> None:
    spec, where, found = offered("NPL", AdminLevel.ADM2, "hh_absent_share", kind="bivariate")

    assert found["choices"] == []
    assert found["numbers"] == [("2", "2"), ("", "3")]
    assert list(found["palettes"][0]["colours"]) == [cell.colour for cell in spec.layer.cells]
    smaller = build_map(pack("NPL"), **where, kind="bivariate", classes=2)
    chosen = two_rates_choice(smaller)
    assert len(chosen["map"]["legend"]["classes"]) == 4
    assert chosen["texts"] == [value.text for value in smaller.layer.values]


def test_a_scale_with_a_middle_is_offered_with_odd_numbers_and_the_one_that_is_asked_for() -> None:
    both_sides, *_ = offered("FJI", AdminLevel.ADM1, "pop_growth")
    assert both_sides.layer.legend.midpoint == 0
    for asked, numbers in (
        (5, [("3", "3"), ("", "5"), ("7", "7")]),
        (4, [("4", "3"), ("", "5"), ("7", "7")]),
        (6, [("3", "3"), ("6", "5"), ("7", "7")]),
    ):
        found = _in_classes("FJI", "pop_growth", classes=asked)
        assert found["numbers"] == numbers
    usual = [("2", "2"), ("3", "3"), ("4", "4"), ("", "5"), ("6", "6"), ("7", "7")]
    for asked in ({}, {"scheme": "std-dev"}):
        assert _in_classes("NPL", "hh_absent_share", AdminLevel.ADM2, **asked)["numbers"] == usual


def _in_classes(iso3: str, code: str, level: AdminLevel = AdminLevel.ADM1, **look):
    opened = pack(iso3)
    where = {"level": level, "indicator": code, "period": opened.periods_of(code, level)[-1]}
    request = request_of(opened, **where, look=Look(**look), language="en")
    spec = build_map(opened, **where, **look)
    return class_choices(spec.layer, request, can_switch=True)


@pytest.mark.parametrize("code", ["pop_density", "pop_total"])
def test_changes_have_the_classes_that_the_page_would_draw(code: str) -> None:
    opened = pack("SLB")
    where = {"level": AdminLevel.ADM1, "indicator": code}
    between = where | {"earlier": "2009", "later": "2019"}
    request = request_of(opened, **where, period="2019", look=Look(), language="en")
    found = change_choices(build_difference(opened, **between).layer, request)

    assert [choice["classes"] for choice in found["choices"]] == ["2", "3", "4", "", "6", "7"]
    for choice in found["choices"]:
        legend = build_difference(
            opened, **between, classes=int(choice["classes"] or 5)
        ).layer.legend
        assert choice["labels"] == [one.label for one in legend.classes]
        assert list(choice["breaks"][1:]) == [one.upper for one in legend.classes]
        assert choice["midpoint"] == legend.midpoint
        (colours,) = choice["palettes"]
        assert list(colours["colours"]) == [one.colour for one in legend.classes]
        assert list(colours["dark"]) == [one.dark for one in legend.classes]
