"""GeoJSON by our own hand: strict where GDAL guesses, and without what GDAL fetches."""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from mapping.intake.files.contents import Cell, Contents, FeatureLayer, Refused
from mapping.intake.limits import MOST_COLUMNS, MOST_FEATURES, MOST_VERTICES
from mapping.intake.model import Reason

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry

GEOMETRIES: Final = frozenset(
    {
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
        "GeometryCollection",
    }
)
TYPES: Final = GEOMETRIES | {"Feature", "FeatureCollection"}
_DEEPEST: Final = 4  # collections within collections
_CLOSED: Final = 4  # positions of the smallest ring, the first and the last being the same


def is_type(value: object, known: Collection[str]) -> bool:
    """Whether the type that a document calls itself is one of these; it may be anything."""
    return isinstance(value, str) and value in known


class _Bad(Exception):  # noqa: N818 - one shape that cannot be read
    pass


class _Builder:
    """Makes shapes of coordinates, and counts what was odd."""

    def __init__(self) -> None:
        self.vertices = 0
        self.unclosed = 0
        self.deeper = False  # a third coordinate, which maps do not use

    def build(self, geometry: object, depth: int = 0) -> "BaseGeometry | None":
        import shapely

        if geometry is None:
            return None
        kind = geometry.get("type") if isinstance(geometry, Mapping) else None
        if not isinstance(geometry, Mapping) or not is_type(kind, GEOMETRIES):
            raise _Bad
        if depth > _DEEPEST:
            raise Refused("geometry_deep")
        if kind == "GeometryCollection":
            parts = geometry.get("geometries")
            if not isinstance(parts, list):
                raise _Bad
            built = [self.build(part, depth + 1) for part in parts]
            return shapely.GeometryCollection([part for part in built if part is not None])
        try:
            return self._simple(str(kind), geometry.get("coordinates"))
        except (shapely.errors.ShapelyError, ValueError, TypeError):  # such as an empty part
            raise _Bad from None

    def _simple(self, kind: str, coordinates: object) -> "BaseGeometry":
        import shapely

        if not isinstance(coordinates, list):
            raise _Bad
        match kind:
            case "Point":
                return (
                    shapely.Point(self._positions([coordinates])[0])
                    if coordinates
                    else shapely.Point()
                )
            case "MultiPoint":
                return shapely.MultiPoint(self._positions(coordinates))
            case "LineString":
                return self._line(coordinates)
            case "MultiLineString":
                return shapely.MultiLineString([self._line(part) for part in coordinates])
            case "Polygon":
                return self._polygon(coordinates)
        return shapely.MultiPolygon([self._polygon(part) for part in coordinates])

    def _positions(self, coordinates: object) -> "np.ndarray[Any, np.dtype[np.float64]]":
        """Longitude and latitude; what follows them is left out."""
        if not isinstance(coordinates, list):
            raise _Bad
        if not coordinates:
            return np.empty((0, 2))
        try:
            pairs = [(position[0], position[1]) for position in coordinates]
            self.deeper |= any(len(position) > 2 for position in coordinates)  # noqa: PLR2004
            if any(isinstance(n, str | bool) for pair in pairs for n in pair):
                raise _Bad
            found = np.array(pairs, dtype=float)
        except (TypeError, ValueError, IndexError, KeyError, OverflowError):
            raise _Bad from None
        if not np.isfinite(found).all():
            raise _Bad
        self.vertices += len(found)
        if self.vertices > MOST_VERTICES:
            raise Refused("vertices_many", most=MOST_VERTICES)
        return found

    def _line(self, coordinates: object) -> "shapely.LineString":
        import shapely

        found = self._positions(coordinates)
        if len(found) == 1:
            raise _Bad
        return shapely.LineString(found)

    def _polygon(self, rings: object) -> "shapely.Polygon":
        import shapely

        if not isinstance(rings, list):
            raise _Bad
        built = [self._ring(ring) for ring in rings]
        return shapely.Polygon(built[0], built[1:]) if built else shapely.Polygon()

    def _ring(self, coordinates: object) -> "np.ndarray[Any, np.dtype[np.float64]]":
        found = self._positions(coordinates)
        if len(found) and not np.array_equal(found[0], found[-1]):
            self.unclosed += 1
            found = np.vstack((found, found[:1]))
        if len(found) and len(found) < _CLOSED:
            raise _Bad
        return found


def read_geojson(document: Mapping[str, Any], name: str) -> Contents:
    """The features of a GeoJSON document, in one layer.

    Source: RFC 7946; the crs member of the 2008 draft is understood where it is a name.

    Raises:
        Refused: not GeoJSON, or too large.
    """
    features = _features(document)
    builder = _Builder()
    shapes: list[BaseGeometry | None] = []
    bad: list[int] = []
    for n, feature in enumerate(features, start=1):
        try:
            shapes.append(builder.build(feature.get("geometry")))
        except _Bad:
            bad.append(n)
            shapes.append(None)
    crs, reasons = _crs(document)
    reasons += _odd(builder, bad)
    columns, nested = _columns(features)
    if nested:
        reasons.append(Reason(code="nested", facts={"columns": ", ".join(nested[:8])}))
    array = np.empty(len(shapes), dtype=object)
    array[:] = shapes
    layer = FeatureLayer(name=name, columns=columns, shapes=array, crs=crs, lonlat=crs is None)
    return Contents(layers=[layer], reasons=reasons)


def _features(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    kind = document.get("type")
    if is_type(kind, GEOMETRIES):
        return [{"geometry": document}]
    features = [document] if kind == "Feature" else document.get("features")
    if not isinstance(features, list) or not all(isinstance(item, Mapping) for item in features):
        raise Refused("geojson_features")
    if len(features) > MOST_FEATURES:
        raise Refused("rows_many", most=MOST_FEATURES)
    return features


def _odd(builder: _Builder, bad: Sequence[int]) -> list[Reason]:
    reasons = []
    if bad:
        reasons.append(Reason(code="geometry_bad", facts={"count": len(bad)}, row=bad[0]))
    if builder.unclosed:
        reasons.append(Reason(code="ring_unclosed", facts={"count": builder.unclosed}))
    if builder.deeper:
        reasons.append(Reason(code="heights_dropped"))
    return reasons


def _crs(document: Mapping[str, Any]) -> tuple[str | None, list[Reason]]:
    """The name of the projection; None where there is none, which is longitude and latitude."""
    member = document.get("crs")
    if member is None:
        return None, []
    properties = member.get("properties") if isinstance(member, Mapping) else None
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if isinstance(name, str):
        return name, []
    return None, [Reason(code="crs_link")]


def _columns(features: Sequence[Mapping[str, Any]]) -> tuple[dict[str, list[Cell]], list[str]]:
    names = names_of(dict(_properties(feature)) for feature in features)
    columns: dict[str, list[Cell]] = {name: [None] * len(features) for name in names}
    nested: dict[str, None] = {}
    for n, feature in enumerate(features):
        for key, value in _properties(feature):
            if isinstance(value, dict | list):
                nested[key] = None
            columns[key][n] = plain_cell(value)
    return columns, list(nested)


def names_of(records: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names in any of the records, in the order in which they come first.

    Raises:
        Refused: more than are read; before anything is made for each of them.
    """
    names: dict[str, None] = {}
    for record in records:
        names |= dict.fromkeys(record)
        if len(names) > MOST_COLUMNS:
            raise Refused("columns_many", count=len(names), most=MOST_COLUMNS)
    return list(names)


def _properties(feature: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    properties = feature.get("properties")
    own = properties if isinstance(properties, Mapping) else {}
    if "id" in feature and "id" not in own:
        yield "id", feature["id"]
    yield from own.items()


def plain_cell(value: object) -> Cell:
    """A JSON value as a cell; lists and objects as the text they are written as."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, str | int | float | bool) else None
