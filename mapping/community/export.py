"""What people drew, as files for other programs: GeoPackage and GeoJSON.

The store is read here, in one moment; the files are written by a process of its own from what was
read. geopandas and GDAL are loaded there and never open the store:

    python -m mapping.community.export_worker SNAPSHOT.json OUT.gpkg

Longitudes in a file lie between -180 and 180: a shape across the antimeridian is split there, as
RFC 7946 asks, so lines and areas are multi-part. Both versions of an unsettled conflict are
exported, told apart by the column `state`. Texts stand as they were typed: neither format has
formulas.
"""

import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from mapping.atomic import write_atomically
from mapping.community.model import Content, Feature, Workshop, WorkshopId
from mapping.community.store import Store
from mapping.community.wire import content_to_json, to_text
from mapping.errors import StorageError, UnknownChoiceError
from mapping.i18n import N_

WORKER_SECONDS: Final = 120
SHOWN: Final = "shown"
OTHER_VERSION: Final = "other version"
WORKER_FAILED = N_("the process that writes it failed")

_LONGEST_NAME: Final = 60
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.ASCII)


class ExportFormat(StrEnum):
    """A kind of file, by its ending."""

    GEOPACKAGE = "gpkg"
    GEOJSON = "geojson"

    @property
    def media_type(self) -> str:
        """What a browser is told it gets."""
        return {"gpkg": "application/geopackage+sqlite3", "geojson": "application/geo+json"}[self]

    @classmethod
    def from_name(cls, name: str) -> "ExportFormat":
        """The format of an ending.

        Raises:
            UnknownChoiceError: There is no such format.
        """
        try:
            return cls(name.lower().removeprefix("."))
        except ValueError:
            raise UnknownChoiceError(asked=name, kind="format", available=", ".join(cls)) from None


def export_workshop(store: Store, workshop_id: WorkshopId, path: Path) -> int:
    """Write a workshop to a file of the kind its ending names; gives the number of rows.

    Raises:
        UnknownWorkshopError: There is no such workshop.
        UnknownChoiceError: The ending names no format.
        StorageError: It could not be written; an old file is still whole.
    """
    ExportFormat.from_name(path.suffix)
    workshop = store.workshop(workshop_id)
    rows = list(export_rows(workshop, store.features(workshop_id).features))
    with tempfile.TemporaryDirectory(prefix="lmp-export-") as folder:
        snapshot = Path(folder) / "snapshot.json"
        write_atomically(snapshot, to_text({"rows": rows, "newest": _newest(workshop, rows)}))
        _run_worker(snapshot, path)
    return len(rows)


def export_bytes(store: Store, workshop_id: WorkshopId, kind: ExportFormat) -> tuple[str, bytes]:
    """File name and content of an export, for a download.

    Raises:
        UnknownWorkshopError: There is no such workshop.
        StorageError: It could not be written.
    """
    workshop = store.workshop(workshop_id)
    with tempfile.TemporaryDirectory(prefix="lmp-export-") as folder:
        path = Path(folder) / f"export.{kind}"
        export_workshop(store, workshop_id, path)
        return f"{file_stem(workshop)}.{kind}", path.read_bytes()


def export_rows(workshop: Workshop, features: tuple[Feature, ...]) -> Iterator[dict[str, Any]]:
    """A row for each feature, and one for each other version of an unsettled conflict."""
    for feature in features:
        times = {
            "created_at": feature.created_at.isoformat(),
            "edited_at": feature.edited_at.isoformat(),
        }
        same = {"feature_id": feature.feature_id, "workshop": workshop.title, **times}
        if not feature.deleted:
            row = _content_row(workshop, feature.content)
            yield {**same, **row, "version": feature.shown_version, "state": SHOWN}
        for other in feature.others:
            if other.content is not None:
                row = _content_row(workshop, other.content)
                edited = {"edited_at": other.stored_at.isoformat()}
                yield {**same, **row, **edited, "version": other.version, "state": OTHER_VERSION}


def file_stem(workshop: Workshop) -> str:
    """A file name any system takes, from the title and the identifier."""
    folded = unicodedata.normalize("NFKD", workshop.title.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode()).strip("-")
    slug = slug[:_LONGEST_NAME].strip("-")
    if not slug or _RESERVED.fullmatch(slug):
        slug = f"workshop-{slug}".strip("-")
    return f"{slug}-{re.sub('[^A-Za-z0-9]', '', workshop.workshop_id)[:8]}"


def _content_row(workshop: Workshop, content: Content) -> dict[str, Any]:
    category = workshop.category(content.category_id)
    return {
        **content_to_json(content),
        "category": category.label if category else content.category_id,
        "colour": category.colour if category else "#000000",
        "kind": content.geometry.kind,
    }


def _newest(workshop: Workshop, rows: list[dict[str, Any]]) -> str:
    return max((row["edited_at"] for row in rows), default=workshop.created_at.isoformat())


def _run_worker(snapshot: Path, path: Path) -> None:
    module = "mapping.community.export_worker"
    command = [sys.executable, "-m", module, str(snapshot), str(path.absolute())]
    checkout = Path(__file__).resolve().parents[2]
    try:
        subprocess.run(  # noqa: S603 - our own module and paths, no shell
            command,
            check=True,
            capture_output=True,
            timeout=WORKER_SECONDS,
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(checkout)},
        )
    except subprocess.CalledProcessError as error:
        last = error.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise StorageError(path=path, reason="".join(last) or WORKER_FAILED) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        raise StorageError(path=path, reason=WORKER_FAILED) from error
