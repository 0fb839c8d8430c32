"""The corpus of messy and hostile files, armed: what it would leak or call is there to be found.

Hostile files name one address and one secret file. Copies of them name a free port of this machine
and a file that is there, so that a leak would be seen and no two runs are in each other's way.
"""

import contextlib
import io
import json
import os
import socket
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mapping.intake.model import Outcome
from mapping.settings import CHECKOUT

SHARED: Final = Path(os.environ.get("LMP_SHARED_DIR") or CHECKOUT.parent / "shared")
CORPUS: Final = SHARED / "corpus" / "own"
UPSTREAM: Final = SHARED / "corpus" / "upstream"
SECRET: Final = "TOPSECRETVALUE"
ADDRESS: Final = b"127.0.0.1:8798"
SECRET_PATH: Final = b"/srv/lmp_canary/SECRET.csv"
EXPECTED: Final = {
    "accept": {Outcome.ACCEPTED},
    "warn": {Outcome.WARNED},
    "ask": {Outcome.ASKED},
    "reject": {Outcome.REFUSED},
    "reject_or_warn": {Outcome.REFUSED, Outcome.WARNED},
    "warn_or_reject": {Outcome.REFUSED, Outcome.WARNED},
    "accept_or_reject_msg": {Outcome.ACCEPTED, Outcome.REFUSED},
    # A list of persons is stopped at the door, so that none of its positions goes any further.
    "geoprivacy": {Outcome.REFUSED},
    # What is done with these is tested where tables are published, and text and names are written.
    "suppress": {Outcome.ACCEPTED},
    "text": {Outcome.ACCEPTED},
    "names": {Outcome.ACCEPTED},
    "any": set(Outcome),
}
"""What may become of a file of which the manifest says this."""
OF_JSON: Final = {"y": {Outcome.ACCEPTED}, "n": {Outcome.REFUSED}, "i": set(Outcome)}
"""Likewise, by the first letter of a file of JSONTestSuite."""


def items() -> list[dict[str, Any]]:
    """What the manifest says of each file; nothing where there is no corpus."""
    manifest = SHARED / "corpus" / "manifest.json"
    return json.loads(manifest.read_text(encoding="utf-8"))["items"] if manifest.exists() else []


@dataclass(frozen=True, kw_only=True)
class Armed:
    """Where the files are, and who was called."""

    folder: Path
    visits: list[str]

    def path(self, name: str) -> Path:
        """The armed copy of a file, or the file itself where it names no address."""
        copy = self.folder / name
        return copy if copy.exists() else CORPUS / name


@contextlib.contextmanager
def armed(folder: Path) -> Iterator[Armed]:
    """The corpus with a secret that is there and a server that notes who calls."""
    visits: list[str] = []
    secret = folder / "SECRET.csv"
    secret.write_text(f"place,value\nA,{SECRET}\n", encoding="utf-8")
    with listening(visits) as port:
        for item in items():
            data = (CORPUS / item["file"]).read_bytes()
            changed = _renamed(data, f"127.0.0.1:{port}".encode(), bytes(secret))
            if changed != data:
                copy = folder / item["file"]
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(changed)
        yield Armed(folder=folder, visits=visits)


def _renamed(data: bytes, address: bytes, secret: bytes) -> bytes:
    """The file with another address and another secret, inside a zip too."""
    if not data.startswith(b"PK\x03\x04"):
        return data.replace(ADDRESS, address).replace(SECRET_PATH, secret)
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            whole = {entry: old.read(entry) for entry in old.infolist()[:LARGEST_ZIP]}
            if not any(ADDRESS in part or SECRET_PATH in part for part in whole.values()):
                return data
            for entry, part in whole.items():
                new.writestr(entry, _renamed(part, address, secret))
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError, NotImplementedError):
        return data
    return out.getvalue()


LARGEST_ZIP: Final = 20  # entries; larger ones name no address


@contextlib.contextmanager
def listening(visits: list[str]) -> Iterator[int]:
    """A server on a free port, which it gives; what callers say is added to `visits`."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        server.settimeout(0.1)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                try:
                    client, _ = server.accept()
                except TimeoutError:
                    continue
                with client:
                    client.settimeout(0.5)
                    visits.append(client.recv(200).decode(errors="replace"))

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            ended.set()
            thread.join()
