"""What people add to a profile: comments, a plan, the self-assessment, whom to compare with.

One file a place in the workspace, `profiles/NPL/NP0327.json`. It appears in every format of the
profile and in its JSON, so that a profile can be made again from it.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from mapping.atomic import write_atomically
from mapping.community.legend import Audience
from mapping.errors import UnreadableFileError
from mapping.i18n import N_
from mapping.settings import Settings
from profiles.edits.community import WorkshopSaid

if TYPE_CHECKING:
    from pydantic import TypeAdapter

FOLDER: Final = "profiles"


class Answer(StrEnum):
    """An answer of the self-assessment."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not-applicable"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody says of one section."""

    section: str  # id in the outline: "international"
    author: str
    date: str  # 2026-11-22
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One line of the planning matrix."""

    issue: str = ""
    evidence: str = ""
    action: str = ""
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """One question of the self-assessment, answered."""

    question: str  # id in `profiles.edits.governance`
    answer: Answer
    evidence: str = ""  # a link or the name of a document; without it: not verified
    by: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """All that people added to the profile of one place."""

    comments: tuple[Comment, ...] = ()
    plans: tuple[Plan, ...] = ()
    assessed: tuple[Assessed, ...] = ()
    similar_by: tuple[str, ...] = ()  # indicators by which places are like each other
    beside: str = ""  # code of a place of the same level that stands beside everywhere
    community: tuple[WorkshopSaid, ...] = ()  # what was put in from workshops

    def of_section(self, section_id: str) -> tuple[Comment, ...]:
        """The comments on one section, as they came."""
        return tuple(comment for comment in self.comments if comment.section == section_id)

    def for_everybody(self) -> "Edits":
        """Without what a workshop told the room or the project."""
        public = tuple(one for one in self.community if one.audience == Audience.PUBLIC)
        return replace(self, community=public)


NO_EDITS: Final = Edits()


def path_of(settings: Settings, iso3: str, place_code: str) -> Path:
    """Where the edits of a place are kept; any code makes a file name that leads nowhere else."""
    name = quote(place_code, safe="").replace(".", "%2E")
    return settings.workspace_dir / FOLDER / quote(iso3.upper(), safe="") / f"{name}.json"


def read_edits(settings: Settings, iso3: str, place_code: str, *, for_staff: bool = True) -> Edits:
    """What people added to the profile of a place; nothing where there is no file.

    Args:
        settings: Of this installation.
        iso3: The country.
        place_code: The place.
        for_staff: Whether those read it who may know what a workshop said to the room or the
            project alone.

    Raises:
        UnreadableFileError: the file is damaged, or none of ours.
    """
    path = path_of(settings, iso3, place_code)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return NO_EDITS
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error
    try:
        edits = _adapter().validate_json(text)
    except ValueError as error:
        reason = N_("it does not hold what people add to a profile")
        raise UnreadableFileError(path=path, reason=reason) from error
    return edits if for_staff else edits.for_everybody()


def edits_from(document: Any) -> Edits:  # noqa: ANN401 - any JSON
    """The edits a profile's JSON holds.

    Raises:
        ValueError: they are none.
    """
    return _adapter().validate_python(document)


def write_edits(settings: Settings, iso3: str, place_code: str, edits: Edits) -> None:
    """Keep what people added; the file is whole or as it was.

    Raises:
        StorageError: the workspace does not take it.
    """
    text = _adapter().dump_json(edits, indent=1).decode("utf-8")
    write_atomically(path_of(settings, iso3, place_code), text + "\n")


def without_blanks(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Lines that say anything."""
    return tuple(plan for plan in plans if any(text.strip() for text in asdict(plan).values()))


@lru_cache(maxsize=1)
def _adapter() -> "TypeAdapter[Edits]":
    from pydantic import TypeAdapter  # most profiles have no edits

    return TypeAdapter(Edits)
