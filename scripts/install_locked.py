"""Install what a lock holds by two pips at once, every second package each.

`python scripts/install_locked.py OPTIONS -r LOCK OPTIONS` does what `pip install` does with these
options. As neither half has all that its packages need, they must say `--no-deps`. What goes wrong
is said by either pip, what goes on by the first alone.
"""

import re
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "install")


def halves_of(lock: str) -> list[str]:
    """The text of two locks, or of one where there is one package."""
    packages = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    return ["".join(packages[first::2]) for first in range(min(2, len(packages)))]


def main(arguments: list[str]) -> int:
    """Install both halves; when one fails, the other is not stopped in the middle of a package."""
    at = arguments.index("-r") + 1
    halves = halves_of(Path(arguments[at]).read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        pips = []
        for number, half in enumerate(halves):
            part = Path(folder, f"half{number}.txt")
            part.write_text(half, "utf-8")
            options = [*arguments[:at], str(part), *arguments[at + 1 :], *["-q"] * number]
            pips.append(subprocess.Popen([*PIP, *options]))
        ended = [pip.wait() for pip in pips]
    return int(any(ended))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback
    sys.exit(main(sys.argv[1:]))
