"""The log of what is drawn, and what stands now.

SQLite alone had it: a database on a server begins with 0004.
"""

from alembic import op

from mapping.community.migrations import run_script

revision = "0001"
down_revision = None

SQLITE = """
CREATE TABLE workshop (
    workshop_id TEXT PRIMARY KEY,
    created_at  TEXT NOT NULL,          -- UTC, ISO 8601
    description TEXT NOT NULL           -- JSON: title, country, place, bounds, legend
) STRICT;

CREATE TABLE event (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    op_id        TEXT NOT NULL UNIQUE,
    workshop_id  TEXT NOT NULL REFERENCES workshop (workshop_id),
    feature_id   TEXT NOT NULL,
    version      INTEGER NOT NULL CHECK (version >= 1),
    base_version INTEGER NOT NULL CHECK (base_version >= 0),
    kind         TEXT NOT NULL CHECK (kind IN ('put', 'edit', 'delete', 'restore')),
    conflict     INTEGER NOT NULL CHECK (conflict IN (0, 1)),
    content      TEXT,                  -- JSON: geometry, category_id, note
    actor        TEXT,
    drawn_at     TEXT,                  -- the device's clock and zone
    stored_at    TEXT NOT NULL,         -- UTC, the server's clock
    UNIQUE (workshop_id, feature_id, version),
    CHECK ((content IS NOT NULL) = (kind IN ('put', 'edit')))
) STRICT;
CREATE INDEX event_of_workshop ON event (workshop_id, seq);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
-- Without this, INSERT OR REPLACE would delete a row and fire no trigger.
CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq OR op_id = NEW.op_id
             OR (workshop_id = NEW.workshop_id AND feature_id = NEW.feature_id
                 AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- What stands now. Follows from the log, and can be thrown away and made again from it.
CREATE TABLE feature (
    workshop_id TEXT NOT NULL REFERENCES workshop (workshop_id),
    feature_id  TEXT NOT NULL,
    seq         INTEGER NOT NULL REFERENCES event (seq),
    version     INTEGER NOT NULL,
    state       TEXT NOT NULL,          -- JSON of a Feature
    PRIMARY KEY (workshop_id, feature_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feature_by_change ON feature (workshop_id, seq);
"""


def upgrade() -> None:
    """Run the script that the release of its time ran."""
    if op.get_bind().dialect.name == "sqlite":
        run_script(op.get_bind(), SQLITE)
