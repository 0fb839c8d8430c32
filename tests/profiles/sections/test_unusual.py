"""What is chosen as a finding: the score, and the choice among candidates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from profiles.evidence.comparison import Circle
from profiles.sections.unusual import LEAST, Candidate, choose


def fact(indicator="x", *, section=1, as_far=1, places=64, kind="rank"):
    return Candidate(
        indicator=indicator,
        section=section,
        kind=kind,
        circle=Circle.COUNTRY,
        as_far=as_far,
        places=places,
        is_high=True,
    )


def test_the_surprise_counts_how_often_the_places_must_be_halved():
    assert fact(as_far=1, places=64).surprise == 6
    assert fact(as_far=16, places=64).surprise == 2


def test_an_extreme_rank_among_many_comes_before_one_among_few():
    chosen = choose([fact("few", places=8), fact("many", section=2, places=64)], 2)
    assert [one.indicator for one in chosen] == ["many", "few"]


def test_migration_comes_before_an_equally_unusual_fact_about_the_place():
    chosen = choose([fact("density", section=1), fact("net", section=3)], 2)
    assert [one.indicator for one in chosen] == ["net", "density"]


def test_findings_tell_of_different_sections_before_a_second_of_the_same():
    facts = [fact("a", places=64), fact("b", places=64), fact("c", section=2, places=16)]
    assert [one.indicator for one in choose(facts, 3)] == ["a", "c", "b"]


def test_an_indicator_is_told_once_by_its_most_surprising_fact():
    facts = [fact("a", places=8, kind="change"), fact("a", places=64)]
    assert [one.kind for one in choose(facts, 4)] == ["rank"]


def test_a_rank_is_at_the_end_or_no_finding_and_a_turn_against_the_trend_need_not_be():
    assert choose([fact(section=3, as_far=15, places=77)], 4) == ()
    assert choose([fact(section=3, as_far=7, places=77)], 4)
    assert choose([fact(section=3, as_far=15, places=77, kind="against")], 4)


def test_what_one_place_in_three_has_in_common_is_no_finding():
    assert choose([fact(section=3, as_far=3, places=9)], 4) == ()


@pytest.mark.parametrize("most", [0, 1, 3])
def test_there_are_no_more_findings_than_asked_for(most):
    facts = [fact(str(place), section=place) for place in range(6)]
    assert len(choose(facts, most)) == most


candidates = st.builds(
    lambda code, section, as_far, more: fact(
        code, section=section, as_far=as_far, places=as_far + more
    ),
    st.sampled_from("abcdefgh"),
    st.integers(1, 10),
    st.integers(1, 40),
    st.integers(0, 500),
)


@given(st.lists(candidates, max_size=30), st.integers(0, 6))
def test_every_choice_stands_out_and_is_made_once(facts, most):
    chosen = choose(facts, most)
    assert len({one.indicator for one in chosen}) == len(chosen) <= most
    assert all(one.surprise >= LEAST for one in chosen)
    assert all(one in facts for one in chosen)
    assert choose(facts, most) == chosen
