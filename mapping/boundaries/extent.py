"""Where a polygon lies: its area, a point inside it, and bounds that may cross the antimeridian.

Longitudes are in degrees from -180 to 180. A polygon that crosses the antimeridian is stored split
at 180 degrees; its bounds then have a west greater than their east, as in GeoJSON (RFC 7946, 5.2).
"""

import math
from typing import TYPE_CHECKING, Final, cast

from mapping.errors import BadBoundariesError

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon

    Polygonal = Polygon | MultiPolygon

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

FULL_TURN: Final = 360.0
HALF_TURN: Final = 180.0
DECIMALS: Final = 6  # of a degree: 0.1 m
SQUARE_METRES_PER_KM2: Final = 1e6


def unwrapped(geometry: "Polygonal") -> "Polygonal":
    """The geometry in one piece: parts west of Greenwich are moved a full turn east.

    Longitudes run from 0 to 360 degrees then. For measuring and framing; never stored.
    """
    import shapely
    from shapely.affinity import translate

    # A part that lies on both sides of Greenwich is nowhere near the antimeridian: it stays.
    union = shapely.union_all(
        [
            translate(part, xoff=FULL_TURN) if part.bounds[2] <= 0 else part
            for part in shapely.get_parts(geometry)
        ]
    )
    return cast("Polygonal", union)  # of polygons, so polygons


def crosses_antimeridian(geometry: "Polygonal") -> bool:
    """Whether the shortest box around the geometry goes over 180 degrees."""
    west, _, east, _ = geometry.bounds
    if east - west <= HALF_TURN:
        return False
    moved_west, _, moved_east, _ = unwrapped(geometry).bounds
    return moved_east - moved_west < east - west


def bounds_of(geometry: "Polygonal") -> Bounds:
    """West, south, east, north of the shortest box; west > east when it crosses 180 degrees."""
    crosses = crosses_antimeridian(geometry)
    west, south, east, north = (unwrapped(geometry) if crosses else geometry).bounds
    if crosses:
        west, east = _normal(west), _normal(east)
    return _rounded(west), _rounded(south), _rounded(east), _rounded(north)


def centre_of(geometry: "Polygonal") -> tuple[float, float]:
    """Longitude and latitude of a point well inside: the centre of the largest circle that fits.

    Raises:
        BadBoundariesError: the geometry has no inside.
    """
    import shapely

    whole = unwrapped(geometry) if crosses_antimeridian(geometry) else geometry
    if whole.is_empty or not whole.area:
        raise BadBoundariesError(name="", reason="a polygon has no area", examples="")
    # Degrees of longitude are shorter than degrees of latitude away from the equator: without
    # the scaling the circle would be an ellipse.
    squeeze = math.cos(math.radians(whole.centroid.y))
    squeezed = shapely.transform(whole, lambda xy: xy * (squeeze, 1.0))
    circle = shapely.maximum_inscribed_circle(squeezed)
    x, y = circle.coords[0]
    longitude, latitude = _rounded(_normal(x / squeeze)), _rounded(y)
    if geometry.contains(shapely.Point(longitude, latitude)):
        return longitude, latitude
    inside = geometry.representative_point()  # a polygon too thin for a circle
    return inside.x, inside.y


def area_km2_of(geometry: "Polygonal") -> float:
    """Geodesic area on WGS 84 in square kilometres; holes are not counted."""
    import shapely
    from pyproj import Geod

    # The sign of a geodesic area follows the direction of the rings.
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(
        shapely.orient_polygons(geometry, exterior_cw=False)
    )
    return round(area_m2 / SQUARE_METRES_PER_KM2, 4)


def _normal(longitude: float) -> float:
    """A longitude between -180 and 180; 180 itself stays."""
    return longitude - FULL_TURN if longitude > HALF_TURN else longitude


def _rounded(degrees: float) -> float:
    return round(degrees, DECIMALS)
