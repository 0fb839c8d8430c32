"""`lmp check`: one document for machines, plain words for people, and an exit code for both."""

import json
from pathlib import Path

import pytest

from profiles.cli.main import main

CLEAN = "place_code,population\nA1,5\nA2,7\n"


def table(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def checked(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict]:
    code = main(["check", str(path), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_clean_table_is_accepted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(table(tmp_path, CLEAN), capsys)

    assert code == 0
    assert found["outcome"] == "accepted"
    assert (found["kind"], found["rows"], found["reasons"]) == ("table", 2, [])
    assert found["layers"][0]["columns"] == ["place_code", "population"]


def test_reasons_say_what_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(table(tmp_path, "district,n\nA,1\nTotal,1\n"), capsys)
    (reason,) = found["reasons"]

    assert (code, found["outcome"]) == (0, "warned")
    assert (reason["code"], reason["row"]) == ("totals", 3)
    assert "total" in reason["text"]


def test_a_refused_file_exits_with_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = checked(table(tmp_path, "", "x.csv"), capsys)

    assert (code, found["outcome"]) == (1, "refused")


def test_no_such_file_is_a_matter_of_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "none.csv")]) == 2
    assert "none.csv" in capsys.readouterr().err


def test_people_read_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(table(tmp_path, "pcode;n\nA;1.234\nB;5.678\n"))]) == 0
    said = capsys.readouterr().out.splitlines()

    assert said[0] == "t.csv raises questions; answer them before it is used."
    assert said[-1].startswith("- Does 1.234 mean thousands or decimals?")
