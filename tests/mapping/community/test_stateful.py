"""Random histories against a plain dictionary: drawn, edited, deleted, retried, reopened."""

import os
import shutil
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from mapping.community.fold import fold_log
from tests.mapping.community.drawing import a_store, a_workshop, content, operation

EXAMPLES = int(os.environ.get("LMP_TEST_EXAMPLES", "50"))
notes = st.text(max_size=20).map(lambda text: content(note=text))


class Drawing(RuleBasedStateMachine):
    """What a person believes about a workshop, and what the store says."""

    drawn = Bundle("drawn")

    @initialize()
    def begin(self):
        self.folder = Path(tempfile.mkdtemp(prefix="lmp-stateful-"))
        self.store = a_store(self.folder)
        self.workshop = a_workshop(self.store)
        self.believed = {}  # feature -> {version, content, deleted, others}
        self.answers = []  # (operation, ack)

    def send(self, kind, feature_id, base_version, wanted=None):
        made = operation(
            self.workshop.workshop_id,
            kind,
            feature_id=feature_id,
            base_version=base_version,
            content=wanted,
        )
        ack = self.store.append(made)
        self.answers.append((made, ack))
        return ack

    @rule(target=drawn, wanted=notes)
    def put(self, wanted):
        made = operation(self.workshop.workshop_id, content=wanted)
        ack = self.store.append(made)
        self.answers.append((made, ack))
        assert (ack.version, ack.conflict) == (1, False)
        self.believed[made.feature_id] = {
            "version": 1,
            "content": wanted,
            "deleted": False,
            "others": [],
        }
        return made.feature_id

    @rule(
        feature_id=drawn,
        kind=st.sampled_from(["edit", "delete", "restore", "put"]),
        behind=st.integers(0, 2),
        wanted=notes,
    )
    def change(self, feature_id, kind, behind, wanted):
        believed = self.believed[feature_id]
        base = max(believed["version"] - behind, 0)
        has_content = kind in {"edit", "put"}
        ack = self.send(kind, feature_id, base, wanted if has_content else None)
        assert ack.conflict == (base != believed["version"])
        believed["version"] += 1
        assert ack.version == believed["version"]
        if ack.conflict:
            believed["others"].append((ack.version, wanted if has_content else None))
            return
        believed["others"] = []
        believed["deleted"] = kind == "delete"
        if has_content:
            believed["content"] = wanted

    @rule(data=st.data())
    def retry(self, data):
        if self.answers:
            made, ack = data.draw(st.sampled_from(self.answers))
            assert self.store.append(made) == ack

    @rule()
    def reopen(self):
        self.store.close()
        self.store = a_store(self.folder)

    @rule()
    def rebuild(self):
        assert self.store.rebuild() == len(self.believed)

    @invariant()
    def the_store_says_what_is_believed(self):
        features = {
            f.feature_id: f for f in self.store.features(self.workshop.workshop_id).features
        }
        assert features.keys() == self.believed.keys()
        for feature_id, believed in self.believed.items():
            feature = features[feature_id]
            assert (feature.version, feature.content, feature.deleted) == (
                believed["version"],
                believed["content"],
                believed["deleted"],
            )
            assert [(o.version, o.content) for o in feature.others] == believed["others"]

    @invariant()
    def the_log_alone_gives_the_same(self):
        log = self.store.log(self.workshop.workshop_id)
        assert len(log) == len(self.answers)
        features = self.store.features(self.workshop.workshop_id).features
        assert fold_log(log) == {feature.feature_id: feature for feature in features}

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.folder)


TestDrawing = Drawing.TestCase
TestDrawing.settings = settings(max_examples=EXAMPLES, stateful_step_count=25, deadline=None)
