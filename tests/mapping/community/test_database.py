import datetime
import sqlite3
from contextlib import closing

import pytest

from mapping.community.connections import SqliteDatabase
from mapping.community.database import open_store, store_path
from mapping.community.fold import fold_log
from mapping.community.sql_store import SqlStore
from mapping.errors import (
    OperationRefusedError,
    StorageError,
    UnknownWorkshopError,
    UnreadableFileError,
)
from tests.mapping.community.drawing import (
    AREA,
    LINE,
    a_store,
    a_workshop,
    content,
    only_sqlite,
    operation,
    settings_of,
)


def change(workshop, feature_id, kind, base_version, **more):
    return operation(
        workshop.workshop_id, kind, feature_id=feature_id, base_version=base_version, **more
    )


def shown(store, workshop):
    return {f.feature_id: f for f in store.features(workshop.workshop_id).features}


@only_sqlite
def test_what_is_appended_is_there_for_another_process_s_store(store, workshop, tmp_path):
    ack = store.append(operation(workshop.workshop_id))
    other = a_store(tmp_path)
    assert [f.feature_id for f in other.features(workshop.workshop_id).features] == [ack.feature_id]
    assert other.workshops() == (workshop,)
    other.close()


def test_a_retry_gets_the_old_answer_and_changes_nothing(store, workshop):
    made = operation(workshop.workshop_id)
    first = store.append(made)
    store.append(change(workshop, made.feature_id, "delete", 1))
    assert store.append(made) == first
    assert len(store.log(workshop.workshop_id)) == 2


def test_an_identifier_is_not_used_twice_for_different_things(store, workshop):
    made = operation(workshop.workshop_id)
    store.append(made)
    with pytest.raises(OperationRefusedError, match="used for something else"):
        store.append(operation(workshop.workshop_id, op_id=made.op_id))
    other = a_workshop(store)
    with pytest.raises(OperationRefusedError, match="used for something else"):
        store.append(operation(other.workshop_id, op_id=made.op_id, feature_id=made.feature_id))


def test_the_same_feature_identifier_in_two_workshops_is_two_features(store, workshop):
    other = a_workshop(store)
    made = operation(workshop.workshop_id)
    store.append(made)
    ack = store.append(operation(other.workshop_id, feature_id=made.feature_id))
    assert (ack.version, ack.conflict) == (1, False)
    assert len(store.history(workshop.workshop_id, made.feature_id)) == 1


def test_put_edit_delete_and_restore_follow_one_another(store, workshop):
    made = operation(workshop.workshop_id)
    store.append(made)
    store.append(change(workshop, made.feature_id, "edit", 1, content=content(AREA, note="big")))
    store.append(change(workshop, made.feature_id, "delete", 2))
    assert shown(store, workshop)[made.feature_id].deleted
    store.append(change(workshop, made.feature_id, "restore", 3))
    feature = shown(store, workshop)[made.feature_id]
    assert (feature.deleted, feature.version, feature.content) == (
        False,
        4,
        content(AREA, note="big"),
    )
    kinds = [entry.operation.kind for entry in store.history(workshop.workshop_id, made.feature_id)]
    assert kinds == ["put", "edit", "delete", "restore"]


def test_of_two_edits_from_one_version_both_are_kept_and_the_second_says_so(store, workshop):
    made = operation(workshop.workshop_id)
    store.append(made)
    first = change(workshop, made.feature_id, "edit", 1, content=content(AREA), actor="Sita")
    second = change(workshop, made.feature_id, "edit", 1, content=content(LINE), actor="Ram")
    assert not store.append(first).conflict
    ack = store.append(second)
    assert (ack.conflict, ack.version) == (True, 3)
    feature = shown(store, workshop)[made.feature_id]
    assert feature.content == content(AREA)
    assert [(o.version, o.content, o.actor) for o in feature.others] == [(3, content(LINE), "Ram")]


def test_a_choice_by_somebody_who_saw_both_versions_settles_a_conflict(store, workshop):
    made = operation(workshop.workshop_id)
    store.append(made)
    store.append(change(workshop, made.feature_id, "edit", 1, content=content(AREA)))
    store.append(change(workshop, made.feature_id, "edit", 1, content=content(LINE)))
    ack = store.append(change(workshop, made.feature_id, "edit", 3, content=content(LINE)))
    feature = shown(store, workshop)[made.feature_id]
    assert (ack.conflict, feature.content, feature.others) == (False, content(LINE), ())


def test_an_edit_of_something_deleted_meanwhile_is_offered_beside_the_deletion(store, workshop):
    made = operation(workshop.workshop_id)
    store.append(made)
    store.append(change(workshop, made.feature_id, "delete", 1))
    assert store.append(change(workshop, made.feature_id, "edit", 1)).conflict
    feature = shown(store, workshop)[made.feature_id]
    assert feature.deleted
    assert feature.others[0].content == content()


def test_an_edit_of_something_this_store_never_saw_is_kept(store, workshop):
    ack = store.append(operation(workshop.workshop_id, "edit", base_version=7))
    assert not ack.conflict
    assert len(store.features(workshop.workshop_id).features) == 1


def test_deleting_what_was_never_drawn_is_refused(store, workshop):
    with pytest.raises(OperationRefusedError, match="never drawn"):
        store.append(operation(workshop.workshop_id, "delete"))


def test_what_the_legend_does_not_allow_is_refused_and_not_logged(store, workshop):
    with pytest.raises(OperationRefusedError, match="not drawn as this kind"):
        store.append(operation(workshop.workshop_id, content=content(AREA, "water")))
    assert store.log(workshop.workshop_id) == ()


def test_an_unknown_workshop_is_named_with_those_there_are(store, workshop):
    with pytest.raises(UnknownWorkshopError, match=workshop.workshop_id):
        store.workshop("no-such-workshop")
    with pytest.raises(UnknownWorkshopError, match="no-such-workshop"):
        store.append(operation("no-such-workshop"))


def test_asking_from_the_last_number_gives_what_came_after_it(store, workshop):
    first = store.append(operation(workshop.workshop_id))
    second = store.append(operation(workshop.workshop_id))
    changes = store.features(workshop.workshop_id, since_seq=first.seq)
    assert changes.seq == second.seq
    assert [f.feature_id for f in changes.features] == [second.feature_id]
    assert store.features(workshop.workshop_id, since_seq=second.seq).features == ()
    assert store.features(a_workshop(store).workshop_id).seq == 0


@only_sqlite
@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE event SET actor = 'x'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        (
            "INSERT OR REPLACE INTO event SELECT 99, op_id, workshop_id, feature_id, 9,"
            " base_version, kind, conflict, content, actor, group_name, drawn_at, stored_at, author"
            " FROM event"
        ),
    ],
)
def test_the_log_is_append_only_whoever_writes_to_the_file(store, workshop, tmp_path, attack):
    store.append(operation(workshop.workshop_id))
    before = store.log(workshop.workshop_id)
    with (
        closing(sqlite3.connect(store_path(tmp_path))) as connection,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        connection.execute(attack)
    assert store.log(workshop.workshop_id) == before


def test_what_stands_follows_from_the_log_alone(store, workshop):
    made = [operation(workshop.workshop_id) for _ in range(5)]
    for one in made:
        store.append(one)
    store.append(change(workshop, made[0].feature_id, "edit", 1, content=content(AREA)))
    store.append(change(workshop, made[0].feature_id, "edit", 1, content=content(LINE)))
    store.append(change(workshop, made[1].feature_id, "delete", 1))
    before = store.features(workshop.workshop_id)
    assert fold_log(store.log(workshop.workshop_id)) == {f.feature_id: f for f in before.features}
    assert store.rebuild() == 5
    assert store.features(workshop.workshop_id) == before


@only_sqlite
@pytest.mark.usefixtures("workshop")
def test_every_connection_forces_each_commit_to_the_disk(store):
    for lent in (store._database.reading, store._database.writing):
        with lent() as connection:

            def said(name, connection=connection):
                return connection.exec_driver_sql(f"PRAGMA {name}").scalar()

            assert said("synchronous") == 2  # FULL
            assert said("journal_mode") == "wal"
            assert said("foreign_keys") == 1


def test_nothing_is_touched_before_the_first_use(tmp_path):
    store = open_store(settings_of(tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert open_store(settings_of(tmp_path)) is store


@only_sqlite
def test_a_damaged_store_is_named_and_left_as_it_is(store, workshop, tmp_path):
    for _ in range(50):
        store.append(operation(workshop.workshop_id))
    store.close()
    path = store_path(tmp_path)
    damaged = bytearray(path.read_bytes())
    damaged[8192:12288] = b"\x5a" * 4096
    path.write_bytes(damaged)
    with pytest.raises(UnreadableFileError, match="damaged"):
        store.workshops()
    store.close()
    assert path.read_bytes() == bytes(damaged)


@pytest.mark.parametrize(
    "content_of_file", [b"not a database at all" * 100, b"SQLite format 3\0xx"]
)
def test_a_file_that_is_no_database_is_refused(tmp_path, content_of_file):
    path = store_path(tmp_path)
    path.parent.mkdir()
    path.write_bytes(content_of_file)
    store = a_store(tmp_path)
    with pytest.raises(UnreadableFileError):
        store.workshops()
    assert path.read_bytes() == content_of_file
    store.close()


def test_another_program_s_database_is_refused(tmp_path):
    path = store_path(tmp_path)
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE gpkg_contents (x)")
    store = a_store(tmp_path)
    with pytest.raises(UnreadableFileError, match="no store of workshops"):
        store.workshops()
    store.close()


@only_sqlite
@pytest.mark.usefixtures("workshop")
def test_a_store_of_a_newer_program_is_refused(store, tmp_path):
    store.close()
    with closing(sqlite3.connect(store_path(tmp_path))) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(UnreadableFileError, match="newer version"):
        store.workshops()
    store.close()


def test_a_workshop_is_not_opened_on_a_full_disk_but_drawing_goes_on(tmp_path):
    roomy = a_store(tmp_path)
    workshop = a_workshop(roomy)
    roomy.close()
    full = a_store(tmp_path, least_free_bytes=2**60)
    with pytest.raises(StorageError, match="less than 200 MB"):
        a_workshop(full)
    assert full.append(operation(workshop.workshop_id)).version == 1
    full.close()


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "workshops").write_text("in the way")
    store = a_store(tmp_path)
    with pytest.raises(StorageError, match="workshops"):
        store.workshops()
    store.close()


def test_a_clock_that_is_set_back_changes_neither_order_nor_what_stands(tmp_path):
    now = [datetime.datetime(2026, 5, 4, 9, tzinfo=datetime.UTC)]
    store = SqlStore(SqliteDatabase(store_path(tmp_path)), clock=lambda: now[0])
    first = a_workshop(store, title="First")
    made = operation(first.workshop_id)
    store.append(made)
    now[0] -= datetime.timedelta(days=400)  # an empty battery: the laptop thinks it is last year
    second = a_workshop(store, title="Second")
    later = change(first, made.feature_id, "edit", 1, content=content(AREA))
    assert not store.append(later).conflict
    assert [one.title for one in store.workshops()] == ["Second", "First"]
    assert [entry.version for entry in store.log(first.workshop_id)] == [1, 2]
    assert shown(store, first)[made.feature_id].content == content(AREA)
    before = store.features(first.workshop_id)
    store.rebuild()
    assert store.features(first.workshop_id) == before
    assert store.workshop(second.workshop_id).created_at < first.created_at
    store.close()
