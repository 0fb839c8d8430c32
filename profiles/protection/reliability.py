"""How far an estimate from a survey can be relied on (rules C4 and C5)."""

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from profiles.protection.policy import DEFAULT_POLICY, Policy


class Reliability(IntEnum):
    """What is shown of an estimate, from best to worst."""

    GOOD = 0  # as it is
    FEW_CASES = 1  # in brackets
    CAUTION = 2  # with the letter E; hatched on a map
    UNRELIABLE = 3  # not at all: neither ranked, nor coloured, nor compared


MARKS: Final = {
    Reliability.GOOD: "{number}",
    Reliability.FEW_CASES: "({number})",
    Reliability.CAUTION: "{number} E",
    Reliability.UNRELIABLE: "x",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What is known of how precise an estimate is; None where it is not known."""

    cases: int | None = None  # unweighted
    cv_percent: float | None = None  # coefficient of variation: 100 times standard error / estimate

    @classmethod
    def of(cls, estimate: float, *, cases: int | None, standard_error: float | None) -> "Precision":
        """Of an estimate and its standard error.

        An estimate of zero has no coefficient of variation: it counts as endless, not as none.

        >>> Precision.of(0.2, cases=100, standard_error=0.04).cv_percent
        20.0
        """
        if standard_error is None:
            return cls(cases=cases)
        size = abs(estimate)
        return cls(cases=cases, cv_percent=100 * standard_error / size if size else math.inf)


def reliability(precision: Precision, policy: Policy = DEFAULT_POLICY) -> Reliability:
    """The stricter of what the number of cases says and what the standard error says.

    Source: DHS, Guide to DHS Statistics (25 and 50 cases); Statistics Canada, quality guidelines
    (16.5 and 33.3 percent).
    """
    return max(_by_cases(precision.cases, policy), _by_cv(precision.cv_percent, policy))


def _by_cases(cases: int | None, policy: Policy) -> Reliability:
    if cases is None or cases >= policy.survey_enough:
        return Reliability.GOOD
    return Reliability.FEW_CASES if cases >= policy.survey_least else Reliability.UNRELIABLE


def _by_cv(cv_percent: float | None, policy: Policy) -> Reliability:
    if cv_percent is None or cv_percent <= policy.cv_caution:
        return Reliability.GOOD
    # What is no number says nothing, and is not shown either.
    return Reliability.CAUTION if cv_percent <= policy.cv_most else Reliability.UNRELIABLE


def marked(number: str, found: Reliability) -> str:
    """A number as it is written in a table.

    >>> [marked("12.3", one) for one in Reliability]
    ['12.3', '(12.3)', '12.3 E', 'x']
    """
    return MARKS[found].format(number=number)
