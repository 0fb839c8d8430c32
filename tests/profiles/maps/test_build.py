"""Maps as data: counts become circles, rates classes, and every map carries its words."""

import os
from dataclasses import replace
from functools import lru_cache

import pytest

from mapping.cartography.layers import ChoroplethLayer, Mark, SymbolLayer
from mapping.cartography.palettes import diverging
from mapping.cartography.spoken import outline, spoken
from mapping.errors import (
    UnknownChoiceError,
    UnknownIndicatorError,
    UnknownLevelError,
    UnknownPeriodError,
    UnknownPlaceError,
)
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.indicators.model import Kind
from profiles.maps import build_map
from profiles.maps.build import request_of
from profiles.maps.look import Look
from profiles.pack import Pack, open_pack

PACKS = ("XXE", "PLW", "WSM", "SLB", "LKA", "FJI")


@lru_cache(maxsize=8)
def pack(iso3: str) -> Pack:
    return open_pack(Settings.from_environment(os.environ), iso3)


def latest(iso3: str, level: AdminLevel, code: str) -> str:
    return pack(iso3).periods_of(code, level)[-1]


def drawn(iso3: str, level: str, code: str, **asked):
    where = AdminLevel(level)
    period = asked.pop("period", None) or latest(iso3, where, code)
    return build_map(pack(iso3), level=where, indicator=code, period=period, **asked)


@pytest.mark.parametrize("iso3", PACKS)
def test_every_indicator_of_a_pack_makes_a_map_that_accounts_for_every_place(iso3: str) -> None:
    opened = pack(iso3)
    for level in opened.levels:
        places = [place.place_code for place in opened.gazetteer.at_level(level)]
        for indicator in opened.indicators_at(level):
            spec = drawn(iso3, level.value, indicator.code)
            layer = spec.layer
            in_classes = sum(item.count for item in layer.legend.classes)

            assert isinstance(layer, SymbolLayer) is (indicator.kind is Kind.EXTENSIVE)
            assert [value.place_code for value in layer.values] == places
            assert in_classes + sum(layer.legend.mark_counts.values()) == len(places)
            for value in layer.values:
                assert (value.mark is None) == (value.class_index is not None)
                assert (value.value is None) == (value.mark in {Mark.NO_DATA, Mark.NOT_SHOWN})
                if isinstance(layer, ChoroplethLayer) and value.class_index is not None:
                    found = layer.legend.classes[value.class_index]
                    assert found.lower <= (value.value or 0.0) <= found.upper


def test_the_words_of_a_map_say_what_where_when_and_from_whom() -> None:
    spec = drawn("LKA", "ADM2", "pop_growth", publisher="the Ministry")

    assert spec.title == "Average annual population growth by district, Sri Lanka, 2012–2024"
    assert spec.source_line.startswith("Data: Department of Census and Statistics")
    assert "Natural Earth" in spec.boundary_line
    assert "public domain" in spec.boundary_line
    assert spec.disclaimer.endswith("official endorsement or acceptance by the Ministry.")
    assert spec.layer.legend.unit == "% per year"
    assert any("provisional" in note for note in spec.notes)


def test_labels_are_printed_with_the_precision_of_the_classes() -> None:
    layer = drawn("WSM", "ADM1", "pop_density").layer

    for item in layer.legend.classes:
        assert item.label == f"{item.lower:,.1f}–{item.upper:,.1f}"


def test_a_scale_with_losses_and_gains_has_its_centre_at_zero() -> None:
    layer = drawn("FJI", "ADM1", "pop_growth").layer
    classes = layer.legend.classes

    assert [c.lower for c in classes] == [-c.upper for c in reversed(classes)]
    assert classes[len(classes) // 2].colour == diverging(1, 1, centre=True)[1]
    assert " to " in classes[0].label


def test_breaks_a_person_gives_are_kept() -> None:
    layer = drawn("WSM", "ADM1", "pop_density", breaks=(20, 50, 100)).layer

    assert layer.legend.scheme == "manual"
    assert {20.0, 50.0, 100.0} <= {item.upper for item in layer.legend.classes}


@pytest.mark.parametrize("scheme", ["quantiles", "fisher-jenks", "equal", "pretty"])
def test_every_scheme_draws_a_real_map(scheme: str) -> None:
    layer = drawn("LKA", "ADM2", "sex_ratio", scheme=scheme).layer

    assert layer.legend.scheme == scheme
    assert len(layer.legend.classes) >= 2


def test_the_selected_place_is_named_in_the_map() -> None:
    code = pack("XXE").gazetteer.at_level(AdminLevel.ADM2)[0].place_code

    assert drawn("XXE", "ADM2", "pop_total", selected=code).selected == code


def test_circles_of_the_key_are_at_most_a_tenth_larger_than_the_largest() -> None:
    layer = drawn("PLW", "ADM1", "pop_total").layer

    assert isinstance(layer, SymbolLayer)
    assert layer.largest <= layer.legend.classes[-1].upper <= layer.largest * 1.11


@pytest.mark.parametrize(
    ("change", "error", "asked"),
    [
        ({"level": AdminLevel.ADM3}, UnknownLevelError, "ADM3"),
        ({"indicator": "happiness"}, UnknownIndicatorError, "happiness"),
        ({"period": "1848"}, UnknownPeriodError, "1848"),
        ({"selected": "nowhere"}, UnknownPlaceError, "nowhere"),
        ({"scheme": "natural"}, UnknownChoiceError, "natural"),
        ({"classes": 12}, UnknownChoiceError, "12"),
        ({"breaks": (3, 1)}, UnknownChoiceError, "3,1"),
    ],
)
def test_what_does_not_exist_is_named_beside_what_does(change, error, asked: str) -> None:
    level = AdminLevel.ADM2
    given = {
        "level": level,
        "indicator": "household_size",
        "period": latest("XXE", level, "household_size"),
    }
    with pytest.raises(error) as caught:
        build_map(pack("XXE"), **(given | change))

    assert type(caught.value) is error
    assert asked in caught.value.what()
    assert caught.value.how()


def test_an_indicator_of_another_level_is_not_offered_here() -> None:
    only_country = pack("FJI").indicator("urban_share").code
    with pytest.raises(UnknownIndicatorError) as caught:
        build_map(pack("FJI"), level=AdminLevel.ADM1, indicator=only_country, period="2017")

    assert "pop_total" in caught.value.how()
    assert "urban_share" not in caught.value.how()


def test_a_map_is_said_in_words_with_its_classes_and_who_is_at_the_ends() -> None:
    spec = drawn("SLB", "ADM1", "pop_density")
    name = pack(spec.iso3).gazetteer.namer("en")
    said, layer = spoken(spec, name), spec.layer
    figures = [value for value in layer.values if value.value is not None]
    for value in (min(figures, key=lambda v: v.value), max(figures, key=lambda v: v.value)):
        assert f"{name(value.place_code)}, {value.text} {layer.legend.unit}" in said
    assert said.startswith(spec.title)
    for item in layer.legend.classes:
        assert (f"{item.label}: {item.count}" in said) is (item.count > 0)
        assert item.label not in spec.spoken, "a browser adds the classes that are on the map"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1e-9, "<0.1"),
        (0.05, "<0.1"),
        (0.0501, "0.1"),
        (-1e-9, ">\u22120.1"),
        (-0.1, "\u22120.1"),
        (1234.56, "1,234.6"),
    ],
)
def test_what_would_be_printed_as_none_is_less_than_the_least_that_is(value, text) -> None:
    asked = request_of(
        pack("SLB"),
        level=AdminLevel.ADM1,
        indicator="pop_density",
        period=latest("SLB", AdminLevel.ADM1, "pop_density"),
        look=Look(),
        language="en",
    ).asked
    assert asked.indicator.decimals == 1
    assert asked.figure(value) == text


def test_nobody_is_at_an_end_where_all_places_are_alike() -> None:
    spec = drawn("SLB", "ADM1", "pop_density")
    alike = tuple(value._replace(value=3.5, text="3.5") for value in spec.layer.values)
    spec = replace(spec, layer=replace(spec.layer, values=alike))
    assert "Lowest" in drawn("SLB", "ADM1", "pop_density").spoken
    assert "Lowest" not in outline(spec, str)
