"""Who drew, as the server knows them, and for how long a workshop is open to phones.

SQLite alone had it: a database on a server begins with 0004.
"""

from alembic import op

from mapping.community.migrations import run_script

revision = "0003"
down_revision = "0002"

SQLITE = """
ALTER TABLE event ADD COLUMN author TEXT;
CREATE TABLE opening (
    workshop_id TEXT PRIMARY KEY REFERENCES workshop (workshop_id),
    number      INTEGER NOT NULL,       -- grows with each opening, so that an old code ends
    open_until  TEXT NOT NULL           -- UTC, ISO 8601
) STRICT;
"""


def upgrade() -> None:
    """Run the script that the release of its time ran."""
    if op.get_bind().dialect.name == "sqlite":
        run_script(op.get_bind(), SQLITE)
