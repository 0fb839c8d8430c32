"""Marks by place: which of the places of a pack each lies in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_boundaries
from mapping.community.release import SHOWN, Row
from mapping.community.workshop import Plan
from mapping.places import AdminLevel
from mapping.settings import Settings

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapping.boundaries.model import BoundarySet


@dataclass(frozen=True, eq=False, kw_only=True)
class Mark:
    """One mark as it is counted: a point in it, its category and its group."""

    feature_id: str
    longitude: float  # -180 to 180
    latitude: float
    category_id: str
    group: str
    validated: bool


def marks_of(rows: Iterable[Row]) -> tuple[Mark, ...]:
    """The marks of exact rows; the other version of a conflict is not counted."""
    return tuple(_mark(row) for row in rows if row["state"] == SHOWN)


def _mark(row: Row) -> Mark:
    inside = inside_of(row)
    return Mark(
        feature_id=row["feature_id"],
        longitude=inside.x,
        latitude=inside.y,
        category_id=row["category_id"],
        group=row["group"],
        validated=row["validated"],
    )


def inside_of(row: Row) -> Any:  # noqa: ANN401 - a shapely point
    """A point in a shape, its longitude between -180 and 180."""
    from shapely import Point
    from shapely.geometry import shape

    inside = shape(row["geometry"]).representative_point()
    return Point((inside.x + 180) % 360 - 180, inside.y)


def finest_places(settings: Settings, plan: Plan) -> "BoundarySet":
    """The smallest places of the workshop's country."""
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    return places_of(settings, plan, catalogue.levels(plan.iso3)[-1])


def places_of(settings: Settings, plan: Plan, level: AdminLevel) -> "BoundarySet":
    """The places of a level of the workshop's country."""
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    return read_boundaries(catalogue.entry(plan.iso3, level))


def place_codes(marks: Sequence[Mark], boundaries: "BoundarySet") -> list[str | None]:
    """The code of the place that each mark lies in; None at sea and abroad."""
    from shapely import STRtree, points

    frame = boundaries.frame
    shapes: list[BaseGeometry] = list(frame.geometry)
    where = points([mark.longitude for mark in marks], [mark.latitude for mark in marks])
    found: list[str | None] = [None] * len(marks)
    codes = list(frame["place_code"])
    for mark, place in STRtree(shapes).query(where, predicate="intersects").T:
        found[int(mark)] = found[int(mark)] or str(codes[int(place)])
    return found
