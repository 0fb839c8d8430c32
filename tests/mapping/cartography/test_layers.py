from dataclasses import replace

import pytest

from mapping.cartography.layers import Legend, Mark, PlaceValue, SymbolLayer
from mapping.places import PlaceCode

LEGEND = Legend(
    title="People",
    unit="persons",
    period="2021",
    classes=(),
    scheme="",
    mark_counts=dict.fromkeys(Mark, 0),
    mark_labels={},
)
LAYER = SymbolLayer(legend=LEGEND, values=(), largest=1.0)


def among(places: int) -> float:
    one = PlaceValue(PlaceCode("X"), 1.0, "1", 0)
    return replace(LAYER, values=(one,) * places).largest_radius_px


def test_circles_of_few_places_have_one_size_whatever_the_country():
    assert among(1) == among(77) == among(300) == 26.0


def test_circles_are_smaller_where_there_are_many_so_that_they_do_not_hide_the_map():
    assert among(300 * 8) == pytest.approx(13)
    assert among(40_000) < among(7_000) < among(753) < 26
