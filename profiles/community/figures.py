"""Marks as figures: how many and how dense by place and by hexagon, and how far groups agree.

Who may not see where people drew gets each mark moved within its place, and could count them there:
so places have all of theirs. What is worked out from true positions, as hexagons and agreement are,
is told from ten marks on.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.community.legend import Audience
from mapping.community.workshop import Plan
from profiles.community.hexagons import EVERY, hexagon_counts
from profiles.community.places import Mark, place_codes
from profiles.protection.masking import LEAST_PEOPLE

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

EARTH_KM: Final = 6371.0
NEAR_KM: Final = 2.0  # two groups that mark this near mean the same thing


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFigure:
    """The marks in one place."""

    place_code: str
    marks: int
    per_100_km2: float
    groups: int  # that drew there
    by_category: tuple[int | None, ...]  # in the order of the legend; None: not for this audience


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
    """From how many marks on an audience is told what follows from their true positions."""
    return 1 if plan.exact_for.includes(audience) else LEAST_PEOPLE


def place_figures(
    plan: Plan, marks: Sequence[Mark], boundaries: "BoundarySet", *, audience: Audience
) -> tuple[PlaceFigure, ...]:
    """A figure for each place that has a mark, the most marks first.

    Args:
        plan: Of the workshop.
        marks: Those that the audience may see.
        boundaries: The places.
        audience: Who is told.
    """
    by_place: dict[str, list[Mark]] = defaultdict(list)
    for mark, code in zip(marks, place_codes(marks, boundaries), strict=True):
        if code is not None:
            by_place[code].append(mark)
    areas = dict(zip(boundaries.frame["place_code"], _areas_km2(boundaries), strict=True))
    seen = [line.id if line.audience.includes(audience) else None for line in plan.legend]
    figures = [_place_figure(seen, code, found, areas[code]) for code, found in by_place.items()]
    return tuple(sorted(figures, key=lambda one: (-one.marks, one.place_code)))


def hexagon_figures(
    marks: Sequence[Mark], codes: Sequence[str | None], *, hexagon_km: float, least: int
) -> tuple[HexagonFigure, ...]:
    """Hexagons and how dense they are, of all categories; see `hexagon_counts`."""
    area_km2 = math.sqrt(3) / 2 * hexagon_km**2
    return tuple(
        HexagonFigure(
            ring=tuple((float(x), float(y)) for x, y in polygon.exterior.coords),
            marks=count,
            per_100_km2=100 * count / area_km2,
        )
        for polygon, category_id, count in hexagon_counts(
            marks, codes, hexagon_km=hexagon_km, least=least
        )
        if category_id == EVERY
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
    seen: Sequence[str | None], code: str, found: Sequence[Mark], area_km2: float
) -> PlaceFigure:
    counts = Counter(mark.category_id for mark in found)
    return PlaceFigure(
        place_code=code,
        marks=len(found),
        per_100_km2=100 * len(found) / area_km2,
        groups=len({mark.group for mark in found if mark.group}),
        by_category=tuple(None if line is None else counts[line] for line in seen),
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
