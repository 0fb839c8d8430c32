"""What GDAL reads for us, from memory and by one driver: Shapefile, FlatGeobuf, KML, TopoJSON.

The file is never opened by its path: GDAL gets bytes that were looked through before.
"""

import io
import json
import re
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mapping.intake.files.archives import members, unpacked
from mapping.intake.files.contents import Cell, Contents, FeatureLayer, Refused
from mapping.intake.files.decoding import decode
from mapping.intake.limits import (
    ALLOWED_DRIVERS,
    MOST_COLUMNS,
    MOST_FEATURES,
    MOST_VERTICES,
    FileKind,
)
from mapping.intake.model import Reason
from mapping.intake.process.drivers import vector_drivers

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_LAYERS: Final = 20
_DECLARATION: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_NETWORK_LINK: Final = re.compile(rb"<(\w+:)?NetworkLink\b")
_KML_STYLE: Final = frozenset(
    {
        "timestamp",
        "begin",
        "end",
        "altitudeMode",
        "tessellate",
        "extrude",
        "visibility",
        "drawOrder",
        "icon",
        "snippet",
    }
)
_HEAD: Final = 100  # bytes before the first record of a .shp and a .shx
_INDEXED: Final = 8  # bytes of a record of a .shx
_DBF_HEAD: Final = 12
_PARTS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def read_topojson(document: Mapping[str, Any], name: str) -> Contents:
    """TopoJSON, without a link to its projection, which GDAL would fetch.

    Raises:
        Refused: it is damaged, or has more layers than are read.
    """
    objects = document.get("objects")
    if isinstance(objects, Mapping) and len(objects) > _MOST_LAYERS:
        raise Refused("layers_many", count=len(objects), most=_MOST_LAYERS)
    plain = {key: value for key, value in document.items() if key != "crs"}
    data = json.dumps(plain).encode()
    reasons = [Reason(code="crs_link")] if "crs" in document else []
    return _contents(data, "TopoJSON", reasons, lonlat=True, name=name)


def read_flatgeobuf(data: bytes, name: str) -> Contents:
    """FlatGeobuf."""
    return _contents(data, "FlatGeobuf", [], name=name)


def read_kml(data: bytes, name: str) -> Contents:
    """KML: its placemarks; what it links to is not fetched.

    Raises:
        Refused: entities, which a KML has no need of, or damaged.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decode(data)[0].encode()
    if _DECLARATION.search(data):
        raise Refused("xml_entities")
    reasons = [Reason(code="links_external")] if _NETWORK_LINK.search(data) else []
    found = _contents(data, "LIBKML", reasons, lonlat=True, name=name)
    layers = [
        FeatureLayer(
            name=layer.name,
            columns={
                n: c
                for n, c in layer.columns.items()
                if n not in _KML_STYLE and any(v is not None for v in c)
            },
            shapes=layer.shapes,
            crs=None,
            lonlat=True,
        )
        for layer in found.layers
    ]
    return Contents(layers=layers, reasons=found.reasons)


def read_shapefiles(archive: zipfile.ZipFile) -> Contents:
    """The Shapefiles of a zip, each repacked under a plain name.

    Raises:
        Refused: a part is missing that cannot be done without.
    """
    files = {name.lower(): entry for name, entry in members(archive).items()}
    stems = [name.removesuffix(".shp") for name in files if name.endswith(".shp")]
    layers: list[FeatureLayer] = []
    reasons: list[Reason] = []
    for stem in stems[:_MOST_LAYERS]:
        parts = {
            part: unpacked(archive, files[stem + part]) for part in _PARTS if stem + part in files
        }
        found = _shapefile(parts, PurePosixPath(stem).name)
        layers += found.layers
        reasons += found.reasons
    return Contents(layers=layers, reasons=reasons)


def read_bare_shapefile(data: bytes, name: str) -> Contents:
    """A .shp that came alone: shapes without names or projection."""
    return _shapefile({".shp": data}, name)


def _shapefile(parts: dict[str, bytes], name: str) -> Contents:
    reasons: list[Reason] = []
    encoding = None
    if ".dbf" not in parts:
        raise Refused("dbf_missing", layer=name)
    if ".cpg" not in parts:
        records = parts[".dbf"][struct.unpack_from("<H", parts[".dbf"].ljust(10), 8)[0] :]
        _, said = decode(records.replace(b"\x00", b" "))
        reasons += said
        encoding = (
            str(said[0].facts["encoding"]) if said and "encoding" in said[0].facts else "UTF-8"
        )
    if ".shx" not in parts:
        parts[".shx"] = _index(parts[".shp"])
    _check_rows(parts[".dbf"], shapes=(len(parts[".shx"]) - _HEAD) // _INDEXED)
    if ".prj" in parts and not _is_crs(parts[".prj"]):
        reasons.append(Reason(code="crs_unknown", facts={"crs": decode(parts.pop(".prj"))[0][:80]}))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for ending, data in parts.items():
            if ending != ".cpg" or encoding is None:
                archive.writestr("layer" + ending, data)
    return _contents(packed.getvalue(), "ESRI Shapefile", reasons, encoding=encoding, name=name)


def _check_rows(dbf: bytes, *, shapes: int) -> None:
    """A row of the table for each shape; GDAL leaves those blank that are not there.

    Raises:
        Refused: fewer or more, or the table ends before its last row.
    """
    if len(dbf) < _DBF_HEAD:
        raise Refused("shapefile_damaged")
    rows, start, width = struct.unpack_from("<IHH", dbf, 4)
    if rows != shapes or len(dbf) < start + rows * width:
        raise Refused("shapefile_damaged")


def _is_crs(prj: bytes) -> bool:
    import pyproj
    from pyproj.exceptions import CRSError

    try:
        pyproj.CRS.from_wkt(prj.decode("utf-8", "replace"))
    except CRSError:
        return False
    return True


def _index(shp: bytes) -> bytes:
    """The index of a Shapefile, which can be made again: offset and length of each record.

    Source: ESRI Shapefile Technical Description (1998), pages 23 and 24; in 16-bit words.
    """
    records = []
    at = _HEAD
    while at + 8 <= len(shp):
        length = struct.unpack_from(">i", shp, at + 4)[0]
        if length < 0:
            raise Refused("shapefile_damaged")
        records.append(struct.pack(">ii", at // 2, length))
        at += 8 + 2 * length
    head = bytearray(shp[:_HEAD])
    struct.pack_into(">i", head, 24, 50 + 4 * len(records))
    return bytes(head) + b"".join(records)


def _contents(  # noqa: PLR0913 - one call, all of it needed
    data: bytes,
    driver: str,
    reasons: Sequence[Reason],
    *,
    name: str,
    encoding: str | None = None,
    lonlat: bool = False,
) -> Contents:
    """All layers of a file in memory, read by one driver.

    Raises:
        Refused: it is not such a file, or too large.
    """
    vector_drivers(ALLOWED_DRIVERS[FileKind.ANY])
    import pyogrio
    from pyogrio.errors import DataSourceError
    from pyogrio.raw import read_arrow

    layers = []
    try:
        listed = [str(layer) for layer, _ in pyogrio.list_layers(data)]
        if len(listed) > _MOST_LAYERS:
            raise Refused("layers_many", count=len(listed), most=_MOST_LAYERS)
        for n, layer in enumerate(listed):  # by number: a name may be that of the file in memory
            info = pyogrio.read_info(data, layer=n)
            if info["driver"] not in {driver, "KML"}:
                raise Refused("unknown_format")
            meta, table = read_arrow(
                data, layer=n, max_features=MOST_FEATURES + 1, encoding=encoding
            )
            if driver == "FlatGeobuf" and table.num_rows < min(info["features"], MOST_FEATURES):
                raise Refused("layer_damaged", format=driver)  # it ends before its last feature
            shown = name if len(listed) == 1 else layer
            layers.append(_layer(shown, meta, table, lonlat=lonlat))
    except (DataSourceError, UnicodeDecodeError, ValueError, RuntimeError):
        raise Refused("layer_damaged", format=driver.removeprefix("LIB")) from None
    if not layers:
        raise Refused("no_layer")
    return Contents(layers=layers, reasons=reasons)


def _layer(name: str, meta: Mapping[str, Any], table: "pa.Table", *, lonlat: bool) -> FeatureLayer:
    if table.num_rows > MOST_FEATURES:
        raise Refused("rows_many", most=MOST_FEATURES)
    if table.num_columns > MOST_COLUMNS:
        raise Refused("columns_many", count=table.num_columns, most=MOST_COLUMNS)
    geometry = meta["geometry_name"] or "wkb_geometry"
    shapes = np.full(table.num_rows, None, dtype=object)
    if geometry in table.column_names:
        shapes = from_wkb(table.column(geometry).to_pylist())
    columns = {
        str(column): [_cell(value) for value in table.column(column).to_pylist()]
        for column in table.column_names
        if column != geometry
    }
    return FeatureLayer(
        name=name, columns=columns, shapes=shapes, crs=meta["crs"] or None, lonlat=lonlat
    )


def from_wkb(values: Sequence[bytes | None]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    """Shapes, None where there is none or where it is damaged.

    Raises:
        Refused: more vertices than are read.
    """
    import shapely

    shapes = np.empty(len(values), dtype=object)
    shapes[:] = shapely.from_wkb(
        np.array([None if v is None else bytes(v) for v in values], dtype=object),
        on_invalid="ignore",
    )
    if shapely.get_num_coordinates(shapes).sum() > MOST_VERTICES:
        raise Refused("vertices_many", most=MOST_VERTICES)
    return shapes


def _cell(value: object) -> Cell:
    import datetime

    if isinstance(value, bytes):
        return f"({len(value)} bytes)"
    if isinstance(value, str | int | float | datetime.date | datetime.time):
        return value
    return None if value is None else str(value)
