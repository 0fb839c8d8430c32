"""Photos in the store: each under its own SHA-256, beside the log that names them."""

import base64
import hashlib
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select

from mapping.community.identifiers import FeatureId, WorkshopId
from mapping.community.model import Content
from mapping.community.rows import find_workshop, read_log
from mapping.community.tables import EVENT, PHOTO
from mapping.errors import OperationRefusedError
from mapping.i18n import N_

MOST_PHOTOS: Final = 2_000  # of a workshop
MANY_PHOTOS = N_("the workshop has as many photos as it can hold")


def keep_photo(connection: Connection, workshop_id: WorkshopId, jpeg: bytes) -> str:
    """Keep a photo that `upright_jpeg` made; gives its name. Twice the same is kept once.

    Raises:
        OperationRefusedError: The workshop has as many as it can hold.
        UnknownWorkshopError: There is no such workshop.
    """
    find_workshop(connection, workshop_id, to_change=True)
    name = hashlib.sha256(jpeg).hexdigest()
    here = PHOTO.c.workshop_id == workshop_id
    names = connection.execute(select(PHOTO.c.name).where(here)).scalars().all()
    if name in names:
        return name
    if len(names) >= MOST_PHOTOS:
        raise OperationRefusedError(reason=MANY_PHOTOS)
    content = base64.b64encode(jpeg).decode("ascii")
    row = {"workshop_id": workshop_id, "name": name, "content": content}
    connection.execute(PHOTO.insert().values(row))
    return name


def read_photo(connection: Connection, workshop_id: WorkshopId, name: str) -> bytes | None:
    """A photo as JPEG; None if there is none of this name."""
    here = (PHOTO.c.workshop_id == workshop_id) & (PHOTO.c.name == name)
    content = connection.execute(select(PHOTO.c.content).where(here)).scalar()
    return None if content is None else base64.b64decode(content)


def named_photos(connection: Connection, workshop_id: WorkshopId) -> dict[FeatureId, set[str]]:
    """The photos that the log of a workshop names, by feature."""
    named: dict[FeatureId, set[str]] = {}
    for entry in read_log(connection, EVENT.c.workshop_id == workshop_id):
        said = entry.operation.content
        if isinstance(said, Content) and said.photo:
            named.setdefault(entry.operation.feature_id, set()).add(said.photo)
    return named


def forget_photos(connection: Connection, workshop_id: WorkshopId, names: Iterable[str]) -> int:
    """Delete photos, but for those that the log still names; gives how many."""
    still: set[str] = set().union(*named_photos(connection, workshop_id).values())
    gone = (PHOTO.c.workshop_id == workshop_id) & PHOTO.c.name.in_(set(names) - still)
    return connection.execute(PHOTO.delete().where(gone)).rowcount
