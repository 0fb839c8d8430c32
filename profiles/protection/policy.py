"""The numbers in the rules of one installation; `rule_words` has the rules in words."""

from dataclasses import dataclass
from typing import Final

LEAST: Final = 3
MOST: Final = 50
BASES: Final = (3, 5)  # of random rounding


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Rules of one installation for figures about people who move.

    Attributes:
        minimum_count: Smallest count that is shown, 3 to 50. Zeros are shown: "no one" says nothing
            about anyone. Statistics offices use 3, 5 or 10; the data here is sensitive, hence 10.
        group_size: In a group of fewer people it is not said that all or none of them are
            something.
        zeros_last: Whether zeros may be hidden where nothing else protects a small count.
        bare_totals: Indicators whose totals are no small counts down to the second level.
        sensitive_words: Indicators with one of these in their code are shown for the country and
            its first level only.
        survey_least: Fewest cases of a survey behind an estimate that is shown.
        survey_enough: Fewest cases behind one that is shown without brackets.
        cv_caution: Coefficient of variation in percent above which an estimate needs a warning.
        cv_most: Above which it is not shown.
        rounding_base: Counts that the rules are about are shown as multiples of it, up or down at
            random: 3 or 5; 0 where they are shown as they are.
    """

    minimum_count: int = 10
    group_size: int = 50
    zeros_last: bool = True
    bare_totals: tuple[str, ...] = ("idp_n", "idp_return_n", "refugee_n")
    sensitive_words: tuple[str, ...] = (
        "asylum",
        "deport",
        "detention",
        "irregular",
        "trafficking",
    )
    survey_least: int = 25
    survey_enough: int = 50
    cv_caution: float = 16.5
    cv_most: float = 33.3
    rounding_base: int = 0

    def __post_init__(self) -> None:
        if not LEAST <= self.minimum_count <= MOST:
            raise ValueError(f"the minimum count is {LEAST} to {MOST}, not {self.minimum_count}")
        if self.rounding_base not in (0, *BASES):
            raise ValueError(f"counts are rounded to {BASES}, not to {self.rounding_base}")

    def is_small(self, count: float) -> bool:
        """Whether a count of people is hidden by itself (rule C1).

        >>> [Policy().is_small(count) for count in (0, 1, 9, 10)]
        [False, True, True, False]
        """
        return 0 < count < self.minimum_count


DEFAULT_POLICY: Final = Policy()
