"""Every place one equal cell: each has its own, near where it lies."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.cartography.cells import MOST_CELLS, spread_circles, tile_cells

POINTS = st.lists(
    st.tuples(st.floats(-180, 180), st.floats(-80, 80)), min_size=2, max_size=40, unique=True
)


@settings(max_examples=40, deadline=None)
@given(POINTS)
def test_each_place_has_a_cell_of_its_own(points) -> None:
    cells = tile_cells(np.array(points))
    assert len({tuple(cell) for cell in cells}) == len(points)
    assert cells.min() == 0
    assert (cells.max(axis=0) + 1).prod() <= 6 * len(points) + 6


def test_a_grid_of_places_stays_the_grid() -> None:
    places = np.array([(x, y) for y in range(4) for x in range(4)], dtype=float)
    cells = tile_cells(places)
    for axis in (0, 1):
        order = np.argsort(places[:, axis], kind="stable")
        assert (np.diff(cells[order, axis]) >= -1).all()
    assert np.corrcoef(places[:, 0], cells[:, 0])[0, 1] > 0.9
    assert np.corrcoef(places[:, 1], cells[:, 1])[0, 1] > 0.9


@settings(max_examples=25, deadline=None)
@given(POINTS)
def test_circles_do_not_hide_one_another(points) -> None:
    at, radius = spread_circles(np.array(points))
    apart = np.hypot(*(at[:, None, axis] - at[None, :, axis] for axis in (0, 1)))
    np.fill_diagonal(apart, np.inf)
    assert radius > 0
    assert apart.min() > 1.5 * radius


def test_too_many_places_are_refused() -> None:
    with pytest.raises(ValueError, match="too many"):
        tile_cells(np.zeros((MOST_CELLS + 1, 2)))
