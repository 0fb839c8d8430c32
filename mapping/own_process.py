"""Runs a module of ours in a process of its own, for libraries that must not be loaded here."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from mapping.errors import StorageError
from mapping.i18n import N_

SECONDS: Final = 120
FAILED: Final = N_("the process that writes it failed")


def write_apart(module: str, *arguments: str, path: Path) -> None:
    """Run a module that writes one file.

    Args:
        module: Its dotted name.
        arguments: What it is called with.
        path: The file, named where it could not be written.

    Raises:
        StorageError: it failed, with the last line that it said, or took too long.
    """
    checkout = Path(__file__).resolve().parent.parent
    try:
        subprocess.run(  # noqa: S603 - our own module and paths, no shell
            [sys.executable, "-X", "utf8", "-m", module, *arguments],
            check=True,
            capture_output=True,
            timeout=SECONDS,
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
        )
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise StorageError(path=path, reason="".join(last) or FAILED) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StorageError(path=path, reason=FAILED) from error
