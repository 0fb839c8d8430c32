"""One thing measured for places over time, and the words around it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple

from mapping.i18n import in_language
from mapping.places import AdminLevel
from profiles.indicators.goals import GoalLink
from profiles.indicators.vocabulary import Breakdown, SourceKind


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


class Aggregation(StrEnum):
    """How the figure of a larger place is had from its parts."""

    SUM = "sum"  # added up; one missing part makes the sum missing
    RATIO_OF_SUMS = "ratio_of_sums"  # numerators and denominators added up, then divided
    WEIGHTED_MEAN = "weighted_mean"  # mean with published weights, which `parts` names
    OD_RECOMPUTE = "od_recompute"  # from the origin-destination table of the larger places
    RECOMPUTE = "recompute"  # worked out again from summed parts, as growth is
    RECOMPUTE_DISTRIBUTION = "recompute_distribution"  # needs the whole distribution: medians
    SHARE_OF_UNITS = "share_of_units"  # the share of places that answer yes
    NOT_AGGREGABLE = "not_aggregable"  # shown at its own level only


AGREES: Final = {
    Aggregation.SUM: (Kind.EXTENSIVE,),
    Aggregation.RATIO_OF_SUMS: (Kind.INTENSIVE,),
    Aggregation.WEIGHTED_MEAN: (Kind.INTENSIVE,),
    Aggregation.OD_RECOMPUTE: (Kind.INTENSIVE, Kind.UNMERGEABLE),
    Aggregation.RECOMPUTE: (Kind.UNMERGEABLE,),
    Aggregation.RECOMPUTE_DISTRIBUTION: (Kind.UNMERGEABLE,),
    Aggregation.SHARE_OF_UNITS: (Kind.UNMERGEABLE,),
    Aggregation.NOT_AGGREGABLE: (Kind.INTENSIVE, Kind.UNMERGEABLE),
}
"""The kinds an aggregation goes with."""


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
    caveats: Mapping[str, str] = field(default_factory=dict, hash=False)  # empty: nothing to say
    declared_aggregation: Aggregation | None = None  # where it is not the usual one of its kind
    disaggregation: tuple[Breakdown, ...] = ()
    sdg: tuple[GoalLink, ...] = ()
    gcm: tuple[int, ...] = ()  # objectives of the Global Compact
    sources: tuple[SourceKind, ...] = ()  # that can give it

    def __post_init__(self) -> None:
        if self.kind is Kind.INTENSIVE and self.denominator is None and self.formula is None:
            raise ValueError(f"intensive indicator {self.code!r} needs a denominator")

    def label(self, language: str = "en") -> str:
        """What people call it."""
        return in_language(self.labels, language)

    def definition(self, language: str = "en") -> str:
        """What exactly is counted."""
        return in_language(self.definitions, language)

    def unit(self, language: str = "en") -> str:
        """The unit, as it is written behind a number."""
        return in_language(self.units, language)

    def caveat_in(self, language: str) -> str:
        """What must be said wherever it is shown; empty where there is nothing."""
        return in_language(self.caveats, language) if self.caveats else ""

    @property
    def caveat(self) -> str:
        """The caveat in English."""
        return self.caveats.get("en", "")

    @property
    def aggregation(self) -> Aggregation:
        """How the figure of a larger place is had from its parts."""
        return self.declared_aggregation or usual_aggregation(
            self.kind, self.formula, has_parts=self.numerator is not None
        )


def usual_aggregation(kind: Kind, formula: Formula | None, *, has_parts: bool) -> Aggregation:
    """The aggregation of an indicator that declares none.

    Args:
        kind: What merging places may do to it.
        formula: How it follows from others.
        has_parts: Whether a rate names its numerator: without one it is not worked out again.
    """
    match kind, formula:
        case Kind.EXTENSIVE, _:
            return Aggregation.SUM
        case Kind.INTENSIVE, _ if has_parts:
            return Aggregation.RATIO_OF_SUMS
        case Kind.UNMERGEABLE, Formula.OD:
            return Aggregation.OD_RECOMPUTE
        case Kind.UNMERGEABLE, Formula.GROWTH:
            return Aggregation.RECOMPUTE
        case _:
            return Aggregation.NOT_AGGREGABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator in one pack: who published it, and what must be said of it there."""

    iso3: str
    indicator: str
    source: Source
    note: str = ""  # what follows from several series has a line for each
    proxy: bool = False  # stands in for the catalogue's definition; always said
    periods: tuple[str, ...] = ()  # of a growth rate: the intervals that may be compared
    same_as: str | None = None  # in this pack the indicator is another one, at the levels below
    same_at: tuple[AdminLevel, ...] = ()

    def note_in(self, language: str) -> str:
        """What must be said of the figures; empty where there is nothing."""
        return " ".join(in_language({"en": line}, language) for line in self.note.splitlines())


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
