"""Files from outside, read by forks of a process that has imported what they need already.

Each fork is limited and confined as the process that the tool starts for each file, which takes
most of a second to import what it needs. Tests of that process itself ask for `cold_reader`.

Run as a program it is the process that forks: a job as JSON on each line, an answer on each line.
"""

import gc
import importlib
import importlib.util
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORKER = ROOT / "mapping" / "intake" / "process" / "worker.py"
HEAVY = ("pandas", "geopandas", "pyarrow.parquet", "pyogrio", "rasterio")


class WarmReader:
    """Stands in for the start of a process in `mapping.intake.isolated`."""

    def __init__(self, start) -> None:
        self._start = start
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._lock = threading.Lock()

    def __call__(self, job: dict[str, Any], environment: dict[str, str], seconds: float):
        if "jobs" in job:
            return self._start(job, environment, seconds)
        with self._lock:
            process = self._process(environment)
            begun = time.monotonic()
            process.stdin.write(json.dumps(job, allow_nan=False).encode() + b"\n")
            process.stdin.flush()
            answer = json.loads(process.stdout.readline())
        if "ended" not in answer:
            return subprocess.CompletedProcess([], 0, json.dumps(answer).encode(), b"")
        if time.monotonic() - begun > seconds:
            return None
        return subprocess.CompletedProcess([], answer["ended"], b"", b"")

    def stop(self) -> None:
        """End the processes, which end when nobody asks any more."""
        for process in self._processes.values():
            process.communicate()

    def _process(self, environment: dict[str, str]) -> "subprocess.Popen[bytes]":
        """GDAL looks at its environment once, so each environment has a process."""
        key = json.dumps(environment, sort_keys=True)
        if key not in self._processes:
            self._processes[key] = subprocess.Popen(
                [sys.executable, "-I", "-X", "utf8", __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd=Path(__file__).anchor,
            )
        return self._processes[key]


def serve() -> None:
    """Answer job after job, each in a fork."""
    found = importlib.util.spec_from_file_location("worker", WORKER)
    worker = importlib.util.module_from_spec(found)
    found.loader.exec_module(worker)
    worker._make_importable(ROOT / "mapping")
    for name in HEAVY:
        importlib.import_module(name)
    out = os.dup(1)
    os.dup2(2, 1)  # what libraries print is no answer
    for line in sys.stdin:
        answer = answer_in_fork(worker, json.loads(line))
        os.write(out, json.dumps(answer, allow_nan=False).encode() + b"\n")


def answer_in_fork(worker, job: dict[str, Any]) -> dict[str, Any]:
    """As the worker does with one job of many."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        gc.disable()
        worker.limit(job["limits"])
        worker.confine(job["readable"])
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            pipe.write(json.dumps(worker._done(job), allow_nan=False))
        os._exit(0)
    os.close(writing)
    return worker._received(reading, child, float(job["limits"]["wall_seconds"]))


if __name__ == "__main__":
    serve()
