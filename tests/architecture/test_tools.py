"""What `start.py test` checks besides the tests themselves: each tool is one test."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LINT_IMPORTS = Path(sys.executable).with_name("lint-imports" + ".exe" * (os.name == "nt"))
# Where each run has a checkout of its own, what mypy writes down for the next one takes it a fifth.
FOR_ONCE = ["--no-incremental"] if os.environ.get("CI") else []
TOOLS = {
    "ruff check": [sys.executable, "-m", "ruff", "check", "."],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "."],
    "mypy": [sys.executable, "-m", "mypy", *FOR_ONCE],
    "lint-imports": [str(LINT_IMPORTS)],
}
PLANTED_IMPORTS = {
    "mapping/places.py": "import profiles",
    "mapping/i18n.py": "import mapping.ui",
    "mapping/settings.py": "import folium, sqlite3, streamlit, typst",
    "profiles/indicators/__init__.py": "import profiles.cli",
}


def run(tool: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        TOOLS[tool], cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.mark.slow
@pytest.mark.parametrize("tool", TOOLS)
def test_the_tool_finds_nothing(tool, root):
    found = run(tool, root)
    assert found.returncode == 0, found.stdout[-8000:] + found.stderr[-2000:]


def test_every_import_contract_breaks_on_a_planted_import(root, tmp_path):
    shutil.copy(root / "pyproject.toml", tmp_path)
    modules = ["errors", "i18n", "places", "settings", "ui"]
    for name in [f"mapping/{module}" for module in modules] + [
        "profiles/cli",
        "profiles/indicators",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).parent.joinpath("__init__.py").touch()
        if f"{name}.py" in PLANTED_IMPORTS or name == "mapping/errors":
            (tmp_path / f"{name}.py").touch()
        else:
            (tmp_path / name).mkdir()
            (tmp_path / name / "__init__.py").touch()
    for name, line in PLANTED_IMPORTS.items():
        (tmp_path / name).write_text(line, "utf-8")
    said = run("lint-imports", tmp_path).stdout
    contracts = (
        (root / "pyproject.toml").read_text("utf-8").count("[[tool.importlinter.contracts]]")
    )
    assert re.search(rf"\b0 kept, {contracts} broken", said), said
