"""Whether the tests of measures and protection notice when the code is wrong.

    python benchmarks/mutation.py [--packages measures,protection] [--mutants 60] [--seed 1]
                                  [--again FILE]

Changes one operator or number at a time and counts how many changes a test notices. The tests are
run once unchanged, to learn which of them come to which function; of a change only those are run
that come to its function, the quickest first, then the rest of their files. The changes are drawn
at random by the seed, as many from each package. A change that no test can notice, because the
result is the same, counts as survived. `--again` takes what an earlier run printed and tries its
survivors alone. Needs a system with fork.
"""

import argparse
import contextlib
import importlib
import os
import pickle
import random
import re
import resource
import signal
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.mutants import (
    NOTE,
    ROOT,
    Changed,
    Mutant,
    every_site,
    function_of,
    modules,
    mutant,
    noted,
)

PACKAGES: Final = ("measures", "protection")
# As much work as the tests without any change, and some more: a change that never ends is noticed.
TIMES, LEAST_S = 2, 20
LONGEST_S: Final = 900  # on the clock, for what waits and does not work
# Loaded once: each changed process then starts with them.
HEAVY: Final = (
    "geopandas",
    "hypothesis",
    "numpy",
    "pandas",
    "pandera.pandas",
    "pydantic",
    "scipy.optimize",
    "scipy.sparse.csgraph",
    "scipy.stats",
    "shapely",
    "typer",
    "mapping.intake.door",
    "mapping.boundaries.packs",
)
SURVIVOR: Final = re.compile(r"^survived: (\S+):\d+ #(\d+) ", re.MULTILINE)


class Watch:
    """A plug-in of pytest that notes which tests come to which functions of a package."""

    def __init__(self) -> None:
        self.tests: dict[tuple[str, int], set[str]] = defaultdict(set)  # by file and first line
        self.took: dict[str, float] = {}
        self.seen: set[tuple[str, int]] = set()

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Before a test and its fixtures."""
        self.seen.clear()
        self.took[nodeid] = time.process_time()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """After them."""
        self.took[nodeid] = time.process_time() - self.took[nodeid]
        for function in self.seen:
            self.tests[function].add(nodeid)


class Quick:
    """A plug-in of pytest: properties are not shrunk to their simplest failure, nor remembered."""

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self) -> None:
        """After the profile of the tests was loaded."""
        from hypothesis import HealthCheck, Phase, settings

        settings.register_profile(
            "mutation",
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=[HealthCheck.too_slow],
            phases=(Phase.explicit, Phase.generate),
        )
        settings.load_profile("mutation")


def test_files(package: str) -> list[str]:
    """The tests of a package, those of published numbers among them."""
    folders = [ROOT / "tests" / "profiles" / package, ROOT / "tests" / "reference"]
    files = sorted(str(file) for folder in folders for file in folder.rglob("test_*.py"))
    alone = {"protection": ("test_protect.py", "test_mask.py")}.get(package, ())
    return [*files, *(str(ROOT / "tests" / "profiles" / "cli" / name) for name in alone)]


def run_tests(tests: Sequence[str], plugins: Sequence[object]) -> int:
    """The exit code of pytest; nothing is printed."""
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        os.dup2(nowhere.fileno(), 2)
        options = ["-x", "-q", "-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider"]
        # What was loaded before the fork is no fault of the tests, where warnings are errors.
        options += ["-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning"]
        return int(pytest.main([*options, *tests], plugins=[Quick(), *plugins]))


def in_child(work: Callable[[], int], most_s: float | None = None) -> int | None:
    """The exit code of some work in a process of its own; None where it took too long."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if most_s is not None:
                resource.setrlimit(resource.RLIMIT_CPU, (int(most_s), int(most_s) + 5))
            code = work()
        finally:
            os._exit(code)
    until = time.monotonic() + (LONGEST_S if most_s is not None else 10 * LONGEST_S)
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def watched(package: str) -> Watch:
    """What the tests come to, without any change."""
    kept = Path(os.environ.get("TMPDIR", "/tmp")) / f"lmp-mutation-{os.getpid()}"  # noqa: S108
    watch = Watch()

    def work() -> int:
        sources = {path: noted(path) for path in modules(package)}
        sys.meta_path.insert(0, Changed(sources, **{NOTE: watch.seen.add}))
        code = run_tests(test_files(package), [watch])
        kept.write_bytes(pickle.dumps((dict(watch.tests), watch.took)))
        return code

    code = in_child(work)
    if code != 0:
        sys.exit(f"The tests of {package} fail without any change.")
    watch.tests, watch.took = pickle.loads(kept.read_bytes())  # noqa: S301 - just written here
    kept.unlink()
    return watch


def is_killed(mutant: Mutant, watch: Watch) -> bool:
    """Whether a test fails, or all run for too long, in a process that has the change."""
    nearest = watch.tests.get((str(mutant.path), function_of(mutant.path, mutant.line)), set())
    files = sorted({test.partition("::")[0] for test in nearest})
    for tests in (sorted(nearest, key=watch.took.__getitem__), files):
        if not tests:
            return False
        most = LEAST_S + TIMES * sum(
            took for test, took in watch.took.items() if test.partition("::")[0] in files
        )
        if in_child(lambda tests=tests: _run(mutant, tests), most) != 0:  # type: ignore[misc]
            return True
    return False


def _run(mutant: Mutant, tests: Sequence[str]) -> int:
    sys.meta_path.insert(0, Changed({mutant.path: mutant.source}))
    return run_tests(tests, [])


def sample(package: str, count: int, seed: int, again: Path | None) -> Sequence[Mutant]:
    """Some changes of the modules of a package, the same for a seed; or survivors of before."""
    every = list(every_site(package))
    drawn = random.Random(seed).sample(every, min(count, len(every)))  # noqa: S311 - a sample
    if again is not None:
        found = SURVIVOR.findall(again.read_text(encoding="utf-8"))
        named = {(ROOT / path, int(number)) for path, number in found}
        drawn = [one for one in every if one in named]
    return [mutant(module, number) for module, number in drawn]


def main() -> None:
    """Print a line a change, a module and a package."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("--packages", default=",".join(PACKAGES))
    words.add_argument("--mutants", type=int, default=60, help="of each package")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--again", type=Path, metavar="FILE", help="what an earlier run printed")
    asked = words.parse_args()
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # each takes its time to load
    for heavy in HEAVY:
        importlib.import_module(heavy)
    for package in asked.packages.split(","):
        killed, survived = Counter[str](), Counter[str]()
        watch = watched(package)
        for one in sample(package, asked.mutants, asked.seed, asked.again):
            outcome, count = ("killed", killed) if is_killed(one, watch) else ("survived", survived)
            count[one.name] += 1
            print(f"{outcome}: {one.name}:{one.line} #{one.number} {one.change}", flush=True)
        for name in sorted(killed | survived):
            print(f"  {name}: {killed[name]} killed, {survived[name]} survived")
        total = killed.total() + survived.total()
        print(f"{package}: {killed.total()} of {total} killed, {killed.total() / total:.0%}")


if __name__ == "__main__":
    main()
