"""Figures of a drawn area: by hand on squares, guarded by a minimum, with the error beside them."""

from dataclasses import replace
from types import SimpleNamespace

import geopandas as gpd
import numpy as np
import pytest
from affine import Affine
from shapely import box

from mapping.errors import MeasureRefusedError
from mapping.places import AdminLevel
from profiles.community.area import area_profile
from profiles.indicators.model import Formula, Indicator, Kind
from tests.mapping.rasters.test_zonal import grid
from tests.profiles.tiny import PERIOD, STREAMS, tiny_pack

SQUARES = {"ZZ0101": box(0, 0, 1, 1), "ZZ0102": box(1, 0, 2, 1)}  # 104,000 and 59,000 people


@pytest.fixture(scope="module")
def land():
    frame = gpd.GeoDataFrame(
        {"place_code": list(SQUARES)}, geometry=list(SQUARES.values()), crs="EPSG:4326"
    )
    return SimpleNamespace(frame=frame)


def drawn(west, east, south=0, north=1):
    return box(west, south, east, north).__geo_interface__


def test_counts_go_by_land_and_rates_by_people_with_least_and_most(land):
    found = area_profile(tiny_pack(), land, AdminLevel.ADM2, drawn(0, 1.5))
    people = found.population
    assert people.period == PERIOD
    assert people.value == pytest.approx(104_000 + 59_000 / 2, rel=1e-3)
    assert (people.low, people.high) == (104_000, 163_000)
    assert found.shares == {"ZZ0101": 1.0, "ZZ0102": pytest.approx(0.5, rel=1e-6)}
    for figure in found.figures:
        spare = abs(figure.value) * 1e-3
        assert figure.low - spare <= figure.value <= figure.high + spare
    by_code = {figure.indicator: figure for figure in found.figures}
    rate = by_code["hh_absent_share"]
    weighted = (25.0 * 104_000 + 35.0 * 29_500) / (104_000 + 29_500)
    assert rate.value == pytest.approx(weighted, rel=1e-3)
    assert (rate.low, rate.high) == pytest.approx((25.0, 35.0))


def test_a_grid_of_population_splits_counts_by_where_people_live(land, tmp_path):
    # All people of the second place live in its western tenth, which the area takes.
    cells = np.zeros((10, 20), "float32")
    cells[:, :10], cells[:, 10] = 1, 5
    path = grid(tmp_path / "people.tif", cells, transform=Affine(0.1, 0, 0, 0, -0.1, 1))
    found = area_profile(tiny_pack(), land, AdminLevel.ADM2, drawn(0, 1.5), population_grid=path)
    assert found.by_people
    assert found.shares == {"ZZ0101": 1.0, "ZZ0102": pytest.approx(1.0)}
    assert found.population.value == pytest.approx(163_000, rel=1e-3)
    assert found.population.low <= found.population.value <= found.population.high + 1
    nobody = grid(tmp_path / "sea.tif", np.zeros((4, 4), "float32"))
    by_land = area_profile(
        tiny_pack(), land, AdminLevel.ADM2, drawn(0, 1.5), population_grid=nobody
    )
    assert by_land.shares["ZZ0102"] == pytest.approx(0.5, rel=1e-6)


def test_a_density_is_the_area_s_own_people_on_its_own_land(land, tmp_path):
    pack = tiny_pack()
    facts = {"labels": {}, "definitions": {}, "units": {}, "section": 1}
    density = Indicator(
        **facts,
        code="pop_density",
        kind=Kind.INTENSIVE,
        formula=Formula.RATIO,
        numerator="pop_total",
        denominator="area_km2",
    )
    pack = replace(pack, indicators={**pack.indicators, "pop_density": density})
    cells = np.ones((10, 20), "float32")
    cells[:, 10] = 10  # dense where the area lies; half of it is sea
    path = grid(tmp_path / "people.tif", cells, transform=Affine(0.1, 0, 0, 0, -0.1, 1))
    shape = drawn(1, 1.1, south=-1)
    found = area_profile(pack, land, AdminLevel.ADM2, shape, population_grid=path)
    figure = next(one for one in found.figures if one.indicator == "pop_density")
    assert found.population.value == pytest.approx(59_000 * 10 / 19, rel=1e-3)
    assert figure.value == pytest.approx(found.population.value / (found.area_km2 / 2), rel=1e-3)
    assert figure.low <= figure.value <= figure.high


def test_areas_drawn_one_after_the_other_tell_nothing_that_their_places_hide(land):
    # All of it follows from what is shown of whole places, whatever areas are drawn, and however
    # many: the difference of two of them is of shown figures too.
    few = [
        [row if i == j else row % 7 for j, row in enumerate(line)] for i, line in enumerate(STREAMS)
    ]
    pack = tiny_pack(streams=few)
    hidden = set()
    for west, east in ((0, 1.5), (0, 1.4), (0, 1), (0.5, 2), (0, 2)):
        found = area_profile(pack, land, AdminLevel.ADM2, drawn(west, east))
        for figure in found.figures:
            cells = [pack.published.value(p, figure.indicator, figure.period) for p in found.shares]
            assert all(cell is not None and cell.is_shown for cell in cells)
        told = {figure.indicator for figure in found.figures}
        hidden |= {"in_mig_n", "out_mig_n"} - told
    assert hidden


@pytest.mark.parametrize(
    ("west", "east", "reason"),
    [(0.4, 0.409, "fewer than 1,000 people"), (40, 41, "lies in no place")],
)
def test_an_area_of_few_people_or_none_has_no_profile(land, west, east, reason):
    with pytest.raises(MeasureRefusedError, match=reason):
        area_profile(tiny_pack(), land, AdminLevel.ADM2, drawn(west, east))
