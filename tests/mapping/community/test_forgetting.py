"""What is erased is erased: no query, file, write-ahead log or later backup holds it."""

import sqlite3
from contextlib import closing

import pytest

from mapping.community.database import store_path
from mapping.community.postgres import PostgresDatabase
from mapping.errors import OperationRefusedError, StorageError, UnknownWorkshopError
from tests.mapping.community.drawing import (
    POINT,
    a_store,
    a_workshop,
    content,
    only_sqlite,
    operation,
)

CANARY = "the house of Sita 9841"


@pytest.fixture
def told(store, workshop):
    """A feature that names somebody, changed once, and one that names nobody."""
    made = operation(workshop.workshop_id, content=content(note=CANARY), actor="Canary Rai")
    store.append(made)
    again = {"feature_id": made.feature_id, "base_version": 1, "actor": "Canary Rai"}
    store.append(operation(workshop.workshop_id, "edit", content=content(note=CANARY), **again))
    store.append(operation(workshop.workshop_id, content=content(note="a well")))
    return made


def bytes_of_the_store(folder):
    return b"".join(path.read_bytes() for path in store_path(folder).parent.iterdir())


@pytest.fixture
def files_of_the_store(request, store, tmp_path):
    """Reads every file of the store, or of the server's tables, as they lie on the disk."""
    if not isinstance(store._database, PostgresDatabase):
        return lambda: bytes_of_the_store(tmp_path)
    tables = request.getfixturevalue("postgres_server") / "data" / "base"

    def on_the_server():
        with store._database.writing() as connection:
            connection.exec_driver_sql("CHECKPOINT")
        return b"".join(path.read_bytes() for path in tables.rglob("*") if path.is_file())

    return on_the_server


def test_nothing_of_a_redacted_feature_is_left_in_the_files_or_a_backup(
    store, workshop, told, tmp_path, files_of_the_store
):
    assert CANARY.encode() in files_of_the_store()
    assert store.redact(workshop.workshop_id, [told.feature_id], actor="admin") == 2
    store.backup(tmp_path / "backup.sqlite")
    for content_of in (files_of_the_store(), (tmp_path / "backup.sqlite").read_bytes()):
        assert CANARY.encode() not in content_of
        assert b"Canary Rai" not in content_of
    log = store.history(workshop.workshop_id, told.feature_id)
    assert [entry.operation.kind for entry in log] == ["blank", "blank", "redact"]
    assert {entry.operation.actor for entry in log[:2]} == {None}


def test_devices_are_told_what_was_redacted_and_cannot_bring_it_back(store, workshop, told):
    before = store.features(workshop.workshop_id)
    store.redact(workshop.workshop_id, [told.feature_id])
    changes = store.features(workshop.workshop_id, since_seq=before.seq)
    assert (changes.features, changes.redacted) == ((), (told.feature_id,))
    assert store.append(told).version == 1  # a retry of what is in the log: answered, not drawn
    for kind in ("put", "edit", "restore"):
        later = operation(workshop.workshop_id, kind, feature_id=told.feature_id, base_version=3)
        with pytest.raises(OperationRefusedError, match="erased for good"):
            store.append(later)
    store.rebuild()
    assert store.features(workshop.workshop_id).redacted == (told.feature_id,)


def test_what_was_never_drawn_cannot_be_redacted_and_nothing_else_is(store, workshop, told):
    with pytest.raises(OperationRefusedError, match="never drawn"):
        store.redact(workshop.workshop_id, [told.feature_id, "no-such-feature"])
    assert len(store.features(workshop.workshop_id).features) == 2


@only_sqlite
@pytest.mark.usefixtures("told")
def test_a_deleted_workshop_is_gone_and_the_others_stay(store, workshop, tmp_path):
    other = a_workshop(store, title="Another")
    store.append(operation(other.workshop_id, content=content(POINT, note="stays")))
    assert store.delete_workshop(workshop.workshop_id) == 3
    with pytest.raises(UnknownWorkshopError):
        store.log(workshop.workshop_id) or store.workshop(workshop.workshop_id)
    assert store.workshops() == (other,)
    assert len(store.log(other.workshop_id)) == 1
    assert CANARY.encode() not in bytes_of_the_store(tmp_path)
    assert workshop.title.encode() not in bytes_of_the_store(tmp_path)
    store.close()
    again = a_store(tmp_path)
    assert again.workshops() == (other,)
    again.close()


@only_sqlite
def test_a_redaction_frees_its_own_feature_only(store, workshop, told, tmp_path):
    store.redact(workshop.workshop_id, [told.feature_id])
    store.close()
    with (
        closing(sqlite3.connect(store_path(tmp_path))) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(
            "UPDATE event SET kind = 'blank', content = NULL, actor = NULL WHERE kind = 'put'"
        )


def test_a_disk_that_fails_redacts_nothing(store, workshop, told, monkeypatch):
    def fails(connection, *_):
        connection.exec_driver_sql("UPDATE no_such_table SET x = 1")

    monkeypatch.setattr("mapping.community.forgetting.blank_events", fails)
    with pytest.raises(StorageError):
        store.redact(workshop.workshop_id, [told.feature_id])
    assert store.features(workshop.workshop_id).redacted == ()
