"""What a workspace remembers of a pack: no work done twice, no release forgotten."""

import json

import pytest

from mapping.errors import UnreadableFileError
from mapping.settings import CHECKOUT, Settings
from profiles.pack_files import read_catalogues, read_pack_files
from profiles.protection.policy import Policy
from profiles.protection.releases.memory import PackMemory
from profiles.protection.suppress import publish_pack
from tests.profiles.protection.test_suppress import INDICATORS, _gazetteer, _state, _table


def memory_of(workspace, content="a", policy=None):
    there = Settings(data_dir=workspace / "data", workspace_dir=workspace)
    return PackMemory.of(there, "XXA", content, policy or Policy())


def published(foreign, memory, policy=None):
    return publish_pack(
        _table(foreign), (), INDICATORS, {}, _gazetteer(), policy or Policy(), memory=memory
    ).table


def test_the_hidden_figures_are_worked_out_once_and_a_wrong_file_is_not_believed(tmp_path):
    memory = memory_of(tmp_path)
    fresh = published([7, 33, 60], memory)
    kept = json.loads(memory.shortcut.read_text(encoding="utf-8"))["hidden"]
    assert ["A1", "foreign", "2021", "total", "total"] in kept
    assert published([7, 33, 60], memory).fingerprint == fresh.fingerprint
    right = f'"release": "{memory.release_id}"'
    names = ("", ', "hidden": 1', ', "hidden": [["A1"]]', ', "hidden": [1]')
    for damage in ("", "[]", "{}", *(f"{{{right}{wrong}}}" for wrong in names)):
        memory.shortcut.write_text(damage, encoding="utf-8")
        assert published([7, 33, 60], memory).fingerprint == fresh.fingerprint
    assert len(memory.register.read()) == 1


def test_what_a_shipped_pack_hides_is_believed_until_something_was_published(tmp_path):
    memory = memory_of(tmp_path)
    everything = {(place, "foreign", "2021", "total", "total") for place in ("A", "A1", "A2", "A3")}
    memory.shipped.parent.mkdir(parents=True)
    memory.shipped.write_text(memory.to_shortcut(everything), encoding="utf-8")
    assert _state(published([7, 33, 60], memory), "A3", "foreign") == "Q"
    assert len(memory.register.read()) == 1
    memory.shortcut.unlink()
    assert memory.hidden() is None


@pytest.mark.parametrize("iso3", ["NPL", "SLB", "WSM", "PLW", "LKA", "FJI", "TON", "TLS", "XXE"])
def test_the_shortcuts_of_the_shipped_packs_are_of_these_tables_rules_and_code(iso3, tmp_path):
    there = Settings(data_dir=CHECKOUT / "data", workspace_dir=tmp_path)
    content = read_pack_files(iso3, read_catalogues(there)).content_hash()
    memory = PackMemory.of(there, iso3, content, Policy())
    assert memory.hidden() is not None, "run scripts/build_protection.py"


def test_a_release_is_of_one_policy_and_one_content(tmp_path):
    ids = {
        memory_of(tmp_path, content, Policy(minimum_count=count)).release_id
        for content in ("a", "b")
        for count in (5, 10)
    }
    assert len(ids) == 4


def test_a_release_by_other_rules_knows_the_first(tmp_path):
    published([7, 33, 60], memory_of(tmp_path))
    lax = Policy(minimum_count=5)
    open_now = published([7, 33, 60], memory_of(tmp_path, policy=lax), lax)
    assert _state(open_now, "A1", "foreign") == 7.0
    first, second = memory_of(tmp_path).register.read()
    assert ("A1", "foreign", "2021", "total", "total") in first.hidden
    assert ("A1", "foreign", "2021", "total", "total") not in second.hidden


def test_a_figure_shown_before_hides_no_other(tmp_path):
    lax = Policy(minimum_count=3)
    before = published([7, 33, 60], memory_of(tmp_path, policy=lax), lax)
    assert _state(before, "A2", "foreign") == 33.0
    strict = published([7, 33, 60], memory_of(tmp_path))
    # The small one is hidden from now on; to hide 33 with it would be no use.
    assert _state(strict, "A1", "foreign") == "Q"
    assert _state(strict, "A2", "foreign") == 33.0


def test_a_damaged_register_of_releases_stops_what_is_new(tmp_path):
    memory = memory_of(tmp_path)
    memory.register.path.parent.mkdir(parents=True)
    memory.register.path.write_text("{")
    with pytest.raises(UnreadableFileError):
        published([7, 33, 60], memory)


def test_a_workspace_that_cannot_be_written_to_stops_nothing(tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert _state(published([7, 33, 60], memory_of(tmp_path)), "A1", "foreign") == "Q"


def test_what_an_earlier_release_by_the_same_rules_hid_is_hidden_again(tmp_path):
    """Hiding A3 protects A1 as well as hiding A2 would, and A3 was hidden before."""
    memory = memory_of(tmp_path)
    before = {(place, "foreign", "2021", "total", "total") for place in ("A1", "A3")}
    memory.shipped.parent.mkdir(parents=True)
    memory.shipped.write_text(memory.to_shortcut(before), encoding="utf-8")
    first = published([7, 33, 60], memory)
    again = published([7, 33, 60], memory_of(tmp_path, content="more tables"))
    for table in (first, again):
        assert [_state(table, place, "foreign") for place in ("A1", "A2", "A3")] == ["Q", 33.0, "Q"]
    assert len(memory.register.read()) == 2
