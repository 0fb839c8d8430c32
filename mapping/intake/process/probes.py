"""What the isolated process is asked about itself: by `lmp doctor`, benchmarks and tests."""

import json
import socket
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mapping.intake.limits import FileKind
from mapping.intake.model import Reason, worst
from mapping.intake.reader import check_task


def confinement_task(path: Path) -> dict[str, Any]:
    """What the process can do: `confined` means that it reads nothing but what it was given."""
    return {
        "reads_given": _works(path.read_bytes),
        "confined": not _works(lambda: list(Path(path.anchor).iterdir())),
        "writes": _works(lambda: tempfile.TemporaryFile(dir=path.parent).close()),
        "connects": _works(_connect_to_itself),
    }


def drivers_task(path: Path, *, kind: str) -> dict[str, Any]:
    """The drivers GDAL has in the process."""
    if not path.exists():
        raise FileNotFoundError(path)
    if kind == FileKind.RASTER:
        import rasterio

        with rasterio.Env() as environment:
            return {"drivers": sorted(environment.drivers())}
    import pyogrio

    return {"drivers": sorted(pyogrio.list_drivers())}


def cost_task(path: Path, **arguments: Any) -> dict[str, Any]:  # noqa: ANN401 - those of the task
    """What the door says of a file, and how much time and memory that took."""
    import resource

    began = time.perf_counter()
    answer = check_task(path, **arguments)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    outcome = worst(Reason(**reason).severity for reason in answer["reasons"])
    said = json.dumps(answer)
    return {"outcome": outcome.value, "said": said, "seconds": seconds, "peak_mb": peak}


def endless_task(path: Path) -> dict[str, Any]:
    """Never ends, as some files make a reader do."""
    while path:
        pass
    return {}


def _works(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except OSError:
        return False
    return True


def _connect_to_itself() -> None:
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
