"""The process that opens one file from outside: started by `isolated`, never imported.

It takes a job as JSON on standard input, limits itself before it loads anything that can read the
file, and answers with one JSON document on standard output.
"""

import contextlib
import ctypes
import gc
import importlib.util
import json
import os
import select
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

# https://docs.kernel.org/userspace-api/landlock.html
_CREATE_RULESET: Final = 444
_ADD_RULE: Final = 445
_RESTRICT_SELF: Final = 446
_VERSION_ONLY: Final = 1
_RULE_PATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_READ_ONLY: Final = (1 << 0) | (1 << 2) | (1 << 3)  # execute, read a file, read a folder
_FILE_ONLY: Final = (1 << 0) | (1 << 2)
_MEGABYTE: Final = 1 << 20


class _RulesetAttributes(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _PathRule(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("access", ctypes.c_uint64), ("descriptor", ctypes.c_int32))


def answer(job: dict[str, Any]) -> dict[str, Any]:
    """Run the job inside its limits."""
    limit(job["limits"])
    confine(job["readable"])
    _make_importable(Path(job["root"]) / "mapping")
    return _done(job)


def answer_each(jobs: list[dict[str, Any]], shared: list[str]) -> Iterator[dict[str, Any]]:
    """Run jobs one after the other, each in a fork that is limited and confined like one alone.

    What they all import is imported once, which is most of what a small file costs.
    """
    confine(list({place: None for job in jobs for place in job["readable"]}))
    _make_importable(Path(jobs[0]["root"]) / "mapping")
    for module in (jobs[0]["task"].partition(":")[0], *shared):
        importlib.import_module(module)
    for job in jobs:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(reading)
            limit(job["limits"])
            confine(job["readable"])
            with os.fdopen(writing, "w", encoding="utf-8") as pipe:
                pipe.write(json.dumps(_done(job), allow_nan=False))
            os._exit(0)
        os.close(writing)
        yield _received(reading, child, float(job["limits"]["wall_seconds"]))


def _received(reading: int, child: int, seconds: float) -> dict[str, Any]:
    """What a fork has answered, or how it ended."""
    deadline = time.monotonic() + seconds
    text = b""
    while select.select([reading], [], [], max(0.0, deadline - time.monotonic()))[0]:
        block = os.read(reading, _MEGABYTE)
        if not block:
            break
        text += block
    else:
        os.kill(child, signal.SIGKILL)
        text = b'{"ended": "late"}'
    os.close(reading)
    _, status = os.waitpid(child, 0)
    try:
        return dict(json.loads(text))
    except ValueError:
        return {"ended": os.waitstatus_to_exitcode(status)}


def _done(job: dict[str, Any]) -> dict[str, Any]:
    from mapping.errors import ToolError
    from mapping.intake.process.drivers import UnexpectedDriversError

    try:
        _check_drivers(job["kind"], job["allowed_drivers"])
        module, _, function = job["task"].partition(":")
        if not module.startswith("mapping."):
            return {"reason": "no such task"}
        task = getattr(importlib.import_module(module), function)
        return {"result": task(Path(job["path"]), **job["arguments"])}
    except UnexpectedDriversError as unexpected:
        return {"unexpected_drivers": unexpected.names}
    except ToolError as error:
        facts = {name: str(fact) for name, fact in error.facts.items()}
        return {"error": type(error).__name__, "facts": facts}
    except MemoryError:
        return {"reason": "it needs more memory than is allowed"}
    except Exception as error:  # noqa: BLE001 - whatever a damaged file makes of a library
        first = (str(error).strip() or type(error).__name__).splitlines()[0]
        return {"reason": first[:200]}


def limit(limits: dict[str, float]) -> None:
    """Limit memory, time and files, as far as the system can; the starter looks at the rest."""
    if sys.platform == "win32":
        return
    import resource

    cpu = int(limits["cpu_seconds"])
    # The soft limit ends the process with a signal that tells why; the hard one just ends it.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 2))
    for what, most in (
        (resource.RLIMIT_FSIZE, int(limits["written_mb"]) * _MEGABYTE),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    if sys.platform == "linux":  # macOS counts shared libraries into it
        memory = int(limits["memory_mb"]) * _MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def confine(readable: list[str]) -> bool:
    """Let this process read these places only and connect to nothing; False where Linux cannot."""
    if sys.platform != "linux":
        return False
    kernel = ctypes.CDLL(None, use_errno=True)
    version = kernel.syscall(_CREATE_RULESET, None, 0, _VERSION_ONLY)
    if version < 1:
        return False
    newer = ((2, 13), (3, 14), (5, 15))  # rights that came with later versions
    files = (1 << 13) - 1
    for since, bit in newer:
        files |= (1 << bit) if version >= since else 0
    with_network = version >= 4  # noqa: PLR2004 - TCP came with the fourth version
    attributes = _RulesetAttributes(files, 3 if with_network else 0)
    size = 16 if with_network else 8
    ruleset = kernel.syscall(_CREATE_RULESET, ctypes.byref(attributes), size, 0)
    if ruleset < 0:
        return False
    for place in readable:
        _allow(kernel, ruleset, place)
    kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(kernel.syscall(_RESTRICT_SELF, ruleset, 0) == 0)


def _allow(kernel: ctypes.CDLL, ruleset: int, place: str) -> None:
    with contextlib.suppress(OSError):  # what is not there need not be readable
        descriptor = os.open(place, os.O_PATH)  # type: ignore[attr-defined, unused-ignore] # Linux
        access = _READ_ONLY if Path(place).is_dir() else _FILE_ONLY
        rule = _PathRule(access, descriptor)
        kernel.syscall(_ADD_RULE, ruleset, _RULE_PATH, ctypes.byref(rule), 0)
        os.close(descriptor)


def _make_importable(package: Path) -> None:
    """Let this package be imported without reading the folder around it."""
    found = importlib.util.spec_from_file_location(
        package.name, package / "__init__.py", submodule_search_locations=[str(package)]
    )
    if found is None or found.loader is None:
        raise ImportError(str(package))
    module = importlib.util.module_from_spec(found)
    sys.modules[package.name] = module
    found.loader.exec_module(module)


def _check_drivers(kind: str, allowed: list[str]) -> None:
    """Before anything is read; of a file of any kind, by whoever opens GDAL for it."""
    from mapping.intake.process.drivers import raster_drivers, vector_drivers

    if kind == "raster":
        raster_drivers(allowed)
    if kind == "vector":
        vector_drivers(allowed)


def main() -> None:
    """Read the job, answer, and keep what libraries print away from the answer."""
    gc.disable()  # it ends soon; looking through millions of cells again and again takes long
    job = json.load(sys.stdin)
    out = os.dup(1)
    os.dup2(2, 1)
    answered = list(answer_each(job["jobs"], job["shared"])) if "jobs" in job else answer(job)
    text = json.dumps(answered, allow_nan=False)
    with os.fdopen(out, "w", encoding="utf-8") as file:
        file.write(text)
    # Libraries that were damaged by a file need not tidy up, nor wait for their threads.
    os._exit(0)


if __name__ == "__main__":
    main()
