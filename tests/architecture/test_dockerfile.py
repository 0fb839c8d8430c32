"""The Dockerfile does what start.py does, with files that exist and versions that are allowed."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from profiles.cli import app_server


@pytest.fixture(scope="module")
def steps(root) -> list[tuple[str, str]]:
    """Instructions and their arguments, in order."""
    lines = (root / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
    written = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in written]


@pytest.fixture(scope="module")
def project(root) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def command(steps) -> list[str]:
    return json.loads(last(steps, "CMD"))


def last(steps, instruction) -> str:
    return [said for name, said in steps if name == instruction][-1]


def environment(steps) -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", " ".join(said for name, said in steps if name == "ENV")))


def copied(steps) -> list[str]:
    copies = [said for name, said in steps if name == "COPY"]
    return [source.rstrip("/") for said in copies for source in said.split()[:-1]]


def test_its_python_is_one_that_the_project_runs_on(steps, project):
    version = re.fullmatch(r"python:(\d+)\.(\d+)-slim", last(steps, "FROM"))
    least, below = re.findall(r"(\d+)\.(\d+)", project["project"]["requires-python"])
    found = tuple(map(int, version.groups()))
    assert tuple(map(int, least)) <= found < tuple(map(int, below))


def test_it_installs_the_same_lock_in_the_same_way_as_start(steps, root):
    start = (root / "start.py").read_text("utf-8")
    commands = [said for name, said in steps if name == "RUN" and "pip install" in said]
    for option in ("--require-hashes", "--only-binary :all:", "requirements.txt"):
        assert option in commands[0]
        assert option in start
    for option in ("--no-index", "--no-deps", "--no-build-isolation", "-e ."):
        assert option in commands[1]
        assert option in start


def test_what_it_copies_is_there_and_not_ignored(steps, root):
    kept = (root / ".dockerignore").read_text("utf-8").split()
    for source in copied(steps):
        assert (root / source).exists(), source
        assert f"!{source}" in kept, source


def test_it_copies_all_that_the_tool_is_made_of(steps, project):
    needed = {"pyproject.toml", project["project"]["readme"], "app.py", ".streamlit", "data"}
    needed |= set(project["project"]["license-files"])
    packages = project["tool"]["setuptools"]["packages"]["find"]["include"]
    assert needed | {name.rstrip("*") for name in packages} <= set(copied(steps))


def test_its_command_is_the_entry_point_with_options_that_exist(command, project):
    assert command[:2] == [*project["project"]["scripts"], "app"]
    source = Path(app_server.__file__).read_text("utf-8")
    for option in [word for word in command if word.startswith("--")]:
        assert option in source or f"{option[2:]}: Annotated" in source, option


def test_ports_and_folders_agree(steps, command):
    options = dict(pairwise(command))
    assert options["--port"] == last(steps, "EXPOSE") == str(app_server.DEFAULT_PORT)
    assert f":{options['--port']}/_stcore/health" in last(steps, "HEALTHCHECK")
    volume = last(steps, "VOLUME")
    assert options["--workspace"] == volume == environment(steps)["LMP_WORKSPACE_DIR"]
    assert environment(steps)["HOME"] == volume  # nothing else can be written to


def test_nobody_is_root(steps):
    user = last(steps, "USER")
    made = next(said for name, said in steps if name == "RUN" and "useradd" in said)
    assert user == made.split()[-1] != "root"
    assert [name for name, _ in steps].index("USER") > max(
        number for number, (name, _) in enumerate(steps) if name in {"COPY", "RUN"}
    )
