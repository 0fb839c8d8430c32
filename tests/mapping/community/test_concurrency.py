"""Many hands on one map: nothing lost, every conflict said."""

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from mapping.community.connections import SqliteDatabase
from mapping.community.database import make_store, store_path
from mapping.community.identifiers import WorkshopId
from mapping.community.sql_store import SqlStore
from mapping.errors import OperationRefusedError, StorageError, UnknownWorkshopError
from tests.mapping.community.drawing import a_workshop, content, operation, settings_of

WRITERS = 20
EACH = int(os.environ.get("LMP_TEST_EACH", "20"))  # 200 for a long run
SHARED = 5


def draw(writer, store, workshop, shared):
    """One writer's acknowledgements: one shape in five is somebody else's too."""
    dice, acks = random.Random(writer), []
    seen = {one.feature_id: 1 for one in shared}
    for _ in range(EACH):
        made = operation(workshop.workshop_id)
        if dice.random() < 0.2:
            feature_id = dice.choice(shared).feature_id
            base = {"feature_id": feature_id, "base_version": seen[feature_id]}
            note = content(note=f"writer {writer}")
            made = operation(workshop.workshop_id, "edit", content=note, **base)
        ack = store.append(made)
        if ack.feature_id in seen:
            seen[ack.feature_id] = ack.version
        acks.append(ack)
    return acks


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_twenty_writers_lose_nothing_and_every_conflict_is_said(tmp_path, request, database):
    # Two stores on one database stand for two processes.
    address = request.getfixturevalue("postgres") if database == "postgres" else ""
    settings = settings_of(tmp_path, database_url=address)
    stores = [make_store(settings), make_store(settings)]
    workshop = a_workshop(stores[0])
    shared = [operation(workshop.workshop_id) for _ in range(SHARED)]
    for one in shared:
        stores[0].append(one)

    def drawn_by(writer):
        return draw(writer, stores[writer % 2], workshop, shared)

    with ThreadPoolExecutor(WRITERS) as pool:
        acks = [ack for mine in pool.map(drawn_by, range(WRITERS)) for ack in mine]
    log = stores[1].log(workshop.workshop_id)
    assert len(log) == WRITERS * EACH + SHARED
    assert {ack.op_id for ack in acks} | {one.op_id for one in shared} == {
        entry.operation.op_id for entry in log
    }
    said = {ack.op_id for ack in acks if ack.conflict}
    assert said == {entry.operation.op_id for entry in log if entry.conflict}
    assert said, "with five shared features somebody must have met somebody"
    # An edit conflicts exactly when its maker had not seen the version before it.
    behind = {e.operation.op_id for e in log if e.operation.base_version != e.version - 1}
    assert behind == said
    for one in shared:
        versions = [e.version for e in stores[0].history(workshop.workshop_id, one.feature_id)]
        assert versions == list(range(1, len(versions) + 1))
    before = stores[0].features(workshop.workshop_id)
    stores[0].rebuild()
    assert stores[0].features(workshop.workshop_id) == before
    for store in stores:
        store.close()


class SlowDisk(SqliteDatabase):
    """A store whose commits wait until they are let go, and are counted."""

    commits = 0
    let_go = threading.Event()
    broken = False

    @contextmanager
    def writing(self):
        with super().writing() as connection:
            yield connection
            SlowDisk.commits += 1
            self.let_go.wait(timeout=30)
            if SlowDisk.broken:
                raise StorageError(path="disk", reason="full")


def at_once(store, operations):
    """What is answered to operations that all come while the disk is busy with the first."""
    SlowDisk.let_go.clear()
    with ThreadPoolExecutor(len(operations)) as pool:
        asked = [pool.submit(store.append, one) for one in operations]
        while len(store._appending._line) < len(operations) - 1:
            time.sleep(0.005)
        SlowDisk.let_go.set()
        return [one.exception() or one.result() for one in asked]


def test_what_comes_while_the_disk_is_busy_goes_into_one_commit_and_each_has_its_answer(tmp_path):
    SlowDisk.let_go.set()
    store = SqlStore(SlowDisk(store_path(tmp_path)))
    workshop, other = a_workshop(store), a_workshop(store)
    good = [operation((workshop, other)[n % 2].workshop_id) for n in range(18)]
    bad = operation(workshop.workshop_id, content=content(category_id="unknown"))
    lost = operation(WorkshopId("no-such-workshop"))
    before = SlowDisk.commits
    answers = at_once(store, [*good, bad, lost])
    assert SlowDisk.commits - before == 2
    assert {one.op_id for one in answers[:18]} == {one.op_id for one in good}
    assert [type(one) for one in answers[18:]] == [OperationRefusedError, UnknownWorkshopError]
    assert len(store.log(workshop.workshop_id)) == len(store.log(other.workshop_id)) == 9
    SlowDisk.broken = True
    unkept = [operation(workshop.workshop_id) for _ in range(5)]
    assert {type(one) for one in at_once(store, unkept)} == {StorageError}
    SlowDisk.broken = False
    assert len(store.log(workshop.workshop_id)) == 9
    assert store.append(unkept[0]).version == 1
    store.close()
