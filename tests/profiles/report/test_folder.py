"""Runs that are stopped and taken up, the page that lists them, and all files in one."""

import json
import os
import re
import time
import zipfile
from datetime import date

import pytest

from mapping.errors import StorageError
from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.report import batch, folder, progress
from profiles.report.folder import write_zip
from profiles.report.progress import SILENT_S, State, pause_file, read_progress, telling

TODAY, LATER = date(2026, 11, 22), date(2026, 11, 23)


def run(out, today=TODAY, **asked):
    settings = Settings.from_environment(os.environ)
    return batch.write_profiles(
        settings, "XXE", AdminLevel.ADM2, out, ["json"], today=today, **asked
    )


def paused_after(count):
    answers = iter([True] * (count - 1))
    return lambda: next(answers, False)


@pytest.fixture
def remade(monkeypatch):
    """The places that are made."""
    made = []
    original = batch.make
    monkeypatch.setattr(batch, "make", lambda *given: made.append(given[1]) or original(*given))
    return made


def test_a_paused_run_goes_on_where_it_stopped_with_the_date_it_began(tmp_path, remade):
    first = run(tmp_path, go_on=paused_after(2))
    assert not first.is_whole
    assert first.index is None
    assert len(first.made) == 2
    told = []
    second = run(tmp_path, LATER, on_progress=lambda *counts: told.append(counts))
    assert len(remade) == 6
    assert told[0] == (2, 6)
    assert second.is_whole
    dates = {json.loads(path.read_text())["made_on"] for path in second.paths}
    assert dates == {TODAY.isoformat()}


def test_a_run_that_came_to_its_end_is_made_anew_the_next_time(tmp_path, remade):
    run(tmp_path)
    again = run(tmp_path, LATER)
    assert len(remade) == 12
    assert json.loads(again.paths[0].read_text())["made_on"] == LATER.isoformat()


def test_another_edition_takes_nothing_up(tmp_path, remade):
    run(tmp_path, go_on=paused_after(2))
    report = run(tmp_path, chosen=["key_facts"])
    assert len(remade) == 8
    assert all(len(json.loads(path.read_text())["sections"]) == 1 for path in report.paths)


def test_a_damaged_state_is_a_new_run(tmp_path):
    run(tmp_path, go_on=paused_after(2))
    (tmp_path / folder.STATE).write_text("{")
    told = []
    run(tmp_path, on_progress=lambda *counts: told.append(counts))
    assert told[0] == (0, 6)


def test_the_page_lists_every_file_and_the_archive_holds_it(tmp_path):
    report = run(tmp_path, languages=["en", "fr"])
    page = report.index.read_text()
    assert re.findall(r'href="([^"]+)"', page) == [path.name for path in report.paths]
    assert page.count("<th ") == 6
    assert page.count('lang="fr">Français</span>') == 6
    write_zip(tmp_path / "all.zip", [report.index, *report.paths])
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert archive.namelist() == ["index.html", *(path.name for path in report.paths)]
        assert archive.testzip() is None


def test_progress_is_told_with_the_time_left_and_a_pause_is_heard(tmp_path):
    path = tmp_path / "progress.json"
    with telling(path) as told:
        told.show(4, 10)
        told.show(6, 10)
        told.tell(State.RUNNING)
        seen = read_progress(path, time.time())
        assert (seen.state, seen.done, seen.total, seen.before) == (State.RUNNING, 6, 10, 4)
        assert seen.seconds_left() == pytest.approx(2 * (seen.updated_s - seen.started_s))
        assert told.go_on()
        pause_file(path).touch()
        assert not told.go_on()
        assert read_progress(path, time.time() + SILENT_S + 1).state is State.STOPPED
    assert read_progress(path, time.time()).state is State.STOPPED
    assert read_progress(tmp_path / "none.json", 0.0) is None


def end_in_want_of_space(path):
    with telling(path) as told:
        told.show(0, 2)
        told.show(2, 2)
        raise StorageError(path=path, reason="no space")


def test_a_run_is_done_only_when_nothing_of_it_failed(tmp_path):
    path = tmp_path / "progress.json"
    with telling(path) as told:
        told.show(0, 2)
        told.show(2, 2)
        told.fail(["ZZ0102 (en): no space"])
    seen = read_progress(path, time.time())
    assert (seen.state, seen.done) == (State.STOPPED, 1)
    assert seen.problems == ("ZZ0102 (en): no space",)

    with pytest.raises(StorageError):
        end_in_want_of_space(path)
    assert read_progress(path, time.time()).state is State.STOPPED


def test_a_run_gives_signs_of_life_while_a_book_takes_its_time(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "SIGN_OF_LIFE_S", 0.01)
    path = tmp_path / "progress.json"
    with telling(path):
        first = read_progress(path, 0.0).updated_s
        deadline = time.monotonic() + 10
        while read_progress(path, 0.0).updated_s == first:
            assert time.monotonic() < deadline
            time.sleep(0.01)


def test_a_run_without_space_for_its_archive_makes_that_alone_the_next_time(tmp_path, remade):
    (tmp_path / "all.zip" / "in the way").mkdir(parents=True)
    with pytest.raises(StorageError):
        run(tmp_path / "files", archive=tmp_path / "all.zip")
    assert len(remade) == 6
    report = run(tmp_path / "files", archive=tmp_path / "other.zip")
    assert len(remade) == 6
    with zipfile.ZipFile(tmp_path / "other.zip") as archive:
        assert len(archive.namelist()) == 1 + len(report.paths) == 7
