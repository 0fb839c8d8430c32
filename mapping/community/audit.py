"""The audit trail: who did what, in which role, with which workshop, and when.

It says nothing of what people drew, noted or are called: of a mark there is its number at most.
What is drawn stands in the log of the workshop; the trail has what is done with it. Each entry
holds a digest of itself and of the digest before it, so that one that was changed behind the
store's back is found.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from mapping.community.access import Action, Person, Role
from mapping.community.identifiers import WorkshopId


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that is done."""

    who: str
    role: Role
    action: Action
    workshop_id: WorkshopId | None
    object: str = ""  # how many, for whom, which kind of file

    @classmethod
    def of(
        cls, person: Person, action: Action, workshop_id: str | None = None, of: str = ""
    ) -> "Entry":
        """What a person does."""
        where = WorkshopId(workshop_id) if workshop_id else None
        return cls(who=person.id, role=person.role, action=action, workshop_id=where, object=of)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """An entry as it stands in the trail."""

    number: int
    at: datetime.datetime  # UTC, by the server's clock
    entry: Entry
    digest: str


def digest_of(entry: Entry, at: datetime.datetime, before: str) -> str:
    """What an entry and all before it come to; `before` is "" for the first."""
    facts = [entry.who, entry.role, entry.action, entry.workshop_id, entry.object, at.isoformat()]
    return hashlib.sha256(json.dumps([before, *facts]).encode()).hexdigest()


def first_broken(trail: Iterable[TrailLine]) -> int | None:
    """The number of the first entry that is not as it was written; None if all are.

    Args:
        trail: The whole of it, the oldest first.
    """
    before = ""
    for line in trail:
        if line.digest != digest_of(line.entry, line.at, before):
            return line.number
        before = line.digest
    return None
