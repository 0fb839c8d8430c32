"""The store: workshops and their log in a database, whichever it is.

GDAL must never open the SQLite file. It brings an SQLite of its own, and two of them in one process
drop each other's locks, after which acknowledged rows vanish; exports are made from values read
here.
"""

import datetime
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, select

from mapping.community.access import Role
from mapping.community.appending import Appending
from mapping.community.audit import Entry, TrailLine
from mapping.community.connections import Database
from mapping.community.database import utc_now
from mapping.community.fold import fold_log
from mapping.community.forgetting import delete_workshop, redact_features
from mapping.community.identifiers import FeatureId, WorkshopId, new_workshop_id
from mapping.community.kept_photos import keep_photo, read_photo
from mapping.community.model import (
    Ack,
    Feature,
    FeatureChanges,
    LoggedOperation,
    Operation,
)
from mapping.community.plans import add_workshop, change_plan, read_plans
from mapping.community.rows import (
    feature_of,
    find_workshop,
    is_feature,
    keep_feature,
    keep_opening,
    read_log,
    read_opening,
    workshop_of,
)
from mapping.community.store import BackupReport
from mapping.community.tables import EVENT, FEATURE, WORKSHOP
from mapping.community.trail import add_entry, keep_role, read_roles, read_trail
from mapping.community.workshop import Plan, Workshop

_log = logging.getLogger(__name__)


class SqlStore:
    """A `Store` in a database."""

    def __init__(
        self, database: Database, *, clock: Callable[[], datetime.datetime] = utc_now
    ) -> None:
        self._database = database
        self._clock = clock
        self._appending = Appending(database, clock)

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is worrying about where the store lies."""
        return self._database.warnings

    def create_workshop(
        self, plan: Plan, *, actor: str | None = None, audit: Entry | None = None
    ) -> Workshop:
        """Open a workshop."""
        workshop_id = new_workshop_id()
        workshop = Workshop.planned(plan, workshop_id, self._clock())
        with self._database.writing() as connection:
            # Who draws is never turned away while the disk still takes it; a new workshop is.
            self._database.check_space()
            add_workshop(connection, workshop, actor=actor)
            opened = audit and replace(audit, workshop_id=workshop_id)
            add_entry(connection, opened, self._clock())
        _log.info("opened a workshop with %d categories", len(workshop.legend))
        return workshop

    def change_workshop(
        self,
        workshop_id: WorkshopId,
        plan: Plan,
        *,
        base_version: int,
        actor: str | None = None,
        audit: Entry | None = None,
    ) -> Workshop:
        """Give a workshop another plan; the earlier ones stay in the log."""
        with self._changing(audit) as connection:
            return change_plan(
                connection,
                workshop_id,
                plan,
                base_version=base_version,
                actor=actor,
                now=self._clock(),
            )

    def plans(self, workshop_id: WorkshopId) -> tuple[Workshop, ...]:
        """Every plan a workshop has had, the oldest first."""
        with self._database.reading() as connection:
            return read_plans(connection, workshop_id)

    def delete_workshop(self, workshop_id: WorkshopId, *, audit: Entry | None = None) -> int:
        """Delete a workshop and all that was drawn in it for good; gives how many operations."""
        with self._changing(audit) as connection:
            count = delete_workshop(connection, workshop_id, now=self._clock())
        self._database.forget()
        return count

    def workshops(self) -> tuple[Workshop, ...]:
        """Every workshop, the newest first."""
        # By their place in the log: clocks are set back, and two may open at the same moment.
        first = (
            (EVENT.c.workshop_id == WORKSHOP.c.workshop_id)
            & (EVENT.c.feature_id == WORKSHOP.c.workshop_id)
            & (EVENT.c.version == 1)
        )
        query = select(WORKSHOP.c.description).join(EVENT, first).order_by(EVENT.c.seq.desc())
        with self._database.reading() as connection:
            return tuple(workshop_of(text) for text in connection.execute(query).scalars())

    def workshop(self, workshop_id: str) -> Workshop:
        """One workshop."""
        with self._database.reading() as connection:
            return find_workshop(connection, workshop_id)

    def append(self, operation: Operation) -> Ack:
        """Put an operation into the log; it is on disk when this returns."""
        return self._appending.append(operation)

    def features(self, workshop_id: WorkshopId, *, since_seq: int = 0) -> FeatureChanges:
        """Features with an operation after `since_seq`, as they stand at one moment."""
        with self._database.reading() as connection:
            find_workshop(connection, workshop_id)
            here = FEATURE.c.workshop_id == workshop_id
            newest = connection.execute(select(func.max(FEATURE.c.seq)).where(here)).scalar()
            changed = select(FEATURE.c.feature_id, FEATURE.c.state).where(
                here, FEATURE.c.seq > since_seq
            )
            rows = connection.execute(changed.order_by(FEATURE.c.seq)).all()
        return FeatureChanges(
            seq=int(newest or 0),
            features=tuple(feature_of(row.state, workshop_id) for row in rows if row.state),
            redacted=tuple(FeatureId(row.feature_id) for row in rows if row.state is None),
        )

    def history(
        self, workshop_id: WorkshopId, feature_id: FeatureId
    ) -> tuple[LoggedOperation, ...]:
        """Every operation on one feature, the oldest first."""
        return self._logged(EVENT.c.workshop_id == workshop_id, EVENT.c.feature_id == feature_id)

    def log(self, workshop_id: WorkshopId) -> tuple[LoggedOperation, ...]:
        """Every operation of a workshop, the oldest first."""
        return self._logged(EVENT.c.workshop_id == workshop_id)

    def redact(
        self,
        workshop_id: WorkshopId,
        features: Iterable[FeatureId],
        *,
        actor: str | None = None,
        audit: Entry | None = None,
    ) -> int:
        """Blank all that was ever said of some features, for good; gives how many operations."""
        with self._changing(audit) as connection:
            count = redact_features(
                connection, workshop_id, features, actor=actor, now=self._clock()
            )
        self._database.forget()
        return count

    def keep_photo(self, workshop_id: WorkshopId, jpeg: bytes) -> str:
        """Keep a photo that `photos.upright_jpeg` made; gives its name."""
        with self._database.writing() as connection:
            return keep_photo(connection, workshop_id, jpeg)

    def photo(self, workshop_id: WorkshopId, name: str) -> bytes | None:
        """A photo as JPEG; None if there is none of this name."""
        with self._database.reading() as connection:
            return read_photo(connection, workshop_id, name)

    def rebuild(self) -> int:
        """Make the table of features again from the log; gives how many there are."""
        with self._database.writing() as connection:
            connection.execute(FEATURE.delete().where(FEATURE.c.state.is_not(None)))
            count = 0
            for workshop_id in connection.execute(select(WORKSHOP.c.workshop_id)).scalars().all():
                features = fold_log(read_log(connection, EVENT.c.workshop_id == workshop_id))
                for feature in features.values():
                    keep_feature(connection, feature)
                count += len(features)
            return count

    def backup(self, path: Path) -> BackupReport:
        """Write the whole store to one new file, while others go on drawing."""
        return self._database.backup(path)

    def close(self) -> None:
        """Let go of the files."""
        self._database.close()

    def set_opening(
        self, workshop_id: WorkshopId, until: datetime.datetime, *, audit: Entry | None = None
    ) -> int:
        """Open a workshop to phones until a time; gives the number of the opening."""
        with self._changing(audit) as connection:
            return keep_opening(connection, workshop_id, until)

    def opening(self, workshop_id: WorkshopId) -> tuple[int, datetime.datetime | None]:
        """The number of the last opening to phones and when it ends."""
        with self._database.reading() as connection:
            return read_opening(connection, workshop_id)

    def feature(self, workshop_id: WorkshopId, feature_id: FeatureId) -> Feature | None:
        """What stands now of a feature; None if it was never drawn, or was redacted."""
        with self._database.reading() as connection:
            here = is_feature(workshop_id, feature_id)
            state = connection.execute(select(FEATURE.c.state).where(here)).scalar()
        return feature_of(state, workshop_id) if state else None

    def set_role(self, name: str, role: Role | None, *, audit: Entry | None = None) -> None:
        """Give somebody of the staff a role; None takes it away."""
        with self._changing(audit) as connection:
            keep_role(connection, name, role)

    def roles(self) -> dict[str, Role]:
        """Everybody of the staff with their role."""
        with self._database.reading() as connection:
            return read_roles(connection)

    def record(self, entry: Entry) -> None:
        """Write an entry into the audit trail."""
        with self._changing(entry):
            pass

    def trail(self) -> tuple[TrailLine, ...]:
        """The audit trail, the oldest first."""
        with self._database.reading() as connection:
            return read_trail(connection)

    @contextmanager
    def _changing(self, audit: Entry | None) -> Iterator[Connection]:
        """A write that is in the audit trail if it is done, and is not if it is not."""
        with self._database.writing() as connection:
            yield connection
            add_entry(connection, audit, self._clock())

    def _logged(self, *where: ColumnElement[bool]) -> tuple[LoggedOperation, ...]:
        with self._database.reading() as connection:
            return tuple(read_log(connection, *where))
