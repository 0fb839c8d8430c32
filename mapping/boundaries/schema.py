"""The columns of a boundary set, and the rules its polygons keep."""

import re
from typing import TYPE_CHECKING, Final

import pandas as pd
import pandera.pandas as pa

from mapping.boundaries.model import BoundaryEntry, BoundarySet
from mapping.errors import BadBoundariesError, listed
from mapping.places import AdminLevel

if TYPE_CHECKING:
    import geopandas as gpd

WGS84: Final = "EPSG:4326"
POLYGONAL: Final = ("Polygon", "MultiPolygon")
LANGUAGE_COLUMN: Final = r"^name_[a-z]{2,3}(_[a-z0-9]+)*$"
OTHER_CODE_COLUMN: Final = r"^code_[a-z0-9]+$"
PROBE_WIDTH: Final = 1e-7  # degrees, 1 cm: gaps narrower than this are rounding


def _is_trimmed(texts: "pd.Series[str]") -> "pd.Series[bool]":
    return texts == texts.str.strip()


_SOME: Final = pa.Check.str_length(min_value=1)
_TRIMMED: Final = pa.Check(_is_trimmed, error="starts or ends with a space")
# Not a DataFrameModel: the first of those imports Dask, if it is there, for two seconds.
COLUMNS: Final = pa.DataFrameSchema(
    {
        "place_code": pa.Column(str, [_SOME, _TRIMMED], unique=True),
        "name": pa.Column(str, [_SOME, _TRIMMED]),  # what the source leads with
        LANGUAGE_COLUMN: pa.Column(str, regex=True, required=False, nullable=True),
        "parent_code": pa.Column(str, nullable=True),  # null for the country alone
        "level": pa.Column(str, pa.Check.isin([level.value for level in AdminLevel])),
        OTHER_CODE_COLUMN: pa.Column(str, regex=True, required=False, nullable=True),
        # As published; measured where absent.
        "area_km2": pa.Column(float, pa.Check.gt(0), required=False),
    },
    strict=True,  # a misspelled one would be lost in silence
)
"""One row per place of one level, beside its polygon (`geometry`, EPSG:4326)."""


def checked(frame: "gpd.GeoDataFrame", entry: BoundaryEntry) -> BoundarySet:
    """The boundary set, if its columns and polygons keep the rules.

    Raises:
        BadBoundariesError: names the first rule broken and the places that break it.
    """
    _check_columns(frame, entry)
    _check_level(frame, entry)
    _check_polygons(frame, entry)
    return BoundarySet(entry=entry, frame=frame)


def language_of(column: str) -> str | None:
    """The language a name column is in: "ne" of name_ne, "en_alt" of name_en_alt."""
    return column.removeprefix("name_") if re.match(LANGUAGE_COLUMN, column) else None


def _check_columns(frame: "gpd.GeoDataFrame", entry: BoundaryEntry) -> None:
    if "geometry" not in frame.columns:
        raise _refused(entry, "it has no polygons")
    attributes = pd.DataFrame(frame.drop(columns="geometry"))
    try:
        COLUMNS.validate(attributes, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        examples = listed(
            f"{case.column}: {case.check} ({case.failure_case})" for case in cases.itertuples()
        )
        raise _refused(entry, "its columns break the rules", examples) from error


def _check_level(frame: "gpd.GeoDataFrame", entry: BoundaryEntry) -> None:
    if not len(frame):
        raise _refused(entry, "it has no places")
    others = frame.loc[frame["level"] != entry.level.value, "place_code"]
    if len(others):
        raise _refused(entry, f"places are not of level {entry.level}", listed(others))
    orphans = frame.loc[frame["parent_code"].isna(), "place_code"]
    if len(orphans) and entry.level is not AdminLevel.ADM0:
        raise _refused(entry, "places have no parent", listed(orphans))


def _check_polygons(frame: "gpd.GeoDataFrame", entry: BoundaryEntry) -> None:
    import shapely

    if frame.crs is None or frame.crs.to_epsg() != int(WGS84.removeprefix("EPSG:")):
        raise _refused(entry, f"its coordinates are not in {WGS84}")
    polygons = frame.geometry
    wrong = ~polygons.geom_type.isin(POLYGONAL) | polygons.is_empty | ~polygons.is_valid
    if wrong.any():
        raise _refused(entry, "polygons are missing or invalid", listed(frame.place_code[wrong]))
    west, south, east, north = polygons.total_bounds
    if min(west + 180, south + 90, 180 - east, 90 - north) < 0:
        raise _refused(entry, "coordinates lie outside the globe")
    if not shapely.coverage_is_valid(polygons.to_numpy(), gap_width=PROBE_WIDTH):
        edges = shapely.coverage_invalid_edges(polygons.to_numpy(), gap_width=PROBE_WIDTH)
        overlapping = ~shapely.is_empty(edges)
        raise _refused(entry, "polygons overlap or gape", listed(frame.place_code[overlapping]))


def _refused(entry: BoundaryEntry, reason: str, examples: str = "") -> BadBoundariesError:
    return BadBoundariesError(name=entry.id, reason=reason, examples=examples)
