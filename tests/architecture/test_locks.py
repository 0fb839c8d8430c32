"""The locks hold everything the project needs, by version and hash, and agree with each other."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from scripts import install_locked

PIN = re.compile(
    r"^([a-z0-9-]+)==(\S+)(?: ; [^\n]*?)? \\\n((?: {4}--hash=\S+(?: \\)?\n)+)", re.MULTILINE
)


@pytest.fixture(scope="module")
def project(root) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


@pytest.fixture(scope="module")
def runtime(root) -> dict[str, str]:
    return pins((root / "requirements.txt").read_text("utf-8"))


@pytest.fixture(scope="module")
def development(root) -> dict[str, str]:
    return pins((root / "requirements-dev.txt").read_text("utf-8"))


def pins(lock: str) -> dict[str, str]:
    """Version of each package; a line that is no pin with a hash is an error."""
    rest = PIN.sub("", lock)
    odd = [line for line in rest.splitlines() if line and not line.lstrip().startswith("#")]
    assert odd == []
    return {name: version for name, version, _ in PIN.findall(lock)}


def names(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w-]+", text)[0].lower() for text in requirements}


def test_everything_the_project_names_is_locked(project, runtime, development):
    wanted = names(project["project"]["dependencies"]) | names(
        project["dependency-groups"]["build"]
    )
    assert wanted <= set(runtime)
    assert names(project["project"]["optional-dependencies"]["dev"]) <= set(development)


def test_the_pip_that_fetches_the_rest_is_locked_too(root):
    assert set(pins((root / "requirements-pip.txt").read_text("utf-8"))) == {"pip"}


def test_tests_run_on_the_versions_that_people_get(runtime, development):
    assert {name: development.get(name) for name in runtime} == runtime


def test_what_is_locked_needs_nothing_else(development):
    """Each half of a lock is installed without looking at what its packages need."""
    missing = []
    for name in development:
        try:
            needed = distribution(name).requires or []
        except PackageNotFoundError:  # of another system
            continue
        for need in map(Requirement, needed):
            if need.marker is not None and not need.marker.evaluate({"extra": ""}):
                continue
            locked = development.get(re.sub(r"[-_.]+", "-", need.name).lower(), "none")
            if locked == "none" or not need.specifier.contains(locked, prereleases=True):
                missing.append(f"{name} needs {need}: {locked}")
    assert not missing


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_two_halves_are_the_lock(root, name):
    lock = (root / name).read_text("utf-8")
    both = [pins(half) for half in install_locked.halves_of(lock)]
    assert abs(len(both[0]) - len(both[1])) <= 1
    assert both[0] | both[1] == pins(lock)
    assert sum(half.count("--hash=") for half in install_locked.halves_of(lock)) == lock.count(
        "--hash="
    )


def test_a_lock_of_one_package_is_installed_by_one_pip(root):
    lock = (root / "requirements-pip.txt").read_text("utf-8")
    assert [*map(pins, install_locked.halves_of(lock))] == [pins(lock)]


@pytest.mark.parametrize("fails", [None, "first", "second"])
def test_each_half_is_installed_as_asked_for_and_neither_fails_unseen(tmp_path, monkeypatch, fails):
    lock = tmp_path / "lock.txt"
    lock.write_text("# made\nfirst==1 \\\n    --hash=a\nsecond==2 \\\n    --hash=b\n", "utf-8")
    begun = []

    class Pip:
        def __init__(self, command):
            at = command.index("-r") + 1
            self.half = Path(command[at]).read_text("utf-8")
            begun.append((self.half, command[at - 2 : at], command[at + 1 :]))

        def wait(self):
            return int(self.half.split("=")[0] == fails)

    monkeypatch.setattr(install_locked.subprocess, "Popen", Pip)
    ended = install_locked.main(["--require-hashes", "-r", str(lock), "--retries=0"])
    assert begun == [
        ("first==1 \\\n    --hash=a\n", ["--require-hashes", "-r"], ["--retries=0"]),
        ("second==2 \\\n    --hash=b\n", ["--require-hashes", "-r"], ["--retries=0", "-q"]),
    ]
    assert ended == (fails is not None)


@pytest.mark.parametrize(
    "line",
    [
        "folium==0.20.0\n",
        "folium>=0.20 \\\n    --hash=sha256:0\n",
        "--index-url https://a.example\n",
    ],
)
def test_what_is_not_pinned_with_a_hash_is_found(line):
    with pytest.raises(AssertionError):
        pins(line)
