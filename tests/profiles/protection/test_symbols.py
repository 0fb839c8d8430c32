"""The key below a table: what it has, and nothing else."""

import pytest

from mapping.i18n import Translator
from profiles.indicators.model import Status
from profiles.protection.policy import Policy
from profiles.protection.reliability import Reliability
from profiles.protection.symbols import Flagged, key_of

GOOD, FEW, CAUTION = Reliability.GOOD, Reliability.FEW_CASES, Reliability.CAUTION


def lines(*figures, policy=None):
    given = [Flagged(*figure) for figure in figures]
    return list(key_of(given, Translator(), policy or Policy()))


@pytest.mark.parametrize(
    ("figures", "starts"),
    [
        ([(True, Status.NORMAL, GOOD)], []),
        ([(False, Status.SUPPRESSED, GOOD)], ["x:"]),
        ([(False, Status.MISSING, GOOD), (False, Status.NOT_APPLICABLE, GOOD)], ["..:", "...:"]),
        ([(True, Status.NORMAL, FEW)], ["(In brackets): an estimate from fewer than 50 cases"]),
        ([(True, Status.NORMAL, CAUTION)], ["E:"]),
        ([(False, Status.SUPPRESSED, FEW)], ["x:"]),
        ([(True, Status.SUPPRESSED, GOOD)], []),
        ([(True, Status.ESTIMATED, GOOD)], ["1 value is an estimate"]),
        ([(True, Status.ESTIMATED, GOOD)] * 2, ["2 values are estimates"]),
        ([(False, Status.ESTIMATED, GOOD), (True, Status.BREAK, GOOD)], ["1 value cannot"]),
        ([(True, Status.PROVISIONAL, CAUTION)], ["E:", "1 value is provisional"]),
    ],
)
def test_each_symbol_and_flag_of_a_table_is_explained_once(figures, starts):
    found = lines(*figures)
    assert len(found) == len(starts)
    assert all(line.startswith(start) for line, start in zip(found, starts, strict=True))


def test_how_many_cases_are_few_is_as_the_rules_have_it():
    assert (
        "fewer than 70 cases"
        in lines((True, Status.NORMAL, FEW), policy=Policy(survey_enough=70))[0]
    )
