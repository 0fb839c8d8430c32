"""The change between two periods: only of published figures, and with what may be chance marked."""

import os
from dataclasses import replace
from functools import lru_cache

import pytest

from mapping.cartography.layers import Hatch, Mark
from mapping.errors import UnknownPeriodError
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.indicators.model import Kind, Status
from profiles.maps.difference import build_difference
from profiles.pack import Pack, open_pack
from profiles.protection.published import PublishedTable
from profiles.protection.reliability import Reliability


@lru_cache(maxsize=2)
def pack(iso3: str) -> Pack:
    return open_pack(Settings.from_environment(os.environ), iso3)


def changed(opened: Pack, changes: dict, reliability: dict | None = None) -> Pack:
    """The pack with some published cells replaced."""
    cells = {**opened.published.cells, **changes}
    table = PublishedTable._made_by_publish(cells, reliability or {})
    return replace(opened, published=table)


def key(place: str, period: str, code: str = "pop_density"):
    return (place, code, period, "total", "total")


def difference(opened: Pack, code: str = "pop_density"):
    return build_difference(
        opened, level=AdminLevel.ADM1, indicator=code, earlier="2009", later="2019"
    )


def value_of(found, place: str):
    return next(v for v in found.layer.values if v.place_code == place)


def test_a_rate_is_subtracted_and_a_count_changes_by_percent() -> None:
    opened = pack("SLB")
    place = opened.gazetteer.at_level(AdminLevel.ADM1)[0].place_code
    for code, relative in (("pop_density", False), ("pop_total", True)):
        before, after = (
            opened.published.value(place, code, period).value for period in ("2009", "2019")
        )
        wanted = 100 * (after - before) / before if relative else after - before
        assert (opened.indicators[code].kind is Kind.EXTENSIVE) is relative
        assert value_of(difference(opened, code), place).value == pytest.approx(wanted, abs=0.05)


def test_every_place_is_in_a_class_or_has_a_mark_and_the_scale_is_around_none() -> None:
    opened = pack("SLB")
    place = opened.gazetteer.at_level(AdminLevel.ADM1)[0].place_code
    found = difference(changed(opened, {key(place, "2019"): (0.0, Status.NORMAL)}))
    legend = found.layer.legend
    total = sum(c.count for c in legend.classes) + sum(legend.mark_counts.values())
    bounds = [legend.classes[0].lower, *(c.upper for c in legend.classes)]
    assert total == len(found.layer.values)
    assert bounds == pytest.approx([-b for b in reversed(bounds)])
    assert value_of(found, place).text.startswith("\u2212")


@pytest.mark.parametrize(
    ("status", "mark", "words"),
    [
        (Status.SUPPRESSED, Mark.NOT_SHOWN, "not shown"),
        (Status.MISSING, Mark.NO_DATA, "no data"),
    ],
)
def test_what_is_not_shown_in_one_period_has_no_change(status, mark, words) -> None:
    opened = pack("SLB")
    place = opened.gazetteer.at_level(AdminLevel.ADM1)[0].place_code
    for period in ("2009", "2019"):
        found = value_of(difference(changed(opened, {key(place, period): (None, status)})), place)
        assert (found.value, found.mark, found.text) == (None, mark, words)


def test_a_figure_that_starts_a_new_series_is_not_compared() -> None:
    opened = pack("SLB")
    place = opened.gazetteer.at_level(AdminLevel.ADM1)[0].place_code
    found = difference(changed(opened, {key(place, "2019"): (5.0, Status.BREAK)}))
    assert value_of(found, place).text == "not comparable"


def test_changes_within_the_sampling_error_are_named_where_it_is_known() -> None:
    opened = pack("SLB")
    codes = [place.place_code for place in opened.gazetteer.at_level(AdminLevel.ADM1)]
    cells = {
        key(codes[0], "2009"): (10.0, Status.NORMAL),
        key(codes[0], "2019"): (13.0, Status.NORMAL),
    }
    cells |= {
        key(codes[1], "2009"): (10.0, Status.NORMAL),
        key(codes[1], "2019"): (90.0, Status.NORMAL),
    }
    care = {key(code, "2009"): Reliability.CAUTION for code in codes[:2]}
    found = difference(changed(opened, cells, care))
    # 1.96 * sqrt((33.3 % of 10)^2 + (16.5 % of 13)^2) is 7.8: 3 is within it, 80 is not.
    assert found.hatch == Hatch(label="Within sampling error", places=(0,))
    assert any("sampling error" in note for note in found.notes)
    unknown = difference(opened)
    assert unknown.hatch is None
    assert any("is not known" in note for note in unknown.notes)


def test_a_period_without_figures_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownPeriodError):
        build_difference(
            pack("SLB"),
            level=AdminLevel.ADM1,
            indicator="pop_density",
            earlier="1066",
            later="2019",
        )
