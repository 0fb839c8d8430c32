PRAGMA application_id = 1280135255;
PRAGMA user_version = 4;
BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0004');
CREATE TABLE audit (
    entry       INTEGER PRIMARY KEY AUTOINCREMENT,
    at          TEXT NOT NULL,          -- UTC, the server's clock
    who         TEXT NOT NULL,
    role        TEXT NOT NULL,
    action      TEXT NOT NULL,
    workshop_id TEXT,                   -- stays when the workshop was deleted
    object      TEXT NOT NULL,          -- how many, for whom: nothing that people said
    digest      TEXT NOT NULL           -- of this entry and the digest before it
) STRICT;
INSERT INTO "audit" VALUES(1,'2026-05-04T09:00:13+00:00','this-machine','administrator','redact','ujXZNJ3kch14','1 marks','828d4555fc626fbfb97f9d921c150a444b7466d732d3c922adc0c7a7050c4621');
CREATE TABLE deleted_workshop (
    workshop_id TEXT PRIMARY KEY,
    deleted_at  TEXT NOT NULL
) STRICT;
INSERT INTO "deleted_workshop" VALUES('g4H1sgJ6CD9g','2026-05-04T09:00:17+00:00');
CREATE TABLE "event" (
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
    stored_at    TEXT NOT NULL, author TEXT,         -- UTC, the server's clock
    UNIQUE (workshop_id, feature_id, version),
    CHECK ((content IS NOT NULL) = (kind IN ('put', 'edit', 'plan')))
) STRICT;
INSERT INTO "event" VALUES(1,'1ea1df620e153bd9559d010b28cf9596','ujXZNJ3kch14','ujXZNJ3kch14',1,0,'plan',0,'{"workshop_id":"ujXZNJ3kch14","created_at":"2026-05-04T09:00:01+00:00","version":1,"title":"Water in Dhading","purpose":"","iso3":"NPL","place_code":null,"bounds":[80.0,26.3,88.2,30.5],"date":null,"starts_at":null,"agenda":[],"groups":[],"other_language":"","legend":[{"id":"water","label":"Water point","other_label":"","colour":"#0072b2","icon":"","kinds":["point"],"questions":[],"audience":"room","letter":"A"},{"id":"any","label":"Anything","other_label":"","colour":"#d55e00","icon":"","kinds":["point","line","area"],"questions":[],"audience":"room","letter":"B"}],"consent":"","phones_see_others":false,"exact_for":"room","indicators":[],"keep_until":null}',NULL,NULL,NULL,'2026-05-04T09:00:01+00:00',NULL);
INSERT INTO "event" VALUES(2,'7df39cb4fe867b152400da33b19692ea','XOJxRolV_3AZ','XOJxRolV_3AZ',1,0,'plan',0,'{"workshop_id":"XOJxRolV_3AZ","created_at":"2026-05-04T09:00:03+00:00","version":1,"title":"Another: पानी","purpose":"","iso3":"NPL","place_code":null,"bounds":[80.0,26.3,88.2,30.5],"date":null,"starts_at":null,"agenda":[],"groups":[],"other_language":"","legend":[{"id":"water","label":"Water point","other_label":"","colour":"#0072b2","icon":"","kinds":["point"],"questions":[],"audience":"room","letter":"A"},{"id":"any","label":"Anything","other_label":"","colour":"#d55e00","icon":"","kinds":["point","line","area"],"questions":[],"audience":"room","letter":"B"}],"consent":"","phones_see_others":false,"exact_for":"room","indicators":[],"keep_until":null}',NULL,NULL,NULL,'2026-05-04T09:00:03+00:00',NULL);
INSERT INTO "event" VALUES(3,'operation-1','ujXZNJ3kch14','feature-1',1,0,'put',0,'{"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"a well, ''deep''","answers":[],"photo":"","validated":false,"merged":[]}','Sita',NULL,NULL,'2026-05-04T09:00:05+00:00',NULL);
INSERT INTO "event" VALUES(4,'operation-2','ujXZNJ3kch14','feature-1',2,1,'edit',0,'{"geometry":{"type":"Polygon","coordinates":[[[85.0,27.0],[86.0,27.0],[86.0,28.0],[85.0,28.0],[85.0,27.0]]]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[]}','Ram',NULL,NULL,'2026-05-04T09:00:06+00:00',NULL);
INSERT INTO "event" VALUES(5,'operation-3','ujXZNJ3kch14','feature-1',3,1,'edit',1,'{"geometry":{"type":"LineString","coordinates":[[85.0,27.0],[85.5,27.5],[86.0,27.2]]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[]}','Maya',NULL,NULL,'2026-05-04T09:00:07+00:00',NULL);
INSERT INTO "event" VALUES(6,'operation-4','ujXZNJ3kch14','feature-4',1,0,'put',0,'{"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[]}',NULL,NULL,NULL,'2026-05-04T09:00:08+00:00',NULL);
INSERT INTO "event" VALUES(7,'operation-5','ujXZNJ3kch14','feature-4',2,1,'delete',0,NULL,NULL,NULL,NULL,'2026-05-04T09:00:09+00:00',NULL);
INSERT INTO "event" VALUES(8,'operation-6','ujXZNJ3kch14','feature-6',1,0,'put',0,'{"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[]}',NULL,NULL,'2026-05-04T14:45:00+05:45','2026-05-04T09:00:10+00:00',NULL);
INSERT INTO "event" VALUES(9,'operation-7','ujXZNJ3kch14','feature-7',1,0,'blank',0,NULL,NULL,NULL,NULL,'2026-05-04T09:00:11+00:00',NULL);
INSERT INTO "event" VALUES(10,'2bfe6b1ee275575c6606aaeae5d1e694','ujXZNJ3kch14','feature-7',2,1,'redact',0,NULL,'admin',NULL,NULL,'2026-05-04T09:00:12+00:00',NULL);
INSERT INTO "event" VALUES(13,'9ccf33cd29101ebc6395509e125e18ef','XOJxRolV_3AZ','XOJxRolV_3AZ',2,1,'plan',0,'{"workshop_id":"XOJxRolV_3AZ","created_at":"2026-05-04T09:00:03+00:00","version":2,"title":"Another, changed","purpose":"","iso3":"NPL","place_code":null,"bounds":[80.0,26.3,88.2,30.5],"date":null,"starts_at":null,"agenda":[],"groups":["Women","Elders"],"other_language":"","legend":[{"id":"water","label":"Water point","other_label":"","colour":"#0072b2","icon":"","kinds":["point"],"questions":[],"audience":"room","letter":"A"},{"id":"any","label":"Anything","other_label":"","colour":"#d55e00","icon":"","kinds":["point","line","area"],"questions":[],"audience":"room","letter":"B"}],"consent":"","phones_see_others":false,"exact_for":"room","indicators":[],"keep_until":null}','Maya',NULL,NULL,'2026-05-04T09:00:19+00:00',NULL);
CREATE TABLE feature (
    workshop_id TEXT NOT NULL REFERENCES workshop (workshop_id),
    feature_id  TEXT NOT NULL,
    seq         INTEGER NOT NULL REFERENCES event (seq),
    version     INTEGER NOT NULL,
    state       TEXT,                   -- JSON of a Feature; none: it was redacted
    PRIMARY KEY (workshop_id, feature_id)
) STRICT, WITHOUT ROWID;
INSERT INTO "feature" VALUES('ujXZNJ3kch14','feature-1',5,3,'{"feature_id":"feature-1","seq":5,"version":3,"shown_version":2,"geometry":{"type":"Polygon","coordinates":[[[85.0,27.0],[86.0,27.0],[86.0,28.0],[85.0,28.0],[85.0,27.0]]]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[],"actor":"Ram","group":null,"author":null,"deleted":false,"created_at":"2026-05-04T09:00:05+00:00","edited_at":"2026-05-04T09:00:06+00:00","others":[{"version":3,"kind":"edit","content":{"geometry":{"type":"LineString","coordinates":[[85.0,27.0],[85.5,27.5],[86.0,27.2]]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[]},"actor":"Maya","stored_at":"2026-05-04T09:00:07+00:00"}]}');
INSERT INTO "feature" VALUES('ujXZNJ3kch14','feature-4',7,2,'{"feature_id":"feature-4","seq":7,"version":2,"shown_version":2,"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[],"actor":null,"group":null,"author":null,"deleted":true,"created_at":"2026-05-04T09:00:08+00:00","edited_at":"2026-05-04T09:00:09+00:00","others":[]}');
INSERT INTO "feature" VALUES('ujXZNJ3kch14','feature-6',8,1,'{"feature_id":"feature-6","seq":8,"version":1,"shown_version":1,"geometry":{"type":"Point","coordinates":[85.3,27.7]},"category_id":"any","note":"","answers":[],"photo":"","validated":false,"merged":[],"actor":null,"group":null,"author":null,"deleted":false,"created_at":"2026-05-04T09:00:10+00:00","edited_at":"2026-05-04T09:00:10+00:00","others":[]}');
INSERT INTO "feature" VALUES('ujXZNJ3kch14','feature-7',10,2,NULL);
CREATE TABLE opening (
    workshop_id TEXT PRIMARY KEY REFERENCES workshop (workshop_id),
    number      INTEGER NOT NULL,       -- grows with each opening, so that an old code ends
    open_until  TEXT NOT NULL           -- UTC, ISO 8601
) STRICT;
INSERT INTO "opening" VALUES('ujXZNJ3kch14',1,'2026-05-04T21:00:00+00:00');
CREATE TABLE staff (
    name TEXT PRIMARY KEY,              -- as the identity provider gives it
    role TEXT NOT NULL
) STRICT;
INSERT INTO "staff" VALUES('maya@example.org','editor');
CREATE TABLE workshop (
    workshop_id TEXT PRIMARY KEY,
    created_at  TEXT NOT NULL,          -- UTC, ISO 8601
    description TEXT NOT NULL           -- JSON: title, country, place, bounds, legend
) STRICT;
INSERT INTO "workshop" VALUES('ujXZNJ3kch14','2026-05-04T09:00:01+00:00','{"workshop_id":"ujXZNJ3kch14","created_at":"2026-05-04T09:00:01+00:00","version":1,"title":"Water in Dhading","purpose":"","iso3":"NPL","place_code":null,"bounds":[80.0,26.3,88.2,30.5],"date":null,"starts_at":null,"agenda":[],"groups":[],"other_language":"","legend":[{"id":"water","label":"Water point","other_label":"","colour":"#0072b2","icon":"","kinds":["point"],"questions":[],"audience":"room","letter":"A"},{"id":"any","label":"Anything","other_label":"","colour":"#d55e00","icon":"","kinds":["point","line","area"],"questions":[],"audience":"room","letter":"B"}],"consent":"","phones_see_others":false,"exact_for":"room","indicators":[],"keep_until":null}');
INSERT INTO "workshop" VALUES('XOJxRolV_3AZ','2026-05-04T09:00:03+00:00','{"workshop_id":"XOJxRolV_3AZ","created_at":"2026-05-04T09:00:03+00:00","version":2,"title":"Another, changed","purpose":"","iso3":"NPL","place_code":null,"bounds":[80.0,26.3,88.2,30.5],"date":null,"starts_at":null,"agenda":[],"groups":["Women","Elders"],"other_language":"","legend":[{"id":"water","label":"Water point","other_label":"","colour":"#0072b2","icon":"","kinds":["point"],"questions":[],"audience":"room","letter":"A"},{"id":"any","label":"Anything","other_label":"","colour":"#d55e00","icon":"","kinds":["point","line","area"],"questions":[],"audience":"room","letter":"B"}],"consent":"","phones_see_others":false,"exact_for":"room","indicators":[],"keep_until":null}');
CREATE INDEX event_of_workshop ON event (workshop_id, seq);
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
CREATE INDEX feature_by_change ON feature (workshop_id, seq);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_is_never_replaced BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('event',13);
INSERT INTO "sqlite_sequence" VALUES('audit',1);
COMMIT;
