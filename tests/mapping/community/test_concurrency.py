"""Many hands on one map: nothing lost, every conflict said."""

import random
from concurrent.futures import ThreadPoolExecutor

from tests.mapping.community.drawing import a_store, a_workshop, content, operation

WRITERS = 20
EACH = 50
SHARED = 5


def test_twenty_writers_lose_nothing_and_every_conflict_is_said(tmp_path):
    # Two stores on one file stand for two processes of one machine.
    stores = [a_store(tmp_path), a_store(tmp_path)]
    workshop = a_workshop(stores[0])
    shared = [operation(workshop.workshop_id) for _ in range(SHARED)]
    for one in shared:
        stores[0].append(one)

    def draw(writer):
        dice, store = random.Random(writer), stores[writer % 2]
        acks, seen = [], dict.fromkeys((one.feature_id for one in shared), 1)
        for _ in range(EACH):
            if dice.random() < 0.2:
                feature_id = dice.choice(shared).feature_id
                made = operation(
                    workshop.workshop_id,
                    "edit",
                    feature_id=feature_id,
                    base_version=seen[feature_id],
                    content=content(note=f"writer {writer}"),
                )
                ack = store.append(made)
                seen[feature_id] = ack.version
            else:
                ack = store.append(operation(workshop.workshop_id))
            acks.append(ack)
        return acks

    with ThreadPoolExecutor(WRITERS) as pool:
        acks = [ack for mine in pool.map(draw, range(WRITERS)) for ack in mine]
    log = stores[1].log(workshop.workshop_id)
    assert len(log) == WRITERS * EACH + SHARED
    assert {ack.op_id for ack in acks} | {one.op_id for one in shared} == {
        entry.operation.op_id for entry in log
    }
    said = {ack.op_id for ack in acks if ack.conflict}
    assert said == {entry.operation.op_id for entry in log if entry.conflict}
    assert said, "with five shared features somebody must have met somebody"
    # An edit conflicts exactly when its maker had not seen the version before it.
    for entry in log:
        if entry.version > 1:
            assert entry.conflict == (entry.operation.base_version != entry.version - 1)
    for one in shared:
        versions = [e.version for e in stores[0].history(workshop.workshop_id, one.feature_id)]
        assert versions == list(range(1, len(versions) + 1))
    before = stores[0].features(workshop.workshop_id)
    stores[0].rebuild()
    assert stores[0].features(workshop.workshop_id) == before
    for store in stores:
        store.close()
