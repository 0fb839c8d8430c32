"""Stores of every earlier release: opened, brought up to date whole or left as they were.

`stores/schema_N.sql` is a store that the program of that schema wrote: two workshops, a conflict
that waits, something deleted, and, as soon as there was such a thing, a redaction, a workshop
deleted for good, a changed plan and an opening.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from mapping.community.database import make_store, restore_store, store_path
from mapping.community.fold import fold_log
from mapping.community.migrations import HEAD
from mapping.community.postgres import PostgresDatabase
from mapping.community.tables import METADATA
from mapping.errors import StorageError
from tests.mapping.community.drawing import (
    AREA,
    a_plan,
    a_store,
    content,
    operation,
    settings_of,
)

STORES = sorted(Path(__file__).with_name("stores").glob("schema_*.sql"))
every_earlier = pytest.mark.parametrize("script", STORES, ids=lambda path: path.stem)


def earlier_store(script, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script.read_text(encoding="utf-8"))
    return path


def check_what_stood(store, number):
    newer, older = store.workshops()
    assert older.title == "Water in Dhading"
    assert newer.title == ("Another, changed" if number > 1 else "Another: पानी")
    features = store.features(older.workshop_id).features
    assert [(f.version, f.deleted, f.actor, len(f.others)) for f in features] == [
        (3, False, "Ram", 1),
        (2, True, None, 0),
        (1, False, None, 0),
    ]
    assert len(store.features(older.workshop_id).redacted) == (1 if number > 1 else 0)
    assert store.opening(older.workshop_id)[0] == (1 if number > 2 else 0)
    log = store.log(older.workshop_id)
    assert [entry.seq for entry in log] == sorted(entry.seq for entry in log)
    if number == 1:
        assert fold_log(log) == {feature.feature_id: feature for feature in features}
    before = store.features(older.workshop_id)
    assert store.rebuild() == 3
    assert store.features(older.workshop_id) == before
    new = operation(older.workshop_id, feature_id="feature-new", op_id="operation-new")
    assert store.append(new).seq > log[-1].seq
    store.change_workshop(older.workshop_id, older, base_version=1)
    assert len(store.plans(older.workshop_id)) == 2


def number_of(script):
    return int(script.stem.rpartition("_")[2])


def test_there_is_a_store_of_every_earlier_schema():
    assert [number_of(script) for script in STORES] == list(range(1, len(STORES) + 1))
    assert len(STORES) >= int(HEAD) - 1


@every_earlier
def test_an_earlier_store_is_opened_with_all_that_stood_in_it(script, tmp_path):
    path = earlier_store(script, store_path(tmp_path))
    store = a_store(tmp_path)
    check_what_stood(store, number_of(script))
    store.close()
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    assert version == int(HEAD)


@every_earlier
def test_a_backup_of_an_earlier_release_is_restored_on_either_database(script, tmp_path, postgres):
    backup = earlier_store(script, tmp_path / "old.backup")
    for settings in (settings_of(tmp_path / "home"), settings_of(tmp_path, database_url=postgres)):
        restore_store(backup, settings)
        store = make_store(settings)
        check_what_stood(store, number_of(script))
        store.close()


def test_a_migration_that_ends_in_the_middle_leaves_the_old_store(tmp_path, monkeypatch):
    path = earlier_store(STORES[0], store_path(tmp_path))
    store = a_store(tmp_path)
    with monkeypatch.context() as patched:

        def fails(statement):
            patched.setattr("mapping.community.migrations.statements", lambda _: ["NOT SQL"])
            yield from statement.split(";\n")[:1]

        patched.setattr("mapping.community.migrations.statements", fails)
        with pytest.raises(StorageError, match="syntax"):
            store.workshops()
    with closing(sqlite3.connect(path)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
    assert (version, names & {"event_now", "feature_before", "alembic_version"}) == (1, set())
    check_what_stood(store, 1)
    store.close()


def test_the_last_script_is_the_one_that_the_program_asks_for():
    config = Config()
    config.set_main_option("script_location", "mapping.community:migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_the_tables_of_the_program_are_those_that_the_scripts_make(store, request):
    store.workshops()
    with store._database.reading() as connection:
        for table in METADATA.tables.values():
            row = connection.execute(table.select().limit(0))
            assert list(row.keys()) == [column.name for column in table.columns], request.node.name
            made = connection.exec_driver_sql(f"SELECT * FROM {table.name} WHERE 1 = 0")
            assert list(made.keys()) == [column.name for column in table.columns]


def test_an_empty_database_is_prepared_and_a_newer_one_refused(postgres_url, tmp_path):
    settings = settings_of(tmp_path, database_url=postgres_url)
    store = make_store(settings)
    assert store.workshops() == ()
    store.close()
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store = make_store(settings)
    with pytest.raises(StorageError, match="newer version"):
        store.workshops()
    store.close()
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE; CREATE SCHEMA public"))
    engine.dispose()


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE event SET actor = 'x'",
        "UPDATE event SET kind = 'blank', content = NULL",
        "DELETE FROM event",
        "TRUNCATE event CASCADE",
        "UPDATE audit SET who = 'x'",
        "DELETE FROM audit",
        "TRUNCATE audit",
    ],
)
def test_the_log_of_a_server_is_append_only_whoever_writes_to_it(postgres, tmp_path, attack):
    store = make_store(settings_of(tmp_path, database_url=postgres))
    workshop = store.create_workshop(a_plan())
    store.append(operation(workshop.workshop_id, content=content(note="stays")))
    before = store.log(workshop.workshop_id)
    audited = (
        "INSERT INTO audit (at, who, role, action, object, digest) VALUES ('', '', '', '', '', '')"
    )

    def write(statement):
        with store._database.writing() as connection:
            connection.exec_driver_sql(statement)

    write(audited)
    with pytest.raises(StorageError, match="append-only"):
        write(attack)
    assert store.log(workshop.workshop_id) == before
    store.close()


def test_gis_programs_find_what_is_drawn_as_geometry(postgres, tmp_path):
    store = make_store(settings_of(tmp_path, database_url=postgres))
    workshop = store.create_workshop(a_plan())
    kept = operation(workshop.workshop_id, content=content(AREA, note="a field"))
    gone = operation(workshop.workshop_id)
    for one in (kept, gone):
        store.append(one)
    again = {"feature_id": gone.feature_id, "base_version": 1}
    store.append(operation(workshop.workshop_id, "delete", **again))
    with store._database.reading() as connection:
        rows = connection.execute(
            text("SELECT workshop, note, ST_SRID(geometry), ST_AsText(geometry) FROM drawn_feature")
        ).all()
    assert rows == [(workshop.title, "a field", 4326, "POLYGON((85 27,86 27,86 28,85 28,85 27))")]
    store.close()


@pytest.mark.parametrize("address", ["mysql://a/b", "nonsense", "postgresql://host"])
def test_an_address_that_is_none_is_said(address):
    with pytest.raises(StorageError, match="postgresql://user"):
        PostgresDatabase(address)


def test_a_server_that_is_away_is_said_without_its_password(tmp_path):
    url = "postgresql://maya:secret@127.0.0.1:1/lmp"
    store = make_store(settings_of(tmp_path, database_url=url))
    with pytest.raises(StorageError, match=r"127\.0\.0\.1/lmp") as caught:
        store.workshops()
    assert "secret" not in caught.value.what()
