"""What people draw: values that are valid when they exist."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mapping.community.geometry import Geometry
from mapping.community.identifiers import BAD_ID, FeatureId, OperationId, WorkshopId, check_id
from mapping.community.legend import CATEGORY_ID, Category
from mapping.community.remarks import Remark
from mapping.community.text import MAX_NAME, clean_note
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

MAX_VERSION: Final = 1_000_000
MAX_MERGED: Final = 50

NO_CATEGORY = N_("its category is not in the legend of this workshop")
NOT_ALLOWED = N_("its category is not drawn as this kind of shape")
NO_CONTENT = N_("something drawn needs a shape and a category")
BAD_VERSION = N_("the version it was drawn from is damaged")
NO_ZONE = N_("a time has no time zone")
BAD_ANSWERS = N_("its answers do not belong to the questions of its category")
BAD_PHOTO = N_("its photo is not one that this server has")
OTHER_THING = N_("what it changes is of another kind")

_PHOTO: Final = re.compile(r"[0-9a-f]{64}|")


class OperationKind(StrEnum):
    """What an operation does to a feature."""

    PUT = "put"
    EDIT = "edit"
    DELETE = "delete"
    RESTORE = "restore"
    REDACT = "redact"  # by an administrator: all that was ever said of the feature is blanked
    BLANK = "blank"  # what stands in the log in the place of what was redacted

    @property
    def has_content(self) -> bool:
        """Whether it says what the feature looks like."""
        return self in {OperationKind.PUT, OperationKind.EDIT}

    @property
    def is_drawing(self) -> bool:
        """Whether a device may send it."""
        return self not in {OperationKind.REDACT, OperationKind.BLANK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a feature looks like."""

    geometry: Geometry
    category_id: str
    note: str = ""
    answers: tuple[str, ...] = ()  # to the questions of its category, in their order
    photo: str = ""  # the name under which it is kept: its SHA-256
    validated: bool = False  # read back to the group, who said that it is so
    merged: tuple[FeatureId, ...] = ()  # marks of the same thing, which this one stands for

    def __post_init__(self) -> None:
        if not isinstance(self.category_id, str) or not CATEGORY_ID.fullmatch(self.category_id):
            raise OperationRefusedError(reason=BAD_ID)
        if not isinstance(self.photo, str) or not _PHOTO.fullmatch(self.photo):
            raise OperationRefusedError(reason=BAD_PHOTO)
        if len(self.merged) > MAX_MERGED:
            raise OperationRefusedError(reason=BAD_ID)
        for identifier in self.merged:
            check_id(identifier)
        object.__setattr__(self, "note", clean_note(self.note))
        object.__setattr__(self, "answers", tuple(map(clean_note, self.answers)))


Said = Content | Remark
"""What an operation may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing somebody did, named by the device that did it, so that a retry is recognised."""

    op_id: OperationId
    workshop_id: WorkshopId
    feature_id: FeatureId
    kind: OperationKind
    base_version: int  # the version of the feature the person saw; 0: none, it is new
    content: Said | None = None  # for put and edit
    actor: str | None = None  # a name somebody chose to give, nothing more
    group: str | None = None  # of the workshop's groups, as its device says
    drawn_at: datetime.datetime | None = None  # the device's clock, which may be wrong
    author: str | None = None  # as the server knows them; no device says so

    def __post_init__(self) -> None:
        for identifier in (self.op_id, self.workshop_id, self.feature_id):
            check_id(identifier)
        if str(self.feature_id) == str(self.workshop_id):  # under which the plan stands
            raise OperationRefusedError(reason=BAD_ID)
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
        object.__setattr__(self, "actor", _one_line(self.actor))
        object.__setattr__(self, "group", _one_line(self.group))


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
    content: Said | None  # None: it would delete or bring back the feature
    actor: str | None
    stored_at: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """Something drawn or said, as it stands now."""

    workshop_id: WorkshopId
    feature_id: FeatureId
    seq: int  # of the last operation on it
    version: int  # of the last operation on it: what the next one builds upon
    shown_version: int  # of the content here
    content: Said
    actor: str | None  # who drew or changed it last, if they said so
    group: str | None  # that drew it
    author: str | None  # who drew it first, as the server knows them
    deleted: bool
    created_at: datetime.datetime
    edited_at: datetime.datetime
    others: tuple[OtherVersion, ...] = field(default=())

    @property
    def is_drawn(self) -> bool:
        """Whether it stands on the map: no remark, and not deleted."""
        return not self.deleted and isinstance(self.content, Content)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureChanges:
    """What changed in a workshop after an operation number."""

    seq: int  # of the last operation there is; ask from here the next time
    features: tuple[Feature, ...]  # deleted ones included, so that a reader can take them away
    redacted: tuple[FeatureId, ...] = ()  # of which nothing is known any more


def check_against_legend(content: Said, legend: Iterable[Category]) -> None:
    """Refuse a category the legend has not, or draws otherwise; a remark has none."""
    if not isinstance(content, Content):
        return
    category = next((line for line in legend if line.id == content.category_id), None)
    if category is None:
        raise OperationRefusedError(reason=NO_CATEGORY)
    if content.geometry.kind not in category.kinds:
        raise OperationRefusedError(reason=NOT_ALLOWED)
    if len(content.answers) > len(category.questions):
        raise OperationRefusedError(reason=BAD_ANSWERS)


def _one_line(name: str | None) -> str | None:
    cleaned = clean_note(name, limit=MAX_NAME) if name is not None else ""
    return " ".join(cleaned.split("\n")) or None


def _check_zone(moment: datetime.datetime) -> None:
    if moment.tzinfo is None:
        raise OperationRefusedError(reason=NO_ZONE)
