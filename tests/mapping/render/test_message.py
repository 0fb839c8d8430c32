"""What a map in the browser is sent when something changes: few bytes, and all it needs."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ChoroplethLayer,
    FlowEnd,
    FlowLayer,
    Hatch,
    Legend,
    MapClass,
    MapSpec,
    Mark,
    PlaceValue,
    Stream,
    SymbolLayer,
)
from mapping.cartography.palettes import SYMBOL_COLOURS, Surface
from mapping.places import AdminLevel, PlaceCode
from mapping.render.artefacts import LevelOfDetail, Prepared
from mapping.render.letters import CLASS_LETTERS, size_letters
from mapping.render.message import hatch_message, losses_message, to_message


def value(index: int, number: float | None, class_index: int | None, mark: Mark | None = None):
    return PlaceValue(
        place_code=PlaceCode(f"X{index}"),
        value=number,
        text=str(number),
        class_index=class_index,
        mark=mark,
    )


VALUES = (
    value(0, 1.0, 0),
    value(1, 9.0, 1),
    value(2, 0.0, None, Mark.ZERO),
    value(3, None, None, Mark.NO_DATA),
    value(4, None, None, Mark.NOT_SHOWN),
)
LEGEND = Legend(
    title="Net migration rate",
    unit="per 1,000",
    period="2021",
    classes=(
        MapClass(lower=0, upper=5, colour="#eeeeee", label="0 to 5", count=1),
        MapClass(lower=5, upper=9, colour="#333333", label="5 to 9", count=1),
    ),
    scheme="equal",
    mark_counts=dict.fromkeys(Mark, 1),
    mark_labels={Mark.ZERO: "zero", Mark.NO_DATA: "no data", Mark.NOT_SHOWN: "not shown"},
)


def prepared(places: int) -> Prepared:
    lods = (
        LevelOfDetail(key="a" * 32, tolerance=1e-5, bytes_gzipped=1),
        LevelOfDetail(key="b" * 32, tolerance=1e-6, bytes_gzipped=1),
    )
    return Prepared(boundary_id="x", places=places, lods=lods, places_key="c" * 32)


def spec(layer) -> MapSpec:
    return MapSpec(
        iso3="XXG",
        level=AdminLevel.ADM2,
        boundary_id="grid-ADM2",
        title="Net migration rate, 2021",
        layer=layer,
        language="en",
        selected=PlaceCode("X1"),
        source_line="Statistics office",
        boundary_line="Survey department",
        disclaimer="No opinion",
    )


def test_each_place_is_one_letter_and_the_three_marks_differ():
    message = to_message(spec(ChoroplethLayer(legend=LEGEND, values=VALUES)), prepared(5), "k")
    assert message["classes"] == "AB=.~"
    assert [mark["letter"] for mark in message["legend"]["marks"]] == ["=", ".", "~"]
    assert message["selected"] == "X1"
    assert [level["key"] for level in message["geo"]] == ["a" * 32, "b" * 32]


def test_no_value_travels_with_the_message():
    message = to_message(spec(ChoroplethLayer(legend=LEGEND, values=VALUES)), prepared(5), "k")
    assert "9.0" not in json.dumps(message["classes"])
    assert "texts" not in message


@given(st.integers(1, 100), st.data())
def test_slanted_lines_take_a_letter_for_six_places(places: int, data) -> None:
    hatched = tuple(sorted(data.draw(st.sets(st.integers(0, places - 1), min_size=1))))
    said = hatch_message(Hatch(label="uncertain", places=hatched), places)
    numbers = [CLASS_LETTERS.index(letter) for letter in said["places"]]
    assert said["count"] == len(hatched)
    assert len(numbers) == -(-places // 6)
    assert tuple(i for i in range(places) if numbers[i // 6] >> i % 6 & 1) == hatched


def test_circles_have_a_letter_for_their_radius_by_area():
    layer = SymbolLayer(legend=LEGEND, values=VALUES, largest=9.0)
    message = to_message(spec(layer), prepared(5), "k")
    radii = [CLASS_LETTERS.index(letter) / 63 for letter in message["sizes"]]
    assert message["kind"] == "symbols"
    assert radii == pytest.approx([1 / 3, 1, 0, 0, 0], abs=1 / 126)


def test_circles_below_zero_are_told_with_a_colour_of_their_own():
    numbers = (5.0, -2.0, None, 0.0, *[1.0] * 3, -9.0)
    values = [value(i, one, 0) for i, one in enumerate(numbers)]
    layer = SymbolLayer(legend=LEGEND, values=tuple(values), largest=9.0)

    said = losses_message(layer)

    assert said is not None
    assert (said["count"], said["colour"]) == (2, SYMBOL_COLOURS[Surface.LIGHT][1])
    bits = [CLASS_LETTERS.index(letter) for letter in said["places"]]
    assert [bits[i // 6] >> i % 6 & 1 for i in range(len(numbers))] == [0, 1, 0, 0, 0, 0, 0, 1]
    assert losses_message(replace(layer, values=tuple(values[:1]))) is None


def test_nothing_to_scale_by_gives_no_circles():
    assert size_letters(VALUES, 0.0) == "AAAAA"


def test_a_spec_for_other_boundaries_is_refused():
    with pytest.raises(ValueError, match="5 values for 6 places"):
        to_message(spec(ChoroplethLayer(legend=LEGEND, values=VALUES)), prepared(6), "k")


def test_a_change_takes_two_bytes_a_place_and_five_thousand_at_most():
    many = tuple(value(index, 1.0, index % 2) for index in range(7000))
    layer = SymbolLayer(legend=LEGEND, values=many, largest=9.0)
    message = to_message(spec(layer), prepared(7000), "k")
    assert len(json.dumps(message)) <= 2 * 7000 + 5000


def flow_layer(places: int, streams: tuple[Stream, ...], ends: tuple[FlowEnd, ...]) -> FlowLayer:
    nobody = tuple(value(index, None, None, Mark.NO_DATA) for index in range(places))
    return FlowLayer(
        legend=LEGEND,
        values=nobody,
        largest=0.0,
        ends=ends,
        streams=streams,
        drawn=50,
        threshold=10,
        rest="",
        circles="",
        origins_on_map=True,
    )


def test_a_stream_has_seven_letters_and_ends_that_are_groups_come_after_the_places():
    ends = (FlowEnd("X0", "A", (0,)), FlowEnd("X7", "Both", (1, 2)), FlowEnd("X4", "E", (4,)))
    streams = (Stream(0, 2, 90.0, "90"), Stream(1, 0, 45.0, "45"))
    message = to_message(spec(flow_layer(5, streams, ends)), prepared(5), "k")
    packed = message["streams"]
    assert packed["origins"] == "AAA" + "AAF"
    assert packed["destinations"] == "AAE" + "AAA"
    assert [CLASS_LETTERS.index(letter) for letter in packed["widths"]] == [63, 32]
    assert [group["members"] for group in packed["groups"]] == [(1, 2)]
    assert "90" not in packed["origins"]


def test_two_rates_and_a_thousand_streams_keep_to_two_bytes_a_place():
    many = tuple(value(index, 1.0, index % 3) for index in range(7000))
    cell = Category(label="First rate: low; second rate: high", colour="#eeeeee", count=778)
    both = BivariateLayer(
        legend=LEGEND,
        first=LEGEND,
        second=LEGEND,
        cells=(cell,) * 9,
        values=many,
        first_values=many,
        second_values=many,
    )
    ends = tuple(FlowEnd(f"X{index}", f"Place {index}", (index,)) for index in range(7000))
    streams = tuple(Stream(i, i + 1, 1000.0 - i / 2, "1,000") for i in range(1000))
    for layer in (both, flow_layer(7000, streams, ends)):
        message = to_message(spec(layer), prepared(7000), "k")
        assert len(json.dumps(message, separators=(",", ":"))) <= 2 * 7000 + 5000
