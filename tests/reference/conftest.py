"""Published and invented results, and the product's own commands to come to them."""

import json
from pathlib import Path

import pytest

from profiles.cli import main

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def synthetic():
    """Examplia, an invented country: its tables, and results that are known exactly."""
    return HERE / "synthetic"


@pytest.fixture(scope="session")
def reference(shared_dir):
    """Published tables and results, which may not be copied; skipped where they are not."""
    folder = shared_dir / "reference"
    if not folder.is_dir():
        pytest.skip("no folder of published results beside the checkout")
    return folder


@pytest.fixture(scope="session")
def published(reference):
    """What is expected of a case, by its name."""

    def read(name):
        return json.loads((reference / "expected" / f"{name}.json").read_text(encoding="utf-8"))

    return read


@pytest.fixture(scope="session")
def run_to_json(tmp_path_factory):
    """The result of a command that writes JSON."""

    known = {}

    def run(*words):
        if words in known:
            return known[words]
        out = tmp_path_factory.mktemp("result") / "result.json"
        assert main([*map(str, words), "--out", str(out)]) == 0
        known[words] = json.loads(out.read_text(encoding="utf-8"))
        return known[words]

    return run
