"""The tables of the store as they are now; `migrations` makes them, on SQLite and PostgreSQL alike.

Moments are texts, UTC and ISO 8601; JSON is text that `wire` and `wire_plan` wrote.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text

METADATA: Final = MetaData()
_NUMBER: Final = BigInteger().with_variant(Integer, "sqlite")

WORKSHOP: Final = Table(
    "workshop",
    METADATA,
    Column("workshop_id", Text, primary_key=True),
    Column("created_at", Text, nullable=False),
    Column("description", Text, nullable=False),  # JSON: the last plan
)

DELETED_WORKSHOP: Final = Table(  # their events may be taken out, no others
    "deleted_workshop",
    METADATA,
    Column("workshop_id", Text, primary_key=True),
    Column("deleted_at", Text, nullable=False),
)

EVENT: Final = Table(  # append-only: triggers refuse everything but blanking what was redacted
    "event",
    METADATA,
    Column("seq", _NUMBER, primary_key=True, autoincrement=True),
    Column("op_id", Text, nullable=False, unique=True),
    Column("workshop_id", Text, nullable=False),
    Column("feature_id", Text, nullable=False),  # the workshop's own for a plan
    Column("version", Integer, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("kind", Text, nullable=False),
    Column("conflict", Integer, nullable=False),
    Column("content", Text),  # JSON: what was drawn, or the plan
    Column("actor", Text),
    Column("group_name", Text),
    Column("drawn_at", Text),  # the device's clock and zone
    Column("stored_at", Text, nullable=False),
    Column("author", Text),  # as the server knows them
)

FEATURE: Final = Table(  # what stands now: follows from the log, can be made again from it
    "feature",
    METADATA,
    Column("workshop_id", Text, primary_key=True),
    Column("feature_id", Text, primary_key=True),
    Column("seq", _NUMBER, nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text),  # JSON of a Feature; none: it was redacted
)

OPENING: Final = Table(
    "opening",
    METADATA,
    Column("workshop_id", Text, primary_key=True),
    Column("number", Integer, nullable=False),  # grows, so that an old code ends
    Column("open_until", Text, nullable=False),
)

AUDIT: Final = Table(  # append-only
    "audit",
    METADATA,
    Column("entry", _NUMBER, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("workshop_id", Text),
    Column("object", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

STAFF: Final = Table(
    "staff",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
)

PHOTO: Final = Table(
    "photo",
    METADATA,
    Column("workshop_id", Text, primary_key=True),
    Column("name", Text, primary_key=True),  # SHA-256 of the JPEG
    Column("content", Text, nullable=False),  # the JPEG in base64
)

TABLES: Final = (WORKSHOP, DELETED_WORKSHOP, EVENT, FEATURE, OPENING, AUDIT, STAFF, PHOTO)
