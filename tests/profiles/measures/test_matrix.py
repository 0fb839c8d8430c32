"""A matrix carries the kind of its table, and refuses what that kind cannot give."""

import numpy as np
import pytest

from mapping.errors import MeasureRefusedError
from profiles.indicators.flows import FlowType
from profiles.measures.flows.matrix import FlowMatrix


def table(flow_type=None, interval_years=None, diagonal=9.0):
    flows = np.array([[diagonal, 1.0], [4.0, diagonal]])
    return FlowMatrix(
        codes=("A", "B"), flows=flows, flow_type=flow_type, interval_years=interval_years
    )


def test_a_lifetime_table_has_no_average_per_year_whatever_is_said():
    with pytest.raises(MeasureRefusedError) as caught:
        table(FlowType.LIFETIME, 5).average_per_year([10.0])
    assert "place of birth covers whole lives" in str(caught.value)
    assert "average per year" in caught.value.what()


@pytest.mark.parametrize(
    ("flow_type", "words"),
    [
        (FlowType.TRANSITION, "number of years that the table covers is not known"),
        (FlowType.LAST_MOVE, "last moves spans no fixed period"),
        (None, "number of years"),
    ],
)
def test_without_an_interval_there_is_no_average_per_year(flow_type, words):
    with pytest.raises(MeasureRefusedError, match=words):
        table(flow_type).average_per_year([10.0])


def test_an_average_per_year_is_over_the_years_of_the_interval():
    for flow_type in (FlowType.TRANSITION, FlowType.EVENT, FlowType.LAST_MOVE, None):
        assert table(flow_type, 2).average_per_year([10.0]).tolist() == [5.0]


def test_last_moves_have_a_rate_once_their_years_are_known():
    assert table(FlowType.LAST_MOVE).no_rate is not None
    assert table(FlowType.LAST_MOVE, 5).no_rate is None
    assert table(FlowType.TRANSITION).no_rate is None


def test_those_who_stayed_are_counted_only_if_the_diagonal_says_so():
    assert table().stayers_counted
    assert table(diagonal=0.5).stayers_counted
    assert not table(diagonal=0.0).stayers_counted
    assert not table(diagonal=np.nan).stayers_counted


def test_a_collapsed_matrix_keeps_kind_and_interval_and_marks_what_is_missing():
    flows = np.array([[8.0, 1.0, np.nan], [3.0, 8.0, 4.0], [5.0, 6.0, np.nan]])
    three = FlowMatrix(
        codes=("A1", "A2", "B1"), flows=flows, flow_type=FlowType.EVENT, interval_years=3
    )
    found = three.collapsed(("A", "A", "B"))
    assert (found.codes, found.flow_type, found.interval_years) == (("A", "B"), FlowType.EVENT, 3)
    assert found.flows[0, 0] == 20
    assert np.isnan(found.flows).tolist() == [[False, True], [False, True]]


def test_what_does_not_fit_together_is_refused():
    with pytest.raises(ValueError, match="3 codes for a matrix of 2 places"):
        FlowMatrix(codes=("A", "B", "C"), flows=np.ones((2, 2)), flow_type=None, interval_years=1)
    for years in (0, -1, float("nan")):
        with pytest.raises(ValueError, match="an interval is above zero"):
            table(interval_years=years)
