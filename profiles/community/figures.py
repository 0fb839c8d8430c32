"""Marks as figures: how many and how dense by place and by hexagon, and how far groups agree.

Few marks in a small place tell where somebody lives or farms. Whoever may not see exact positions
gets no count below a minimum.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.community.legend import Audience
from mapping.community.workshop import Plan
from profiles.community.places import Mark, place_codes
from profiles.protection.masking import LEAST_PEOPLE, hexagon_bins

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

EARTH_KM: Final = 6371.0
NEAR_KM: Final = 2.0  # two groups that mark this near mean the same thing


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigure:
    """The marks in one place. A count below the minimum is None, and what follows from it too."""

    place_code: str
    marks: int | None
    per_100_km2: float | None
    groups: int | None  # that drew there
    by_category: tuple[int | None, ...]  # in the order of the legend


@dataclass(frozen=True, slots=True, kw_only=True)
class HexagonFigure:
    """The marks in one hexagon; none of fewer than the minimum."""

    ring: tuple[tuple[float, float], ...]  # longitude and latitude of its corners
    marks: int
    per_100_km2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far groups drew the same in one category."""

    category_id: str
    marks: int
    groups: int  # that drew in it
    near_another: int  # marks with one of another group near them

    @property
    def percent(self) -> float | None:
        """Marks that another group drew too, in percent; None where fewer than two groups drew."""
        return 100 * self.near_another / self.marks if self.marks and self.groups > 1 else None


def least_count(plan: Plan, audience: Audience) -> int:
    """The smallest count that an audience may see: any, where it may see exact positions."""
    return 1 if plan.exact_for.includes(audience) else LEAST_PEOPLE


def place_figures(
    plan: Plan, marks: Sequence[Mark], boundaries: "BoundarySet", *, least: int
) -> tuple[PlaceFigure, ...]:
    """A figure for each place that has a mark, the most marks first.

    Args:
        plan: Of the workshop.
        marks: Those that may be counted.
        boundaries: The places.
        least: No count below this one is told.
    """
    by_place: dict[str, list[Mark]] = defaultdict(list)
    for mark, code in zip(marks, place_codes(marks, boundaries), strict=True):
        if code is not None:
            by_place[code].append(mark)
    areas = dict(zip(boundaries.frame["place_code"], _areas_km2(boundaries), strict=True))
    figures = [
        _place_figure(plan, code, found, areas[code], least) for code, found in by_place.items()
    ]
    return tuple(sorted(figures, key=lambda one: (-(one.marks or 0), one.place_code)))


def hexagon_figures(
    marks: Sequence[Mark], *, hexagon_km: float, least: int
) -> tuple[HexagonFigure, ...]:
    """Hexagons with at least `least` marks in them, 1 or ten, and how dense they are."""
    weight = LEAST_PEOPLE // least  # the grid hides less than ten: one of one counts as ten
    points = {mark.feature_id: (mark.longitude, mark.latitude, weight) for mark in marks}
    if not points:
        return ()
    area_km2 = math.sqrt(3) / 2 * hexagon_km**2
    return tuple(
        HexagonFigure(
            ring=tuple((float(x), float(y)) for x, y in polygon.exterior.coords),
            marks=count // weight,
            per_100_km2=100 * (count // weight) / area_km2,
        )
        for polygon, count in hexagon_bins(points, width_m=hexagon_km * 1000).people
    )


def agreements(plan: Plan, marks: Sequence[Mark]) -> tuple[Agreement, ...]:
    """For each category of the legend: marks near which another group drew the same."""
    by_category: dict[str, list[Mark]] = defaultdict(list)
    for mark in marks:
        by_category[mark.category_id].append(mark)
    return tuple(
        Agreement(
            category_id=line.id,
            marks=len(by_category[line.id]),
            groups=len({mark.group for mark in by_category[line.id] if mark.group}),
            near_another=_near_another(by_category[line.id]),
        )
        for line in plan.legend
        if by_category[line.id]
    )


def _place_figure(
    plan: Plan, code: str, found: Sequence[Mark], area_km2: float, least: int
) -> PlaceFigure:
    counts: Mapping[str, int] = Counter(mark.category_id for mark in found)
    is_told = len(found) >= least
    by_category = tuple(counts.get(line.id, 0) for line in plan.legend)
    # A hidden count must not come back as the rest of the others.
    all_told = is_told and all(count == 0 or count >= least for count in by_category)
    return PlaceFigure(
        place_code=code,
        marks=len(found) if is_told else None,
        per_100_km2=100 * len(found) / area_km2 if is_told and area_km2 else None,
        groups=len({mark.group for mark in found if mark.group}) if is_told else None,
        by_category=by_category if all_told else tuple(None for _ in by_category),
    )


def _areas_km2(boundaries: "BoundarySet") -> list[float]:
    from pyproj import Geod

    geod = Geod(ellps="WGS84")
    return [
        abs(geod.geometry_area_perimeter(shape)[0]) / 1e6 for shape in boundaries.frame.geometry
    ]


def _near_another(marks: Sequence[Mark]) -> int:
    """How many marks have one of another group within `NEAR_KM`, on the sphere."""
    import numpy as np
    from scipy.spatial import cKDTree

    if not marks:
        return 0
    east, north = (
        np.radians([getattr(m, name) for m in marks]) for name in ("longitude", "latitude")
    )
    across = np.cos(north)
    where = np.column_stack([across * np.cos(east), across * np.sin(east), np.sin(north)])
    chord = 2 * math.sin(NEAR_KM / EARTH_KM / 2)
    near = cKDTree(where).query_ball_point(where, chord)
    return sum(
        any(marks[other].group != mark.group and marks[other].group for other in others)
        for mark, others in zip(marks, near, strict=True)
        if mark.group
    )
