"""Opens files from outside in a process of their own, which can do little else.

The process has only the drivers of an allow-list, a proxy that leads nowhere, limits on memory,
time and file size, and on Linux Landlock: it can read the one file and the Python installation,
write nothing and connect to nothing. Where Landlock is missing, the rest still holds; where a
process cannot limit its memory, it is looked at from here and ended. What comes back is JSON, so
that nothing from the process is ever executed here.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any, Final

from mapping import errors
from mapping.errors import ToolError, UnreadableFileError
from mapping.i18n import N_
from mapping.intake.limits import ALLOWED_DRIVERS, DEFAULT_LIMITS, FileKind, Limits
from mapping.intake.process.drivers import KNOWN_DRIVERS
from mapping.intake.process.memory import resident_mb

log = logging.getLogger(__name__)

WORKER: Final = Path(__file__).parent / "process" / "worker.py"
ROOT: Final = Path(__file__).resolve().parents[2]  # the folder that holds this package
NOWHERE: Final = "http://127.0.0.1:1"
SIDECARS: Final = (".shx", ".dbf", ".prj", ".cpg")
LOOK_SECONDS: Final = 0.1  # how often the memory of a process is looked at
TOO_LARGE: Final = {"reason": N_("it needs more memory than is allowed")}
STARTS: Final = 2  # the second one without drivers that the first one found too many
_UNIX_PATHS: Final = ("/usr/lib", "/lib", "/lib64", "/usr/share/zoneinfo", "/etc/ld.so.cache")
_DEVICES: Final = (
    *("/dev/urandom", "/dev/null", "/proc/self", "/proc/meminfo", "/proc/cpuinfo"),
    "/sys/devices/system/cpu",
)


def call_isolated(
    task: str,
    path: Path,
    arguments: Mapping[str, Any],
    *,
    kind: FileKind,
    limits: Limits = DEFAULT_LIMITS,
) -> dict[str, Any]:
    """Run a function of this package on a file from outside, in a process of its own.

    Args:
        task: The function: "mapping.rasters.cells:zonal_task". It gets the path and the arguments
            and returns what JSON can hold.
        path: The file.
        arguments: What JSON can hold.
        kind: Which drivers there are.
        limits: What the file may cost.

    Raises:
        UnreadableFileError: the file is missing, is not of an allowed format, or costs too much.
        ToolError: what the function raised.
    """
    if not path.is_file():
        raise UnreadableFileError(path=path, reason=N_("there is no such file"))
    known = set(KNOWN_DRIVERS)
    answer: dict[str, Any] = {}
    for _ in range(STARTS):
        answer = _answer(task, path, arguments, _environment(kind, known), kind, limits)
        if "unexpected_drivers" not in answer:
            break
        known |= set(answer["unexpected_drivers"])
    if "result" in answer and isinstance(answer["result"], dict):
        return answer["result"]
    raise _error(answer, path)


def call_isolated_each(
    task: str,
    calls: Sequence[tuple[Path, Mapping[str, Any]]],
    *,
    kind: FileKind,
    limits: Limits = DEFAULT_LIMITS,
    shared: Sequence[str] = (),
) -> Iterator[dict[str, Any] | ToolError]:
    """As `call_isolated` for many files, which are read one after the other.

    One process is started and forks itself for each file; where Linux is not, each gets its own.

    Args:
        task: As in `call_isolated`.
        calls: The files, each with its arguments.
        kind: Which drivers there are.
        limits: What each of the files may cost.
        shared: Modules that most of the files need: imported once, before the forks.
    """
    answers: list[dict[str, Any]] = []
    if sys.platform == "linux" and calls:
        jobs = [_job(task, path, arguments, kind, limits) for path, arguments in calls]
        environment = _environment(kind, KNOWN_DRIVERS)
        done = _run(
            {"jobs": jobs, "limits": asdict(limits), "shared": [*shared]},
            environment,
            limits.wall_seconds * len(jobs),
        )
        answers = json.loads(done.stdout) if done is not None and done.returncode == 0 else []
    for n, (path, arguments) in enumerate(calls):
        answer = answers[n] if answers else {"unexpected_drivers": []}
        if answer.get("ended") == "late":
            answer = {"reason": _too_long(limits.wall_seconds)}
        elif "ended" in answer:
            answer = {"reason": _end_of(int(answer["ended"]), limits)}
        try:
            if "unexpected_drivers" in answer:  # read again, alone and without them
                yield call_isolated(task, path, arguments, kind=kind, limits=limits)
            else:
                yield answer["result"] if "result" in answer else _error(answer, path)
        except ToolError as error:
            yield error


def _answer(  # noqa: PLR0913 - one call, all of it needed
    task: str,
    path: Path,
    arguments: Mapping[str, Any],
    environment: dict[str, str],
    kind: FileKind,
    limits: Limits,
) -> dict[str, Any]:
    job = _job(task, path, arguments, kind, limits)
    done = _run(job, environment, limits.wall_seconds)
    if done is None:
        return {"reason": _too_long(limits.wall_seconds)}
    log.debug("the reader of %s said: %s", path.name, done.stderr.decode(errors="replace"))
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return {"reason": _end_of(done.returncode, limits)}
    return answer if isinstance(answer, dict) else {"reason": _end_of(done.returncode, limits)}


def _job(
    task: str, path: Path, arguments: Mapping[str, Any], kind: FileKind, limits: Limits
) -> dict[str, Any]:
    real = path.resolve()
    return {
        "task": task,
        "path": str(real),
        "arguments": dict(arguments),
        "root": str(ROOT),
        "allowed_drivers": sorted(ALLOWED_DRIVERS[kind]),
        "kind": kind.value,
        "limits": asdict(limits),
        "readable": [str(place) for place in _readable(real)],
    }


def _run(
    job: Mapping[str, Any], environment: dict[str, str], seconds: float
) -> "subprocess.CompletedProcess[bytes] | None":
    """The worker's output; None if it took too long."""
    program, launched = _python()
    command = [program, "-I", "-X", "utf8", str(WORKER)]
    most, deadline = float(job["limits"]["memory_mb"]), time.monotonic() + seconds
    with (
        _written(job) as given,
        subprocess.Popen(  # noqa: S603 - our own program, with no text from outside
            command,
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment | launched,
            cwd=Path(__file__).anchor or None,
        ) as process,
    ):
        while True:
            with suppress(subprocess.TimeoutExpired):
                out, said = process.communicate(timeout=LOOK_SECONDS)
                return subprocess.CompletedProcess(command, process.returncode, out, said)
            if resident_mb(process.pid) > most:
                process.kill()
                return subprocess.CompletedProcess(command, 0, json.dumps(TOO_LARGE).encode(), b"")
            if time.monotonic() > deadline:
                process.kill()
                return None


def _python(platform: str = sys.platform) -> tuple[str, dict[str, str]]:
    """The Python to start, and what makes it that of this environment.

    On Windows the program of an environment only starts the real one in a process of its own: who
    looked at its memory would see next to nothing. `multiprocessing` passes it by in the same way.
    """
    real = str(getattr(sys, "_base_executable", sys.executable))
    if platform != "win32" or real == sys.executable:
        return sys.executable, {}
    return real, {"__PYVENV_LAUNCHER__": sys.executable}


@contextmanager
def _written(job: Mapping[str, Any]) -> Iterator[IO[bytes]]:
    """The job as a file: what a pipe does not take before the first look would never be sent."""
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps(job, allow_nan=False).encode())
        file.seek(0)
        yield file


def _readable(path: Path) -> Iterable[Path]:
    """What the process may read: the file, what belongs to it, and the Python installation."""
    yield path
    yield from (path.with_suffix(ending) for ending in SIDECARS if path.suffix.lower() == ".shp")
    yield from map(Path, dict.fromkeys((sys.prefix, sys.base_prefix)))
    yield ROOT / "mapping"
    yield from map(Path, (*_UNIX_PATHS, *_DEVICES))


def _environment(kind: FileKind, known: Iterable[str]) -> dict[str, str]:
    """All that the process inherits: nothing of ours but where the system keeps its libraries."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LD_LIBRARY_PATH")
    proxies = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "GDAL_HTTP_PROXY")
    return (
        {name: os.environ[name] for name in kept if name in os.environ}
        | dict.fromkeys(proxies, NOWHERE)
        | {
            # Only this one: the same long list in OGR_SKIP as well makes GDAL crash.
            "GDAL_SKIP": ",".join(sorted(set(known) - ALLOWED_DRIVERS[kind])),
            "GDAL_DISABLE_READDIR_ON_OPEN": "FALSE" if kind is FileKind.VECTOR else "EMPTY_DIR",
            "GDAL_VRT_ENABLE_PYTHON": "NO",
            "GDAL_PAM_ENABLED": "NO",
            "GDAL_NUM_THREADS": "1",
            "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none",
            "PROJ_NETWORK": "OFF",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
    )


def _error(answer: Mapping[str, Any], path: Path) -> ToolError:
    kind = getattr(errors, str(answer.get("error")), None)
    facts = answer.get("facts")
    if isinstance(kind, type) and issubclass(kind, ToolError) and isinstance(facts, dict):
        return kind(**{str(name): str(fact) for name, fact in facts.items()})
    reason = str(answer.get("reason") or N_("it has drivers that cannot be left out"))
    return UnreadableFileError(path=path, reason=" ".join(reason.split())[:300])


def _too_long(seconds: float) -> str:
    return f"reading it takes longer than {seconds:g} seconds"


def _end_of(code: int, limits: Limits) -> str:
    if code == -24:  # noqa: PLR2004 - SIGXCPU, which Windows does not know by name
        return _too_long(limits.cpu_seconds)
    return f"reading it was stopped (code {code}); it may be damaged or need too much memory"
