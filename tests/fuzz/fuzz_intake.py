"""Throws damaged files at the readers of our own for as long as it is told to.

    python tests/fuzz/fuzz_intake.py [SECONDS] [FOLDER WITH SEEDS]

With atheris (pip install atheris) the search follows the code that is reached; without it, bytes of
the seeds are changed at random. Anything but a refusal in words ends it with the traceback.
"""

import contextlib
import random
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

ENDINGS = (".csv", ".json", ".geojson", ".gpkg", ".kml", ".zip", ".xlsx", ".parquet", ".png", "")
SEEDS = (
    b"pcode,pop\nA1,1.234\nA2,5\n",
    (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"a":1},'
        b'"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}}]}'
    ),
    b'[{"a":1,"b":"x"},{"a":2}]',
    b"#adm1+name;#affected\nX;1 234,5\n",
    b"features:[null]",
)


def once(data: bytes, ending: str, folder: Path) -> None:
    """One file through the reader; only what is not ours to refuse may raise."""
    from mapping.intake.process.drivers import UnexpectedDriversError
    from mapping.intake.reader import check_task

    path = folder / f"x{ending}"
    path.write_bytes(data)
    with contextlib.suppress(UnexpectedDriversError):  # GDAL is not opened in this process
        check_task(path, name=path.name, answers={}, limits={}, content="table")


def seeds(folder: Path | None) -> list[tuple[bytes, str]]:
    """Small files to begin with, each with the ending of its name."""
    found = [(data, ending) for data in SEEDS for ending in (".csv", ".geojson")]
    if folder is not None:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        found += [(path.read_bytes(), path.suffix) for path in files if path.stat().st_size < 9000]
    return found


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


def main() -> None:
    """Until the time is over."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20
    known = seeds(Path(sys.argv[2]) if len(sys.argv) > 2 else None)
    chance = random.Random(0)
    count, end = 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < end:
            data, ending = chance.choice(known)
            data, ending = changed(data, chance), chance.choice((ending, chance.choice(ENDINGS)))
            try:
                once(data, ending, Path(folder))
            except Exception:
                sys.stderr.write(f"after {count} files: {ending} {data[:2000]!r}\n")
                raise
            count += 1
    sys.stdout.write(f"{count} files in {seconds:g} s, none of them surprised the reader\n")


def with_atheris() -> None:
    """Guided by the code that is reached; ends at the first surprise."""
    import atheris

    with atheris.instrument_imports(include=["mapping.intake"]):
        from mapping.intake import reader  # noqa: F401
        from mapping.intake.files import delimited, json_files  # noqa: F401
        from mapping.intake.tables import header, table_checks  # noqa: F401
    seconds = sys.argv[1] if len(sys.argv) > 1 else "20"
    with tempfile.TemporaryDirectory() as folder:

        def one(data: bytes) -> None:
            if data:
                once(data[1:], ENDINGS[data[0] % len(ENDINGS)], Path(folder))

        atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=4000"], one)
        atheris.Fuzz()


if __name__ == "__main__":
    try:
        import atheris  # noqa: F401
    except ImportError:
        main()
    else:
        with_atheris()
