"""Writes an export in a process of its own, the only one of the community map that loads GDAL."""

import datetime
import html
import json
import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.atomic import atomic_path
from mapping.community.export import ExportFormat
from mapping.community.export_tables import COLUMNS, write_csv, write_kobo, write_xlsx
from mapping.community.geometry import DrawKind
from mapping.community.release import Row
from mapping.errors import StorageError

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

LAYERS: Final = {
    DrawKind.POINT: ("points", "Point"),
    DrawKind.LINE: ("lines", "MultiLineString"),
    DrawKind.AREA: ("areas", "MultiPolygon"),
}
_CRS: Final = "EPSG:4326"
_USAGE: Final = 2


def write_export(snapshot: Path, path: Path) -> None:
    """Write the rows of a snapshot to a file of the kind its ending names.

    Raises:
        StorageError: The folder or the disk does not take it; an old file is still whole.
    """
    content = json.loads(snapshot.read_text(encoding="utf-8"))
    # The time of the last change instead of now: the same drawings give the same bytes.
    newest = datetime.datetime.fromisoformat(content["newest"])
    os.environ["OGR_CURRENT_DATE"] = newest.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    with atomic_path(path) as temporary:
        kind = ExportFormat.from_name(path.name)
        _WRITERS[kind](_with_shapes(content["rows"]), temporary, newest)


def split_at_antimeridian(geometry: "BaseGeometry") -> "BaseGeometry":
    """The shape with all longitudes from -180 to 180, cut where it crosses 180.

    Args:
        geometry: Continuous longitudes in degrees, at most a turn wide.
    """
    from shapely import union_all
    from shapely.affinity import translate
    from shapely.geometry import box

    west, _, east, _ = geometry.bounds
    turns = range(math.floor((west + 180) / 360), math.floor((east + 180) / 360) + 1)
    if len(turns) == 1:
        return translate(geometry, -360.0 * turns[0])
    parts = []
    for turn in turns:
        world = box(-180 + 360 * turn, -90, 180 + 360 * turn, 90)
        parts.append(translate(geometry.intersection(world), -360.0 * turn))
    return union_all([part for part in parts if not part.is_empty])


def exported_shape(raw: dict[str, Any]) -> "BaseGeometry":
    """The shape as a file holds it: split at the antimeridian, areas made valid, parts as multi.

    An outline that crosses itself is drawn quickly and refused by other programs; it becomes the
    areas it encloses.
    """
    from shapely import make_valid
    from shapely.geometry import MultiLineString, MultiPolygon, shape

    geometry = shape(raw)
    if raw["type"] == "Polygon":
        geometry = make_valid(geometry, method="structure", keep_collapsed=False)
    geometry = split_at_antimeridian(geometry)
    if raw["type"] == "LineString":
        return MultiLineString(_parts(geometry, "LineString"))
    if raw["type"] == "Polygon":
        return MultiPolygon(_parts(geometry, "Polygon"))
    return geometry


def _parts(geometry: "BaseGeometry", kind: str) -> "list[Any]":
    if geometry.geom_type == kind:
        return [geometry]
    return [part for part in getattr(geometry, "geoms", ()) if part.geom_type == kind]


def _with_shapes(rows: Sequence[Row]) -> list[Row]:
    """The rows with shapes as files hold them."""
    return [{**row, "shape": exported_shape(row["geometry"])} for row in rows]


def _write_geojson(rows: Sequence[Row], temporary: Path, newest: datetime.datetime) -> None:  # noqa: ARG001 - one signature
    from shapely.geometry import mapping

    features = [
        {
            "type": "Feature",
            "id": f"{row['feature_id']}.{row['version']}",
            "geometry": mapping(row["shape"]),
            "properties": {column: row[column] for column in COLUMNS},
        }
        for row in rows
    ]
    collection = {"type": "FeatureCollection", "features": features}
    text = json.dumps(collection, ensure_ascii=False, allow_nan=False, indent=1)
    temporary.write_text(f"{text}\n", encoding="utf-8")


def _write_kml(rows: Sequence[Row], temporary: Path, newest: datetime.datetime) -> None:  # noqa: ARG001 - one signature
    import pyogrio

    frame = _frame(rows)
    frame.insert(0, "Name", frame["category"])
    # A description is HTML to whoever shows it; what was typed stands in the column `note`.
    frame.insert(1, "description", frame["note"].map(html.escape))
    pyogrio.write_dataframe(frame, temporary, driver="LIBKML", layer="workshop")


def _write_geopackage(rows: Sequence[Row], temporary: Path, newest: datetime.datetime) -> None:  # noqa: ARG001 - one signature
    import pyogrio

    for kind, (layer, geometry_type) in LAYERS.items():
        frame = _frame([row for row in rows if row["kind"] == kind])
        # An empty layer is written too: whoever styles the file finds all three.
        pyogrio.write_dataframe(
            frame, temporary, driver="GPKG", layer=layer, geometry_type=geometry_type, append=False
        )


def _frame(rows: Sequence[Row]) -> "gpd.GeoDataFrame":
    import geopandas as gpd
    import pandas as pd

    frame = pd.DataFrame({column: [row[column] for row in rows] for column in COLUMNS})
    numbers = ["version", "marks", "merged"]
    frame[numbers] = frame[numbers].astype("int64")
    frame["validated"] = frame["validated"].astype("bool")
    for column in ("created_at", "edited_at"):
        frame[column] = pd.to_datetime(frame[column], utc=True, format="ISO8601")
    others = {*numbers, "validated", "created_at", "edited_at"}
    texts = [column for column in COLUMNS if column not in others]
    frame[texts] = frame[texts].astype("str")
    shapes = [row["shape"] for row in rows]
    return gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs=_CRS), crs=_CRS)


_WRITERS: Final = {
    ExportFormat.GEOPACKAGE: _write_geopackage,
    ExportFormat.GEOJSON: _write_geojson,
    ExportFormat.KML: _write_kml,
    ExportFormat.CSV: write_csv,
    ExportFormat.XLSX: write_xlsx,
    ExportFormat.KOBO: write_kobo,
}


def main(arguments: Sequence[str]) -> int:
    """Write SNAPSHOT to OUT."""
    if len(arguments) != _USAGE:
        sys.stderr.write("usage: python -m mapping.community.export_worker SNAPSHOT OUT\n")
        return _USAGE
    try:
        write_export(Path(arguments[0]), Path(arguments[1]))
    except StorageError as error:
        sys.stderr.write(f"{error.facts['reason']}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
