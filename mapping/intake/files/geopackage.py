"""GeoPackages by SQLite alone: real tables, row by row; nothing the file could run is run."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.intake.files.contents import Cell, Contents, FeatureLayer, Refused, Sheet
from mapping.intake.limits import MOST_COLUMNS, MOST_FEATURES, MOST_VERTICES
from mapping.intake.model import Kind, Reason

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_MOST_LAYERS: Final = 20
_LONGEST: Final = 100 << 20  # bytes of one value
_STEPS: Final = 200_000_000  # of SQLite's machine
_ENVELOPES: Final = (0, 32, 48, 48, 64)  # bytes, by the kind of envelope
_UNDEFINED: Final = (-1, 0)  # spatial reference systems that say nothing


def read_geopackage(path: Path, *, layer: str | None = None) -> Contents:
    """The tables of a GeoPackage that its table of contents lists.

    Args:
        path: The file, opened for reading only.
        layer: The one a person has asked for.

    Source: OGC 12-128r18, GeoPackage Encoding Standard.

    Raises:
        Refused: damaged, without a table of its own, or too large.
    """
    connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("PRAGMA cell_size_check=ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST)
        connection.set_progress_handler(_Steps().too_many, 1_000_000)
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        return _read(connection, layer)
    except (sqlite3.Error, UnicodeDecodeError):  # of what SQLite says of a damaged file
        raise Refused("geopackage_damaged") from None
    finally:
        connection.close()


class _Steps:
    """Ends a query that goes on for ever."""

    def __init__(self) -> None:
        self.left = _STEPS // 1_000_000

    def too_many(self) -> int:
        self.left -= 1
        return int(self.left < 0)


def _read(connection: sqlite3.Connection, asked: str | None) -> Contents:
    kinds = dict(
        connection.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table','view')")
    )
    virtual = {
        name
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type='table'"
        )
        if str(sql).lstrip().upper().startswith("CREATE VIRTUAL")
    }
    if "gpkg_contents" not in kinds:
        raise Refused("geopackage_none")
    listed = connection.execute("SELECT table_name, data_type FROM gpkg_contents").fetchall()
    tables = [
        (n, t)
        for n, t in listed
        if kinds.get(n) == "table" and n not in virtual and t in {"features", "attributes"}
    ]
    views = [name for name, _ in listed if kinds.get(name) == "view" or name in virtual]
    if asked is not None:
        tables = [(name, kind) for name, kind in tables if name == asked]
    if not tables:
        raise Refused("geopackage_none")
    if len(tables) > _MOST_LAYERS:
        raise Refused("layers_many", count=len(tables), most=_MOST_LAYERS)
    reasons = _said(connection, views, kinds)
    layers, sheets = [], []
    for name, kind in tables:
        if kind == "features":
            found, said = _features(connection, name)
            layers.append(found)
            reasons += said
        else:
            sheets.append(_attributes(connection, name))
    if layers and sheets:
        reasons.append(_beside(layers, sheets))
    kind_of_file = Kind.TABLE if sheets and not layers else None
    return Contents(
        kind=kind_of_file, layers=layers, sheets=[s for s in sheets if not layers], reasons=reasons
    )


def _beside(layers: Sequence[FeatureLayer], sheets: Sequence[Sheet]) -> Reason:
    names = [sheet.name for sheet in sheets]
    facts = {"tables": ", ".join(names[:8]), "parts": [one.name for one in layers] + names}
    return Reason(code="tables_beside", facts=facts)


def _said(
    connection: sqlite3.Connection, views: Sequence[str], kinds: dict[str, str]
) -> list[Reason]:
    reasons = []
    if views:
        reasons.append(Reason(code="views", facts={"views": ", ".join(views[:8])}))
    triggers = [
        str(name)
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'")
        if not str(name).startswith(
            ("trigger_insert_feature_count", "trigger_delete_feature_count", "rtree_", "gpkg_")
        )
    ]
    if triggers:
        reasons.append(Reason(code="triggers", facts={"triggers": ", ".join(triggers[:8])}))
    if "gpkg_ogr_contents" in kinds:
        reasons += _stale(connection, kinds)
    return reasons


def _stale(connection: sqlite3.Connection, kinds: dict[str, str]) -> list[Reason]:
    """Layers whose number of rows is not what the file says, which other readers believe."""
    reasons = []
    claims = connection.execute("SELECT table_name, feature_count FROM gpkg_ogr_contents")
    for name, claimed in claims.fetchall():
        if kinds.get(name) == "table" and claimed is not None:
            query = f"SELECT count(*) FROM {_quoted(name)}"  # noqa: S608 - a name, quoted
            real = connection.execute(query).fetchone()[0]
            if claimed != real:
                reasons.append(
                    Reason(
                        code="count_stale",
                        facts={"claimed": str(claimed), "real": real, "layer": str(name)},
                    )
                )
    return reasons


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """Columns that are stored: a generated one is computed by a formula of the file."""
    found = connection.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
    names = [str(row[1]) for row in found if row[6] == 0]
    if len(names) > MOST_COLUMNS:
        raise Refused("columns_many", count=len(names), most=MOST_COLUMNS)
    return names


def _rows(
    connection: sqlite3.Connection, table: str, names: Sequence[str]
) -> list[tuple[object, ...]]:
    wanted = ", ".join(map(_quoted, names))
    # The names are of the file's own tables and quoted; a value cannot stand in their place.
    query = f"SELECT {wanted} FROM {_quoted(table)} LIMIT {MOST_FEATURES + 1}"  # noqa: S608
    rows = connection.execute(query).fetchall()
    if len(rows) > MOST_FEATURES:
        raise Refused("rows_many", most=MOST_FEATURES)
    return rows


def _attributes(connection: sqlite3.Connection, table: str) -> Sheet:
    names = _columns(connection, table)
    rows: list[list[Cell]] = [list(names)]
    rows += [[_cell(value) for value in row] for row in _rows(connection, table, names)]
    return Sheet(name=table, rows=rows, lines=range(1, len(rows) + 1), has_header=True)


def _features(connection: sqlite3.Connection, table: str) -> tuple[FeatureLayer, list[Reason]]:
    described = connection.execute(
        "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE table_name = ?", (table,)
    ).fetchone()
    names = _columns(connection, table)
    if described is None or described[0] not in names:
        raise Refused("geopackage_damaged")
    geometry, srs = str(described[0]), described[1]
    others = [name for name in names if name != geometry]
    rows = _rows(connection, table, [geometry, *others])
    shapes = np.empty(len(rows), dtype=object)
    bad = []
    for n, row in enumerate(rows):
        try:
            shapes[n] = _shape(row[0])
        except ValueError:
            bad.append(n + 1)
    _check_vertices(shapes)
    reasons = [Reason(code="geometry_bad", facts={"count": len(bad)}, row=bad[0])] if bad else []
    columns = {name: [_cell(row[n + 1]) for row in rows] for n, name in enumerate(others)}
    crs = _crs(connection, srs)
    return FeatureLayer(name=table, columns=columns, shapes=shapes, crs=crs), reasons


def _crs(connection: sqlite3.Connection, srs: object) -> str | None:
    if srs in _UNDEFINED:
        return None
    row = connection.execute(
        "SELECT organization, organization_coordsys_id, definition"
        " FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
        (srs,),
    ).fetchone()
    if row is None:
        return None
    by_number = str(row[0]).upper() == "EPSG" and isinstance(row[1], int)
    return f"EPSG:{row[1]}" if by_number else str(row[2])


def _shape(blob: object) -> "BaseGeometry | None":
    """A geometry with the header that GeoPackages put before its WKB.

    Raises:
        ValueError: it is none.
    """
    import shapely

    if blob is None:
        return None
    if not isinstance(blob, bytes) or blob[:2] != b"GP" or len(blob) < 8:  # noqa: PLR2004 - the header
        raise ValueError
    envelope = (blob[3] >> 1) & 7
    if envelope >= len(_ENVELOPES):
        raise ValueError
    try:
        return shapely.from_wkb(blob[8 + _ENVELOPES[envelope] :])
    except shapely.errors.GEOSException:
        raise ValueError from None


def _check_vertices(shapes: "np.ndarray[tuple[int], np.dtype[np.object_]]") -> None:
    import shapely

    if shapely.get_num_coordinates(shapes).sum() > MOST_VERTICES:
        raise Refused("vertices_many", most=MOST_VERTICES)


def _cell(value: object) -> Cell:
    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    return value if isinstance(value, str | int | float) else None


def _quoted(name: object) -> str:
    return '"' + str(name).replace('"', '""') + '"'
