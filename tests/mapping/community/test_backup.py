import threading

import pytest

from mapping.community.backup import check_store_file
from mapping.community.database import restore_store, store_path
from mapping.errors import StorageError, UnknownWorkshopError, UnreadableFileError
from tests.mapping.community.drawing import a_store, a_workshop, only_sqlite, operation, settings_of


@only_sqlite
def test_backups_taken_while_people_draw_all_restore(store, workshop, tmp_path):
    stop = threading.Event()
    acknowledged = []

    def draw():
        while not stop.is_set():
            acknowledged.append(store.append(operation(workshop.workshop_id)).op_id)
            stop.wait(0.02)  # as people do; the store need not be large

    writers = [threading.Thread(target=draw) for _ in range(3)]
    for writer in writers:
        writer.start()
    try:
        for number in range(30):
            before = list(acknowledged)
            report = store.backup(tmp_path / f"backup{number}.sqlite")
            assert report.operations >= len(before)
            home = tmp_path / f"restored{number}"
            restore_store(report.path, settings_of(home))
            restored = a_store(home)
            log = restored.log(workshop.workshop_id)
            assert set(before) <= {entry.operation.op_id for entry in log}
            assert len(log) == report.operations
            assert restored.rebuild() == report.operations
            restored.close()
    finally:
        stop.set()
        for writer in writers:
            writer.join()


@only_sqlite
@pytest.mark.parametrize("cut", [1, 1024, 5000])
def test_a_backup_that_lost_its_end_is_refused_and_nothing_changes(store, workshop, tmp_path, cut):
    for _ in range(30):
        store.append(operation(workshop.workshop_id))
    backup = tmp_path / "backup.sqlite"
    store.backup(backup)
    store.close()
    backup.write_bytes(backup.read_bytes()[:-cut])
    with pytest.raises(UnreadableFileError, match="damaged"):
        restore_store(backup, settings_of(tmp_path))
    assert len(store.log(workshop.workshop_id)) == 30


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3\0" + bytes(4080)])
def test_what_is_no_backup_is_refused(tmp_path, content):
    path = tmp_path / "backup.sqlite"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        restore_store(path, settings_of(tmp_path / "home"))
    assert not store_path(tmp_path / "home").exists()


def test_a_missing_backup_is_named(tmp_path):
    with pytest.raises(UnreadableFileError, match=r"gone\.sqlite"):
        restore_store(tmp_path / "gone.sqlite", settings_of(tmp_path))


@only_sqlite
def test_a_backup_with_a_damaged_page_is_refused(store, workshop, tmp_path):
    for _ in range(50):
        store.append(operation(workshop.workshop_id))
    path = tmp_path / "backup.sqlite"
    store.backup(path)
    damaged = bytearray(path.read_bytes())
    damaged[8192:9000] = b"\x5a" * 808
    path.write_bytes(damaged)
    with pytest.raises(UnreadableFileError):
        check_store_file(path)


@only_sqlite
@pytest.mark.usefixtures("workshop")
def test_restoring_keeps_the_store_that_was_there(store, tmp_path):
    store.backup(tmp_path / "backup.sqlite")
    later = a_workshop(store, title="Later")
    store.append(operation(later.workshop_id))
    store.close()
    restore_store(tmp_path / "backup.sqlite", settings_of(tmp_path))
    with pytest.raises(UnknownWorkshopError):
        store.workshop(later.workshop_id)
    store.close()
    (kept,) = store_path(tmp_path).parent.glob("*-before-*")
    assert check_store_file(kept).workshops == 2


@only_sqlite
def test_a_store_in_use_is_not_replaced(store, workshop, tmp_path):
    store.backup(tmp_path / "backup.sqlite")
    with pytest.raises(StorageError, match="stop the app first"):
        restore_store(tmp_path / "backup.sqlite", settings_of(tmp_path))
    assert store.workshops() == (workshop,)


@pytest.mark.usefixtures("workshop")
def test_a_backup_in_a_folder_that_cannot_be_written_is_an_error_that_names_it(store, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageError, match="backup"):
        store.backup(tmp_path / "file" / "backup.sqlite")
