"""Grids by place: against fractions worked out by hand, and against the sum of a real grid."""

import math
import os
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import rasterio
from affine import Affine
from shapely import Polygon, box

from mapping.boundaries.model import BoundarySet
from mapping.errors import UnknownChoiceError, UnreadableFileError
from mapping.places import AdminLevel
from mapping.rasters.cells import Statistic
from mapping.rasters.zonal import statistic, zonal
from tests.mapping.entries import entry_of

SHARED = Path(os.environ.get("LMP_SHARED_DIR") or Path(__file__).parents[3] / "../shared")
ALL = tuple(Statistic)


def places(*shapes: Polygon, crs: str = "EPSG:4326") -> BoundarySet:
    codes = [f"P{i}" for i in range(len(shapes))]
    frame = gpd.GeoDataFrame(
        {"place_code": codes, "name": codes, "parent_code": None}, geometry=list(shapes), crs=crs
    )
    return BoundarySet(entry=entry_of(AdminLevel.ADM1), frame=frame)


def grid(
    path: Path,
    cells: np.ndarray,
    *,
    transform: Affine | None = None,
    crs: str | None = "EPSG:4326",
    nodata: float | None = None,
) -> Path:
    """A GeoTIFF whose upper left corner is at 10, 4 with cells of one degree, unless told."""
    profile = {
        "driver": "GTiff",
        "width": cells.shape[-1],
        "height": cells.shape[-2],
        "count": 1 if cells.ndim == 2 else cells.shape[0],
        "dtype": cells.dtype,
        "crs": crs,
        "nodata": nodata,
        "transform": transform or Affine(1, 0, 10, 0, -1, 4),
    }
    with rasterio.open(path, "w", **profile) as file:
        file.write(cells if cells.ndim == 3 else cells[None])
    return path


def by_hand(cells: np.ndarray, left: float, bottom: float, right: float, top: float) -> dict:
    """Count and sum of a rectangle by the area it shares with each cell, one cell at a time."""
    count = total = 0.0
    for row in range(cells.shape[0]):
        for column in range(cells.shape[1]):
            west, north = 10 + column, 4 - row
            wide = max(0.0, min(right, west + 1) - max(left, west))
            high = max(0.0, min(top, north) - max(bottom, north - 1))
            if np.isfinite(cells[row, column]):
                count += wide * high
                total += wide * high * cells[row, column]
    return {"count": count, "sum": total}


CELLS = np.arange(1.0, 17.0, dtype=np.float64).reshape(4, 4)


def test_sums_are_those_of_cell_fractions_worked_out_by_hand(tmp_path: Path) -> None:
    bounds = [(10.25, 0.5, 12.5, 3.75), (12.5, 1.0, 13.9, 3.0)]
    found = zonal(places(*(box(*b) for b in bounds)), grid(tmp_path / "g.tif", CELLS), stats=ALL)

    for i, bound in enumerate(bounds):
        expected = by_hand(CELLS, *bound)
        row = found.frame.iloc[i]
        assert row["count"] == pytest.approx(expected["count"], rel=1e-7)
        assert row["sum"] == pytest.approx(expected["sum"], rel=1e-7)
        assert row["mean"] == pytest.approx(expected["sum"] / expected["count"], rel=1e-7)
        assert row["coverage"] == pytest.approx(1.0)
    assert found.frame["min"].tolist() == [1.0, 7.0]
    assert found.frame["max"].tolist() == [15.0, 12.0]
    assert found.grid_total == CELLS.sum()
    inside = found.frame["sum"].sum()
    assert found.outside_total == pytest.approx(CELLS.sum() - inside)
    assert found.outside_share == pytest.approx(1 - inside / CELLS.sum())


def test_places_stay_in_order_and_keep_their_row_when_the_grid_is_elsewhere(tmp_path: Path) -> None:
    shapes = (box(50, 50, 51, 51), box(10, 0, 12, 4), box(13.5, 3, 15.5, 4))
    found = zonal(places(*shapes), grid(tmp_path / "g.tif", CELLS), stats=ALL).frame

    assert found["place_code"].tolist() == ["P0", "P1", "P2"]
    assert found["status"].tolist() == ["outside the grid", "covered", "partly covered"]
    assert math.isnan(found["sum"][0])
    assert found["count"][0] == 0
    assert found["coverage"].tolist() == pytest.approx([0, 1, 0.25])


@pytest.mark.parametrize(
    ("dtype", "missing", "nodata"),
    [
        ("float32", -9999.0, -9999.0),
        ("float32", float("nan"), None),
        ("float32", -3.4028234663852886e38, None),
        ("float32", -3.4028234663852886e38, -3.4e38),
        ("int16", -1, -1),
        ("uint8", 255, 255),
    ],
)
def test_cells_without_a_value_count_for_nothing(
    tmp_path: Path, dtype: str, missing: float, nodata: float | None
) -> None:
    cells = CELLS.astype(dtype)
    cells[1, 1] = missing
    path = grid(tmp_path / "g.tif", cells, nodata=nodata)
    found = zonal(places(box(10, 0, 14, 4)), path, stats=ALL)

    assert found.frame["count"][0] == 15
    assert found.frame["sum"][0] == CELLS.sum() - 6
    assert found.frame["coverage"][0] == pytest.approx(15 / 16)
    assert found.grid_total == CELLS.sum() - 6
    assert found.outside_total == pytest.approx(0, abs=1e-9)


def test_a_place_on_cells_without_any_value_says_so(tmp_path: Path) -> None:
    path = grid(tmp_path / "g.tif", np.full((4, 4), np.nan))
    found = zonal(places(box(10, 0, 14, 4)), path)

    assert found.frame["status"].tolist() == ["no values"]
    assert found.outside_share is None


def test_a_turned_grid_gives_the_sums_of_the_straight_one(tmp_path: Path) -> None:
    turn = Affine.rotation(30)
    path = grid(tmp_path / "g.tif", CELLS, transform=turn @ Affine(1, 0, 10, 0, -1, 4))
    corners = [(10.25, 0.5), (12.5, 0.5), (12.5, 3.75), (10.25, 3.75)]
    turned = Polygon([turn @ corner for corner in corners])
    found = zonal(places(turned), path).frame

    assert found["sum"][0] == pytest.approx(by_hand(CELLS, 10.25, 0.5, 12.5, 3.75)["sum"])


def test_a_grid_with_south_on_top_gives_the_same_sums(tmp_path: Path) -> None:
    path = grid(tmp_path / "g.tif", CELLS[::-1].copy(), transform=Affine(1, 0, 10, 0, 1, 0))
    found = zonal(places(box(10.25, 0.5, 12.5, 3.75)), path).frame

    assert found["sum"][0] == pytest.approx(by_hand(CELLS, 10.25, 0.5, 12.5, 3.75)["sum"])


def test_places_are_projected_to_the_grid(tmp_path: Path) -> None:
    # Web Mercator: a cell of 100 km at the equator; the place is drawn in longitude and latitude.
    cells = np.ones((4, 4))
    path = grid(
        tmp_path / "g.tif", cells, crs="EPSG:3857", transform=Affine(1e5, 0, 0, 0, -1e5, 4e5)
    )
    degree = 6378137 * math.pi / 180
    found = zonal(places(box(0, 0, 1e5 / degree, 1.5)), path).frame
    top = 6378137 * math.log(math.tan(math.pi / 4 + math.radians(1.5) / 2))

    assert found["count"][0] == pytest.approx(top / 1e5, rel=1e-7)


def test_people_in_overlapping_places_are_inside_once(tmp_path: Path) -> None:
    found = zonal(places(box(10, 0, 13, 4), box(11, 0, 14, 4)), grid(tmp_path / "g.tif", CELLS))

    assert found.outside_total == pytest.approx(0, abs=1e-9)


def test_a_share_outside_means_nothing_where_values_are_below_zero(tmp_path: Path) -> None:
    path = grid(tmp_path / "g.tif", CELLS - 3)

    assert zonal(places(box(10, 0, 11, 1)), path).outside_share is None


def test_bands_are_counted_from_one(tmp_path: Path) -> None:
    path = grid(tmp_path / "g.tif", np.stack([CELLS, CELLS * 10]))

    assert zonal(places(box(10, 0, 14, 4)), path, band=2).frame["sum"][0] == 10 * CELLS.sum()
    with pytest.raises(UnknownChoiceError, match="3 is not a band of the grid") as caught:
        zonal(places(box(10, 0, 14, 4)), path, band=3)
    assert "1, 2" in caught.value.how()


def test_a_grid_without_a_projection_is_refused_with_words(tmp_path: Path) -> None:
    path = grid(tmp_path / "g.tif", CELLS, crs=None)

    with pytest.raises(UnreadableFileError, match="does not say which projection"):
        zonal(places(box(10, 0, 14, 4)), path)


def test_a_missing_grid_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        zonal(places(box(0, 0, 1, 1)), tmp_path / "none.tif")


def test_an_unknown_statistic_names_those_there_are() -> None:
    with pytest.raises(UnknownChoiceError, match="mode") as caught:
        statistic("mode")

    assert all(name in caught.value.how() for name in Statistic)


@pytest.mark.skipif(not (SHARED / "data").exists(), reason="no reference folder")
def test_inside_and_outside_of_samoas_population_grid_add_up_to_its_sum() -> None:
    from mapping.boundaries.packs import read_boundary_catalogue
    from mapping.boundaries.read import read_boundaries
    from mapping.settings import CHECKOUT

    entry = read_boundary_catalogue(CHECKOUT / "data").entry("WSM", AdminLevel.ADM1)
    path = SHARED / "data" / "rasters" / "samoa_population_grid.tif"
    found = zonal(read_boundaries(entry), path)

    assert found.grid_total == pytest.approx(202_100, abs=0.5)
    assert found.frame["sum"].sum() + found.outside_total == pytest.approx(found.grid_total)
    assert found.outside_share == pytest.approx(0.203, abs=0.001), "the coastline is coarse"


def test_a_place_without_ground_has_no_values(tmp_path: Path) -> None:
    path = grid(tmp_path / "g.tif", np.ones((4, 4)))

    some = zonal(places(box(10, 0, 11, 1), Polygon()), path, stats=ALL).frame
    none = zonal(places(Polygon()), path, stats=ALL).frame

    assert some["sum"].tolist()[:1] == [1.0]
    for row in (some.iloc[1], none.iloc[0]):
        assert (row["count"], row["coverage"], row["status"]) == (0, 0, "outside the grid")
        assert math.isnan(row["sum"])
