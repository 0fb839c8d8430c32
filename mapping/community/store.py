"""Where drawings are kept: what every store promises, whatever it is made of.

The promises, each with a test that any store must pass:

- When `append` returns, the operation is on disk; a killed process or a power cut does not lose it.
- An operation counts once: a retry with the same `op_id` gives the old answer and changes nothing.
- Nothing in the log is ever changed or taken away; what stands now follows from the log alone.
- `seq` grows in the order in which operations become visible: whoever has read everything up to a
  number misses nothing by asking for what came after it.
- A change made without knowing somebody else's is kept as a version of its own and reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mapping.community.model import (
    Ack,
    Bounds,
    Category,
    FeatureChanges,
    FeatureId,
    LoggedOperation,
    Operation,
    Workshop,
    WorkshopId,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupReport:
    """What a backup holds; counted in the backup itself, not in the store it was made from."""

    path: Path
    workshops: int
    operations: int
    size_bytes: int


class Store(Protocol):
    """Workshops and the log of what is drawn in them. Safe to use from many threads."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is worrying about where the store lies, for a person to read."""

    def create_workshop(
        self,
        *,
        title: str,
        iso3: str,
        place_code: str | None,
        bounds: Bounds,
        legend: Sequence[Category],
    ) -> Workshop:
        """Open a workshop.

        Raises:
            OperationRefusedError: The title, the bounds or the legend are not acceptable.
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

    def history(
        self, workshop_id: WorkshopId, feature_id: FeatureId
    ) -> tuple[LoggedOperation, ...]:
        """Every operation on one feature, the oldest first."""

    def log(self, workshop_id: WorkshopId) -> tuple[LoggedOperation, ...]:
        """Every operation of a workshop, the oldest first."""

    def backup(self, path: Path) -> BackupReport:
        """Write the whole store to one new file, while others go on drawing.

        Raises:
            StorageError: The file could not be written or does not read back whole.
        """

    def close(self) -> None:
        """Let go of the files."""
