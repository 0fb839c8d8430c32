"""Runs that are begun from the app and made by a process of their own."""

import dataclasses
import os
import subprocess
import sys
import time
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest

from mapping.settings import CHECKOUT, Settings
from profiles.report.productions import (
    ARCHIVE,
    PROGRESS,
    RECIPE,
    file_of,
    go_on,
    pause,
    productions,
    start,
)
from profiles.report.progress import PAUSE_BETWEEN_S, State, pause_file
from profiles.report.recipe import Recipe, read_recipe, to_toml

TODAY = date(2026, 11, 22)
RECIPES = (
    Recipe(pack="XXE", level="ADM2", formats=("json",), sections=("key_facts",)),
    Recipe(
        pack='a"b\\c\x7f\n',
        publisher="Minist\u00e8re \u0928\u0947\u092a\u093e\u0932",
        places=("A", "B"),
        switched_off={"work": "Old.", "od": {"en": "Old.", "fr": "Vieux."}},
    ),
)


def wait_for(settings, state):
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        (found,) = productions(settings)
        if found.progress.state is state:
            return found
        time.sleep(PAUSE_BETWEEN_S)
    raise AssertionError(found)


@pytest.mark.parametrize("recipe", RECIPES)
def test_a_recipe_that_is_written_is_read_as_it_was(recipe, tmp_path):
    path = tmp_path / RECIPE
    path.write_text(to_toml(recipe), encoding="utf-8")
    assert read_recipe(path) == recipe


def test_a_run_goes_on_by_itself_is_paused_taken_up_and_taken_away(tmp_path):
    settings = dataclasses.replace(
        Settings.from_environment(os.environ), workspace_dir=tmp_path, publisher="The district"
    )
    assert productions(settings) == ()
    folder = start(settings, RECIPES[0], TODAY)
    assert folder.name == "2026-11-22-xxe-adm2-001"
    assert wait_for(settings, State.RUNNING).folder == folder
    pause(folder)
    stopped = wait_for(settings, State.STOPPED)
    assert 0 < stopped.progress.done < stopped.progress.total == 6
    assert not stopped.progress.problems
    go_on(settings, folder)
    assert not pause_file(folder / PROGRESS).exists()
    done = wait_for(settings, State.DONE)
    assert (done.progress.done, done.progress.before) == (6, stopped.progress.done)
    with zipfile.ZipFile(file_of(settings, folder.name, ARCHIVE)) as archive:
        assert len(archive.namelist()) == 7
    assert "ZZ0203" in file_of(settings, folder.name, "files/index.html").read_text()
    assert read_recipe(file_of(settings, folder.name, RECIPE)).publisher == "The district"
    for name, file in (
        ("..", RECIPE),
        (folder.name, "../" + RECIPE),
        (folder.name, "files/../recipe.toml"),
        (folder.name, "files/.lmp-run"),
        (folder.name, PROGRESS),
        (folder.name, "files/none.pdf"),
    ):
        assert file_of(settings, name, file) is None


def test_what_stops_a_run_is_told_where_it_is_looked_for(tmp_path):
    settings = dataclasses.replace(Settings.from_environment(os.environ), workspace_dir=tmp_path)
    start(settings, Recipe(pack="ZZZ", level="ADM2", formats=("json",)), TODAY)
    stopped = wait_for(settings, State.STOPPED)
    assert "ZZZ" in stopped.progress.problems[0]


RUN_OF_TWO = """
import time
from datetime import date
from pathlib import Path
from mapping.places import AdminLevel
from mapping.settings import CHECKOUT, Settings
from profiles.report.batch import write_profiles

def halt(done, _all):
    if done:
        print("at work", flush=True)
        time.sleep(600)

if __name__ == "__main__":
    write_profiles(Settings.from_environment({}), "XXE", AdminLevel.ADM2, Path("out"), ["json"],
                   jobs=2, today=date(2026, 11, 22), on_progress=halt)
"""


def test_processes_of_a_run_that_is_killed_end_with_it(tmp_path):
    (tmp_path / "run.py").write_text(RUN_OF_TWO)
    run = subprocess.Popen(
        [sys.executable, "run.py"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout.readline() == "at work\n"
    run.kill()
    # They have the same standard output, which is at its end when the last of them is.
    assert run.communicate(timeout=30) == ("", None)


def test_on_windows_a_run_shares_no_console_with_the_app(tmp_path, monkeypatch):
    given = {}

    def begun(_command, **options):
        given.update(options)
        return SimpleNamespace(wait=lambda: 0)

    windows = {"CREATE_NO_WINDOW": 0x08000000, "CREATE_NEW_PROCESS_GROUP": 0x200}
    like = SimpleNamespace(Popen=begun, DEVNULL=-3, **windows)
    monkeypatch.setattr("profiles.report.productions.subprocess", like)
    settings = dataclasses.replace(Settings.from_environment(os.environ), workspace_dir=tmp_path)
    start(settings, RECIPES[0], TODAY)
    assert given["creationflags"] == 0x08000200
