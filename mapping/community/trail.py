"""The audit trail and the roles of staff in the database."""

import datetime
from typing import Final

from sqlalchemy import Connection, func, select

from mapping.community.access import Action, Role
from mapping.community.audit import Entry, TrailLine, digest_of
from mapping.community.sqlite_file import APPLICATION_ID
from mapping.community.tables import AUDIT, STAFF
from mapping.community.wire import moment_from_text

MOST_READ: Final = 100_000


def add_entry(connection: Connection, entry: Entry | None, now: datetime.datetime) -> None:
    """Write an entry in the transaction of what it says; None says nothing."""
    if entry is None:
        return
    if connection.dialect.name == "postgresql":  # one after the other: each builds on the last
        connection.execute(select(func.pg_advisory_xact_lock(APPLICATION_ID + 1)))
    last = select(AUDIT.c.digest).order_by(AUDIT.c.entry.desc()).limit(1)
    before = connection.execute(last).scalar() or ""
    row = {
        "at": now.isoformat(),
        "who": entry.who,
        "role": entry.role,
        "action": entry.action,
        "workshop_id": entry.workshop_id,
        "object": entry.object,
        "digest": digest_of(entry, now, before),
    }
    connection.execute(AUDIT.insert().values(row))


def read_trail(connection: Connection, *, most: int = MOST_READ) -> tuple[TrailLine, ...]:
    """The last entries, the oldest first."""
    last = select(AUDIT).order_by(AUDIT.c.entry.desc()).limit(most)
    return tuple(
        TrailLine(
            number=row.entry,
            at=moment_from_text(row.at),
            entry=Entry(
                who=row.who,
                role=Role(row.role),
                action=Action(row.action),
                workshop_id=row.workshop_id,
                object=row.object,
            ),
            digest=row.digest,
        )
        for row in reversed(connection.execute(last).all())
    )


def keep_role(connection: Connection, name: str, role: Role | None) -> None:
    """Give somebody of the staff a role; None takes it away."""
    connection.execute(STAFF.delete().where(STAFF.c.name == name))
    if role is not None:
        connection.execute(STAFF.insert().values(name=name, role=role))


def read_roles(connection: Connection) -> dict[str, Role]:
    """Everybody of the staff with their role."""
    rows = connection.execute(select(STAFF).order_by(STAFF.c.name))
    return {row.name: Role(row.role) for row in rows}
