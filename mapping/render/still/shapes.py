"""Boundaries as they are drawn: projected to equal area, grouped into panels, fitted to a size.

A country across the antimeridian is one country here: its centre is found on the circle of
longitudes, and the projection puts both sides together.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from mapping.render.still.groups import Bounds, Group, Shapes, bounds_of, groups_of

if TYPE_CHECKING:
    from shapely import Geometry

    from mapping.boundaries.model import BoundarySet

DETAIL: Final = 4000  # steps across the country that are kept for any size of picture
TOLERANCE_PX: Final = 0.8  # a corner is left out whose triangle is smaller than its square
SMALLEST_RING_PX: Final = 0.5
WHOLE: Final = -1  # in place of the number of a group: all places


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A boundary set as the key of a cache: the same content is the same set."""

    content: str
    boundaries: "BoundarySet" = field(compare=False)


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Projected:
    """Places of one boundary set in metres of a local equal-area projection."""

    codes: tuple[str, ...]
    parents: tuple[str, ...]  # code of the place above, or an empty text
    groups: tuple["Group", ...]  # what lies together; the first is the main map
    whole: "Group"  # all places
    centre: tuple[float, float]  # of the projection: longitude, latitude

    def flat(self, lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Longitudes and latitudes as metres of the projection."""
        return _to_metres(self.centre)(lonlat)

    def group(self, number: int) -> "Group":
        """One of the groups, or all places."""
        return self.whole if number == WHOLE else self.groups[number]

    def bounds(self, group: int) -> Bounds:
        """West, south, east, north of a group in metres."""
        return bounds_of(self.group(group).shapes)

    @property
    def aspect(self) -> float:
        """Width of the main group over its height."""
        west, south, east, north = self.bounds(0)
        return (east - west) / (north - south)


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPlace:
    """One place as it lies in its panel."""

    place_code: str
    path: str  # SVG path data; empty when nothing of it can be seen
    centre: tuple[float, float]  # a point inside, in pixels of the panel
    size_px: float  # the longer side of its largest part
    is_whole: bool  # False for outlying parts of a place whose largest part is in another panel
    box: Bounds  # left, top, right, bottom of its largest part


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Panel:
    """One group of places, fitted to a box."""

    width: float
    height: float
    metres_a_px: float
    west_m: float  # where its left edge lies in the projection
    north_m: float
    places: tuple[DrawnPlace, ...]
    inner_lines: str  # borders between places of different parents
    outline: str
    land: "Geometry"  # all places as one shape, to see what lies free

    def covers(self, box: Bounds) -> bool:
        """Whether any land lies in a box of the panel."""
        import shapely

        return bool(shapely.intersects(self.land, shapely.box(*box)))

    def has_coast_in(self, box: Bounds) -> bool:
        """Whether a box of the panel is partly on land and partly not."""
        import shapely

        return self.covers(box) and not bool(shapely.covers(self.land, shapely.box(*box)))


def project(boundaries: "BoundarySet") -> Projected:
    """A boundary set in its own equal-area projection; kept for the next picture."""
    return _projected(_Keyed(boundaries.outlines.key, boundaries))


def fit(boundaries: "BoundarySet", group: int, width: float, height: float) -> Panel:
    """A group of places, as large as a box in pixels allows; kept for the next picture."""
    return _fitted(
        _Keyed(boundaries.outlines.key, boundaries), group, max(width, 2), max(height, 2)
    )


@lru_cache(maxsize=12)
def _projected(keyed: _Keyed) -> Projected:
    import shapely

    outlines = keyed.boundaries.outlines
    shapes = outlines.shapes
    centre = _centre(shapes)
    split = np.abs(shapely.bounds(shapes)[:, [0, 2]]).max(axis=1) > 179.999  # noqa: PLR2004 - degrees

    flat = shapely.transform(shapes, _to_metres(centre))
    for i in np.flatnonzero(split):  # the cut at 180 degrees is not a border
        flat[i] = shapely.union_all(shapely.set_precision(shapely.get_parts(flat[i]), 1.0))
    west, south, east, north = bounds_of(flat)
    flat = shapely.coverage_simplify(flat, max(east - west, north - south) / DETAIL)
    return Projected(
        codes=outlines.codes,
        parents=outlines.parents,
        groups=groups_of(flat),
        whole=Group(members=tuple(range(len(flat))), shapes=flat, has_largest=(True,) * len(flat)),
        centre=centre,
    )


def _to_metres(
    centre: tuple[float, float],
) -> Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]:
    """The projection around a centre, of longitudes and latitudes in two columns."""
    import pyproj

    to_metres = pyproj.Transformer.from_crs("EPSG:4326", projection_of(centre), always_xy=True)

    def flattened(lonlat: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(to_metres.transform(lonlat[:, 0], lonlat[:, 1]))

    return flattened


def projection_of(centre: tuple[float, float]) -> str:
    """The local equal-area projection around a centre, as PROJ writes it."""
    longitude, latitude = centre
    return f"+proj=laea +lon_0={longitude:.4f} +lat_0={latitude:.4f} +datum=WGS84 +units=m"


@lru_cache(maxsize=48)
def _fitted(keyed: _Keyed, group: int, width: float, height: float) -> Panel:
    import shapely

    projected = _projected(keyed)
    west, south, east, north = projected.bounds(group)
    metres = max((east - west) / width, (north - south) / height)
    here = projected.group(group)

    def to_pixels(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.column_stack(((xy[:, 0] - west) / metres, (north - xy[:, 1]) / metres))

    pixels = shapely.transform(here.shapes, to_pixels)
    pixels = shapely.coverage_simplify(pixels, TOLERANCE_PX)
    parents = [projected.parents[i] for i in here.members]
    land = shapely.coverage_union_all(pixels)
    return Panel(
        width=(east - west) / metres,
        height=(north - south) / metres,
        metres_a_px=metres,
        west_m=west,
        north_m=north,
        places=tuple(
            _drawn(projected.codes[i], shape, is_whole=is_whole)
            for i, shape, is_whole in zip(here.members, pixels, here.has_largest, strict=True)
        ),
        inner_lines=_inner_lines(pixels, parents, land),
        outline=path_data(shapely.boundary(land)),
        land=land,
    )


def _drawn(place_code: str, shape: "Geometry", *, is_whole: bool) -> DrawnPlace:
    import shapely

    parts = shapely.get_parts(shape)
    largest = parts[int(shapely.area(parts).argmax())] if len(parts) else shape
    middle = shapely.centroid(largest)
    inside = middle if shapely.contains(largest, middle) else shapely.point_on_surface(largest)
    left, top, right, bottom = (float(b) for b in shapely.bounds(largest))
    return DrawnPlace(
        place_code=place_code,
        path=path_data(shape),
        centre=(float(inside.x), float(inside.y)),
        size_px=max(right - left, bottom - top),
        is_whole=is_whole,
        box=(left, top, right, bottom),
    )


def _inner_lines(pixels: Shapes, parents: Sequence[str], land: "Geometry") -> str:
    """Borders between the units one level up, without the outer border."""
    import shapely

    names = sorted(set(parents))
    if len(names) < 2 or len(names) == len(parents):  # noqa: PLR2004 - nothing lies between
        return ""
    of = np.asarray(parents)
    borders = [shapely.boundary(shapely.coverage_union_all(pixels[of == name])) for name in names]
    between = shapely.difference(shapely.union_all(borders), shapely.boundary(land))
    return path_data(shapely.line_merge(between))


def path_data(shape: "Geometry") -> str:
    """SVG path data of polygons or lines in pixels; what is too small to see is left out."""
    return "".join(_ring(ring) for ring in _lines(shape))


def _lines(shape: "Geometry") -> Iterator[npt.NDArray[np.float64]]:
    import shapely

    for part in shapely.get_parts(shape):
        rings = shapely.get_rings(part) if part.geom_type == "Polygon" else [part]
        for ring in rings:
            points = shapely.get_coordinates(ring)
            if np.ptp(points, axis=0).max(initial=0) >= SMALLEST_RING_PX:
                yield points


def _ring(points: npt.NDArray[np.float64]) -> str:
    tenths = np.rint(points * 10).astype(int)
    closed = bool((tenths[0] == tenths[-1]).all())
    steps = np.diff(tenths, axis=0)
    steps = steps[(steps != 0).any(axis=1)]
    if closed and len(steps):
        steps = steps[:-1]
    start = f"M{_tenth(tenths[0][0])},{_tenth(tenths[0][1])}"
    moves = " ".join(f"{_tenth(x)},{_tenth(y)}" for x, y in steps.tolist())
    return f"{start}l{moves}{'z' if closed else ''}" if moves else ""


def _tenth(tenths: int) -> str:
    return f"{tenths / 10:g}"


def _centre(shapes: Shapes) -> tuple[float, float]:
    """Longitude and latitude of the middle, the longitudes seen as a circle."""
    import shapely

    _, south, _, north = bounds_of(shapes)
    longitudes = np.sort(np.mod(shapely.get_coordinates(shapes)[:, 0], 360.0))
    gaps = np.diff(longitudes, append=longitudes[0] + 360.0)
    widest = int(gaps.argmax())
    west, width = longitudes[(widest + 1) % longitudes.size], 360.0 - float(gaps[widest])
    longitude = float(np.mod(west + width / 2 + 180.0, 360.0) - 180.0)
    return longitude, (south + north) / 2
