"""The self-assessment of local migration governance: six dimensions and their questions.

The dimensions are those of the Migration Governance Framework. The questions are examples that the
local authority agrees on. Counts are printed beside the score, and places are never ranked by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mapping.i18n import N_
from profiles.edits.kept import Answer, Assessed


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension with the ids and the words of its questions."""

    id: str
    title: str
    questions: tuple[tuple[str, str], ...]


DIMENSIONS: Final = (
    Dimension(
        "rights",
        N_("Migrants' rights"),
        (
            ("health", N_("Do migrants have access to health care whatever their status?")),
            ("education", N_("Do migrant children have access to school whatever their status?")),
            ("justice", N_("Do migrants have access to justice and legal advice?")),
            ("housing", N_("Do migrants have access to adequate housing?")),
            ("documents", N_("Can migrants obtain identity and civil documents?")),
            ("participation", N_("Can migrants take part in local civic life?")),
            ("language", N_("Is there help with language and interpretation?")),
        ),
    ),
    Dimension(
        "government",
        N_("Whole-of-government approach"),
        (
            ("strategy", N_("Does a local strategy or plan address migration?")),
            ("focal-point", N_("Is there a focal point or unit for migration?")),
            ("budget", N_("Is there a budget for it?")),
            ("coordination", N_("Is there regular coordination with the national level?")),
            ("data-use", N_("Are migration data used in planning?")),
        ),
    ),
    Dimension(
        "partnerships",
        N_("Partnerships"),
        (
            ("civil-society", N_("Is there cooperation with civil society?")),
            ("private-sector", N_("Is there cooperation with the private sector?")),
            ("diaspora", N_("Is there an exchange with the diaspora?")),
            ("twin-cities", N_("Are there partnerships with places of origin or destination?")),
            ("academia", N_("Is there cooperation with universities or research?")),
            ("consultation", N_("Is there a consultation body that includes migrants?")),
        ),
    ),
    Dimension(
        "well-being",
        N_("Socioeconomic well-being"),
        (
            ("employment", N_("Are employment services open to migrants and returnees?")),
            ("skills", N_("Is there support for the recognition of skills?")),
            ("finance", N_("Is there support for saving, banking and remittances?")),
            ("students", N_("Are students who come or leave supported?")),
            ("recruitment", N_("Is fair recruitment promoted or checked?")),
        ),
    ),
    Dimension(
        "crises",
        N_("Mobility dimension of crises"),
        (
            ("contingency", N_("Do contingency plans cover migrants and displaced people?")),
            ("warning", N_("Does early warning reach them?")),
            ("reintegration", N_("Is there support after displacement or return in a crisis?")),
            ("climate", N_("Do plans address mobility and the climate?")),
        ),
    ),
    Dimension(
        "regular",
        N_("Safe, orderly and regular migration"),
        (
            ("information", N_("Is there information and advice before people leave?")),
            ("trafficking", N_("Are victims of trafficking referred to services?")),
            ("return", N_("Are people who return supported?")),
            ("safety", N_("Is the safety of public space addressed?")),
        ),
    ),
)
ANSWERS: Final = {
    Answer.YES: N_("Yes"),
    Answer.PARTLY: N_("Partly"),
    Answer.NO: N_("No"),
    Answer.NOT_APPLICABLE: N_("Not applicable"),
    Answer.NOT_KNOWN: N_("Not known"),
}
APPLICABLE: Final = frozenset({Answer.YES, Answer.PARTLY, Answer.NO})


def questions() -> dict[str, str]:
    """The words of every question by its id."""
    return {name: words for dimension in DIMENSIONS for name, words in dimension.questions}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How questions were answered."""

    yes: int
    partly: int
    no: int

    @property
    def applicable(self) -> int:
        """Answered yes, partly or no."""
        return self.yes + self.partly + self.no

    @property
    def score(self) -> float | None:
        """100 (yes + half of partly) / applicable; None where nothing is applicable.

        >>> Tally(yes=2, partly=1, no=1).score
        62.5
        """
        whole = self.applicable
        return 100.0 * (self.yes + 0.5 * self.partly) / whole if whole else None


def tally(assessed: Iterable[Assessed]) -> Tally:
    """The answers counted."""
    answers = [one.answer for one in assessed]
    return Tally(
        yes=answers.count(Answer.YES),
        partly=answers.count(Answer.PARTLY),
        no=answers.count(Answer.NO),
    )


def of_dimension(assessed: Iterable[Assessed], dimension: Dimension) -> tuple[Assessed, ...]:
    """The answers to the questions of one dimension, in their order."""
    given = {one.question: one for one in assessed}
    return tuple(given[name] for name, _ in dimension.questions if name in given)
