"""All places of a level in every format: what each format costs, and the whole run.

    python benchmarks/all_districts.py [--level npl:ADM2] [--languages en,fr] [--jobs 2]
        [--places 12] [--no-run]

First some places, one after another in this process on one core, in milliseconds of its processor.
Then the command itself with all places and its workers: seconds on the clock, seconds of all
processors together, and the most memory that any process took. `--places 0` leaves the first out,
`--no-run` the second.

Just before and just after the command the plain way of `profiles_pdf.py` is timed, and the run is
told in thousands of its profiles, too: one took 30 ms where the mark of 30 s was set, so that the
mark is 1.0 of them on a machine of any speed, as long as nothing else runs on it.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from statistics import mean
from typing import TypeVar

from profiles_pdf import ROUNDS, Row, Ways, one_core, plain_row

from mapping.places import AdminLevel
from mapping.settings import Settings
from profiles.pack import Pack, open_pack
from profiles.profile import build_profile
from profiles.report.files import USUAL, pictures_of, rendered

PLAIN_PLACES = 8 * ROUNDS  # of which the plain way makes a round before and one after
WARM = 2  # places a language that are not counted: what all share is made with them
Made = TypeVar("Made")


class Clock:
    """Milliseconds of the processor by what they were spent on."""

    def __init__(self) -> None:
        self.spent: dict[str, list[float]] = {}

    def timed(self, what: str, make: Callable[[], Made]) -> Made:
        """What is made, and how long it took, kept."""
        start = time.process_time()
        made = make()
        self.spent.setdefault(what, []).append(1000 * (time.process_time() - start))
        return made


def each_format(iso3: str, level: AdminLevel, languages: list[str], places: int) -> None:
    """Print what each format of a profile takes."""
    pack = open_pack(Settings.from_environment(os.environ), iso3)
    codes = [str(place.place_code) for place in pack.gazetteer.at_level(level)][: places + WARM]
    clock = Clock()
    for language in languages:
        for code in codes:
            one(clock, pack, code, language)
    counted = {
        what: [ms for place, ms in enumerate(spent) if place % len(codes) >= WARM]
        for what, spent in clock.spent.items()
    }
    print("| one profile, one core | ms |\n|---|---|")
    for what, spent in counted.items():
        print(f"| {what} | {mean(spent):.0f} |")
    print(f"| all of it | {sum(map(mean, counted.values())):.0f} |\n", flush=True)


def one(clock: Clock, pack: Pack, code: str, language: str) -> None:
    """One profile in every format."""
    today = date(2026, 1, 1)
    profile = clock.timed(
        "the profile as data",
        lambda: build_profile(pack, code, language=language, publisher="x", today=today),
    )
    pictures = clock.timed("its maps", lambda: pictures_of(profile, pack))
    for extension in USUAL:
        clock.timed(extension.upper(), partial(rendered, profile, pack, extension, pictures))


def plain_way(iso3: str, level: AdminLevel) -> Row:
    """What tells how fast the machine is at this hour."""
    pack = open_pack(Settings.from_environment(os.environ), iso3)
    codes = [str(place.place_code) for place in pack.gazetteer.at_level(level)]
    return plain_row(Ways(pack), codes[:PLAIN_PLACES])


def whole_run(pack_level: str, languages: str, jobs: int) -> float:
    """Print what the command takes with all places; its seconds on the clock."""
    words = ["profiles", pack_level, "--lang", languages, "--jobs", str(jobs)]
    words += ["--formats", ",".join(USUAL)]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "profiles.cli", *words, "--out", folder],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds = time.perf_counter() - start
        files = sum(1 for _ in Path(folder).iterdir())
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    print("| the command, all places | files | seconds | seconds of all processors | largest MB |")
    print("|---|---|---|---|---|")
    memory = used.ru_maxrss / 1024
    print(f"| `lmp {' '.join(words)}` | {files} | {seconds:.0f} | {cpu:.0f} | {memory:.0f} |\n")
    return seconds


def beside_plain(pack_level: str, languages: str, jobs: int) -> None:
    """Print what the command takes, also in profiles that are made plainly at the same hour."""
    iso3, level = pack_level.split(":")
    with one_core():
        plain = plain_way(iso3, AdminLevel(level.upper()))
        plain.run(0)
    seconds = whole_run(pack_level, languages, jobs)
    with one_core():
        plain.run(1)
    thousands = seconds / (1000 * plain.each())
    print("| beside the command, one core | ms each | thousands of them in its seconds |")
    print("|---|---|---|")
    print(f"| {plain.name} | {1000 * plain.each():.1f} | {thousands:.2f} |")


def main() -> None:
    """Measure and print Markdown tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--level", default="npl:ADM2")
    parser.add_argument("--languages", default="en,fr")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--places", type=int, default=12)
    parser.add_argument("--no-run", action="store_true")
    asked = parser.parse_args()
    iso3, level = asked.level.split(":")
    if asked.places:
        with one_core():
            each_format(iso3, AdminLevel(level.upper()), asked.languages.split(","), asked.places)
    if not asked.no_run:
        beside_plain(asked.level, asked.languages, asked.jobs)


if __name__ == "__main__":
    main()
