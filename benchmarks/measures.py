"""How long every measure of a national table of origins and destinations takes.

    python benchmarks/measures.py [--places 800] [--sparse 0.4] [--command]

An invented table by a gravity model, so that flows are as unequal as real ones; `--sparse` is the
share of flows of zero. `--command` also writes it as CSV and times `lmp measures` on it.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from profiles.indicators.flows import FlowType
from profiles.measures.flows.distance import distances_km
from profiles.measures.flows.matrix import FlowMatrix
from profiles.measures.summary.known import KnownFlows
from profiles.measures.summary.pairs import stream_figures
from profiles.measures.summary.places import place_figures
from profiles.measures.summary.system import system_figures


def invented(places: int, sparse: float) -> KnownFlows:
    """A table of that many places."""
    random = np.random.default_rng(1)
    people = random.lognormal(11, 1, places).round()
    gaps = distances_km(random.uniform(80, 88, places), random.uniform(26, 30, places))
    np.fill_diagonal(gaps, 1)
    flows = random.poisson(2e-6 * np.outer(people, people) / gaps**1.2).astype(float)
    flows[random.random(flows.shape) < sparse] = 0
    np.fill_diagonal(flows, 0.9 * people)
    table = FlowMatrix(
        codes=tuple(f"P{n:04}" for n in range(places)),
        flows=flows,
        flow_type=FlowType.TRANSITION,
        interval_years=5,
    )
    return KnownFlows(table=table, population=people, distances=gaps)


def timed_command(known: KnownFlows) -> float:
    """Seconds of `lmp measures` from CSV to JSON, the start of Python included."""
    codes = known.table.codes
    with tempfile.TemporaryDirectory() as folder:
        flows, people = Path(folder, "flows.csv"), Path(folder, "people.csv")
        rows = (
            f"{a},{b},{flow:.0f}\n"
            for a, line in zip(codes, known.flows.tolist(), strict=True)
            for b, flow in zip(codes, line, strict=True)
        )
        flows.write_text("origin,destination,flow\n" + "".join(rows), encoding="utf-8")
        lines = (f"{code},{n:.0f}\n" for code, n in zip(codes, known.people, strict=True))
        people.write_text("place_code,population\n" + "".join(lines), encoding="utf-8")
        out = Path(folder, "out.json")
        command = [sys.executable, "-m", "profiles.cli", "measures", str(flows)]
        start = time.perf_counter()
        subprocess.run([*command, "--population", str(people), "--out", str(out)], check=True)
        return time.perf_counter() - start


def main() -> None:
    """Print one line a part."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--places", type=int, default=800)
    words.add_argument("--sparse", type=float, default=0.4)
    words.add_argument("--command", action="store_true")
    asked = words.parse_args()
    known = invented(asked.places, asked.sparse)
    origins, destinations = np.nonzero(~np.eye(asked.places, dtype=bool))
    parts = {
        "system": lambda: system_figures(known).records(),
        "places": lambda: place_figures(known).records(),
        "streams": lambda: stream_figures(known, origins, destinations).records(),
    }
    for name, part in parts.items():
        start, worked = time.perf_counter(), time.process_time()
        rows = part()
        took, worked = time.perf_counter() - start, time.process_time() - worked
        print(f"{name}: {took:.2f} s, {worked:.2f} s of them at work, {len(rows)} rows")
    if asked.command:
        print(f"lmp measures: {timed_command(known):.1f} s")
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"its memory at most: {peak_mb:.0f} MB")


if __name__ == "__main__":
    main()
