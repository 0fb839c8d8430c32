"""Shapes looked at: whether they are valid, lie on each other, and how far they reach."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from mapping.intake.files.contents import Shapes
from mapping.intake.model import Answers, Kind, Reason

Bounds = tuple[float, float, float, float]
SAME_AREA: Final = 0.001  # a repair that changes the area by less is made without asking
_MOST_COMPARED: Final = 20_000  # polygons that are looked at for overlaps
_MOST_VERTICES_COMPARED: Final = 1_000_000
_SMALLEST_GAP: Final = 1e-10  # square degrees: about a square metre
_KM_PER_DEGREE: Final = 111.32
_MOST_NAMED: Final = 20  # rows
_POLYGONS: Final = (3, 6)
_LINES: Final = (1, 2, 5)
_POINTS: Final = (0, 4)


def repair(shapes: Shapes, answers: Answers) -> tuple[Shapes, list[Reason]]:
    """Polygons made valid; those whose area hangs on how it is done are asked about.

    The two ways to repair (by structure, by linework) agree where a border only crosses itself, and
    differ where parts lie on each other, so that it is not clear what the polygon covers.
    """
    import shapely

    broken = np.flatnonzero(~shapely.is_valid(shapes) & ~shapely.is_missing(shapes))
    if not len(broken):
        return shapes, []
    cause = str(shapely.is_valid_reason(shapes[broken[0]])).partition("[")[0]
    fixed = shapes.copy()
    changed = []
    for n in broken:
        fixed[n], change = _repaired(shapes[n])
        if change >= SAME_AREA:
            changed.append((n, change))
    lost = [int(n) + 1 for n in broken if fixed[n] is None]
    reasons = []
    if lost:
        reasons.append(Reason(code="geometry_bad", facts={"count": len(lost)}, row=lost[0]))
    left_out = [n for n, _ in changed] if answers.doubtful_shapes == "leave_out" else []
    mended = len(broken) - len(lost) - len(left_out)
    if mended:
        facts = {"count": mended, "cause": cause}
        reasons.append(Reason(code="geometry_repaired", facts=facts, row=int(broken[0]) + 1))
    if left_out:
        fixed[left_out] = None
        rows = ", ".join(str(n + 1) for n in left_out[:_MOST_NAMED])
        reasons.append(Reason(code="geometry_left_out", facts={"rows": rows}))
    elif changed:
        first, change = changed[0]
        facts = {"count": len(changed), "percent": f"{100 * min(change, 9.99):.1f}"}
        reasons.append(Reason(code="geometry_repair_area", facts=facts, row=int(first) + 1))
    return fixed, reasons


def _repaired(shape: Any) -> tuple[Any, float]:  # noqa: ANN401 - a shape of any kind
    """The repaired shape, of the same dimension, and the share of its area that is in doubt."""
    import shapely

    try:
        by_structure = shapely.make_valid(shape, method="structure", keep_collapsed=False)
        by_linework = shapely.make_valid(shape, method="linework")
    except shapely.errors.GEOSException:  # nothing that has an inside or a length
        return None, 0.0
    kept = _of_dimension(by_structure, shapely.get_dimensions(shape))
    if not shapely.is_valid(kept):  # parts that share a border are joined into one
        kept = shapely.union_all(shapely.get_parts(kept))
    area, other = shapely.area(kept), shapely.area(by_linework)
    largest = max(area, other)
    return kept, abs(area - other) / largest if largest > 0 else 0.0


def _of_dimension(shape: Any, dimension: int) -> Any:  # noqa: ANN401
    """Without the lines and points that a repair leaves beside polygons."""
    import shapely

    if shapely.get_type_id(shape) != 7 or dimension < 2:  # noqa: PLR2004 - a collection, of polygons
        return shape
    parts = [p for p in shapely.get_parts(shape) if shapely.get_dimensions(p) == dimension]
    return shapely.union_all(parts)


def overlap_reasons(shapes: Shapes, labels: Sequence[str]) -> list[Reason]:
    """Polygons of one layer that cover the same ground.

    Args:
        shapes: Valid.
        labels: What to call each of them.
    """
    import shapely

    polygons = np.flatnonzero(np.isin(shapely.get_type_id(shapes), _POLYGONS))
    vertices = shapely.get_num_coordinates(shapes[polygons]).sum()
    if len(polygons) < 2 or len(polygons) > _MOST_COMPARED or vertices > _MOST_VERTICES_COMPARED:  # noqa: PLR2004
        return []
    chosen = shapes[polygons]
    left, right = shapely.STRtree(chosen).query(chosen, predicate="intersects")
    left, right = left[left < right], right[left < right]
    touching = shapely.touches(chosen[left], chosen[right])
    left, right = left[~touching], right[~touching]
    shared = shapely.area(shapely.intersection(chosen[left], chosen[right], grid_size=0))
    smaller = np.minimum(shapely.area(chosen[left]), shapely.area(chosen[right]))
    hits = np.flatnonzero(shared > SAME_AREA * np.maximum(smaller, 1e-300))
    if not len(hits):
        return []
    worst = hits[np.argmax(shared[hits] / smaller[hits])]
    first, second = polygons[left[worst]], polygons[right[worst]]
    facts = {
        "count": len(hits),
        "first": labels[first],
        "second": labels[second],
        "percent": f"{100 * shared[worst] / smaller[worst]:.1f}",
    }
    return [Reason(code="overlaps", facts=facts, row=int(first) + 1)]


def find_gaps(shapes: Shapes) -> Shapes:
    """Holes between polygons that belong to none of them, the largest first.

    A hole inside a single polygon is a lake of its own; one that several polygons surround may be a
    lake as well, or land that the file lacks. Gaps below a square metre are rounding.

    Args:
        shapes: Valid; what is no polygon is left aside.
    """
    import shapely

    polygons = shapes[np.isin(shapely.get_type_id(shapes), _POLYGONS)]
    vertices = shapely.get_num_coordinates(polygons).sum()
    if len(polygons) < 2 or len(polygons) > _MOST_COMPARED or vertices > _MOST_VERTICES_COMPARED:  # noqa: PLR2004
        return np.empty(0, dtype=object)
    parts = shapely.get_parts(shapely.union_all(polygons))
    rings = shapely.get_rings(parts[shapely.get_num_interior_rings(parts) > 0])
    outer = shapely.get_exterior_ring(parts)
    rings = rings[~np.isin(shapely.to_wkb(rings), shapely.to_wkb(outer))]
    holes = np.asarray(shapely.polygons(rings), dtype=object)
    holes = holes[shapely.area(holes) > _SMALLEST_GAP]
    if not len(holes):
        return holes
    around, _ = shapely.STRtree(polygons).query(holes, predicate="intersects")
    shared = holes[np.bincount(around, minlength=len(holes)) > 1]
    return shared[np.argsort(-shapely.area(shared))]


def gap_reasons(shapes: Shapes) -> list[Reason]:
    """What to say of gaps between the polygons of one layer, in longitude and latitude."""
    import shapely

    gaps = find_gaps(shapes)
    if not len(gaps):
        return []
    first = gaps[0]
    squeeze = float(np.cos(np.radians(shapely.get_y(shapely.centroid(first)))))
    area = shapely.area(first) * squeeze * _KM_PER_DEGREE**2
    x, y = shapely.get_coordinates(shapely.point_on_surface(first))[0]
    facts = {"count": len(gaps), "area": f"{area:.3g}", "where": f"{x:.4f}, {y:.4f}"}
    return [Reason(code="gaps", facts=facts)]


def bounds_of(shapes: Shapes) -> tuple[Bounds | None, list[Reason]]:
    """The smallest frame around all shapes, over the antimeridian if that is smaller.

    West is then greater than east. A part that is wider than half the Earth but not all of it was
    drawn the long way round.
    """
    import shapely

    parts = shapely.get_parts(shapes[~shapely.is_missing(shapes)])
    boxes = shapely.bounds(parts[~shapely.is_empty(parts)])
    if not len(boxes):
        return None, []
    south, north = float(boxes[:, 1].min()), float(boxes[:, 3].max())
    widths = boxes[:, 2] - boxes[:, 0]
    reasons = []
    if ((widths > 180) & (widths < 359)).any():  # noqa: PLR2004 - degrees
        reasons.append(Reason(code="antimeridian_long_way"))
    west, east = _frame(boxes[:, 0], boxes[:, 2])
    if west > east:
        reasons.append(Reason(code="antimeridian"))
    rounded = [round(degrees, 7) + 0.0 for degrees in (west, south, east, north)]  # a centimetre
    return (rounded[0], rounded[1], rounded[2], rounded[3]), reasons


def _frame(wests: npt.NDArray[np.float64], easts: npt.NDArray[np.float64]) -> tuple[float, float]:
    """West and east around intervals of longitude: all but the widest gap between them."""
    order = np.argsort(wests)
    wests, reach = wests[order], np.maximum.accumulate(easts[order])
    gaps = wests[1:] - reach[:-1]
    around = wests[0] + 360 - reach[-1]
    if not len(gaps) or around >= gaps.max() or gaps.max() <= 180:  # noqa: PLR2004 - half the Earth
        return float(wests[0]), float(reach[-1])
    widest = int(np.argmax(gaps))
    return float(wests[widest + 1]), float(reach[widest])


def kind_of(shapes: Shapes) -> tuple[Kind, str | None]:
    """What a layer holds, and the word for its geometry."""
    import shapely

    types = {int(t) for t in shapely.get_type_id(shapes)} - {-1}
    for kind, ids, word in (
        (Kind.BOUNDARIES, _POLYGONS, "Polygon"),
        (Kind.POINTS, _POINTS, "Point"),
        (Kind.LINES, _LINES, "LineString"),
    ):
        if types and types <= set(ids):
            return kind, word
    return Kind.FEATURES, "Mixed" if types else None


def missing_reasons(shapes: Shapes) -> list[Reason]:
    """Rows without a shape, or with an empty one; they stay."""
    import shapely

    missing = np.flatnonzero(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    if not len(missing):
        return []
    facts = {"count": len(missing)}
    return [Reason(code="geometry_missing", facts=facts, row=int(missing[0]) + 1)]
