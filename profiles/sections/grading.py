"""How far the figures of a section carry: their age, what they stand for, how many there are.

Each of the three is good, fair or weak. Evidence is limited when the figures are old, hardly any
are there, or two of the three are weak, strong when nothing is weak and two are good, and moderate
otherwise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Final

from mapping.i18n import N_
from profiles.evidence.periods import last_year
from profiles.evidence.provenance import Number
from profiles.indicators.model import Status
from profiles.narrative import Sentence, Style
from profiles.narrative.writer import said
from profiles.outline.expected import expected_in
from profiles.sections.counted import looked_for, shown_of
from profiles.sections.facts import Facts
from profiles.sections.gaps import gaps_of

RECENT, OLD = 5.0, 10.0  # years
FEW_PROXIES, MANY_PROXIES = 0.25, 0.6  # of the figures: proxies and estimates
WELL_COVERED, HARDLY_COVERED, HARDLY_ANY = 0.6, 0.3, 0.15  # of the indicators looked for


class Grade(StrEnum):
    """How much can be built on the figures of a section."""

    STRONG = "strong"
    MODERATE = "moderate"
    LIMITED = "limited"


REFERENCES: Final = {
    Grade.STRONG: N_(
        "Reference date: {periods}. Evidence: strong; {have} of {looked_for} indicators."
    ),
    Grade.MODERATE: N_(
        "Reference date: {periods}. Evidence: moderate; {have} of {looked_for} indicators."
    ),
    Grade.LIMITED: N_(
        "Reference date: {periods}. Evidence: limited; {have} of {looked_for} indicators."
    ),
}
# With what a section has besides: streams, and parts of what other sections tell of.
BREAKDOWNS: Final = {
    Grade.STRONG: N_(
        "Reference date: {periods}. Evidence: strong; {have} of {looked_for} indicators, and"
        " breakdowns."
    ),
    Grade.MODERATE: N_(
        "Reference date: {periods}. Evidence: moderate; {have} of {looked_for} indicators, and"
        " breakdowns."
    ),
    Grade.LIMITED: N_(
        "Reference date: {periods}. Evidence: limited; {have} of {looked_for} indicators, and"
        " breakdowns."
    ),
}
OUTDATED: Final = N_(
    "The figures of this section are mostly of {year} and may no longer describe {place}."
)
STAND_INS: Final = N_(
    "Most figures of this section for {place} are proxies or estimates and show orders of"
    " magnitude, {year}."
)
INCOMPLETE: Final = N_(
    "The picture is incomplete: {have} of the {looked_for} indicators of this section are available"
    " for {place}."
)
ALONE: Final = N_(
    "The picture is incomplete: only one of the {looked_for} indicators of this section is"
    " available for {place}."
)

NONE: Final = N_(
    "The picture is incomplete: none of the {looked_for} indicators looked for in this section is"
    " available for {place}."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the grade of a section follows from."""

    year: float  # median of the years its figures are of
    age: float  # years until the profile was made
    stand_ins: float  # share of proxies and estimates among its figures
    have: tuple[str, ...]  # indicators that were looked for and found
    looked_for: int
    breakdowns: int = 0  # streams, and parts of what other sections tell of

    @property
    def coverage(self) -> float:
        """The share of what was looked for that there is; 1 where nothing was looked for.

        A breakdown counts as an indicator that was looked for and found.
        """
        looked_for = self.looked_for + self.breakdowns
        return (len(self.have) + self.breakdowns) / looked_for if looked_for else 1.0

    def grade(self) -> Grade:
        """The three together.

        >>> Standing(year=2021, age=3, stand_ins=0, have=("a", "b"), looked_for=3).grade().value
        'strong'
        >>> Standing(year=2001, age=23, stand_ins=0, have=("a", "b"), looked_for=3).grade().value
        'limited'
        >>> Standing(year=2021, age=3, stand_ins=0, have=("a",), looked_for=12).grade().value
        'limited'
        """
        weak = [
            self.age > OLD,
            self.stand_ins > MANY_PROXIES,
            self.coverage < HARDLY_COVERED,
        ]
        good = [
            self.age <= RECENT,
            self.stand_ins <= FEW_PROXIES,
            self.coverage >= WELL_COVERED,
        ]
        if weak[0] or sum(weak) > 1 or self.coverage < HARDLY_ANY:
            return Grade.LIMITED
        return Grade.STRONG if not any(weak) and sum(good) > 1 else Grade.MODERATE


@dataclass(frozen=True, slots=True)
class Figure:
    """What a section shows, as far as its grade asks."""

    period: str
    is_stand_in: bool  # a proxy or an estimate


def figure_of(number: Number) -> Figure:
    """What a grade asks of a number."""
    return Figure(number.period, number.proxy or number.status is Status.ESTIMATED)


def standing(
    facts: Facts, section: int, codes: Sequence[str], beside: Sequence[Figure] = ()
) -> Standing | None:
    """What the figures of a section are worth; None where it has none, or looks for none.

    Args:
        facts: Of the place.
        section: Number of the outline.
        codes: Its indicators.
        beside: What it has besides: streams, and parts of what other sections tell of.
    """
    shown = [*(figure_of(facts.cell(code)) for code in codes if facts.is_shown(code)), *beside]
    if not shown:
        return None
    have = tuple(one.code for one in expected_in(section) if facts.is_shown(one.code))
    looked_for = len(have) + len(gaps_of(facts, section))
    if not looked_for:
        return None
    year = median(int(last_year(figure.period)[0][:4]) for figure in shown)
    return Standing(
        year=year,
        age=facts.today.year - year,
        stand_ins=sum(figure.is_stand_in for figure in shown) / len(shown),
        have=have,
        looked_for=looked_for,
        breakdowns=len(beside),
    )


def reference(facts: Facts, found: Standing, periods: str) -> Sentence | None:
    """The line under the title of a section."""
    words = (BREAKDOWNS if found.breakdowns else REFERENCES)[found.grade()]
    return facts.writer.say(
        "S.reference",
        words,
        periods=periods,
        have=shown_of(facts, found.have),
        looked_for=looked_for(facts, found.looked_for),
    )


def hedge(facts: Facts, found: Standing) -> tuple[Sentence, ...]:
    """What is said before anything else where evidence is limited."""
    if found.grade() is not Grade.LIMITED:
        return ()
    year = facts.given(found.year, code="median_year", style=Style.YEAR)
    told: list[Sentence | None] = []
    if found.age > OLD:
        told.append(facts.writer.say("S.old", OUTDATED, year=year, place=facts.name))
    if found.stand_ins > MANY_PROXIES:
        told.append(facts.writer.say("S.proxies", STAND_INS, year=year, place=facts.name))
    if found.coverage < HARDLY_COVERED:
        total = looked_for(facts, found.looked_for)
        if len(found.have) > 1:
            have = shown_of(facts, found.have)
            told.append(
                facts.writer.say(
                    "S.coverage", INCOMPLETE, have=have, looked_for=total, place=facts.name
                )
            )
        else:
            template_id, words = ("S.coverage.1", ALONE) if found.have else ("S.coverage.0", NONE)
            told.append(facts.writer.say(template_id, words, looked_for=total, place=facts.name))
    return said(told)
