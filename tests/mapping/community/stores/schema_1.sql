PRAGMA application_id = 1280135255;
PRAGMA user_version = 1;
BEGIN TRANSACTION;
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
INSERT INTO "event" VALUES(1,'operation-1','rjU0o8eG6b4c','feature-1',1,0,'put',0,'{"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"a well, ''deep''"}','Sita',NULL,'2026-05-04T09:00:03+00:00');
INSERT INTO "event" VALUES(2,'operation-2','rjU0o8eG6b4c','feature-1',2,1,'edit',0,'{"geometry":{"type":"Polygon","coordinates":[[[85.0,27.0],[86.0,27.0],[86.0,28.0],[85.0,28.0],[85.0,27.0]]]},"category_id":"any","note":""}','Ram',NULL,'2026-05-04T09:00:04+00:00');
INSERT INTO "event" VALUES(3,'operation-3','rjU0o8eG6b4c','feature-1',3,1,'edit',1,'{"geometry":{"type":"LineString","coordinates":[[85.0,27.0],[85.5,27.5],[86.0,27.2]]},"category_id":"any","note":""}','Maya',NULL,'2026-05-04T09:00:05+00:00');
INSERT INTO "event" VALUES(4,'operation-4','rjU0o8eG6b4c','feature-4',1,0,'put',0,'{"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":""}',NULL,NULL,'2026-05-04T09:00:06+00:00');
INSERT INTO "event" VALUES(5,'operation-5','rjU0o8eG6b4c','feature-4',2,1,'delete',0,NULL,NULL,NULL,'2026-05-04T09:00:07+00:00');
INSERT INTO "event" VALUES(6,'operation-6','rjU0o8eG6b4c','feature-6',1,0,'put',0,'{"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":""}',NULL,'2026-05-04T14:45:00+05:45','2026-05-04T09:00:08+00:00');
CREATE TABLE feature (
    workshop_id TEXT NOT NULL REFERENCES workshop (workshop_id),
    feature_id  TEXT NOT NULL,
    seq         INTEGER NOT NULL REFERENCES event (seq),
    version     INTEGER NOT NULL,
    state       TEXT NOT NULL,          -- JSON of a Feature
    PRIMARY KEY (workshop_id, feature_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "feature" VALUES('rjU0o8eG6b4c','feature-1',3,3,'{"feature_id":"feature-1","seq":3,"version":3,"shown_version":2,"geometry":{"type":"Polygon","coordinates":[[[85.0,27.0],[86.0,27.0],[86.0,28.0],[85.0,28.0],[85.0,27.0]]]},"category_id":"any","note":"","actor":"Ram","deleted":false,"created_at":"2026-05-04T09:00:03+00:00","edited_at":"2026-05-04T09:00:04+00:00","others":[{"version":3,"kind":"edit","content":{"geometry":{"type":"LineString","coordinates":[[85.0,27.0],[85.5,27.5],[86.0,27.2]]},"category_id":"any","note":""},"actor":"Maya","stored_at":"2026-05-04T09:00:05+00:00"}]}');
INSERT INTO "feature" VALUES('rjU0o8eG6b4c','feature-4',5,2,'{"feature_id":"feature-4","seq":5,"version":2,"shown_version":2,"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"","actor":null,"deleted":true,"created_at":"2026-05-04T09:00:06+00:00","edited_at":"2026-05-04T09:00:07+00:00","others":[]}');
INSERT INTO "feature" VALUES('rjU0o8eG6b4c','feature-6',6,1,'{"feature_id":"feature-6","seq":6,"version":1,"shown_version":1,"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"","actor":null,"deleted":false,"created_at":"2026-05-04T09:00:08+00:00","edited_at":"2026-05-04T09:00:08+00:00","others":[]}');
CREATE TABLE workshop (
    workshop_id TEXT PRIMARY KEY,
    created_at  TEXT NOT NULL,          -- UTC, ISO 8601
    description TEXT NOT NULL           -- JSON: title, country, place, bounds, legend
) STRICT;
INSERT INTO "workshop" VALUES('rjU0o8eG6b4c','2026-05-04T09:00:01+00:00','{"workshop_id":"rjU0o8eG6b4c","title":"Water in Dhading","iso3":"NPL","place_code":null,"bounds":[80.0,26.3,88.2,30.5],"legend":[{"id":"water","label":"Water point","colour":"#0072b2","kinds":["point"],"letter":"A"},{"id":"any","label":"Anything","colour":"#d55e00","kinds":["point","line","area"],"letter":"B"}],"created_at":"2026-05-04T09:00:01+00:00"}');
INSERT INTO "workshop" VALUES('qYT2l3QoNSWg','2026-05-04T09:00:02+00:00','{"workshop_id":"qYT2l3QoNSWg","title":"Another: पानी","iso3":"NPL","place_code":null,"bounds":[80.0,26.3,88.2,30.5],"legend":[{"id":"water","label":"Water point","colour":"#0072b2","kinds":["point"],"letter":"A"},{"id":"any","label":"Anything","colour":"#d55e00","kinds":["point","line","area"],"letter":"B"}],"created_at":"2026-05-04T09:00:02+00:00"}');
CREATE INDEX event_of_workshop ON event (workshop_id, seq);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
WHEN EXISTS (SELECT 1 FROM event WHERE seq = NEW.seq OR op_id = NEW.op_id
             OR (workshop_id = NEW.workshop_id AND feature_id = NEW.feature_id
                 AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE INDEX feature_by_change ON feature (workshop_id, seq);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('event',6);
COMMIT;
