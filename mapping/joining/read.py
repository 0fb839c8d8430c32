"""Reads what a table is joined to: a level of a pack, or a file from outside."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.boundaries.model import BoundaryEntry
from mapping.boundaries.packs import BoundaryCatalogue
from mapping.boundaries.place_columns import find_place_columns
from mapping.boundaries.read import read_boundaries, read_gazetteer
from mapping.errors import UnreadableFileError
from mapping.intake.asking import open_questions
from mapping.intake.door import NOTHING_ANSWERED, read_boundaries_file, read_table
from mapping.intake.model import Answers, Reason
from mapping.joining.explaining.changes import FILE, Change, read_changes
from mapping.joining.explaining.crosswalk import Crosswalk, build_crosswalk
from mapping.joining.place_list import PlaceList, read_place_list, to_place_list
from mapping.places import PlaceCode

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

TABLES: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xls", ".ods")


@dataclass(frozen=True, eq=False, kw_only=True)
class Destination:
    """The places a table is joined to, with their polygons and what is known of their changes."""

    places: PlaceList
    changes: tuple[Change, ...] = ()
    polygons: "gpd.GeoSeries | None" = None  # by place code, EPSG:4326; None for a plain list
    questions: tuple[Reason, ...] = ()  # about a file from outside, that nobody has answered yet


def read_level(catalogue: BoundaryCatalogue, iso3: str, level: str) -> Destination:
    """A level of a pack, of its latest vintage, without polygons: quick to read.

    Raises:
        UnknownPackError: no pack of that country.
        UnknownLevelError: the pack has no such level.
        UnreadableFileError: a file of the pack is missing or damaged.
    """
    entry = catalogue.entry(iso3, level)
    entries = [catalogue.entry(iso3, other) for other in catalogue.levels(iso3)]
    gazetteer = read_gazetteer(catalogue, iso3)
    return Destination(
        places=to_place_list(gazetteer, entry, entries, read_codes(entry.path)),
        changes=read_changes(entry.path.parent / FILE),
    )


def read_crosswalk(catalogue: BoundaryCatalogue, iso3: str, level: str, vintage: str) -> Crosswalk:
    """How the places of an earlier boundary set of a pack became those of its latest one.

    Raises:
        UnknownPackError: no pack of that country.
        UnknownLevelError: the pack has no such level of that vintage.
        UnreadableFileError: a file is missing or damaged.
    """
    former = read_boundaries(catalogue.entry(iso3, level, vintage))
    return build_crosswalk(former, read_boundaries(catalogue.entry(iso3, level)))


def with_polygons(to: Destination, entry: BoundaryEntry) -> Destination:
    """A level of a pack with its polygons.

    Raises:
        UnreadableFileError: the file is missing or damaged.
    """
    polygons = read_boundaries(entry).frame.set_index("place_code").geometry
    return replace(to, polygons=polygons)


def read_codes(path: Path) -> dict[PlaceCode, dict[str, str]]:
    """Codes of other systems by place, as a boundary file of a pack has them (`code_*`).

    Raises:
        UnreadableFileError: the file is missing or is no Parquet.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        names = [name for name in pq.read_schema(path).names if name.startswith("code_")]
        rows = pq.read_table(path, columns=["place_code", *names]).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise UnreadableFileError(path=path, reason=str(error)) from error
    return {
        PlaceCode(row["place_code"]): {name: row[name] for name in names if row[name]}
        for row in rows
    }


def read_places(
    path: Path,
    *,
    answers: Answers = NOTHING_ANSWERED,
    place_code: str | None = None,
    place_name: str | None = None,
) -> Destination:
    """Places of a file from outside: polygons with attributes, or a plain table of places.

    Args:
        path: The file.
        answers: What a person has decided about it.
        place_code: The column of codes; found if not given.
        place_name: The column of names; likewise.

    Raises:
        UnreadableFileError: the file is missing.
        RefusedFileError: it may not come in.
        UnknownChoiceError: no such column, or no column holds codes.
    """
    if path.suffix.lower() in TABLES:
        table = read_table(path, answers=answers)
        places = _place_list(table.frame, path, place_code, place_name)
        return Destination(places=places, questions=open_questions(table.intake))
    found = read_boundaries_file(path, answers=answers)
    frame = found.frame
    attributes = frame.drop(columns=frame.geometry.name)
    places = _place_list(attributes, path, place_code, place_name)
    polygons = frame.geometry.set_axis([place.place_code for place in places.places])
    questions = open_questions(found.intake)
    return Destination(places=places, polygons=polygons, questions=questions)


def _place_list(
    frame: "pd.DataFrame", path: Path, place_code: str | None, place_name: str | None
) -> PlaceList:
    columns = find_place_columns(frame, code=place_code, name=place_name)
    return read_place_list(frame, columns, name=path.stem)
