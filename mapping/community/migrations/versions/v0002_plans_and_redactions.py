"""Plans in the log, redaction, deleting workshops.

SQLite alone had it: a database on a server begins with 0004.
"""

from alembic import op

from mapping.community.migrations import run_script

revision = "0002"
down_revision = "0001"

SQLITE = """
CREATE TABLE feature_before AS SELECT * FROM feature;
DROP TABLE feature;
CREATE TABLE event_now (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    op_id        TEXT NOT NULL UNIQUE,
    workshop_id  TEXT NOT NULL REFERENCES workshop (workshop_id),
    feature_id   TEXT NOT NULL,         -- the workshop's own for a plan
    version      INTEGER NOT NULL CHECK (version >= 1),
    base_version INTEGER NOT NULL CHECK (base_version >= 0),
    kind         TEXT NOT NULL,
    conflict     INTEGER NOT NULL CHECK (conflict IN (0, 1)),
    content      TEXT,                  -- JSON: what was drawn, or the plan
    actor        TEXT,
    group_name   TEXT,
    drawn_at     TEXT,                  -- the device's clock and zone
    stored_at    TEXT NOT NULL,         -- UTC, the server's clock
    UNIQUE (workshop_id, feature_id, version),
    CHECK ((content IS NOT NULL) = (kind IN ('put', 'edit', 'plan')))
) STRICT;
INSERT INTO event_now SELECT seq, op_id, workshop_id, feature_id, version, base_version, kind,
    conflict, content, actor, NULL, drawn_at, stored_at FROM event;
INSERT INTO event_now SELECT NULL, lower(hex(randomblob(16))), workshop_id, workshop_id, 1, 0,
    'plan', 0, description, NULL, NULL, NULL, created_at FROM workshop;
DROP TABLE event;
ALTER TABLE event_now RENAME TO event;
CREATE INDEX event_of_workshop ON event (workshop_id, seq);

-- Names workshops that were deleted for good: their events may be taken out, no others.
CREATE TABLE deleted_workshop (
    workshop_id TEXT PRIMARY KEY,
    deleted_at  TEXT NOT NULL
) STRICT;

CREATE TRIGGER event_is_never_changed_but_blanked BEFORE UPDATE ON event
WHEN NOT (
    NEW.kind = 'blank' AND NEW.content IS NULL AND NEW.actor IS NULL AND NEW.group_name IS NULL
    AND NEW.drawn_at IS NULL
    AND (NEW.seq, NEW.op_id, NEW.workshop_id, NEW.feature_id, NEW.version, NEW.base_version,
         NEW.conflict, NEW.stored_at)
      = (OLD.seq, OLD.op_id, OLD.workshop_id, OLD.feature_id, OLD.version, OLD.base_version,
         OLD.conflict, OLD.stored_at)
    AND OLD.kind NOT IN ('plan', 'redact')
    AND EXISTS (SELECT 1 FROM event AS redaction
                WHERE redaction.kind = 'redact' AND redaction.workshop_id = OLD.workshop_id
                AND redaction.feature_id = OLD.feature_id AND redaction.seq > OLD.seq))
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_deleted_with_its_workshop_only BEFORE DELETE ON event
WHEN OLD.workshop_id NOT IN (SELECT workshop_id FROM deleted_workshop)
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq OR op_id = NEW.op_id
             OR (workshop_id = NEW.workshop_id AND feature_id = NEW.feature_id
                 AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TABLE feature (
    workshop_id TEXT NOT NULL REFERENCES workshop (workshop_id),
    feature_id  TEXT NOT NULL,
    seq         INTEGER NOT NULL REFERENCES event (seq),
    version     INTEGER NOT NULL,
    state       TEXT,                   -- JSON of a Feature; none: it was redacted
    PRIMARY KEY (workshop_id, feature_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX feature_by_change ON feature (workshop_id, seq);
INSERT INTO feature SELECT * FROM feature_before;
DROP TABLE feature_before;
"""


def upgrade() -> None:
    """Run the script that the release of its time ran."""
    if op.get_bind().dialect.name == "sqlite":
        run_script(op.get_bind(), SQLITE)
