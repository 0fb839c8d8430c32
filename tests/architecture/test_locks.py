"""The locks hold everything the project needs, by version and hash, and agree with each other."""

import re
import tomllib

import pytest

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
