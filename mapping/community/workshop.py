"""A workshop: what it is for, when, with whom, what may be drawn and who may see it afterwards."""

import datetime
import re
from dataclasses import dataclass, fields
from typing import Final

from mapping.community.geometry import MAX_LATITUDE, MAX_LONGITUDE
from mapping.community.identifiers import WorkshopId, check_id
from mapping.community.legend import LETTERS, Audience, Category, check_legend
from mapping.community.text import MAX_NAME, MAX_TITLE, clean_name, clean_note
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees; east may pass 180 where a country does."""

WORLD: Final[Bounds] = (-180.0, -60.0, 180.0, 75.0)
"""What is shown where a country's extent is not known."""

MAX_GROUPS: Final = 12
MAX_AGENDA: Final = 30
MAX_SHOWN: Final = 10
MAX_MINUTES: Final = 600

_ISO3: Final = re.compile(r"[A-Z]{3}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?|")

BAD_COUNTRY = N_("a country code is not three capital letters")
BAD_BOUNDS = N_("the area of the workshop lies outside the world")
BAD_GROUPS = N_("a workshop has up to 12 groups, each with a name of its own")
BAD_AGENDA = N_("an agenda has up to 30 items of up to 600 minutes each")
BAD_SHOWN = N_("a workshop shows up to 10 base maps and 10 indicators")
BAD_LANGUAGE = N_("a language is not written as a code like en or pt-BR")
NO_ZONE = N_("a time has no time zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One step of a session."""

    title: str
    minutes: int

    def __post_init__(self) -> None:
        if not 1 <= self.minutes <= MAX_MINUTES:
            raise OperationRefusedError(reason=BAD_AGENDA)
        object.__setattr__(self, "title", clean_name(self.title, limit=MAX_NAME))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a facilitator prepares and may change later."""

    title: str
    iso3: str
    place_code: str | None  # None: the whole country
    bounds: Bounds  # what the map shows first
    legend: tuple[Category, ...]
    purpose: str = ""
    date: datetime.date | None = None
    starts_at: datetime.time | None = None  # by the clock in the hall
    agenda: tuple[AgendaItem, ...] = ()
    groups: tuple[str, ...] = ()
    other_language: str = ""  # of the categories' second labels
    consent: str = ""  # what people are asked to agree to, in their words
    phones_see_others: bool = False  # or each only what was drawn on it
    exact_for: Audience = Audience.ROOM  # the widest that may see where exactly something is
    base_maps: tuple[str, ...] = ()  # offered behind the drawings; the first is shown
    indicators: tuple[str, ...] = ()  # likewise, after the base maps
    keep_until: datetime.date | None = None  # when it is to be deleted

    def __post_init__(self) -> None:
        if not _ISO3.fullmatch(self.iso3):
            raise OperationRefusedError(reason=BAD_COUNTRY)
        if not _LANGUAGE.fullmatch(self.other_language):
            raise OperationRefusedError(reason=BAD_LANGUAGE)
        check_legend(self.legend)
        _check_bounds(self.bounds)
        if len(self.agenda) > MAX_AGENDA:
            raise OperationRefusedError(reason=BAD_AGENDA)
        if max(len(self.indicators), len(self.base_maps)) > MAX_SHOWN:
            raise OperationRefusedError(reason=BAD_SHOWN)
        groups = tuple(clean_name(group) for group in self.groups)
        if len(groups) > MAX_GROUPS or len(set(groups)) < len(groups):
            raise OperationRefusedError(reason=BAD_GROUPS)
        object.__setattr__(self, "exact_for", Audience(self.exact_for))
        object.__setattr__(self, "groups", groups)
        object.__setattr__(self, "title", clean_name(self.title, limit=MAX_TITLE))
        object.__setattr__(self, "purpose", clean_note(self.purpose))
        object.__setattr__(self, "consent", clean_note(self.consent))

    def is_overdue(self, today: datetime.date) -> bool:
        """Whether it was to be deleted before today."""
        return self.keep_until is not None and today > self.keep_until

    def category(self, category_id: str) -> Category | None:
        """The line of the legend with this identifier."""
        return next((line for line in self.legend if line.id == category_id), None)

    def letter(self, category_id: str) -> str:
        """The key that stands for a category on the map, for readers who see no colours."""
        ids = [line.id for line in self.legend]
        return LETTERS[ids.index(category_id)] if category_id in ids else "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop(Plan):
    """One event at which people draw on one map with one legend."""

    workshop_id: WorkshopId
    created_at: datetime.datetime  # UTC
    version: int = 1  # of its plan

    def __post_init__(self) -> None:
        Plan.__post_init__(self)  # not super(): a class with slots is made a second time
        check_id(self.workshop_id)
        if self.created_at.tzinfo is None:
            raise OperationRefusedError(reason=NO_ZONE)

    @classmethod
    def planned(
        cls,
        plan: Plan,
        workshop_id: WorkshopId,
        created_at: datetime.datetime,
        *,
        version: int = 1,
    ) -> "Workshop":
        """The workshop of a plan."""
        planned = {part.name: getattr(plan, part.name) for part in fields(Plan)}
        return cls(**planned, workshop_id=workshop_id, created_at=created_at, version=version)


def _check_bounds(bounds: Bounds) -> None:
    west, south, east, north = bounds
    inside = (
        -MAX_LONGITUDE <= west <= east <= MAX_LONGITUDE
        and -MAX_LATITUDE <= south <= north <= MAX_LATITUDE
    )
    if not inside:  # NaN ends here too
        raise OperationRefusedError(reason=BAD_BOUNDS)
