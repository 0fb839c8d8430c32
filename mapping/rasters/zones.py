"""Places from a file of somebody else's: read in isolation, handed over as plain boundaries."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.boundaries.model import BoundaryEntry, BoundarySet
from mapping.errors import BadBoundariesError, UnknownChoiceError, UnreadableFileError, listed
from mapping.i18n import N_
from mapping.intake.isolated import call_isolated
from mapping.intake.limits import MOST_FEATURES, MOST_VERTICES, FileKind
from mapping.places import AdminLevel

if TYPE_CHECKING:
    import numpy as np

FORMATS: Final = (".geojson", ".json", ".gpkg", ".shp", ".kml")
CODE_COLUMNS: Final = (
    *("place_code", "pcode", "p_code", "code", "iso_3166_2", "geocode", "adm_pcode", "shapeiso"),
    *(
        f"{head}{n}{tail}"
        for n in (4, 3, 2, 1, 0)
        for head, tail in (
            ("adm", "_pcode"),
            ("admin", "pcode"),
            ("admin", "_code"),
            ("#adm", "+code"),
            ("gid_", ""),
            ("hasc_", ""),
        )
    ),
    *("id", "fid", "osm_id", "shapeid"),
)
"""Names of the column with codes, most telling first; in any case."""
NAME_COLUMNS: Final = (
    *("name", "place_name", "name_en", "shapename"),
    *(
        f"{head}{n}{tail}"
        for n in (4, 3, 2, 1, 0)
        for head, tail in (
            ("adm", "_en"),
            ("adm", "_name"),
            ("admin", "name"),
            ("admin", "_name"),
            ("#adm", "+name"),
            ("name_", ""),
        )
    ),
)


def read_outside_boundaries(
    path: Path, *, place_code: str | None = None, place_name: str | None = None
) -> BoundarySet:
    """Polygons of a file from outside, in longitude and latitude.

    Args:
        path: GeoJSON, GeoPackage, Shapefile or KML.
        place_code: Column with the codes; found by its name if not given.
        place_name: Column with the names; likewise, else the codes stand for them.

    Raises:
        UnreadableFileError: not such a file, damaged, or it says nothing of its projection.
        UnknownChoiceError: no such column.
        BadBoundariesError: no polygons, or codes that repeat.
    """
    import geopandas as gpd
    import shapely

    if path.suffix.lower() not in FORMATS:
        reason = f"boundaries are read from {', '.join(FORMATS)}"
        raise UnreadableFileError(path=path, reason=reason)
    found = call_isolated("mapping.rasters.zones:layer_task", path, {}, kind=FileKind.VECTOR)
    columns: dict[str, list[str]] = found["columns"]
    codes = columns[_column(columns, place_code, CODE_COLUMNS, N_("column of place codes"))]
    names = codes
    if place_name is not None or _first(columns, NAME_COLUMNS) is not None:
        names = columns[_column(columns, place_name, NAME_COLUMNS, N_("column of place names"))]
    geometry = shapely.from_wkb([bytes.fromhex(wkb) for wkb in found["wkb"]])
    _check(path, codes, geometry)
    frame = gpd.GeoDataFrame(
        {
            "place_code": codes,
            "name": names,
            "parent_code": None,
            "level": AdminLevel.ADM2.value,
        },
        geometry=geometry,
        crs=found["crs"],
    ).to_crs("EPSG:4326")
    return BoundarySet(entry=_entry(path), frame=frame)


def layer_task(path: Path) -> dict[str, Any]:
    """In the isolated process: the first layer with polygons, as text columns and WKB.

    Raises:
        UnreadableFileError: no layer, too large, or no projection.
    """
    from pyogrio.raw import read_arrow

    # By Arrow: the other way believes the number of features that a file claims to have.
    meta, table = read_arrow(path, layer=_first_layer(path), max_features=MOST_FEATURES + 1)
    geometry_column = meta["geometry_name"] or "wkb_geometry"
    if geometry_column not in table.column_names or table.num_rows == 0:
        raise UnreadableFileError(path=path, reason=N_("it has no polygons"))
    wkb = table.column(geometry_column).to_pylist()
    _check_size(path, wkb)
    if not meta["crs"]:
        raise UnreadableFileError(path=path, reason=N_("it does not say which projection it is in"))
    return {
        "crs": meta["crs"],
        "columns": {
            str(name): [_text(value) for value in table.column(name).to_pylist()]
            for name in table.column_names
            if name != geometry_column
        },
        "wkb": [bytes(shape or b"").hex() for shape in wkb],
    }


def _first_layer(path: Path) -> str:
    import pyogrio

    layers = [str(name) for name, _ in pyogrio.list_layers(path)]
    if path.suffix.lower() == ".gpkg":
        # A view of a GeoPackage is a program; only tables hold what is in the file.
        tables = _tables(path)
        layers = [name for name in layers if name in tables]
    if not layers:
        raise UnreadableFileError(path=path, reason=N_("it has no layer"))
    return layers[0]


def _tables(path: Path) -> set[str]:
    import sqlite3

    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {str(row[0]) for row in rows}
    finally:
        connection.close()


def _check_size(path: Path, wkb: list[bytes | None]) -> None:
    import numpy as np
    import shapely

    if len(wkb) > MOST_FEATURES:
        raise UnreadableFileError(path=path, reason=f"it has more than {MOST_FEATURES} features")
    vertices = int(
        shapely.get_num_coordinates(shapely.from_wkb(np.asarray(wkb, dtype=object))).sum()
    )
    if vertices > MOST_VERTICES:
        raise UnreadableFileError(
            path=path, reason=f"it has {vertices} vertices, {MOST_VERTICES} may be read"
        )


def _text(value: object) -> str:
    if value is None or value != value:  # noqa: PLR0124 - NaN is not equal to itself
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _column(
    columns: Mapping[str, object], given: str | None, known: Iterable[str], kind: str
) -> str:
    found = given if given in columns else None if given else _first(columns, known)
    if found is None:
        asked = given or N_("(not given)")
        raise UnknownChoiceError(kind=kind, asked=asked, available=listed(columns))
    return found


def _first(columns: Mapping[str, object], known: Iterable[str]) -> str | None:
    by_name = {name.lower(): name for name in columns}
    return next((by_name[alias] for alias in known if alias in by_name), None)


def _check(path: Path, codes: list[str], geometry: "np.ndarray[Any, Any]") -> None:
    import shapely

    kinds = {int(kind) for kind in shapely.get_type_id(geometry)}
    if not kinds <= {3, 6}:
        raise BadBoundariesError(
            name=path, reason=N_("not all of its shapes are polygons"), examples=""
        )
    repeated = sorted({code for code in codes if codes.count(code) > 1 or not code})
    if repeated:
        raise BadBoundariesError(
            name=path, reason=N_("codes are missing or repeat"), examples=listed(repeated)
        )
    broken = [code for code, ok in zip(codes, shapely.is_valid(geometry), strict=True) if not ok]
    if broken:
        raise BadBoundariesError(
            name=path, reason=N_("polygons cross themselves"), examples=listed(broken)
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
