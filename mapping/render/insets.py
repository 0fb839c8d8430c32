"""Far-flung islands brought together: the main group, and the others in frames beside it.

Where most of a map would be sea, each group of islands far from the main one gets a frame of its
own at a scale of its own, as on printed maps.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mapping.render.arcs import Flags, Geometries, Ints

Frame = tuple[float, float, float, float]  # west, north, east, south on the plane

WORTHWHILE: Final = 1.5  # times the span of the main group that the whole country spans
MOSTLY_SEA: Final = 0.1  # share of land in the box around a country below which that is so
NEAR: Final = 0.05  # share of the country's span that may lie between islands of one group
MOST_FRAMES: Final = 6
_WIDER: Final = 1.4
_FILLED: Final = 0.84  # of a frame
_ONE_COLUMN: Final = 3
_GOOD_SHARE: Final = 0.15  # of the area of a place


def with_insets(polygons: "Geometries") -> "tuple[Geometries, list[Frame]] | None":
    """Polygons with far groups moved and enlarged, and the frames around all groups.

    A place with parts in several groups has them in several frames; specks of a place that lie far
    from the rest of it are left out. None for a country that fills its map as it is.

    Args:
        polygons: One of each place on the plane, in one piece across the antimeridian.
    """
    parts, place = shapely.get_parts(polygons, return_index=True)
    west, north, east, south = shapely.total_bounds(parts)
    span = max(east - west, south - north)
    if shapely.area(parts).sum() > MOSTLY_SEA * (east - west) * (south - north):
        return None
    group = _groups(parts, span)
    shown = np.isin(group, group[_counts(parts, place)])
    parts, place = parts[shown], place[shown]
    _, group = np.unique(group[shown], return_inverse=True)
    main = _main(group, place, parts)
    bounds = [shapely.total_bounds(parts[group == one]) for one in range(int(group.max()) + 1)]
    reach = max(bounds[main][2] - bounds[main][0], bounds[main][3] - bounds[main][1])
    if len(bounds) == 1 or span < WORTHWHILE * reach:
        return None
    moved = parts.copy()
    frames = _frames(bounds, main)
    for one, frame in enumerate(frames):
        if one != main:
            moved[group == one] = _fitted(parts[group == one], bounds[one], frame)
    result = np.array(
        [shapely.multipolygons(moved[place == index]) for index in range(len(polygons))],
        dtype=object,
    )
    return result, frames


def _counts(parts: "Geometries", place: "Ints") -> "Flags":
    """Which parts make a frame worth its room: a good share of their place."""
    areas = shapely.area(parts)
    whole = np.bincount(place, weights=areas)
    largest = np.zeros_like(whole)
    np.maximum.at(largest, place, areas)
    counts: Flags = (areas >= _GOOD_SHARE * whole[place]) | (areas >= largest[place])
    return counts


def _groups(parts: "Geometries", span: float) -> "Ints":
    """The group of each part, not more of them than there may be frames and the main one."""
    gap = NEAR * span
    while True:
        around = shapely.union_all(shapely.buffer(shapely.envelope(parts), gap / 2, quad_segs=2))
        areas = shapely.get_parts(around)
        if len(areas) <= MOST_FRAMES + 1:
            found = shapely.STRtree(areas).query(shapely.point_on_surface(parts), "within")
            group = np.zeros(len(parts), dtype=np.int64)
            group[found[0]] = found[1]
            return group
        gap *= _WIDER


def _main(group: "Ints", place: "Ints", parts: "Geometries") -> int:
    """The group with the most places, of equal ones the larger."""
    areas = shapely.area(parts)
    ranked = [
        (len(np.unique(place[group == one])), float(areas[group == one].sum()), one)
        for one in range(int(group.max()) + 1)
    ]
    return max(ranked)[2]


def _frames(bounds: "list[NDArray[np.float64]]", main: int) -> list[Frame]:
    """The frame of the main group where it lies, those of the others east of it, north to south."""
    west, north, east, south = bounds[main]
    # As broad as a screen: a tall group gets room at its sides, a flat one above and below.
    height = max(south - north, (east - west) / 2) * 1.08
    width = max(east - west, height) * 1.06
    x, y = (west + east) / 2, (north + south) / 2
    left, top = x + width / 2, y - height / 2
    others = sorted((i for i in range(len(bounds)) if i != main), key=lambda i: bounds[i][1])
    columns = 1 if len(others) <= _ONE_COLUMN else 2
    side = height / max(-(-len(others) // columns), 2)
    frames = {main: (left - width, top, left, top + height)}
    for at, one in enumerate(others):
        column, row = at % columns, at // columns
        frames[one] = (
            left + column * side,
            top + row * side,
            left + (column + 1) * side,
            top + (row + 1) * side,
        )
    return [frames[one] for one in range(len(bounds))]


def _fitted(
    parts: "Geometries", bounds: "NDArray[np.float64]", frame: Frame
) -> "NDArray[np.object_]":
    """Parts moved to the middle of a frame and scaled to fill most of it."""
    size = max(bounds[2] - bounds[0], bounds[3] - bounds[1], 1e-12)
    scale = _FILLED * (frame[2] - frame[0]) / size
    middle = np.array([(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2])
    target = np.array([(frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2])
    return np.asarray(
        shapely.transform(parts, lambda points: (points - middle) * scale + target), dtype=object
    )
