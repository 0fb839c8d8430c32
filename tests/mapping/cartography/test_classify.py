"""Classes: every value has one, legends and colours agree, few places make few classes."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mapping.cartography.classify import Classification, Scheme, classify
from mapping.errors import UnknownChoiceError

COMPUTED = [Scheme.QUANTILES, Scheme.EQUAL, Scheme.PRETTY, Scheme.FISHER_JENKS]
numbers = st.floats(min_value=-1e7, max_value=1e7, allow_nan=False).map(lambda x: round(x, 6))


@example(
    values=[-100001.0, 0, 0, 6.1e-05],
    scheme=Scheme.PRETTY,
    classes=2,
    decimals=0,
    midpoint=None,
)
@given(
    values=st.lists(numbers, min_size=1, max_size=60),
    scheme=st.sampled_from(COMPUTED[:3]),
    classes=st.integers(2, 7),
    decimals=st.integers(0, 3),
    midpoint=st.sampled_from([None, 0.0, 100.0]),
)
def test_classes_cover_every_value(
    values: list[float], scheme: Scheme, classes: int, decimals: int, midpoint: float | None
) -> None:
    found = classify(values, scheme=scheme, classes=classes, decimals=decimals, midpoint=midpoint)

    assert found.breaks[0] <= min(values)
    assert max(values) <= found.breaks[-1]
    assert sum(found.counts(values)) == len(values)
    for value in values:
        i = found.index(value)
        assert found.breaks[i] <= value <= found.breaks[i + 1]


@given(
    values=st.lists(numbers, min_size=1, max_size=60),
    scheme=st.sampled_from(COMPUTED[:3]),
    decimals=st.integers(0, 3),
    midpoint=st.sampled_from([None, 0.0]),
)
def test_breaks_rise_and_are_printed_in_full(
    values: list[float], scheme: Scheme, decimals: int, midpoint: float | None
) -> None:
    found = classify(values, scheme=scheme, decimals=decimals, midpoint=midpoint)

    assert all(float(f"{b:.{decimals}f}") == b for b in found.breaks)
    if found.class_count > 1:
        assert all(a < b for a, b in pairwise(found.breaks))


@given(values=st.lists(numbers, min_size=6, max_size=80), classes=st.integers(2, 7))
def test_a_quantile_class_holds_at_least_three_places(values: list[float], classes: int) -> None:
    found = classify(values, classes=classes, decimals=2)

    assert min(found.counts(values)) >= 3
    assert found.class_count <= classes


@given(values=st.lists(numbers, min_size=1, max_size=60), scheme=st.sampled_from(COMPUTED[:3]))
def test_a_diverging_scale_is_symmetric_around_its_midpoint(
    values: list[float], scheme: Scheme
) -> None:
    found = classify(values, scheme=scheme, decimals=1, midpoint=10.0)
    distances = [b - 10.0 for b in found.breaks]

    if min(values) < 10.0 < max(values):
        assert [-d for d in reversed(distances)] == pytest.approx(distances)
        assert found.class_count % 2 == 1, "the midpoint lies in the middle of a class"


def test_values_on_one_side_of_a_midpoint_use_all_classes_on_that_side() -> None:
    values = [101.0 + i for i in range(15)]
    found = classify(values, classes=5, midpoint=100.0)

    assert found.breaks[0] >= 100.0
    assert found.counts(values) == (3, 3, 3, 3, 3)


def test_a_value_on_an_upper_break_belongs_to_the_class_below() -> None:
    found = classify([1, 5, 9], scheme=Scheme.MANUAL, breaks=[0, 5, 10])

    assert [found.index(v) for v in (0, 1, 5, 5.1, 10)] == [0, 0, 0, 1, 1]


def test_breaks_are_rounded_before_anything_is_put_into_a_class() -> None:
    # The median is 2.425, between 2.41 and 2.44. Printed as 2.4, it leaves 2.41 in the upper class.
    values = [1.0, 2.0, 2.3, 2.41, 2.44, 2.6, 2.7, 3.0]
    found = classify(values, classes=2, decimals=1)

    assert found.breaks == (1.0, 2.4, 3.0)
    assert found.counts(values) == (3, 5)


def test_rounding_a_break_leaves_places_in_their_class_where_it_can() -> None:
    # The tertiles of 0 to 8 are 2.67 and 5.33; the whole numbers 2 and 5 keep three in each.
    values = [float(i) for i in range(9)]
    found = classify(values, classes=3)

    assert found.breaks == (0.0, 2.0, 5.0, 8.0)
    assert found.counts(values) == (3, 3, 3)


def test_fisher_jenks_rounding_never_moves_the_place_that_made_the_break() -> None:
    low, high = [1.0, 1.1, 1.24], [8.0, 8.1, 8.3]
    found = classify([*low, *high], scheme=Scheme.FISHER_JENKS, classes=2, decimals=1)

    assert found.breaks == (1.0, 1.3, 8.3)
    assert found.counts([*low, *high]) == (3, 3)


@pytest.mark.parametrize("scheme", COMPUTED)
def test_one_value_everywhere_makes_one_class(scheme: Scheme) -> None:
    found = classify([7.0] * 9, scheme=scheme)

    assert found.breaks == (7.0, 7.0)
    assert found.counts([7.0] * 9) == (9,)


@pytest.mark.parametrize("scheme", COMPUTED)
def test_few_different_values_make_no_more_classes_than_values(scheme: Scheme) -> None:
    values = [1.0] * 6 + [2.0] * 6

    assert classify(values, scheme=scheme, classes=7).class_count <= 2


def test_no_values_make_no_classes() -> None:
    assert classify([]).class_count == 0
    assert classify([], scheme=Scheme.FISHER_JENKS, midpoint=0.0).breaks == ()


@pytest.mark.parametrize(("places", "most"), [(1, 1), (3, 1), (4, 2), (5, 2), (9, 3), (77, 5)])
def test_few_places_make_few_classes(places: int, most: int) -> None:
    assert classify([float(i) for i in range(places)], classes=5).class_count == most


def test_skewed_values_join_small_fisher_jenks_classes() -> None:
    values = [float(i % 50) for i in range(60)] + [5000.0]
    found = classify(values, scheme=Scheme.FISHER_JENKS, classes=5)

    assert min(found.counts(values)) >= 3


def test_pretty_breaks_are_round_numbers_around_all_values() -> None:
    values = [3.0 + 0.9 * i for i in range(30)]
    found = classify(values, scheme=Scheme.PRETTY, classes=5)

    assert found.breaks == (0.0, 5.0, 10.0, 15.0, 20.0, 25.0, 30.0)


def test_manual_breaks_get_a_class_for_what_lies_outside() -> None:
    found = classify([-3.0, 4.0, 99.5], scheme=Scheme.MANUAL, breaks=[0, 10, 20])

    assert found.breaks == (-3.0, 0.0, 10.0, 20.0, 100.0)


def test_manual_breaks_are_printed_with_all_their_digits() -> None:
    found = classify([1.0], scheme=Scheme.MANUAL, breaks=[0, 0.125, 2], decimals=1)

    assert found.decimals == 3


@pytest.mark.parametrize(
    "breaks", [[], [2, 1], [1, 1], [1, float("nan")], [0, float("inf")], list(range(9))]
)
def test_breaks_that_do_not_rise_are_refused(breaks: list[float]) -> None:
    with pytest.raises(UnknownChoiceError, match="list of breaks"):
        classify([1.0], scheme=Scheme.MANUAL, breaks=breaks)


@pytest.mark.parametrize("classes", [-1, 0, 1, 8])
def test_a_number_of_classes_nobody_can_read_is_refused(classes: int) -> None:
    with pytest.raises(UnknownChoiceError, match="number of classes"):
        classify([1.0, 2.0], classes=classes)


def test_an_unknown_scheme_names_those_there_are() -> None:
    with pytest.raises(UnknownChoiceError) as caught:
        Scheme.named("natural")

    assert "natural" in caught.value.what()
    for scheme in Scheme:
        assert scheme in caught.value.how()


def test_missing_numbers_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="finite"):
        classify([1.0, float("nan")])


def test_index_of_an_empty_classification_is_not_asked_for() -> None:
    empty = Classification(scheme=Scheme.EQUAL, breaks=(), decimals=0)

    assert empty.counts([]) == ()
