"""The register is whole or it says so, and nobody publishes past another's release."""

import os

import pytest

from mapping.errors import StorageError, UnreadableFileError
from profiles.protection.releases.register import Register, Release

A, B = ("NP01", 'born "here", or\nnot'), ("NP02", "é")
RELEASE = Release(
    id="7", figures={A: 7.0, B: 20.0}, hidden=frozenset([A]), sums=(((A, -1.0), (B, 0.5)),)
)


def test_what_is_appended_is_read_again(tmp_path):
    register = Register(path=tmp_path / "new" / "history.jsonl")
    assert register.read() == ()
    register.append(RELEASE, after=0)
    register.append(RELEASE, after=1)
    first, second = register.read()
    for found in (first, second):
        assert dict(found.figures) == dict(RELEASE.figures)
        assert (found.id, found.hidden, found.sums) == ("7", RELEASE.hidden, RELEASE.sums)


def test_what_was_written_is_never_changed(tmp_path):
    register = Register(path=tmp_path / "history.jsonl")
    register.append(RELEASE, after=0)
    before = register.path.read_bytes()
    register.append(RELEASE, after=1)
    assert register.path.read_bytes().startswith(before)
    assert len(register.path.read_text(encoding="utf-8").splitlines()) == 2


def test_a_release_that_came_first_is_not_overlooked(tmp_path):
    register = Register(path=tmp_path / "history.jsonl")
    register.append(RELEASE, after=0)
    with pytest.raises(StorageError, match="published meanwhile"):
        register.append(RELEASE, after=0)
    assert len(register.read()) == 1


@pytest.mark.parametrize(
    "damage", ["{", "[]", '{"release": "1"}', '{"release":"1","figures":[[]],"hidden":[3]}', "é"]
)
def test_a_damaged_register_stops_everything(tmp_path, damage):
    register = Register(path=tmp_path / "history.jsonl")
    register.append(RELEASE, after=0)
    with register.path.open("a", encoding="utf-8") as file:
        file.write(damage)
    with pytest.raises(UnreadableFileError, match="line 2 is not a release"):
        register.read()


def test_a_register_that_is_no_text_stops_everything(tmp_path):
    path = tmp_path / "history.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableFileError):
        Register(path=path).read()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_only_its_owner_can_read_the_true_figures(tmp_path):
    register = Register(path=tmp_path / "history.jsonl")
    for number in range(2):
        register.append(RELEASE, after=number)
        assert register.path.stat().st_mode & 0o777 == 0o600
