"""Hides where exactly people drew: moved as DHS moves survey clusters, or counted in hexagons.

A line or an area tells by its form where it is, however far it is moved: it becomes a point within
it, which is moved. Each feature is moved once and for all, whoever exports and however often.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from mapping.community.geometry import DrawKind
from mapping.community.release import SHOWN, Mask, Positions, Row
from mapping.community.workshop import Plan
from mapping.settings import Settings
from profiles.community.hexagons import hexagon_counts
from profiles.community.places import finest_places, inside_of, marks_of, place_codes
from profiles.protection.masking import (
    LEAST_PEOPLE,
    Setting,
    SurveyPoint,
    displaced,
    project_secret,
)

if TYPE_CHECKING:
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

HEXAGON_KM: Final = 10.0
_AROUND_DEGREES: Final = 0.2  # of a point in no place, at sea: some 20 km


def masks(
    settings: Settings, plan: Plan, *, hexagon_km: float = HEXAGON_KM
) -> dict[Positions, Mask]:
    """What hides the positions of a workshop's drawings."""
    return {
        Positions.DISPLACED: partial(displaced_rows, settings, plan),
        Positions.BINNED: partial(binned_rows, settings, plan, hexagon_km=hexagon_km),
    }


def displaced_rows(settings: Settings, plan: Plan, rows: Sequence[Row]) -> list[Row]:
    """A moved point for each row, within the smallest place of the pack that it lies in.

    What lies in no place, as a boat at sea, is moved within some 20 km around.
    """
    secret = project_secret(settings.workspace_dir)
    places = list(finest_places(settings, plan).frame.geometry)
    return [_displaced(row, places, secret) for row in rows]


def binned_rows(
    settings: Settings, plan: Plan, rows: Sequence[Row], *, hexagon_km: float = HEXAGON_KM
) -> list[Row]:
    """Hexagons with the number of marks of a category in them; none of fewer than ten.

    Notes, answers and groups belong to single marks and are left out, and so is the other version
    of a conflict, which is no second mark.
    """
    marks = marks_of(rows)
    codes = place_codes(marks, finest_places(settings, plan)) if marks else []
    told: dict[str, list[tuple[Polygon, int]]] = defaultdict(list)
    for polygon, category_id, number in hexagon_counts(
        marks, codes, hexagon_km=hexagon_km, least=LEAST_PEOPLE
    ):
        told[category_id].append((polygon, number))
    kept = {row["category_id"]: row for row in rows if row["state"] == SHOWN}
    return [
        _hexagon_row(kept[category_id], number, polygon, count)
        for category_id in sorted(kept)
        for number, (polygon, count) in enumerate(told[category_id], start=1)
    ]


def _displaced(row: Row, places: "Sequence[BaseGeometry]", secret: bytes) -> Row:
    import shapely

    inside = inside_of(row)
    around = next((place for place in places if shapely.covers(place, inside)), None)
    point = SurveyPoint(
        id=row["feature_id"], longitude=inside.x, latitude=inside.y, setting=Setting.RURAL
    )
    longitude, latitude = displaced(
        point, around or shapely.buffer(inside, _AROUND_DEGREES), secret=secret
    )
    moved = {"type": "Point", "coordinates": [longitude, latitude]}
    return {**row, "geometry": moved, "kind": DrawKind.POINT, "position": Positions.DISPLACED}


def _hexagon_row(row: Row, number: int, polygon: "BaseGeometry", marks: int) -> Row:
    from shapely.geometry import mapping

    shape: Mapping[str, Any] = mapping(polygon)
    ring = [list(corner) for corner in shape["coordinates"][0]]
    return {
        **row,
        **dict.fromkeys(("note", "answers", "group"), ""),
        "validated": False,
        "merged": 0,
        "feature_id": f"{row['category_id']}-hexagon-{number}",
        "geometry": {"type": "Polygon", "coordinates": [ring]},
        "kind": DrawKind.AREA,
        "position": Positions.BINNED,
        "marks": marks,
        "version": 1,
    }
