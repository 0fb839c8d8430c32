"""Land that lies together: the main map, and the islands that get a box of their own."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

NEAR: Final = 0.1  # of the diagonal: places nearer than this belong together
WORTH_AN_INSET: Final = 1.5  # how much larger the rest must become
MOST_INSETS: Final = 5

Shapes = npt.NDArray[np.object_]
Bounds = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False, kw_only=True, slots=True)
class Group:
    """Land that lies together: places, or the part of them that is here."""

    members: tuple[int, ...]  # places, by position in the boundary set
    shapes: Shapes  # of the members, as far as they lie here
    has_largest: tuple[bool, ...]  # whether the largest part of the member is here


def bounds_of(shapes: Shapes) -> Bounds:
    """West, south, east, north of all shapes."""
    import shapely

    west, south, east, north = (float(b) for b in shapely.total_bounds(shapes))
    return west, south, east, north


def groups_of(shapes: Shapes) -> tuple[Group, ...]:
    """Land that lies together, the main group first; one group unless insets gain much."""
    import shapely

    parts, of = shapely.get_parts(shapes, return_index=True)
    west, south, east, north = bounds_of(shapes)
    reach = NEAR * float(np.hypot(east - west, north - south)) / 2
    boxes = shapely.box(*(shapely.bounds(parts) + np.array([-reach, -reach, reach, reach])).T)
    joined = shapely.get_parts(shapely.union_all(boxes))
    together = [shapely.intersects(land, boxes) for land in joined]
    together.sort(key=lambda here: -len(_members(of[here])))
    rest = bounds_of(parts[together[0]])
    gain = max(east - west, north - south) / max(rest[2] - rest[0], rest[3] - rest[1])
    most_here = 2 * len(_members(of[together[0]])) + 1 >= len(shapes)
    together = _without_repeats(together, of)
    if not most_here or len(together) - 1 > MOST_INSETS or gain < WORTH_AN_INSET:
        together = [np.ones(len(parts), dtype=bool)]
    sizes = shapely.area(parts)
    largest = {place: int(_largest(sizes, of == place)) for place in _members(of)}
    return tuple(_group(parts, of, here, largest) for here in together)


def _members(of: npt.NDArray[np.int64]) -> tuple[int, ...]:
    """Numbers of places, each once, in their order."""
    return tuple(sorted(set(of.tolist())))  # NumPy's `unique` loads masked arrays


def _without_repeats(
    together: list[npt.NDArray[np.bool_]], of: npt.NDArray[np.int64]
) -> list[npt.NDArray[np.bool_]]:
    """Groups of the same places put together: one inset for a scattered province."""
    joined: dict[tuple[int, ...], npt.NDArray[np.bool_]] = {}
    for here in together:
        members = _members(of[here])
        joined[members] = joined.get(members, np.zeros_like(here)) | here
    return list(joined.values())


def _largest(sizes: npt.NDArray[np.float64], among: npt.NDArray[np.bool_]) -> int:
    return int(np.where(among, sizes, -1.0).argmax())


def _group(
    parts: Shapes,
    of: npt.NDArray[np.int64],
    here: npt.NDArray[np.bool_],
    largest: dict[int, int],
) -> Group:
    import shapely

    members = _members(of[here])
    shapes = [shapely.multipolygons(parts[here & (of == place)]) for place in members]
    return Group(
        members=members,
        shapes=np.asarray(shapes, dtype=object),
        has_largest=tuple(bool(here[largest[place]]) for place in members),
    )
