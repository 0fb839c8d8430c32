"""Plans of workshops in the store: each an entry of the log, under the workshop's identifier."""

import datetime
import secrets
import sqlite3
from typing import Final

from mapping.community.geometry import GEOJSON_TYPES
from mapping.community.identifiers import WorkshopId
from mapping.community.rows import find_workshop, insert_row, workshop_of
from mapping.community.wire import to_text
from mapping.community.wire_plan import workshop_to_json
from mapping.community.workshop import Plan, Workshop
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

CHANGED_MEANWHILE = N_("somebody else changed the workshop meanwhile; look at it again")
CATEGORY_IN_USE = N_("something is drawn in a category that the new legend has not")

_PLAN: Final = "plan"


def add_workshop(
    connection: sqlite3.Connection, workshop: Workshop, *, actor: str | None
) -> Workshop:
    """Open a workshop with its first plan."""
    text = to_text(workshop_to_json(workshop))
    opened_at = workshop.created_at.isoformat()
    connection.execute(
        "INSERT INTO workshop VALUES (?, ?, ?)", (workshop.workshop_id, opened_at, text)
    )
    _log_plan(connection, workshop, text, actor=actor, stored_at=opened_at)
    return workshop


def change_plan(  # noqa: PLR0913 - one argument a column
    connection: sqlite3.Connection,
    workshop_id: WorkshopId,
    plan: Plan,
    *,
    base_version: int,
    actor: str | None,
    now: datetime.datetime,
) -> Workshop:
    """Give a workshop another plan.

    Raises:
        OperationRefusedError: It is not made from the last one, or a category in use is gone.
    """
    before = find_workshop(connection, workshop_id)
    if base_version != before.version:
        raise OperationRefusedError(reason=CHANGED_MEANWHILE)
    after = Workshop.planned(plan, workshop_id, before.created_at, version=before.version + 1)
    _check_used_categories(connection, after)
    text = to_text(workshop_to_json(after))
    connection.execute(
        "UPDATE workshop SET description = ? WHERE workshop_id = ?", (text, workshop_id)
    )
    _log_plan(connection, after, text, actor=actor, stored_at=now.isoformat())
    return after


def read_plans(connection: sqlite3.Connection, workshop_id: WorkshopId) -> tuple[Workshop, ...]:
    """Every plan a workshop has had, the oldest first."""
    find_workshop(connection, workshop_id)
    rows = connection.execute(
        "SELECT content FROM event WHERE workshop_id = ?1 AND feature_id = ?1 AND kind = 'plan'"
        " ORDER BY seq",
        (workshop_id,),
    )
    return tuple(workshop_of(row) for row in rows)


def _check_used_categories(connection: sqlite3.Connection, workshop: Workshop) -> None:
    rows = connection.execute(
        "SELECT DISTINCT json_extract(content, '$.category_id'),"
        " json_extract(content, '$.geometry.type') FROM event"
        " WHERE workshop_id = ? AND kind IN ('put', 'edit')"
        " AND json_extract(content, '$.remark') IS NULL",
        (workshop.workshop_id,),
    )
    for category_id, geometry_type in rows:
        category = workshop.category(category_id)
        if category is None or GEOJSON_TYPES[geometry_type] not in category.kinds:
            raise OperationRefusedError(reason=CATEGORY_IN_USE)


def _log_plan(
    connection: sqlite3.Connection,
    workshop: Workshop,
    text: str,
    *,
    actor: str | None,
    stored_at: str,
) -> None:
    where, version = workshop.workshop_id, workshop.version
    op_id = secrets.token_hex(16)  # not one that a device could guess and take
    row = (
        op_id,
        where,
        where,
        version,
        version - 1,
        _PLAN,
        0,
        text,
        actor,
        None,
        None,
        stored_at,
        None,
    )
    insert_row(connection, row)
