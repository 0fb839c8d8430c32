"""What a community said at a workshop, as far as it may stand in the profile of its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CategorySaid:
    """One line of the legend."""

    label: str
    marks: int | None  # in the place; None in what earlier releases told of few
    groups: int | None  # that drew it
    validated: int | None  # read back to the group
    agreement_percent: float | None  # drawn by another group nearby, too; None of fewer than ten


@dataclass(frozen=True, slots=True, kw_only=True)
class PrioritySaid:
    """One mark that people gave dots to, or said yes or no to."""

    question: str
    what: str
    dots: int = 0
    yes: int = 0
    no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopSaid:
    """All of one workshop."""

    workshop_id: str
    title: str
    date: str  # 2026-11-22
    audience: str  # the widest that may read this
    groups: int
    voters: int
    categories: tuple[CategorySaid, ...]
    priorities: tuple[PrioritySaid, ...] = ()  # the most wanted first
    quotes: tuple[str, ...] = ()  # notes that a facilitator chose among those that may be read
