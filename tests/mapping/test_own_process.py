"""A module of ours in a process of its own."""

from pathlib import Path

import pytest

from mapping.errors import StorageError
from mapping.own_process import write_apart


def test_what_a_process_said_last_is_told_in_its_own_letters(monkeypatch):
    for name, value in {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}.items():
        monkeypatch.setenv(name, value)  # as a Windows of another language speaks
    with pytest.raises(StorageError) as told:
        write_apart("json.tool", "नेपाल.json", path=Path("map.qgz"))
    assert "नेपाल.json" in str(told.value)
