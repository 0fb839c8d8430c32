"""Far groups of islands come into frames; a country in one piece stays as it is."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from mapping.render.insets import MOST_FRAMES, with_insets


def islands(*at: tuple[float, float], size: float = 1.0):
    return np.array([shapely.box(x, y, x + size, y + size) for x, y in at], dtype=object)


def test_a_country_in_one_piece_has_no_insets():
    assert with_insets(islands((0, 0), (1, 0), (2, 0), (0, 1))) is None


def test_two_large_islands_that_fill_the_map_stay_where_they_are():
    assert with_insets(islands((0, 0), (2, 1), size=1.5)) is None


def test_a_far_island_stands_in_a_frame_larger_than_it_was():
    places = islands((0, 0), (1, 0), (0, 1), (60, 40))
    moved, frames = with_insets(places)
    assert len(frames) == 2
    assert [shapely.equals(a, b) for a, b in zip(places, moved, strict=True)][:3] == [True] * 3
    assert shapely.area(moved[3]) > 0
    assert sum(shapely.box(*frame).covers(moved[3]) for frame in frames) == 1
    assert np.ptp(shapely.total_bounds(moved)) < 10


def test_a_place_in_two_groups_has_its_parts_in_two_frames():
    both = shapely.union_all(islands((0, 0), (80, 0)))
    moved, frames = with_insets(np.array([both, *islands((1, 0), (0, 1))], dtype=object))
    parts = shapely.get_parts(moved[0])
    assert len(parts) == 2
    assert {next(i for i, f in enumerate(frames) if shapely.box(*f).intersects(p)) for p in parts}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 400), st.integers(0, 200)), min_size=2, max_size=30, unique=True
    )
)
def test_no_place_is_lost_and_each_frame_holds_its_own(at):
    places = islands(*((3.0 * x, 3.0 * y) for x, y in at))
    found = with_insets(places)
    if found is None:
        return
    moved, frames = found
    boxes = [shapely.box(*frame).buffer(1e-6) for frame in frames]
    assert 2 <= len(frames) <= MOST_FRAMES + 1
    assert len(moved) == len(places)
    assert all(any(box.covers(place) for box in boxes) for place in moved)
    for k, one in enumerate(boxes):
        assert all(shapely.area(shapely.intersection(one, other)) < 1e-3 for other in boxes[:k])
