"""Small streams become "other places", which tell nobody."""

from hypothesis import given
from hypothesis import strategies as st

from profiles.protection.partners import grouped_partners
from profiles.protection.policy import Policy

STREAMS = st.dictionaries(st.text("ABCDEFGH", min_size=1, max_size=2), st.integers(0, 40))


def test_one_small_stream_takes_the_smallest_other_with_it():
    found = grouped_partners({"A": 400, "B": 30, "C": 3})
    assert found.others == ("B", "C")
    assert found.others_total == 33


def test_two_small_streams_of_too_few_people_take_a_third():
    found = grouped_partners({"A": 400, "B": 30, "C": 3, "D": 2})
    assert found.others == ("B", "C", "D")


def test_streams_of_nobody_are_no_partners_to_hide_behind():
    found = grouped_partners({"A": 3, "B": 0})
    assert found.others == ("A",)
    assert found.others_total is None
    assert found.shown == {"B": 0}


def test_nothing_is_grouped_without_need():
    assert grouped_partners({"A": 10, "B": 0}).others == ()


@given(STREAMS)
def test_no_small_stream_is_shown_and_nobody_is_lost(streams):
    found = grouped_partners(streams)
    assert not any(Policy().is_small(people) for people in found.shown.values())
    assert set(found.shown) | set(found.others) == set(streams)
    if found.others_total is not None:
        assert len(found.others) >= 2
        assert found.others_total >= 10
        assert sum(found.shown.values()) + found.others_total == sum(streams.values())
    assert list(found.shown.values()) == sorted(found.shown.values(), reverse=True)
