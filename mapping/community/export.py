"""What people drew, as files for other programs, spreadsheets and survey tools.

The store is read here, in one moment; the files are written by a process of its own from what was
read. geopandas and GDAL are loaded there and never open the store:

    python -m mapping.community.export_worker SNAPSHOT.json OUT.gpkg

Longitudes in a file lie between -180 and 180: a shape across the antimeridian is split there, as
RFC 7946 asks, so lines and areas are multi-part. Both versions of an unsettled conflict are
exported, told apart by the column `state`. Texts stand as they were typed, but for an apostrophe in
a CSV before what a spreadsheet would take for a formula.
"""

import re
import tempfile
import unicodedata
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from mapping.atomic import atomic_path, write_atomically
from mapping.community.identifiers import WorkshopId
from mapping.community.legend import Audience
from mapping.community.release import Mask, Positions, Row, released_rows
from mapping.community.store import Store
from mapping.community.wire import to_text
from mapping.community.workshop import Workshop
from mapping.errors import ConsentError, UnknownChoiceError
from mapping.own_process import write_apart

_LONGEST_NAME: Final = 60
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])", re.ASCII)


class ExportFormat(StrEnum):
    """A kind of file, by its ending."""

    GEOPACKAGE = "gpkg"
    GEOJSON = "geojson"
    KML = "kml"
    XLSX = "xlsx"
    PHOTOS = "photos.zip"
    KOBO = "kobo.csv"  # as KoboToolbox and ODK export submissions
    CSV = "csv"

    @property
    def media_type(self) -> str:
        """What a browser is told it gets."""
        return {
            "photos.zip": "application/zip",
            "gpkg": "application/geopackage+sqlite3",
            "geojson": "application/geo+json",
            "kml": "application/vnd.google-earth.kml+xml",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }.get(self, "text/csv; charset=utf-8")

    @classmethod
    def from_name(cls, name: str) -> "ExportFormat":
        """The format of a file's name, or of an ending alone.

        Raises:
            UnknownChoiceError: There is no such format.
        """
        asked = f".{name.lower()}"
        for kind in cls:  # kobo.csv before csv
            if asked.endswith(f".{kind}"):
                return kind
        raise UnknownChoiceError(asked=name, kind="format", available=", ".join(cls))


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Who a file is for, and how exactly it says where something is."""

    audience: Audience
    positions: Positions
    masks: Mapping[Positions, Mask] = field(default_factory=dict)


TO_THE_ROOM: Final = Request(audience=Audience.ROOM, positions=Positions.EXACT)


def export_workshop(
    store: Store, workshop_id: WorkshopId, path: Path, request: Request = TO_THE_ROOM
) -> int:
    """Write a workshop to a file of the kind its ending names; gives the number of rows.

    Raises:
        UnknownWorkshopError: There is no such workshop.
        UnknownChoiceError: The ending names no format.
        ConsentError: People did not agree to that.
        StorageError: It could not be written; an old file is still whole.
    """
    ExportFormat.from_name(path.name)
    workshop = store.workshop(workshop_id)
    rows = released_rows(
        workshop,
        store.features(workshop_id).features,
        audience=request.audience,
        positions=request.positions,
        masks=request.masks,
    )
    if path.name.lower().endswith(ExportFormat.PHOTOS):
        if request.positions is not Positions.EXACT:
            raise ConsentError(audience=request.audience)
        return _write_photos(store, workshop_id, rows, path)
    with tempfile.TemporaryDirectory(prefix="lmp-export-") as folder:
        snapshot = Path(folder) / "snapshot.json"
        write_atomically(snapshot, to_text({"rows": rows, "newest": _newest(workshop, rows)}))
        write_apart(
            "mapping.community.export_worker", str(snapshot), str(path.absolute()), path=path
        )
    return len(rows)


def export_bytes(
    store: Store, workshop_id: WorkshopId, kind: ExportFormat, request: Request = TO_THE_ROOM
) -> tuple[str, bytes]:
    """File name and content of an export, for a download.

    Raises:
        UnknownWorkshopError: There is no such workshop.
        ConsentError: People did not agree to that.
        StorageError: It could not be written.
    """
    workshop = store.workshop(workshop_id)
    with tempfile.TemporaryDirectory(prefix="lmp-export-") as folder:
        path = Path(folder) / f"export.{kind}"
        export_workshop(store, workshop_id, path, request)
        return f"{file_stem(workshop)}.{kind}", path.read_bytes()


def _write_photos(store: Store, workshop_id: WorkshopId, rows: list[Row], path: Path) -> int:
    """The photos of some rows, each named as the column `photo` of the other files names it."""
    names = sorted({row["photo"] for row in rows if row["photo"]})
    with atomic_path(path) as temporary, zipfile.ZipFile(temporary, "w") as archive:
        for name in names:
            jpeg = store.photo(workshop_id, name.removesuffix(".jpg"))
            if jpeg is not None:
                archive.writestr(
                    zipfile.ZipInfo(name), jpeg
                )  # dated 1980: the same bytes each time
    return len(names)


def file_stem(workshop: Workshop) -> str:
    """A file name any system takes, from the title and the identifier."""
    folded = unicodedata.normalize("NFKD", workshop.title.lower())
    slug = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode()).strip("-")
    slug = slug[:_LONGEST_NAME].strip("-")
    if not slug or _RESERVED.fullmatch(slug):
        slug = f"workshop-{slug}".strip("-")
    return f"{slug}-{re.sub('[^A-Za-z0-9]', '', workshop.workshop_id)[:8]}"


def _newest(workshop: Workshop, rows: list[Row]) -> str:
    return max((row["edited_at"] for row in rows), default=workshop.created_at.isoformat())
