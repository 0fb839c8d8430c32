"""Where drawings are kept: what every store promises, whatever it is made of.

The promises, each with a test that any store must pass:

- When `append` returns, the operation is on disk; a killed process or a power cut does not lose it.
- An operation counts once: a retry with the same `op_id` gives the old answer and changes nothing.
- Nothing in the log is ever changed or taken away, but for what is redacted or deleted for good;
  what stands now follows from the log alone.
- `seq` grows in the order in which operations become visible: whoever has read everything up to a
  number misses nothing by asking for what came after it.
- A change made without knowing somebody else's is kept as a version of its own and reported.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mapping.community.access import Role
from mapping.community.audit import Entry, TrailLine
from mapping.community.identifiers import FeatureId, WorkshopId
from mapping.community.model import Ack, Feature, FeatureChanges, LoggedOperation, Operation
from mapping.community.workshop import Plan, Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What a backup holds; counted in the backup itself, not in the store it was made from."""

    path: Path
    workshops: int
    operations: int
    size_bytes: int


class Store(Protocol):
    """Workshops and the log of what is drawn in them. Safe to use from many threads."""

    def __hash__(self) -> int:
        """A store is itself and no other."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is worrying about where the store lies, for a person to read."""

    def create_workshop(
        self, plan: Plan, *, actor: str | None = None, audit: Entry | None = None
    ) -> Workshop:
        """Open a workshop.

        An entry of the audit trail is written together with what it says, here and below.

        Raises:
            StorageError: It could not be written.
        """

    def change_workshop(
        self,
        workshop_id: WorkshopId,
        plan: Plan,
        *,
        base_version: int,
        actor: str | None = None,
        audit: Entry | None = None,
    ) -> Workshop:
        """Give a workshop another plan; the earlier ones stay in the log.

        Args:
            workshop_id: The workshop.
            plan: The whole plan. A category that something was drawn in must stay.
            base_version: The version of the plan that was changed.
            actor: Who changes it.
            audit: What the audit trail says of it.

        Raises:
            OperationRefusedError: Somebody else changed it meanwhile, or a category in use is gone.
            UnknownWorkshopError: There is no such workshop.
            StorageError: It could not be written.
        """

    def plans(self, workshop_id: WorkshopId) -> tuple[Workshop, ...]:
        """Every plan a workshop has had, the oldest first."""

    def delete_workshop(self, workshop_id: WorkshopId, *, audit: Entry | None = None) -> int:
        """Delete a workshop and all that was drawn in it for good; gives how many operations.

        Raises:
            UnknownWorkshopError: There is no such workshop.
            StorageError: It could not be written.
        """

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""

    def workshop(self, workshop_id: str) -> Workshop:
        """One workshop.

        Raises:
            UnknownWorkshopError: There is none of this identifier.
        """

    def append(self, operation: Operation) -> Ack:
        """Put an operation into the log; it is on disk when this returns.

        Raises:
            OperationRefusedError: It does not fit the workshop or its own feature.
            UnknownWorkshopError: There is no such workshop.
            StorageError: The disk did not take it; it is not in the log and may be sent again.
        """

    def features(self, workshop_id: WorkshopId, *, since_seq: int = 0) -> FeatureChanges:
        """Features with an operation after `since_seq`, as they stand at one moment."""

    def feature(self, workshop_id: WorkshopId, feature_id: FeatureId) -> Feature | None:
        """What stands now of a feature; None if it was never drawn, or was redacted."""

    def history(
        self, workshop_id: WorkshopId, feature_id: FeatureId
    ) -> tuple[LoggedOperation, ...]:
        """Every operation on one feature, the oldest first."""

    def log(self, workshop_id: WorkshopId) -> tuple[LoggedOperation, ...]:
        """Every operation of a workshop, the oldest first."""

    def redact(
        self,
        workshop_id: WorkshopId,
        features: Iterable[FeatureId],
        *,
        actor: str | None = None,
        audit: Entry | None = None,
    ) -> int:
        """Blank all that was ever said of some features, for good; gives how many operations.

        What is left in the log says that there was an operation, and when, and nothing of whose or
        what. A device that still holds a change of such a feature is refused.

        Raises:
            OperationRefusedError: One of them was never drawn here.
            UnknownWorkshopError: There is no such workshop.
            StorageError: It could not be written; nothing was blanked.
        """

    def set_opening(
        self, workshop_id: WorkshopId, until: datetime.datetime, *, audit: Entry | None = None
    ) -> int:
        """Open a workshop to phones until a time; gives the number of the opening.

        Raises:
            UnknownWorkshopError: There is no such workshop.
            StorageError: It could not be written.
        """

    def opening(self, workshop_id: WorkshopId) -> tuple[int, datetime.datetime | None]:
        """The number of the last opening to phones and when it ends; 0 and None: there was none."""

    def set_role(self, name: str, role: Role | None, *, audit: Entry | None = None) -> None:
        """Give somebody of the staff a role, by the name they sign in with; None takes it away."""

    def roles(self) -> dict[str, Role]:
        """Everybody of the staff with their role."""

    def record(self, entry: Entry) -> None:
        """Write an entry into the audit trail, which nobody can change or take away."""

    def trail(self) -> tuple[TrailLine, ...]:
        """The audit trail, the oldest first."""

    def rebuild(self) -> int:
        """Make what stands now again from the log; gives how many features there are."""

    def keep_photo(self, workshop_id: WorkshopId, jpeg: bytes) -> str:
        """Keep a photo that `photos.upright_jpeg` made; gives the name that a drawing names it by.

        It goes when all that names it is redacted.

        Raises:
            OperationRefusedError: The workshop has as many as it can hold.
            UnknownWorkshopError: There is no such workshop.
            StorageError: It could not be written.
        """

    def photo(self, workshop_id: WorkshopId, name: str) -> bytes | None:
        """A photo as JPEG; None if there is none of this name."""

    def backup(self, path: Path) -> BackupReport:
        """Write the whole store to one new file, while others go on drawing.

        Raises:
            StorageError: The file could not be written or does not read back whole.
        """

    def close(self) -> None:
        """Let go of the files."""
