"""Positions as forms write them: "lat lon alt accuracy", traces and shapes of such points."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

_NUMBER: Final = r"[+-]?\d{1,3}(?:\.\d+)?"
_POINT: Final = re.compile(
    rf"^\s*({_NUMBER})[ ,]+({_NUMBER})(?:[ ,]+[+-]?\d+(?:\.\d+)?){{0,2}}\s*$"
)
_WITH_POINT: Final = re.compile(r"\d\.\d")
_LOOKED_AT: Final = 200


def positions(cell: str) -> list[tuple[float, float]] | None:
    """(longitude, latitude) of each point of a cell; None where it is no position.

    KoboToolbox and ODK write latitude first, then longitude, altitude in metres and accuracy in
    metres; points of a trace or shape are parted by semicolons.
    Source: ODK XForms specification, geopoint, geotrace, geoshape.
    """
    found = []
    for part in cell.strip().rstrip(";").split(";"):
        match = _POINT.match(part)
        if not match:
            return None
        latitude, longitude = float(match[1]), float(match[2])
        if abs(latitude) > 90 or abs(longitude) > 180:  # noqa: PLR2004 - degrees
            return None
        found.append((longitude, latitude))
    return found


def to_shape(cell: str) -> "BaseGeometry | None":
    """A point, a line, or a polygon where the last point is the first."""
    import shapely

    found = positions(cell)
    if not found:
        return None
    if len(found) == 1:
        return shapely.Point(found[0])
    if found[0] == found[-1] and len(found) > 3:  # noqa: PLR2004 - a triangle closed
        return shapely.Polygon(found)
    return shapely.LineString(found)


def geometry_share(cells: Sequence[str | None]) -> float:
    """Share of cells that are positions; numbers without decimals are taken for something else."""
    said = [cell for cell in cells[:_LOOKED_AT] if cell]
    hits = sum(bool(_WITH_POINT.search(cell)) and positions(cell) is not None for cell in said)
    return hits / len(said) if said else 0.0
