"""Figures that are hard to map: each makes a sensible map on screen and paper, or is said."""

import datetime
import os
from dataclasses import replace
from functools import lru_cache

import pytest

from mapping.boundaries.read import read_boundaries
from mapping.cartography.layers import BivariateLayer, Mark
from mapping.errors import UnknownChoiceError, UnknownPeriodError
from mapping.i18n import Translator
from mapping.places import AdminLevel
from mapping.render.letters import class_letters, pair_letters
from mapping.render.still.picture import to_svg
from mapping.settings import Settings
from profiles.indicators.model import Status
from profiles.maps import build_map
from profiles.maps.kinds import second_rates
from profiles.pack import Pack, open_pack
from profiles.protection.published import PublishedTable

CODE, PERIOD = "pop_density", "2019"
NORMAL, SUPPRESSED, MISSING = Status.NORMAL, Status.SUPPRESSED, Status.MISSING
CASES = {
    "nothing may be shown": [(None, SUPPRESSED)],
    "one value in all places": [(3.5, NORMAL)],
    "one place has a value": [(3.5, NORMAL), *[(None, MISSING)] * 9],
    "a value beside suppressed ones": [(3.5, NORMAL), (None, SUPPRESSED), (7.0, NORMAL)],
    "negative values": [(-3.5, NORMAL), (-700.0, NORMAL), (2.0, NORMAL)],
    "zeros": [(0.0, NORMAL)],
    "very large and very small": [(1e15, NORMAL), (1e-9, NORMAL), (5.0, NORMAL)],
}


@lru_cache(maxsize=1)
def islands() -> Pack:
    return open_pack(Settings.from_environment(os.environ), "SLB")


def with_figures(figures) -> Pack:
    """The ten provinces with some figures, again and again."""
    opened = islands()
    places = [place.place_code for place in opened.gazetteer.at_level(AdminLevel.ADM1)]
    cells = {
        (place, CODE, PERIOD, "total", "total"): figures[number % len(figures)]
        for number, place in enumerate(places)
    }
    table = PublishedTable._made_by_publish({**opened.published.cells, **cells}, {})
    return replace(opened, published=table)


def drawn(pack: Pack, **asked):
    return build_map(pack, level=AdminLevel.ADM1, indicator=CODE, period=PERIOD, **asked)


@pytest.mark.parametrize("case", CASES)
def test_every_place_is_in_the_key_of_a_map_that_can_be_drawn(case: str) -> None:
    pack = with_figures(CASES[case])
    spec = drawn(pack)
    layer = spec.layer
    in_classes = sum(item.count for item in layer.legend.classes)
    assert in_classes + sum(layer.legend.mark_counts.values()) == len(layer.values)
    assert len(class_letters(layer.values)) == len(layer.values)
    assert all(item.label for item in layer.legend.classes)
    assert spec.title in spec.spoken
    boundaries = read_boundaries(pack.boundaries.entry("SLB", AdminLevel.ADM1))
    svg = to_svg(spec, boundaries, width_px=700, today=datetime.date(2026, 11, 22))
    assert "inf" not in svg.replace("information", "").lower()
    assert "nan" not in svg.lower().replace("tenan", "")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("hard", ["first", "second"])
def test_two_rates_of_which_one_is_hard_to_map_still_make_a_map(case: str, hard: str) -> None:
    pack = with_figures(CASES[case])
    offered = second_rates(pack, AdminLevel.ADM1, CODE)
    other = next(
        one.code for one in offered if PERIOD in pack.periods_of(one.code, AdminLevel.ADM1)
    )
    first, second = (other, CODE) if hard == "second" else (CODE, other)
    spec = build_map(
        pack,
        level=AdminLevel.ADM1,
        indicator=first,
        period=PERIOD,
        kind="bivariate",
        second=second,
    )
    layer = spec.layer
    assert isinstance(layer, BivariateLayer)
    assert len(pair_letters(layer)) == len(class_letters(layer.values)) == len(layer.values)
    counted = sum(cell.count for cell in layer.cells) + sum(layer.legend.mark_counts.values())
    assert counted == len(layer.values)
    assert all(item.colour for item in (*layer.first.classes, *layer.second.classes))
    boundaries = read_boundaries(pack.boundaries.entry("SLB", AdminLevel.ADM1))
    svg = to_svg(spec, boundaries, width_px=700, today=datetime.date(2026, 11, 22))
    assert "nan" not in svg.lower().replace("tenan", "")


def test_sixty_classes_are_refused_with_how_many_can_be_told_apart() -> None:
    with pytest.raises(UnknownChoiceError) as refused:
        drawn(islands(), classes=60)
    assert "2, 3, 4, 5, 6, 7" in refused.value.how(Translator())


def test_a_period_of_which_nothing_is_known_is_said_with_those_there_are() -> None:
    with pytest.raises(UnknownPeriodError) as refused:
        drawn(with_figures([(None, MISSING)]))
    assert "1999, 2009" in refused.value.how(Translator())


def test_a_country_of_one_place_is_a_map_of_one_place() -> None:
    spec = build_map(islands(), level=AdminLevel.ADM0, indicator=CODE, period=PERIOD)
    assert len(spec.layer.values) == 1
    assert sum(item.count for item in spec.layer.legend.classes) == 1
    assert spec.layer.legend.mark_counts[Mark.NO_DATA] == 0
