"""Throws damaged input at the parsers of our own for as long as it is told to.

    python tests/fuzz/fuzz_intake.py TARGET|all [SECONDS] [FOLDER WITH SEEDS]

With atheris (pip install atheris) the search follows the code that is reached; without it, and for
"all", bytes of the seeds are changed at random. Anything but a refusal in words ends it with the
traceback.
"""

import argparse
import contextlib
import os
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
MOST = 9_000  # bytes of a seed


def changed(data: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, repeated, cut out or put in from elsewhere."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(out))
        match chance.randint(0, 3):
            case 0:
                out[at:at] = chance.choice((b"\x00", b'"', b"\n", b"\xff", b"[", b"9" * 30, b"{}"))
            case 1:
                del out[at : at + chance.randint(1, 20)]
            case 2:
                out[at : at + 1] = bytes([chance.randint(0, 255)])
            case _:
                out[at:at] = out[: chance.randint(0, 40)]
    return bytes(out)


def at_random(name: str, seconds: float, seeds: Sequence[bytes]) -> None:
    """One target until the time is over."""
    from tests.fuzz.targets import REFUSALS, TARGETS

    target, own = TARGETS[name]
    chance = random.Random(0)
    known = [*own, *seeds]
    count, end = 0, time.monotonic() + seconds
    while time.monotonic() < end:
        data = changed(chance.choice(known), chance)
        try:
            with contextlib.suppress(*REFUSALS):
                target(data)
        except Exception:
            sys.stderr.write(f"{name}, after {count}: {data[:2000]!r}\n")
            raise
        count += 1
    sys.stdout.write(f"{name}: {count} in {seconds:g} s, none of them a surprise\n")


def guided(name: str, seconds: float, seeds: Sequence[bytes]) -> None:
    """One target, guided by the code that is reached; ends at the first surprise."""
    import atheris

    from tests.fuzz.targets import REFUSALS, TARGETS

    target, own = TARGETS[name]

    def one(data: bytes) -> None:
        with contextlib.suppress(*REFUSALS):
            target(data)

    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)  # it leaves the inputs that took long where it runs
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for n, seed in enumerate((*own, *seeds)):
            (corpus / str(n)).write_bytes(seed)
        options = (f"-max_total_time={seconds:g}", "-max_len=4000", "-timeout=120", str(corpus))
        atheris.Setup([sys.argv[0], *options], one)
        atheris.Fuzz()


def instrumented() -> bool:
    """Import the parsers so that atheris sees what is reached; False where it is not installed."""
    try:
        import atheris
    except ImportError:
        return False
    with atheris.instrument_imports(include=["mapping.intake", "mapping.joining"]):
        import tests.fuzz.targets  # noqa: F401 - imports them all
    return True


def main() -> None:
    """One target, or all of them one after the other."""
    is_guided = instrumented()
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=(*TARGETS, "all"))
    parser.add_argument("seconds", type=float, nargs="?", default=20)
    parser.add_argument("folder", type=Path, nargs="?")
    asked = parser.parse_args()
    files = sorted(asked.folder.rglob("*")) if asked.folder else []
    seeds = [path.read_bytes() for path in files if path.is_file() and path.stat().st_size < MOST]
    if asked.target == "all":
        for name in TARGETS:
            at_random(name, asked.seconds / len(TARGETS), seeds)
    else:
        (guided if is_guided else at_random)(asked.target, asked.seconds, seeds)


if __name__ == "__main__":
    main()
