"""What a look at each file of the corpus costs, and whether anything leaked or was called.

    LMP_SHARED_DIR=DIR python benchmarks/outside_files.py [--slowest N]

Every file of `corpus/own`, JSONTestSuite, csv-spectrum and each of JTS's geometries goes through
the door, those of `own` each in a process of its own as on the command line, the others by one that
forks itself for each. Hostile files name a secret that is there and a port that is listened to.
Prints Markdown; ends with 1 if a file ended otherwise than it should, took more than 10 s or 1.5
GB, or if the secret or a traceback was in an answer or anybody called.
"""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import numpy as np
import shapely

from mapping.intake.door import SHARED, check_file
from mapping.intake.isolated import call_isolated_each
from mapping.intake.limits import CHECK_LIMITS, FileKind
from mapping.intake.model import Outcome
from tests.mapping.intake.corpus import EXPECTED, OF_JSON, SECRET, UPSTREAM, armed, items

SECONDS, MEGABYTES = 10, 1_500
BATCH: Final = 100  # files a process; what was done is told after each
TASK: Final = "mapping.intake.process.probes:cost_task"
Expected = Mapping[str, set[Outcome]]


@dataclass(frozen=True, kw_only=True)
class Cost:
    """One file: how it ended and what that cost."""

    suite: str
    name: str
    outcome: str
    said: str
    expected: bool
    seconds: float
    megabytes: float

    @property
    def is_well(self) -> bool:
        """Whether it ended as it should, quickly, in little memory, and told no secret."""
        cheap = self.seconds <= SECONDS and self.megabytes <= MEGABYTES
        return self.expected and cheap and SECRET not in self.said and "Traceback" not in self.said


def alone(suite: str, files: Sequence[tuple[Path, set[Outcome]]]) -> Iterator[Cost]:
    """Each file by a process of its own, its start counted in."""
    context = multiprocessing.get_context("fork")
    for path, expected in files:
        here, there = context.Pipe()
        child = context.Process(target=_look, args=(path, there))
        began = time.perf_counter()
        child.start()
        said, megabytes = here.recv()
        child.join()
        outcome = json.loads(said)["outcome"]
        yield Cost(
            suite=suite,
            name=path.name,
            outcome=outcome,
            said=said,
            expected=Outcome(outcome) in expected,
            seconds=time.perf_counter() - began,
            megabytes=megabytes,
        )


def _look(path: Path, answer: Connection) -> None:
    """In a fork, so that its only child is the process that opens the file."""
    said = json.dumps(check_file(path).to_json())
    answer.send((said, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))


def together(suite: str, files: Sequence[tuple[Path, set[Outcome]]]) -> Iterator[Cost]:
    """Each file by a fork of one process."""
    arguments: dict[str, Any] = {"answers": {}, "limits": asdict(CHECK_LIMITS)}
    calls = [(path, {**arguments, "name": path.name}) for path, _ in files]
    for start in range(0, len(calls), BATCH):
        answers = call_isolated_each(
            TASK,
            calls[start : start + BATCH],
            kind=FileKind.ANY,
            limits=CHECK_LIMITS,
            shared=SHARED,
        )
        for (path, expected), answer in zip(files[start : start + BATCH], answers, strict=True):
            if not isinstance(answer, dict):
                raise SystemExit(f"{path.name}: {answer}")
            yield Cost(
                suite=suite,
                name=path.name,
                outcome=answer["outcome"],
                said=answer["said"],
                expected=Outcome(answer["outcome"]) in expected,
                seconds=answer["seconds"],
                megabytes=answer["peak_mb"],
            )


def geometries(folder: Path) -> Iterator[tuple[Path, set[Outcome]]]:
    """Each geometry of JTS as a GeoJSON of its own; an invalid one is never taken in silence."""
    lines = (UPSTREAM / "jts/validity_cases.jsonl").read_text(encoding="utf-8").splitlines()
    for n, line in enumerate(lines):
        case = json.loads(line)
        path = folder / f"jts_{n:03}.geojson"
        with np.errstate(invalid="ignore"):  # of coordinates that are no numbers
            shape = json.loads(shapely.to_geojson(shapely.from_wkt(case["wkt"])))
        feature = {"type": "Feature", "properties": {"n": n}, "geometry": shape}
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
        allowed = set(Outcome) if case["expected_valid"] else set(Outcome) - {Outcome.ACCEPTED}
        yield path, allowed


def main() -> int:
    """Look at every file and print what was the dearest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slowest", type=int, default=3)
    options = parser.parse_args()
    suite = sorted((UPSTREAM / "JSONTestSuite/test_parsing").glob("*.json"))
    spectrum = sorted((UPSTREAM / "csv-spectrum/csvs").glob("*.csv"))
    with tempfile.TemporaryDirectory(prefix="lmp-benchmark-") as folder, armed(Path(folder)) as at:
        own = [(at.path(item["file"]), EXPECTED[item["expect"]]) for item in items()]
        costs = chain(
            alone("own", own),
            together("JSONTestSuite", [(path, OF_JSON[path.name[0]]) for path in suite]),
            together("csv-spectrum", [(path, set(Outcome)) for path in spectrum]),
            together("jts", list(geometries(Path(folder)))),
        )
        found = list(told(costs))
        visits = list(at.visits)
    show(found, options.slowest)
    print(f"\nCalls to the listening port: {len(visits)}.")
    for one in found:
        if not one.is_well:
            print(f"- not well: {one.suite} {one.name}: {one.outcome}, {one.said[:300]}")
    return 1 if visits or not all(one.is_well for one in found) else 0


def told(costs: Iterable[Cost]) -> Iterator[Cost]:
    """The costs as they come; how far it is, on standard error."""
    began = time.perf_counter()
    for n, one in enumerate(costs, start=1):
        if n % BATCH == 0:
            print(f"{n} files, {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        yield one


def show(found: Sequence[Cost], slowest: int) -> None:
    """A row for each suite, then the dearest files."""
    print("| files | count | as expected | seconds, median | seconds, most | MB, most |")
    print("|---|--:|--:|--:|--:|--:|")
    for suite in dict.fromkeys(one.suite for one in found):
        of = [one for one in found if one.suite == suite]
        seconds = sorted(one.seconds for one in of)
        most = max(one.megabytes for one in of)
        well = sum(one.is_well for one in of)
        middle = seconds[len(of) // 2]
        print(f"| {suite} | {len(of)} | {well} | {middle:.2f} | {seconds[-1]:.2f} | {most:.0f} |")
    dear = sorted(found, key=lambda one: -one.seconds)[:slowest]
    large = sorted(found, key=lambda one: -one.megabytes)[:slowest]
    for title, ones in (("Longest", dear), ("Largest", large)):
        listed = ", ".join(f"{o.name} ({o.seconds:.1f} s, {o.megabytes:.0f} MB)" for o in ones)
        print(f"\n{title}: {listed}.")


if __name__ == "__main__":
    sys.exit(main())
