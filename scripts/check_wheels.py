"""Ask whether every locked package can be installed on every system the README names.

    python scripts/check_wheels.py

Needs `uv` and the package index; installs nothing. Prints a line for each system and Python.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.txt", "requirements-dev.txt")
PYTHONS = ("3.11", "3.12", "3.13")
# Name for uv, and the oldest macOS.
SYSTEMS = (
    ("x86_64-unknown-linux-gnu", ""),
    ("aarch64-unknown-linux-gnu", ""),
    ("windows", ""),
    ("aarch64-apple-darwin", "14.0"),
    ("x86_64-apple-darwin", "15.0"),
)


def missing(uv: str, lock: str, python: str, system: str, macos: str) -> str:
    """What cannot be installed, in uv's words; empty where nothing is missing."""
    asked = f"pip install -q --dry-run --only-binary :all: --require-hashes -r {lock}"
    where = f"--python-platform {system} --python-version {python} --target {tempfile.gettempdir()}"
    done = subprocess.run(
        [uv, *asked.split(), *where.split()],
        cwd=ROOT,
        env={**os.environ, **({"MACOSX_DEPLOYMENT_TARGET": macos} if macos else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stderr.strip() if done.returncode else ""


def main() -> None:
    """Ask for all of them; exit 1 if one lacks something."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("check_wheels.py: uv is not installed (pip install uv)")
    lacking = 0
    for lock, python, (system, macos) in itertools.product(LOCKS, PYTHONS, SYSTEMS):
        words = missing(uv, lock, python, system, macos)
        lacking += bool(words)
        print(f"{lock:22} Python {python}  {system} {macos}  {words or 'complete'}")
    sys.exit(1 if lacking else 0)


if __name__ == "__main__":
    main()
