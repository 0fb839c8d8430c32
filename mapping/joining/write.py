"""Writes a joined table: with the polygons of its places, or as a plain table."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from mapping.atomic import atomic_path, write_atomically
from mapping.errors import UnknownChoiceError
from mapping.i18n import N_

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

FORMATS: Final = (".gpkg", ".parquet", ".csv", ".geojson")
DRIVERS: Final = {".gpkg": "GPKG", ".geojson": "GeoJSON"}
TAKEN: Final = frozenset({"fid", "ogc_fid", "geom", "geometry"})
"""Columns that a GeoPackage has for itself."""


def write_joined(joined: "pd.DataFrame", polygons: "gpd.GeoSeries | None", path: Path) -> None:
    """Write a joined table, whole or not at all, in the format of the file's ending.

    Args:
        joined: A row each, with its `place_code`.
        polygons: By place code; without them only CSV and Parquet can be written.
        path: Ends in .gpkg, .parquet, .csv or .geojson.

    Raises:
        UnknownChoiceError: another ending, or polygons are needed and there are none.
        StorageError: the folder or the disk does not take the file.
    """
    check_format(path, polygons=polygons is not None)
    ending = path.suffix.lower()
    if ending == ".csv":
        write_atomically(path, joined.to_csv(index=False, lineterminator="\n"))
        return
    with atomic_path(path) as temporary:
        if polygons is None:
            joined.to_parquet(temporary, index=False)
        elif ending == ".parquet":
            _with_polygons(joined, polygons).to_parquet(temporary, index=False)
        else:
            _write_features(_with_polygons(joined, polygons), temporary, DRIVERS[ending])


def check_format(path: Path, *, polygons: bool) -> None:
    """Refuse an ending before any work is done.

    Raises:
        UnknownChoiceError: as `write_joined`.
    """
    available = FORMATS if polygons else (".csv", ".parquet")
    if path.suffix.lower() not in available:
        kind = N_("format of a joined table")
        raise UnknownChoiceError(kind=kind, asked=path.name, available=", ".join(available))


def _with_polygons(joined: "pd.DataFrame", polygons: "gpd.GeoSeries") -> "gpd.GeoDataFrame":
    import geopandas as gpd

    shapes = polygons.loc[joined["place_code"]].reset_index(drop=True)
    plain = joined.rename(columns=_names(joined))
    return gpd.GeoDataFrame(plain, geometry=shapes, crs=polygons.crs)


def _names(joined: "pd.DataFrame") -> dict[str, str]:
    """New names for columns that a file of features cannot have: taken, or repeated in case."""
    seen: set[str] = set(TAKEN)
    names: dict[str, str] = {}
    for column in map(str, joined.columns):
        name, number = column, 1
        while name.lower() in seen:
            number += 1
            name = f"{column}_{number}"
        seen.add(name.lower())
        names[column] = name
    return names


def _write_features(frame: "gpd.GeoDataFrame", path: Path, driver: str) -> None:
    import pyogrio

    # One kind of geometry for the layer: some places are one polygon, others several.
    pyogrio.write_dataframe(frame, path, driver=driver, promote_to_multi=True)
