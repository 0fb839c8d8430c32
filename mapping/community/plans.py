"""Plans of workshops in the store: each an entry of the log, under the workshop's identifier."""

import datetime
import secrets
from typing import Final

from sqlalchemy import Connection, select

from mapping.community.geometry import GEOJSON_TYPES
from mapping.community.identifiers import WorkshopId
from mapping.community.rows import find_workshop, workshop_of
from mapping.community.tables import EVENT, WORKSHOP
from mapping.community.wire import as_mapping, parse_text, to_text
from mapping.community.wire_plan import workshop_to_json
from mapping.community.workshop import Plan, Workshop
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

CHANGED_MEANWHILE = N_("somebody else changed the workshop meanwhile; look at it again")
CATEGORY_IN_USE = N_("something is drawn in a category that the new legend has not")

_PLAN: Final = "plan"


def add_workshop(connection: Connection, workshop: Workshop, *, actor: str | None) -> Workshop:
    """Open a workshop with its first plan."""
    text = to_text(workshop_to_json(workshop))
    opened_at = workshop.created_at.isoformat()
    row = {"workshop_id": workshop.workshop_id, "created_at": opened_at, "description": text}
    connection.execute(WORKSHOP.insert().values(row))
    _log_plan(connection, workshop, text, actor=actor, stored_at=opened_at)
    return workshop


def change_plan(  # noqa: PLR0913 - one argument a column
    connection: Connection,
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
    before = find_workshop(connection, workshop_id, to_change=True)
    if base_version != before.version:
        raise OperationRefusedError(reason=CHANGED_MEANWHILE)
    after = Workshop.planned(plan, workshop_id, before.created_at, version=before.version + 1)
    _check_used_categories(connection, after)
    text = to_text(workshop_to_json(after))
    here = WORKSHOP.c.workshop_id == workshop_id
    connection.execute(WORKSHOP.update().where(here).values(description=text))
    _log_plan(connection, after, text, actor=actor, stored_at=now.isoformat())
    return after


def read_plans(connection: Connection, workshop_id: WorkshopId) -> tuple[Workshop, ...]:
    """Every plan a workshop has had, the oldest first."""
    find_workshop(connection, workshop_id)
    plans = select(EVENT.c.content).where(
        EVENT.c.workshop_id == workshop_id,
        EVENT.c.feature_id == workshop_id,
        EVENT.c.kind == _PLAN,
    )
    found = connection.execute(plans.order_by(EVENT.c.seq)).scalars()
    return tuple(workshop_of(text) for text in found)


def _check_used_categories(connection: Connection, workshop: Workshop) -> None:
    drawn = select(EVENT.c.content).where(
        EVENT.c.workshop_id == workshop.workshop_id, EVENT.c.kind.in_(("put", "edit"))
    )
    for text in connection.execute(drawn).scalars():
        content = as_mapping(parse_text(text))
        if content.get("remark") is not None:
            continue
        category = workshop.category(content["category_id"])
        kind = GEOJSON_TYPES[content["geometry"]["type"]]
        if category is None or kind not in category.kinds:
            raise OperationRefusedError(reason=CATEGORY_IN_USE)


def _log_plan(
    connection: Connection,
    workshop: Workshop,
    text: str,
    *,
    actor: str | None,
    stored_at: str,
) -> None:
    where, version = workshop.workshop_id, workshop.version
    row = {
        "op_id": secrets.token_hex(16),  # not one that a device could guess and take
        "workshop_id": where,
        "feature_id": where,
        "version": version,
        "base_version": version - 1,
        "kind": _PLAN,
        "conflict": 0,
        "content": text,
        "actor": actor,
        "stored_at": stored_at,
    }
    connection.execute(EVENT.insert().values(row))
