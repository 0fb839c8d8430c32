"""What people say of drawings without changing them: comments, rounds of votes, and votes.

They stand in the same log as drawings, each under an identifier of its own, so that they are kept,
undone, met by another version and forgotten in the same way.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.community.identifiers import FeatureId, check_id
from mapping.community.text import clean_name, clean_note
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

MAX_MARKS: Final = 60  # of a round: more is no list for a phone
MAX_DOTS: Final = 20

BAD_ROUND = N_("a round of votes needs 1 to 60 marks and 1 to 20 dots")
BAD_VOTE = N_("a vote gives more than its round has, or to something else")
NO_COMMENT = N_("a comment is empty")


class Ballot(StrEnum):
    """How people vote."""

    DOTS = "dots"  # each gives some dots, as many to one mark as they like
    AGREE = "agree"  # each says yes or no to each mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """Something said of one drawing."""

    about: FeatureId
    text: str

    def __post_init__(self) -> None:
        check_id(self.about)
        object.__setattr__(self, "text", clean_note(self.text))
        if not self.text:
            raise OperationRefusedError(reason=NO_COMMENT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """A vote on some marks, which are numbered on the wall in this order."""

    title: str
    ballot: Ballot
    marks: tuple[FeatureId, ...]
    dots: int = 3  # for each person; of no matter where people agree or not
    is_open: bool = True

    def __post_init__(self) -> None:
        for mark in self.marks:
            check_id(mark)
        number = self.dots
        if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MAX_DOTS:
            raise OperationRefusedError(reason=BAD_ROUND)
        if not 1 <= len(self.marks) <= MAX_MARKS or len(set(self.marks)) < len(self.marks):
            raise OperationRefusedError(reason=BAD_ROUND)
        object.__setattr__(self, "title", clean_name(self.title))


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What one person gives in a round: dots by mark, or 1 for yes and -1 for no."""

    round_id: FeatureId
    given: Mapping[FeatureId, int]

    def __post_init__(self) -> None:
        check_id(self.round_id)
        if len(self.given) > MAX_MARKS:
            raise OperationRefusedError(reason=BAD_VOTE)
        for mark, number in self.given.items():
            check_id(mark)
            if isinstance(number, bool) or not isinstance(number, int) or abs(number) > MAX_DOTS:
                raise OperationRefusedError(reason=BAD_VOTE)

    def check(self, asked: Round) -> None:
        """Refuse a vote that its round does not allow.

        Raises:
            OperationRefusedError: It gives too much, or to a mark the round does not ask about.
        """
        numbers = self.given.values()
        fits = (
            all(number in {-1, 1} for number in numbers)
            if asked.ballot is Ballot.AGREE
            else min(numbers, default=1) >= 1 and sum(numbers) <= asked.dots
        )
        if not fits or not set(self.given) <= set(asked.marks):
            raise OperationRefusedError(reason=BAD_VOTE)


Remark = Comment | Round | Vote

REMARKS: Final[Mapping[str, type[Remark]]] = {"comment": Comment, "round": Round, "vote": Vote}
"""Each by its name on the wire."""


def remark_name(remark: Remark) -> str:
    """What a remark is called on the wire."""
    return next(name for name, kind in REMARKS.items() if isinstance(remark, kind))
