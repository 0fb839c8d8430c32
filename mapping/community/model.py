"""Workshops, their legends, and what people draw: values that are valid when they exist."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NewType

from mapping.community.geometry import MAX_LATITUDE, MAX_LONGITUDE, DrawKind, Geometry
from mapping.community.text import MAX_NAME, MAX_TITLE, clean_name, clean_note
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

WorkshopId = NewType("WorkshopId", str)
FeatureId = NewType("FeatureId", str)
OperationId = NewType("OperationId", str)
Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees; east may pass 180 where a country does."""

MAX_CATEGORIES: Final = 24  # one letter key each, and no reader tells more colours apart
MAX_VERSION: Final = 1_000_000
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_CATEGORY_ID: Final = re.compile(r"[a-z0-9-]{1,40}")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_ISO3: Final = re.compile(r"[A-Z]{3}")

BAD_ID = N_("an identifier is damaged")
BAD_COLOUR = N_("a colour is not written as #rrggbb")
BAD_COUNTRY = N_("a country code is not three capital letters")
BAD_BOUNDS = N_("the area of the workshop lies outside the world")
BAD_LEGEND = N_("a legend needs 1 to 24 categories, each with an identifier of its own")
NO_KINDS = N_("a category needs at least one of point, line and area")
NO_CATEGORY = N_("its category is not in the legend of this workshop")
NOT_ALLOWED = N_("its category is not drawn as this kind of shape")
NO_CONTENT = N_("something drawn needs a shape and a category")
BAD_VERSION = N_("the version it was drawn from is damaged")
NO_ZONE = N_("a time has no time zone")


class OperationKind(StrEnum):
    """What an operation does to a feature."""

    PUT = "put"
    EDIT = "edit"
    DELETE = "delete"
    RESTORE = "restore"

    @property
    def has_content(self) -> bool:
        """Whether it says what the feature looks like."""
        return self in {OperationKind.PUT, OperationKind.EDIT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One line of a legend: what it is called, how it looks, how it may be drawn."""

    id: str
    label: str
    colour: str  # "#rrggbb", lower case
    kinds: tuple[DrawKind, ...]  # in the order offered; never empty

    def __post_init__(self) -> None:
        if not _CATEGORY_ID.fullmatch(self.id):
            raise OperationRefusedError(reason=BAD_ID)
        if not _COLOUR.fullmatch(self.colour):
            raise OperationRefusedError(reason=BAD_COLOUR)
        if not self.kinds:
            raise OperationRefusedError(reason=NO_KINDS)
        object.__setattr__(self, "label", clean_name(self.label, limit=MAX_NAME))
        object.__setattr__(self, "colour", self.colour.lower())
        object.__setattr__(self, "kinds", tuple(dict.fromkeys(map(DrawKind, self.kinds))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """One event at which people draw on one map with one legend."""

    workshop_id: WorkshopId
    title: str
    iso3: str
    place_code: str | None  # None: the whole country
    bounds: Bounds  # what the map shows first
    legend: tuple[Category, ...]
    created_at: datetime.datetime  # UTC

    def __post_init__(self) -> None:
        check_id(self.workshop_id)
        if not _ISO3.fullmatch(self.iso3):
            raise OperationRefusedError(reason=BAD_COUNTRY)
        ids = [category.id for category in self.legend]
        if not 1 <= len(ids) <= MAX_CATEGORIES or len(set(ids)) < len(ids):
            raise OperationRefusedError(reason=BAD_LEGEND)
        _check_bounds(self.bounds)
        _check_zone(self.created_at)
        object.__setattr__(self, "title", clean_name(self.title, limit=MAX_TITLE))

    def category(self, category_id: str) -> Category | None:
        """The line of the legend with this identifier."""
        return next((line for line in self.legend if line.id == category_id), None)

    def letter(self, category_id: str) -> str:
        """The key that stands for a category on the map, for readers who see no colours."""
        ids = [line.id for line in self.legend]
        return LETTERS[ids.index(category_id)] if category_id in ids else "?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a feature looks like."""

    geometry: Geometry
    category_id: str
    note: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.category_id, str) or not _CATEGORY_ID.fullmatch(self.category_id):
            raise OperationRefusedError(reason=BAD_ID)
        object.__setattr__(self, "note", clean_note(self.note))


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing somebody did, named by the device that did it, so that a retry is recognised."""

    op_id: OperationId
    workshop_id: WorkshopId
    feature_id: FeatureId
    kind: OperationKind
    base_version: int  # the version of the feature the person saw; 0: none, it is new
    content: Content | None = None  # for put and edit
    actor: str | None = None  # a name somebody chose to give, nothing more
    drawn_at: datetime.datetime | None = None  # the device's clock, which may be wrong

    def __post_init__(self) -> None:
        for identifier in (self.op_id, self.workshop_id, self.feature_id):
            check_id(identifier)
        version = self.base_version
        if (
            isinstance(version, bool)
            or not isinstance(version, int)
            or not 0 <= version <= MAX_VERSION
        ):
            raise OperationRefusedError(reason=BAD_VERSION)
        if (self.content is not None) != self.kind.has_content:
            raise OperationRefusedError(reason=NO_CONTENT)
        if self.drawn_at is not None:
            _check_zone(self.drawn_at)
        name = clean_note(self.actor, limit=MAX_NAME) if self.actor is not None else ""
        object.__setattr__(self, "actor", " ".join(name.split("\n")) or None)


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedOperation:
    """An operation as it stands in the log for good."""

    seq: int  # grows over the whole store, in the order in which operations became visible
    operation: Operation
    version: int  # of the feature: 1, 2, 3 …, conflicting ones included
    conflict: bool  # somebody else had changed the feature since `base_version`
    stored_at: datetime.datetime  # UTC, by the server's clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Ack:
    """The answer to an operation once it is on disk; the same for every retry."""

    op_id: OperationId
    seq: int
    feature_id: FeatureId
    version: int
    conflict: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherVersion:
    """A version that met another one; it waits for somebody to choose."""

    version: int
    kind: OperationKind
    content: Content | None  # None: it would delete or bring back the feature
    actor: str | None
    stored_at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something drawn, as it stands now."""

    workshop_id: WorkshopId
    feature_id: FeatureId
    seq: int  # of the last operation on it
    version: int  # of the last operation on it: what the next one builds upon
    shown_version: int  # of the content here
    content: Content
    actor: str | None  # who drew or changed it last, if they said so
    deleted: bool
    created_at: datetime.datetime
    edited_at: datetime.datetime
    others: tuple[OtherVersion, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureChanges:
    """What changed in a workshop after an operation number."""

    seq: int  # of the last operation there is; ask from here the next time
    features: tuple[Feature, ...]  # deleted ones included, so that a reader can take them away


def check_id(identifier: object) -> None:
    """Refuse what is not 8 to 64 letters, digits, `-` and `_`."""
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise OperationRefusedError(reason=BAD_ID)


def check_against_legend(content: Content, legend: Iterable[Category]) -> None:
    """Refuse a category the legend has not, or draws otherwise."""
    category = next((line for line in legend if line.id == content.category_id), None)
    if category is None:
        raise OperationRefusedError(reason=NO_CATEGORY)
    if content.geometry.kind not in category.kinds:
        raise OperationRefusedError(reason=NOT_ALLOWED)


def _check_bounds(bounds: Bounds) -> None:
    west, south, east, north = bounds
    inside = (
        -MAX_LONGITUDE <= west <= east <= MAX_LONGITUDE
        and -MAX_LATITUDE <= south <= north <= MAX_LATITUDE
    )
    if not inside:  # NaN ends here too
        raise OperationRefusedError(reason=BAD_BOUNDS)


def _check_zone(moment: datetime.datetime) -> None:
    if moment.tzinfo is None:
        raise OperationRefusedError(reason=NO_ZONE)
