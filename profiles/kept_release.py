"""What may be shown of a pack as it was worked out last, kept in the workspace's cache.

Reading tables, working out what follows from them and what must be hidden takes seconds for
thousands of places; reading the outcome takes a fraction of one. The file holds published values
only. It is used while it is whole and nothing that it was made from has changed: the tables, the
catalogues, the places, the rules, the register of releases and this code.
"""

import hashlib
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, Final, TypeAlias

from mapping.atomic import write_atomically
from mapping.errors import StorageError
from mapping.settings import Settings
from profiles.indicators.model import Status
from profiles.pack_files import PackSources
from profiles.protection.policy import Policy
from profiles.protection.published import PublishedFlows, PublishedTable
from profiles.protection.releases.memory import CACHE, RELEASES
from profiles.protection.reliability import Reliability
from profiles.protection.suppress import Release

log = logging.getLogger(__name__)

FILE_NAME: Final = "published.json"
_HERE: Final = Path(__file__).parent
_MADE_BY: Final = ("indicators", "measures", "protection", "pack_files.py", Path(__file__).name)
_STATUS: Final = {status.value: status for status in Status}

Columns: TypeAlias = list[list[int]]
"""For each part of a cell's name, the numbers of the texts there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRelease:
    """The file about one pack.

    Attributes:
        path: Of the file.
        sources: What the pack is read from.
        made_from: Hash of the pack's files, the rules and this code, taken before any is read.
        register: The file of releases: without one nothing was published, whatever is kept.
    """

    path: Path
    sources: PackSources
    made_from: str
    register: Path

    @classmethod
    def of(cls, settings: Settings, sources: PackSources, policy: Policy) -> "KeptRelease":
        """The file of a workspace."""
        code = sources.iso3.lower()
        return cls(
            path=settings.workspace_dir / CACHE / code / FILE_NAME,
            sources=sources,
            made_from=f"{sources.files_hash()} {policy!r} {_code()}",
            register=settings.workspace_dir / RELEASES / f"{code}.jsonl",
        )

    def read(self) -> Release | None:
        """The release; None where there is none, it is damaged, or anything has changed."""
        try:
            head, _, body = self.path.read_text(encoding="utf-8").partition("\n")
            if head != self._head(body):
                return None
            return _release(json.loads(body), self.sources)
        except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
            log.debug("nothing kept of %s: %s", self.sources.iso3, error)
            return None

    def write(self, release: Release) -> None:
        """Keep a release; a workspace that cannot be written to is no fault here."""
        if not self.register.exists():
            return  # the release could not be remembered, which was said
        try:
            body = json.dumps(_document(release), ensure_ascii=False, separators=(",", ":"))
            write_atomically(self.path, f"{self._head(body)}\n{body}")
        except OSError as error:
            log.warning("published figures not kept: %s", error)
        except StorageError as error:
            log.warning("published figures not kept: %s", error.what())

    def _head(self, body: str) -> str:
        """Hash of the content and of everything it was made from."""
        register = self.register.stat()
        known = f"{self.made_from} {register.st_size} {register.st_mtime_ns}\n{body}"
        return hashlib.sha256(known.encode()).hexdigest()


@lru_cache(maxsize=1)
def _code() -> str:
    """Hash of the modules that make a release."""
    digest = hashlib.sha256()
    rooms = (_HERE / name for name in _MADE_BY)
    for path in chain.from_iterable(sorted(r.rglob("*.py")) if r.is_dir() else [r] for r in rooms):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _document(release: Release) -> dict[str, Any]:
    """A release as plain lists: each text once, the parts of the cells' names by its number."""
    table = release.table
    flows = [flow.cells for flow in release.flows]
    named: tuple[Mapping[Any, object], ...] = (table.cells, table.reliability, table.errors, *flows)
    names = list(dict.fromkeys(part for cells in named for key in cells for part in key))
    number = {name: position for position, name in enumerate(names)}

    def columns(cells: Mapping[Any, object]) -> Columns:
        return [[number[part] for part in column] for column in zip(*cells, strict=True)]

    def shown(cells: Mapping[Any, tuple[float | None, Status]]) -> dict[str, Any]:
        return {
            "cells": columns(cells),
            "values": [value for value, _ in cells.values()],
            "status": "".join([status.value for _, status in cells.values()]),
        }

    return {
        "names": names,
        "table": shown(table.cells),
        "fingerprint": table.fingerprint,
        "reliability": [columns(table.reliability), list(table.reliability.values())],
        "errors": [columns(table.errors), list(table.errors.values())],
        "flows": [{**shown(flow.cells), "fingerprint": flow.fingerprint} for flow in release.flows],
    }


def _release(document: Mapping[str, Any], sources: PackSources) -> Release:
    """The release of a document; raises ValueError, KeyError, TypeError or IndexError."""
    names: list[str] = document["names"]

    def keys(columns: Columns) -> Any:  # noqa: ANN401 - tuples of as many texts as columns
        return zip(*(map(names.__getitem__, column) for column in columns), strict=True)

    def shown(cells: Mapping[str, Any]) -> dict[Any, tuple[float | None, Status]]:
        states = zip(cells["values"], map(_STATUS.__getitem__, cells["status"]), strict=True)
        return dict(zip(keys(cells["cells"]), states, strict=True))

    (marked, marks), (sampled, errors) = document["reliability"], document["errors"]
    return Release(
        table=PublishedTable._made_by_publish(  # noqa: SLF001 - publish made it before
            shown(document["table"]),
            dict(zip(keys(marked), map(Reliability, marks), strict=True)),
            dict(zip(keys(sampled), errors, strict=True)),
            kept_fingerprint=document["fingerprint"],
        ),
        flows=tuple(
            PublishedFlows._made_by_publish(  # noqa: SLF001 - as above
                entry, shown(cells), kept_fingerprint=cells["fingerprint"]
            )
            for entry, cells in zip(sources.flow_entries, document["flows"], strict=True)
        ),
    )
