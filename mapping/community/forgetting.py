"""Forgetting for good: blanking what was said of a feature, deleting a workshop.

It is the one exception from an append-only log. An SQLite file is overwritten where it is freed
(`secure_delete`), and its write-ahead log folded in and emptied at once; a backup made before still
holds what was there.
"""

import datetime
import secrets
from collections.abc import Iterable

from sqlalchemy import Connection, select

from mapping.community.fold import NO_FEATURE
from mapping.community.identifiers import FeatureId, OperationId, WorkshopId
from mapping.community.kept_photos import forget_photos, named_photos
from mapping.community.model import LoggedOperation, Operation, OperationKind
from mapping.community.rows import find_workshop, insert_event, is_feature
from mapping.community.tables import DELETED_WORKSHOP, EVENT, FEATURE, OPENING, PHOTO, WORKSHOP
from mapping.errors import OperationRefusedError


def redact_features(
    connection: Connection,
    workshop_id: WorkshopId,
    features: Iterable[FeatureId],
    *,
    actor: str | None,
    now: datetime.datetime,
) -> int:
    """Blank every operation on some features; gives how many there were.

    Raises:
        OperationRefusedError: One of them was never drawn here.
        UnknownWorkshopError: There is no such workshop.
    """
    find_workshop(connection, workshop_id, to_change=True)
    unique = dict.fromkeys(features)
    photos = named_photos(connection, workshop_id)
    count = sum(_redact(connection, workshop_id, feature_id, actor, now) for feature_id in unique)
    gone = (name for feature_id in unique for name in photos.get(feature_id, ()))
    forget_photos(connection, workshop_id, gone)
    return count


def delete_workshop(
    connection: Connection, workshop_id: WorkshopId, *, now: datetime.datetime
) -> int:
    """Take out a workshop with all that was drawn in it; gives how many operations there were.

    Raises:
        UnknownWorkshopError: There is no such workshop.
    """
    find_workshop(connection, workshop_id, to_change=True)
    gone = {"workshop_id": workshop_id, "deleted_at": now.isoformat()}
    connection.execute(DELETED_WORKSHOP.insert().values(gone))
    connection.execute(FEATURE.delete().where(FEATURE.c.workshop_id == workshop_id))
    here = EVENT.c.workshop_id == workshop_id
    connection.execute(EVENT.delete().where(here, EVENT.c.kind == "plan"))
    count = connection.execute(EVENT.delete().where(here)).rowcount
    connection.execute(PHOTO.delete().where(PHOTO.c.workshop_id == workshop_id))
    connection.execute(OPENING.delete().where(OPENING.c.workshop_id == workshop_id))
    connection.execute(WORKSHOP.delete().where(WORKSHOP.c.workshop_id == workshop_id))
    return count


def _redact(
    connection: Connection,
    workshop_id: WorkshopId,
    feature_id: FeatureId,
    actor: str | None,
    now: datetime.datetime,
) -> int:
    here = is_feature(workshop_id, feature_id)
    version = connection.execute(select(FEATURE.c.version).where(here)).scalar()
    if version is None:
        raise OperationRefusedError(reason=NO_FEATURE)
    operation = Operation(
        op_id=OperationId(secrets.token_hex(16)),
        workshop_id=workshop_id,
        feature_id=feature_id,
        kind=OperationKind.REDACT,
        base_version=version,
        actor=actor,
    )
    logged = LoggedOperation(
        seq=0, operation=operation, version=version + 1, conflict=False, stored_at=now
    )
    stands = {"seq": insert_event(connection, logged).seq, "version": version + 1, "state": None}
    connection.execute(FEATURE.update().where(here).values(stands))
    return blank_events(connection, workshop_id, feature_id)


def blank_events(connection: Connection, workshop_id: WorkshopId, feature_id: FeatureId) -> int:
    """Blank all that the log says of a feature that was redacted; gives how many operations."""
    said = (EVENT.c.workshop_id == workshop_id) & (EVENT.c.feature_id == feature_id)
    kinds = EVENT.c.kind.not_in(("plan", "redact", "blank"))
    nothing = dict.fromkeys(("content", "actor", "group_name", "drawn_at", "author"))
    blanked = EVENT.update().where(said, kinds).values(kind="blank", **nothing)
    return connection.execute(blanked).rowcount
