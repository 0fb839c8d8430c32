"""One thing measured for places over time, and the words around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from mapping.places import AdminLevel


class Kind(StrEnum):
    """What merging places may do to a value."""

    EXTENSIVE = "extensive"  # counts: they sum
    INTENSIVE = "intensive"  # rates and shares: recomputed from summed parts
    UNMERGEABLE = "unmergeable"  # medians, ranks: refused


class Direction(StrEnum):
    """Whether more is better. Migration is neither: it is always neutral."""

    NEUTRAL = "neutral"
    POSITIVE = "positive"
    NEGATIVE = "negative"


class Status(StrEnum):
    """State of one value, in SDMX's letters (OBS_STATUS)."""

    NORMAL = "A"
    ESTIMATED = "E"
    PROVISIONAL = "P"
    BREAK = "B"
    MISSING = "M"
    NOT_APPLICABLE = "L"
    SUPPRESSED = "Q"


class Formula(StrEnum):
    """How a derived indicator follows from others."""

    RATIO = "ratio"  # multiplier * numerator / denominator, same period
    GROWTH = "growth"  # 100 * ln(P1 / P0) / years, of the numerator between two periods
    DIFFERENCE = "difference"  # numerator - denominator, same period
    SUM = "sum"  # the parts added
    OD = "od"  # counted from the origin-destination table, anew at each level
    MIDPOINT = "midpoint"  # mean of the numerator at both ends of the period


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where figures come from."""

    id: str
    title: str
    publisher: str
    year: str
    url: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing measured for places over time. Texts are by language; English is always there."""

    code: str
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    units: Mapping[str, str] = field(hash=False)  # "%", "per 1,000 residents", "persons"
    kind: Kind
    section: int  # of the profile outline
    decimals: int = 0
    direction: Direction = Direction.NEUTRAL
    formula: Formula | None = None  # None: read from a table as it is
    numerator: str | None = None  # codes of other indicators; "pop_total:male" takes one sex
    denominator: str | None = None
    parts: tuple[str, ...] = ()
    multiplier: float = 1.0
    midpoint: float | None = None  # where a diverging map has its centre
    protected: bool = False  # counts of people by migrant status: rule C1 applies
    parts_of: str | None = None  # the indicator this is one additive part of
    dimension: str = ""  # which breakdown of it: "destination", "reason"; each adds up by itself
    caveat: str = ""

    def __post_init__(self) -> None:
        if self.kind is Kind.INTENSIVE and self.denominator is None and self.formula is None:
            raise ValueError(f"intensive indicator {self.code!r} needs a denominator")

    def label(self, language: str = "en") -> str:
        """What people call it."""
        return self.labels.get(language) or self.labels["en"]

    def definition(self, language: str = "en") -> str:
        """What exactly is counted."""
        return self.definitions.get(language) or self.definitions["en"]

    def unit(self, language: str = "en") -> str:
        """The unit, as it is written behind a number."""
        return self.units.get(language) or self.units["en"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator in one pack: who published it, and what must be said of it there."""

    iso3: str
    indicator: str
    source: Source
    note: str = ""
    proxy: bool = False  # stands in for the catalogue's definition; always said
    periods: tuple[str, ...] = ()  # of a growth rate: the intervals that may be compared
    same_as: str | None = None  # in this pack the indicator is another one, at the levels below
    same_at: tuple[AdminLevel, ...] = ()


class Part(NamedTuple):
    """One input of a formula: an indicator, or its value for one sex."""

    code: str
    sex: str | None = None  # None: the sex of the result


def parse_part(text: str) -> Part:
    """The input that a formula names.

    >>> parse_part("pop_total:male")
    Part(code='pop_total', sex='male')
    >>> parse_part("pop_total")
    Part(code='pop_total', sex=None)
    """
    code, _, sex = text.partition(":")
    return Part(code, sex or None)
