"""The shape of something drawn: longitude and latitude in degrees (EPSG:4326), checked.

Longitudes are continuous: an area across the antimeridian runs from 179 to 181, not to -179, so
that neither the drawing view nor a centre worked out from it jumps around the world.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from mapping.errors import OperationRefusedError
from mapping.i18n import N_

MAX_VERTICES: Final = 5_000
MAX_LONGITUDE: Final = 540.0  # one turn further than the map, for shapes across the antimeridian
MAX_LATITUDE: Final = 90.0
MAX_WIDTH: Final = 360.0
DECIMALS: Final = 7  # of a degree: about a centimetre

WRONG_TYPE = N_("the shape is neither a point, a line nor an area")
WRONG_FORM = N_("the coordinates of the shape are damaged")
OUT_OF_RANGE = N_("the shape lies outside the world")
TOO_WIDE = N_("the shape goes around the world")
TOO_MANY = N_("the shape has more than 5,000 corners")
TOO_FEW = N_("the shape has too few corners")
NOT_CLOSED = N_("the outline of the area is not closed")

Position = tuple[float, float]
Coordinates = Position | tuple[Position, ...] | tuple[tuple[Position, ...], ...]


class DrawKind(StrEnum):
    """What a hand draws."""

    POINT = "point"
    LINE = "line"
    AREA = "area"


GEOJSON_TYPES: Final = {
    "Point": DrawKind.POINT,
    "LineString": DrawKind.LINE,
    "Polygon": DrawKind.AREA,
}
_TYPE_NAMES: Final = {kind: name for name, kind in GEOJSON_TYPES.items()}
_LEAST_CORNERS: Final = {DrawKind.LINE: 2, DrawKind.AREA: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """One shape; made by `checked`, so that one that exists can be kept and drawn."""

    kind: DrawKind
    coordinates: Coordinates  # nested as in GeoJSON: a position, positions, rings of positions

    @classmethod
    def checked(cls, raw: object) -> "Geometry":
        """The shape a GeoJSON-like object describes.

        Raises:
            OperationRefusedError: It is none, or one that no map can show.
        """
        if not isinstance(raw, Mapping) or not isinstance(raw.get("type"), str):
            raise OperationRefusedError(reason=WRONG_TYPE)
        kind = GEOJSON_TYPES.get(raw["type"])
        if kind is None:
            raise OperationRefusedError(reason=WRONG_TYPE)
        geometry = cls(kind=kind, coordinates=_parsed(kind, raw.get("coordinates")))
        longitudes = [longitude for longitude, _ in geometry.positions()]
        if max(longitudes) - min(longitudes) > MAX_WIDTH:
            raise OperationRefusedError(reason=TOO_WIDE)
        return geometry

    def positions(self) -> Iterator[Position]:
        """Every position, ring after ring."""
        yield from _flat(self.coordinates)

    def to_geojson(self) -> dict[str, Any]:
        """The shape as a GeoJSON geometry, its longitudes continuous."""
        return {"type": _TYPE_NAMES[self.kind], "coordinates": _listed(self.coordinates)}


def _parsed(kind: DrawKind, raw: object) -> Coordinates:
    match kind:
        case DrawKind.POINT:
            return _position(raw)
        case DrawKind.LINE:
            line = _positions(raw)
            _check_corners(kind, line)
            return line
        case DrawKind.AREA:
            return _rings(raw)


def _rings(raw: object) -> tuple[tuple[Position, ...], ...]:
    if not isinstance(raw, list | tuple) or not raw:
        raise OperationRefusedError(reason=WRONG_FORM)
    left = MAX_VERTICES
    rings = []
    for raw_ring in raw:
        ring = _positions(raw_ring, most=left)
        left -= len(ring)
        if ring[0] != ring[-1]:
            raise OperationRefusedError(reason=NOT_CLOSED)
        _check_corners(DrawKind.AREA, ring)
        rings.append(ring)
    return tuple(rings)


def _positions(raw: object, *, most: int = MAX_VERTICES) -> tuple[Position, ...]:
    if not isinstance(raw, list | tuple):
        raise OperationRefusedError(reason=WRONG_FORM)
    if not raw:
        raise OperationRefusedError(reason=TOO_FEW)
    if len(raw) > most:
        raise OperationRefusedError(reason=TOO_MANY)
    return tuple(_position(item) for item in raw)


def _position(raw: object) -> Position:
    if not isinstance(raw, list | tuple) or len(raw) != 2:  # noqa: PLR2004 - longitude, latitude
        raise OperationRefusedError(reason=WRONG_FORM)
    return _degrees(raw[0], MAX_LONGITUDE), _degrees(raw[1], MAX_LATITUDE)


def _degrees(raw: object, most: float) -> float:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise OperationRefusedError(reason=WRONG_FORM)
    if isinstance(raw, float) and not math.isfinite(raw):
        raise OperationRefusedError(reason=WRONG_FORM)
    if not -most <= raw <= most:  # before float(): an integer may be too large for one
        raise OperationRefusedError(reason=OUT_OF_RANGE)
    return round(float(raw), DECIMALS)


def _check_corners(kind: DrawKind, positions: Iterable[Position]) -> None:
    if len(set(positions)) < _LEAST_CORNERS[kind]:
        raise OperationRefusedError(reason=TOO_FEW)


def _flat(coordinates: Any) -> Iterator[Position]:  # noqa: ANN401 - nested to three depths
    if isinstance(coordinates[0], float):
        yield coordinates
        return
    for part in coordinates:
        yield from _flat(part)


def _listed(coordinates: Any) -> list[Any]:  # noqa: ANN401 - nested to three depths
    if isinstance(coordinates[0], float):
        return list(coordinates)
    return [_listed(part) for part in coordinates]
