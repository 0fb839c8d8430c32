"""Places from a file of somebody else's: through the one door, handed over as plain boundaries."""

from pathlib import Path
from typing import TYPE_CHECKING

from mapping.boundaries.model import BoundaryEntry, BoundarySet
from mapping.boundaries.place_columns import find_place_columns
from mapping.errors import BadBoundariesError, listed
from mapping.i18n import N_
from mapping.intake.door import NOTHING_ANSWERED, read_boundaries_file
from mapping.intake.model import Answers
from mapping.places import AdminLevel

if TYPE_CHECKING:
    import pandas as pd


def read_outside_boundaries(
    path: Path,
    *,
    answers: Answers = NOTHING_ANSWERED,
    place_code: str | None = None,
    place_name: str | None = None,
) -> BoundarySet:
    """Polygons of a file from outside, in longitude and latitude.

    A row without a shape stays, as a place without ground.

    Args:
        path: Any map that is read (docs/your-data.md).
        answers: What a person has decided about it.
        place_code: Column with the codes; found by its name if not given.
        place_name: Column with the names; likewise, else the codes stand for them.

    Raises:
        UnreadableFileError: there is no such file.
        RefusedFileError: it may not come in, holds no polygons, or does not say where they lie.
        UnknownChoiceError: no such column.
        BadBoundariesError: codes are missing or repeat.
    """
    import geopandas as gpd
    import shapely

    found = read_boundaries_file(path, answers=answers).frame
    columns = find_place_columns(
        found.drop(columns=found.geometry.name), code=place_code, name=place_name
    )
    codes = found[columns.code]
    _check(path, codes)
    shapes = found.geometry.to_numpy()
    frame = gpd.GeoDataFrame(
        {
            "place_code": codes.tolist(),
            "name": found[columns.name].fillna(codes).tolist(),
            "parent_code": None,
            "level": AdminLevel.ADM2.value,
        },
        geometry=[shapely.Polygon() if shape is None else shape for shape in shapes],
        crs=found.crs,
    )
    return BoundarySet(entry=_entry(path), frame=frame)


def _check(path: Path, codes: "pd.Series[str]") -> None:
    bad = codes[codes.isna() | codes.duplicated()].fillna("")
    if len(bad):
        examples = listed(sorted(set(bad)))
        raise BadBoundariesError(
            name=path, reason=N_("codes are missing or repeat"), examples=examples
        )


def _entry(path: Path) -> BoundaryEntry:
    return BoundaryEntry(
        id=path.stem,
        iso3="",
        level=AdminLevel.ADM2,
        vintage="",
        source=path.name,
        licence="",
        attribution="",
        languages=(),
        note="",
        unit_name="place",
        unit_name_plural="places",
        path=path,
    )
