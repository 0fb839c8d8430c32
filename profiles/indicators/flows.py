"""Origin-destination tables: where people were, and where they are now."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias

from mapping.i18n import in_language
from profiles.indicators.model import Source

NOT_STATED: Final = "not_stated"  # an origin or destination that people did not name

FlowKey: TypeAlias = tuple[str, str, str, str]
"""Origin, destination, period, sex."""


class FlowType(StrEnum):
    """Which question the table answers; measures of different types are never compared."""

    EVENT = "event"  # moves, from a register: one person can move several times
    TRANSITION = "transition"  # "where did you live on this date?": people alive at both dates
    LAST_MOVE = "last-move"  # "where did you live before here?": at any time in the past
    LIFETIME = "lifetime"  # place of birth by place of residence
    STOCK = "stock"  # people counted at one place with a tie to another: absent abroad


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowEntry:
    """One flow table as the catalogue describes it. Texts are by language."""

    iso3: str
    file: str  # within data/indicators/<iso3>/
    measure: str  # "birth_province": the same for every pair of levels
    labels: Mapping[str, str] = field(hash=False)
    flow_type: FlowType
    interval_years: int | None  # of a transition; None where there is no interval
    origin_level: str  # "ADM1", or "world_region"
    destination_level: str
    period: str
    units: Mapping[str, str] = field(hash=False)
    source: Source
    note: str = ""
    proxy: bool = False
    partners: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    origin_total: str | None = None  # indicator that the flows of one origin add up to
    destination_total: str | None = None  # indicator that the flows of one destination add up to
    cells: Mapping[str, str] = field(default_factory=dict, hash=False)  # destination: indicator
    collapse_to: tuple[str, ...] = ()  # levels the table is added up to, the diagonal kept
    missing_is_zero: bool = False  # the source leaves out pairs of places that nobody moved between

    @property
    def id(self) -> str:
        """Names the table within its pack."""
        return f"{self.measure}-{self.origin_level}-{self.destination_level}"

    @property
    def is_square(self) -> bool:
        """Whether origins and destinations are the same places, so that there are in and out."""
        return self.origin_level == self.destination_level

    @property
    def years(self) -> int:
        """Between the two dates a transition asks of; 0 where there is no interval."""
        return self.interval_years or 0

    def label(self, language: str = "en") -> str:
        """What people call it."""
        return in_language(self.labels, language)

    def unit(self, language: str = "en") -> str:
        """What one of it is."""
        return in_language(self.units, language)

    def partner_label(self, code: str, language: str = "en") -> str | None:
        """The name of a partner that is no place of the pack; None for a place."""
        names = self.partners.get(code)
        return None if names is None else in_language(names, language)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowTable:
    """One flow table with its figures. None is known to be missing, never zero."""

    entry: FlowEntry
    cells: Mapping[FlowKey, float | None] = field(hash=False)
