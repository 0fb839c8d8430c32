"""Set up, then: `start.py` opens the app, `start.py test` tests, `start.py -- ARGS` runs lmp."""

import hashlib  # standard library only, no syntax newer than Python 3.6: old ones get clear words
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
FOLDER, ENDING = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
PYTHON, LMP = str(VENV / FOLDER / ("python" + ENDING)), str(VENV / FOLDER / ("lmp" + ENDING))
PINNED = "scripts/install_locked.py --require-hashes --only-binary :all: --no-deps --no-compile -r "
NEW_PIP = PINNED + "requirements-pip.txt -qqq --retries 0"  # fetches in half an old one's time
ITSELF = "-m pip install -q --no-index --no-deps --no-build-isolation -e ."
COMPILE = r"-m compileall -qqj2 -x [/\\](altair|lexers|mypyc?|narwhals|pip|setuptools|tests)[/\\] ."
OTHER_PYTHON = "Python 3.11 to 3.13 is needed; this is {}. They are at python.org/downloads"
NO_VENV = "is the folder yours, and the tool stopped? On Debian, Ubuntu: apt install python3-venv"
NO_PACKAGES = """the packages could not be fetched: see above. Check the network and HTTPS_PROXY;
without a network, set PIP_NO_INDEX=1 and PIP_FIND_LINKS to a folder of the wheels that {} names."""
NO_TOOL = "the tool could not be installed: see above. On Windows, try a folder such as C:\\lmp"


def run(words: str, step: str, if_it_fails: str = "", python: str = PYTHON) -> None:
    """Run one step in sight of who waits; standard output is for what the command itself prints."""
    print("start.py:", words, file=sys.stderr, flush=True)
    failed = subprocess.call([python, *step.split()], cwd=str(ROOT), stdout=sys.stderr)
    if failed and if_it_fails:  # what has no words for that is not needed
        sys.exit("start.py: " + if_it_fails)


def stamp_of(lock: str) -> "tuple[Path, str]":
    """The file that says a setup was finished, and what it says when it was this very setup."""
    project = (ROOT / "pyproject.toml").read_bytes().split(b"\n[tool.")[0]
    setup = [(ROOT / lock).read_bytes(), project, str((ROOT, sys.version_info[:2])).encode()]
    return VENV / (lock + ".done"), hashlib.sha256(b"\0".join(setup)).hexdigest()


def set_up(*locks: str) -> None:
    """Install the last lock, which holds the ones before it, unless that was done."""
    stamps = [stamp_of(lock) for lock in locks]
    done = [Path(PYTHON).exists() and at.exists() and at.read_text() == key for at, key in stamps]
    if done[-1]:
        return
    if shutil.disk_usage(str(ROOT)).free < 2000 * 1000000:
        sys.exit("start.py: 2000 MB of free disk are needed for " + str(VENV))
    for stamp in VENV.glob("*.done"):
        stamp.unlink()  # whatever interrupts this setup, the next start begins it anew
    if not any(done):
        run("making " + str(VENV), "-m venv --clear .venv", NO_VENV, python=sys.executable)
        run("bringing pip up to date, if it can be had", NEW_PIP)
    run("installing packages", PINNED + locks[-1], NO_PACKAGES.format(locks[-1]))
    run("installing the tool", ITSELF, NO_TOOL)
    run("compiling", COMPILE)
    for stamp, key in stamps:
        stamp.write_text(key)


def main(arguments: "list[str]") -> None:
    """Set up what is missing, then become the command that was asked for."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit("start.py: " + OTHER_PYTHON.format(sys.version.split()[0]))
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the setup without a traceback
    if arguments and arguments[0] not in {"test", "--"}:
        sys.exit(__doc__)
    locks, command = ["requirements.txt"], [LMP, *(arguments[1:] or ["app"])]
    if arguments[:1] == ["test"]:
        locks, command = [*locks, "requirements-dev.txt"], [PYTHON, "-m", "pytest", *arguments[1:]]
        os.chdir(str(ROOT))
    set_up(*locks)
    if os.name != "nt":
        os.execv(command[0], command)  # its exit code and Ctrl-C are then its own
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Windows: Ctrl-C ends the command, then this
    sys.exit(subprocess.call(command))


if __name__ == "__main__":
    main(sys.argv[1:])
