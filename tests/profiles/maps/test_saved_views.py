"""Saved views: kept in order, one of an address, and never in the way."""

from hypothesis import given
from hypothesis import strategies as st

from profiles.maps.saved_views import (
    FILE,
    SavedView,
    moved_up,
    position_of,
    read_saved_views,
    with_view,
    without,
    write_saved_views,
)

ONE = SavedView(title="One", query={"country": "SLB", "indicator": "pop_density"})
TWO = SavedView(title="Two [x](y)", query={"country": "FJI"})


def test_views_are_read_as_they_were_written(tmp_path) -> None:
    write_saved_views(tmp_path, (ONE, TWO))
    assert read_saved_views(tmp_path) == (ONE, TWO)
    assert ONE.link == "?country=SLB&indicator=pop_density"


def test_a_missing_or_damaged_file_gives_no_views(tmp_path) -> None:
    assert read_saved_views(tmp_path) == ()
    for damaged in ("{", '[{"title": 1}]', '[{"title": "x", "query": [1]}]'):
        (tmp_path / FILE).write_text(damaged, "utf-8")
        assert read_saved_views(tmp_path) == ()


def test_the_same_address_is_kept_once_under_its_new_name() -> None:
    again = SavedView(title="Another name", query=ONE.query)
    assert with_view((ONE, TWO), again) == (again, TWO)
    assert with_view((ONE,), TWO) == (ONE, TWO)
    assert position_of((ONE, TWO), {"country": "FJI"}) == 1
    assert position_of((ONE, TWO), {}) is None


@given(st.integers(-1, 3))
def test_moving_and_removing_lose_nothing_else(index) -> None:
    views = (ONE, TWO, SavedView(title="Three", query={}))
    assert sorted(view.title for view in moved_up(views, index)) == sorted(v.title for v in views)
    left = without(views, index)
    assert [view for view in views if view in left] == list(left)
    assert len(left) == (2 if 0 <= index < 3 else 3)
