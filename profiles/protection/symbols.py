"""What stands in a table where there is no plain number, and the key that explains it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from mapping.i18n import N_, NN_, Translator
from profiles.indicators.model import Status
from profiles.protection.policy import Policy
from profiles.protection.reliability import Reliability

WITHOUT_NUMBER: Final = {
    Status.SUPPRESSED: N_("x: not shown; it could point at persons, or is too unreliable."),
    Status.MISSING: N_("..: not available."),
    Status.NOT_APPLICABLE: N_("...: does not apply."),
}
ESTIMATES: Final = {
    Reliability.FEW_CASES: N_("(In brackets): an estimate from fewer than {enough} cases."),
    Reliability.CAUTION: N_("E: an estimate with a wide margin of error; use with caution."),
}
FLAGS: Final = {
    Status.ESTIMATED: NN_("{count} value is an estimate.", "{count} values are estimates."),
    Status.PROVISIONAL: NN_("{count} value is provisional.", "{count} values are provisional."),
    Status.BREAK: NN_(
        "{count} value cannot be compared with earlier periods.",
        "{count} values cannot be compared with earlier periods.",
    ),
}


class Flagged(NamedTuple):
    """What is said of one figure beside its number."""

    is_shown: bool
    status: Status
    reliability: Reliability


def key_of(figures: Iterable[Flagged], translator: Translator, policy: Policy) -> Iterator[str]:
    """A line for each symbol that stands for a figure, mark of an estimate, and flag."""
    counts = Counter(figures)
    shown = {one: count for one, count in counts.items() if one.is_shown}
    without = {one.status for one in counts if not one.is_shown}
    for status, words in WITHOUT_NUMBER.items():
        if status in without:
            yield translator.text(words)
    marks = {one.reliability for one in shown}
    for found, words in ESTIMATES.items():
        if found in marks:
            yield translator.text(words, enough=translator.number(policy.survey_enough))
    for status, forms in FLAGS.items():
        count = sum(count for one, count in shown.items() if one.status is status)
        if count:
            yield translator.plural(*forms, count)
