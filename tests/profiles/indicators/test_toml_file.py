"""A catalogue file is parsed once; what is kept of it is believed only for that very text."""

import tomllib

import pytest

from mapping.errors import UnreadableFileError
from profiles.indicators.toml_file import read_toml

TEXT = 'name = "Provinsi \\u2013 Küste"\nnumber = 1\nshare = 0.1\n[[row]]\nis = [true, "x"]\n'


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "catalogue.toml"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def cache_dir(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def parsed(monkeypatch):
    """The texts that were parsed."""
    found = []
    parse = tomllib.loads
    monkeypatch.setattr(tomllib, "loads", lambda text: found.append(text) or parse(text))
    return found


def test_a_file_is_parsed_once(file, cache_dir, parsed):
    first = read_toml(file, cache_dir=cache_dir)
    again = read_toml(file, cache_dir=cache_dir)
    assert again == first == tomllib.loads(TEXT)
    assert [type(value) for value in again.values()] == [type(value) for value in first.values()]
    assert list(again) == list(first)
    assert parsed == [TEXT, TEXT]  # the second of them here


def test_a_changed_file_is_parsed_again(file, cache_dir):
    read_toml(file, cache_dir=cache_dir)
    file.write_text(TEXT.replace("number = 1", "number = 2"), "utf-8")
    assert read_toml(file, cache_dir=cache_dir)["number"] == 2
    file.write_text("number = ", "utf-8")
    with pytest.raises(UnreadableFileError):
        read_toml(file, cache_dir=cache_dir)
    file.unlink()
    with pytest.raises(UnreadableFileError):
        read_toml(file, cache_dir=cache_dir)


def test_what_is_damaged_is_not_believed(file, cache_dir):
    whole = read_toml(file, cache_dir=cache_dir)
    (kept,) = cache_dir.iterdir()
    said = kept.read_text("utf-8")
    bent = said.replace('"number":1', '"number":2')
    assert bent != said
    for damage in ("", "[]", said[:-2], said.partition("\n")[2], "\udcff", bent):
        kept.write_text(damage, "utf-8", errors="surrogateescape")
        assert read_toml(file, cache_dir=cache_dir) == whole
        assert kept.read_text("utf-8") == said


def test_two_files_of_one_name_are_kept_apart(file, cache_dir, tmp_path):
    other = tmp_path / "other" / file.name
    other.parent.mkdir()
    other.write_text("number = 5", "utf-8")
    for _ in range(2):
        assert read_toml(file, cache_dir=cache_dir)["number"] == 1
        assert read_toml(other, cache_dir=cache_dir)["number"] == 5


def test_what_json_cannot_hold_is_read_each_time(file, cache_dir):
    file.write_text("day = 2021-06-01", "utf-8")
    for _ in range(2):
        assert read_toml(file, cache_dir=cache_dir)["day"].year == 2021
    assert not list(cache_dir.glob("*.json"))


def test_a_cache_that_takes_no_file_is_no_fault(file, cache_dir):
    cache_dir.write_text("a file where a folder should be", "utf-8")
    assert read_toml(file, cache_dir=cache_dir)["number"] == 1
