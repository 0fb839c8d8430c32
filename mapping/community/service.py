"""What people do with workshops: asked whether they may, done, and written into the audit trail.

Routes, pages and the command line act through this, each for the person they found out.
"""

import datetime
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

from mapping.community.access import Action, Person, Role, authorise
from mapping.community.audit import Entry, TrailLine
from mapping.community.database import restore_store, utc_now
from mapping.community.export import ExportFormat, Request, export_bytes, export_workshop
from mapping.community.gate import Gate, Opening
from mapping.community.identifiers import FeatureId, WorkshopId
from mapping.community.legend import Audience
from mapping.community.store import BackupReport, Store
from mapping.community.submissions import Submissions, take_submissions
from mapping.community.workshop import Plan, Workshop
from mapping.settings import Settings

_T = TypeVar("_T")

IN_THE_LOG: Final = frozenset({Action.SEE, Action.DRAW, Action.CHANGE_OTHERS})
"""Looking at a plan tells nothing, and the log of a workshop says who drew and changed what."""


class Service:
    """The actions of one person."""

    def __init__(self, store: Store, person: Person) -> None:
        self._store, self.person = store, person

    def allow(self, action: Action, workshop_id: str) -> None:
        """Refuse what the person may not do; what is read of others is written down once an hour.

        Raises:
            ForbiddenError: They may not.
        """
        authorise(self.person, action, workshop_id)
        if action is Action.SEE_OTHERS:
            _record_once(self._store, self._entry(action, workshop_id), _hour())

    def create_workshop(self, plan: Plan) -> Workshop:
        """Open a workshop."""
        authorise(self.person, Action.PREPARE, "")
        return self._store.create_workshop(plan, audit=self._entry(Action.PREPARE, None, "new"))

    def change_workshop(
        self, workshop_id: WorkshopId, plan: Plan, *, base_version: int
    ) -> Workshop:
        """Give a workshop another plan."""
        authorise(self.person, Action.PREPARE, workshop_id)
        entry = self._entry(Action.PREPARE, workshop_id, f"version {base_version + 1}")
        return self._store.change_workshop(
            workshop_id, plan, base_version=base_version, audit=entry
        )

    def open_to_phones(self, gate: Gate, workshop_id: WorkshopId, *, hours: int) -> Opening:
        """Let phones in with a new code."""
        authorise(self.person, Action.OPEN_TO_PHONES, workshop_id)
        entry = self._entry(Action.OPEN_TO_PHONES, workshop_id, f"{hours} hours")
        return gate.open(workshop_id, hours=hours, audit=entry)

    def close_to_phones(self, gate: Gate, workshop_id: WorkshopId) -> None:
        """Let nobody in any more."""
        authorise(self.person, Action.OPEN_TO_PHONES, workshop_id)
        gate.close(workshop_id, audit=self._entry(Action.OPEN_TO_PHONES, workshop_id, "closed"))

    def export_bytes(
        self, workshop_id: WorkshopId, kind: ExportFormat, request: Request
    ) -> tuple[str, bytes]:
        """File name and content of an export, for a download."""
        self._allow_export(workshop_id, kind, request)
        return export_bytes(self._store, workshop_id, kind, request)

    def export_file(self, workshop_id: WorkshopId, path: Path, request: Request) -> int:
        """Write an export; gives the number of rows."""
        self._allow_export(workshop_id, ExportFormat.from_name(path.name), request)
        return export_workshop(self._store, workshop_id, path, request)

    def make_record(
        self, workshop_id: WorkshopId, audience: Audience, make: Callable[[], _T]
    ) -> _T:
        """What is printed for an audience, as `make` gives it."""
        self._allow_file(workshop_id, audience, f"printed for the {audience}")
        return make()

    def tell(self, workshop_id: WorkshopId, audience: Audience, put: Callable[[], _T]) -> _T:
        """Put the findings into a profile, as `put` does."""
        authorise(self.person, Action.TELL, workshop_id)
        told = put()
        self._store.record(self._entry(Action.TELL, workshop_id, f"for the {audience}"))
        return told

    def take_in(self, workshop: Workshop, submissions: Submissions) -> int:
        """Put submissions of a survey tool into the log; gives how many were new."""
        authorise(self.person, Action.IMPORT, workshop.workshop_id)
        new = take_submissions(self._store, workshop, submissions, self.person)
        self._store.record(self._entry(Action.IMPORT, workshop.workshop_id, f"{new} marks"))
        return new

    def redact(self, workshop_id: WorkshopId, features: Iterable[FeatureId]) -> int:
        """Blank all that was ever said of some features, for good; gives how many operations."""
        authorise(self.person, Action.REDACT, workshop_id)
        wanted = tuple(features)
        entry = self._entry(Action.REDACT, workshop_id, f"{len(wanted)} marks")
        return self._store.redact(workshop_id, wanted, actor=self.person.id, audit=entry)

    def delete_workshop(self, workshop_id: WorkshopId) -> int:
        """Delete a workshop and all that was drawn in it for good; gives how many operations."""
        authorise(self.person, Action.DELETE, workshop_id)
        entry = self._entry(Action.DELETE, workshop_id)
        return self._store.delete_workshop(workshop_id, audit=entry)

    def back_up(self, path: Path) -> BackupReport:
        """Write all workshops to one file; the entry is in it."""
        authorise(self.person, Action.BACK_UP, "")
        self._store.record(self._entry(Action.BACK_UP))
        return self._store.backup(path)

    def restore(self, backup: Path, settings: Settings) -> BackupReport:
        """Put a backup in the place of the workshops; the trail goes on from the backup's."""
        authorise(self.person, Action.RESTORE, "")
        report = restore_store(backup, settings)
        self._store.record(self._entry(Action.RESTORE, None, f"{report.operations} operations"))
        return report

    def give_role(self, name: str, role: Role | None) -> None:
        """Say what somebody who signs in may do; None: nothing any more."""
        authorise(self.person, Action.CHANGE_ROLES, "")
        said = f"{name}: {role or Role.NOBODY}"
        self._store.set_role(name, role, audit=self._entry(Action.CHANGE_ROLES, None, said))

    def roles(self) -> dict[str, Role]:
        """Everybody of the staff with their role."""
        authorise(self.person, Action.CHANGE_ROLES, "")
        return self._store.roles()

    def trail(self) -> tuple[TrailLine, ...]:
        """The audit trail, the oldest first; reading it is an entry too."""
        authorise(self.person, Action.READ_AUDIT, "")
        self._store.record(self._entry(Action.READ_AUDIT))
        return self._store.trail()

    def _allow_export(self, where: WorkshopId, kind: ExportFormat, request: Request) -> None:
        said = f"{kind} for the {request.audience}, positions {request.positions}"
        self._allow_file(where, request.audience, said)

    def _allow_file(self, where: WorkshopId, audience: Audience, said: str) -> None:
        action = Action.EXPORT_PUBLIC if audience is Audience.PUBLIC else Action.EXPORT
        authorise(self.person, action, where)
        self._store.record(self._entry(action, where, said))

    def _entry(self, action: Action, where: str | None = None, of: str = "") -> Entry:
        return Entry.of(self.person, action, where, of)


@lru_cache(maxsize=1024)
def _record_once(store: Store, entry: Entry, hour: datetime.datetime) -> None:  # noqa: ARG001 - a key
    store.record(entry)


def _hour() -> datetime.datetime:
    return utc_now().replace(minute=0, second=0, microsecond=0)
