"""Photos of what was drawn."""

from alembic import op

from mapping.community.migrations import run_script

revision = "0005"
down_revision = "0004"

SQLITE = """
CREATE TABLE photo (
    workshop_id TEXT NOT NULL REFERENCES workshop (workshop_id),
    name        TEXT NOT NULL,          -- SHA-256 of the JPEG
    content     TEXT NOT NULL,          -- the JPEG in base64
    PRIMARY KEY (workshop_id, name)
) STRICT;
"""


def upgrade() -> None:
    """The same table on either database."""
    connection = op.get_bind()
    is_sqlite = connection.dialect.name == "sqlite"
    run_script(connection, SQLITE if is_sqlite else SQLITE.replace(" STRICT", ""))
