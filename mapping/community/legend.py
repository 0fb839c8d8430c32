"""The legend of a workshop: what may be drawn, what it means, and who may see it afterwards."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mapping.community.geometry import DrawKind
from mapping.community.identifiers import BAD_ID
from mapping.community.text import MAX_NAME, clean_name, clean_note
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

MAX_CATEGORIES: Final = 24  # one letter key each, and no reader tells more colours apart
MAX_QUESTIONS: Final = 5  # of a category: a phone's screen holds no more
MAX_ICON: Final = 2  # characters
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

CATEGORY_ID: Final = re.compile(r"[a-z0-9-]{1,40}")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")

BAD_COLOUR = N_("a colour is not written as #rrggbb")
BAD_LEGEND = N_("a legend needs 1 to 24 categories, each with an identifier of its own")
NO_KINDS = N_("a category needs at least one of point, line and area")
MANY_QUESTIONS = N_("a category has more than 5 questions")


class Audience(StrEnum):
    """Who may see something; each holds the ones before it."""

    ROOM = "room"  # the people of the workshop
    PROJECT = "project"  # those who work with its findings
    PUBLIC = "public"

    @property
    def rank(self) -> int:
        """How wide it is."""
        return list(Audience).index(self)

    def includes(self, other: "Audience") -> bool:
        """Whether what all of these may see may be seen by `other` too."""
        return other.rank <= self.rank


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One line of a legend: what it is called, how it looks, how it may be drawn."""

    id: str
    label: str
    colour: str  # "#rrggbb", lower case
    kinds: tuple[DrawKind, ...]  # in the order offered; never empty
    other_label: str = ""  # in the workshop's second language
    icon: str = ""  # up to two characters shown in its mark; empty: its letter
    questions: tuple[str, ...] = ()  # asked of whoever draws it; none need be answered
    audience: Audience = Audience.ROOM  # the widest that people agreed to

    def __post_init__(self) -> None:
        if not CATEGORY_ID.fullmatch(self.id):
            raise OperationRefusedError(reason=BAD_ID)
        if not _COLOUR.fullmatch(self.colour):
            raise OperationRefusedError(reason=BAD_COLOUR)
        if not self.kinds:
            raise OperationRefusedError(reason=NO_KINDS)
        if len(self.questions) > MAX_QUESTIONS:
            raise OperationRefusedError(reason=MANY_QUESTIONS)
        object.__setattr__(self, "label", clean_name(self.label, limit=MAX_NAME))
        other = " ".join(clean_note(self.other_label, limit=MAX_NAME).split("\n"))
        object.__setattr__(self, "other_label", other)
        object.__setattr__(self, "icon", clean_note(self.icon, limit=MAX_ICON))
        object.__setattr__(self, "questions", tuple(map(clean_name, self.questions)))
        object.__setattr__(self, "colour", self.colour.lower())
        object.__setattr__(self, "kinds", tuple(dict.fromkeys(map(DrawKind, self.kinds))))
        object.__setattr__(self, "audience", Audience(self.audience))


def check_legend(legend: Iterable[Category]) -> None:
    """Refuse a legend that is empty, too long, or names a category twice."""
    ids = [category.id for category in legend]
    if not 1 <= len(ids) <= MAX_CATEGORIES or len(set(ids)) < len(ids):
        raise OperationRefusedError(reason=BAD_LEGEND)
