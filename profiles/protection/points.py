"""Points of a file, moved or counted in hexagons before anyone else sees them.

What else the file says of its points stays behind: columns of coordinates, names and telephone
numbers would undo it all. Only the columns that are named come along.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mapping.choices import column_named
from mapping.errors import BadTableError, Problem
from mapping.i18n import N_
from mapping.intake.number_cells import to_number
from profiles.protection.masking import (
    HexagonBins,
    Setting,
    SurveyPoint,
    displaced,
    hexagon_bins,
)

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from mapping.boundaries.model import BoundarySet

URBAN: Final = frozenset({"u", "urban", "1", "urbain", "urbano"})
MOVED: Final = "position"
MOVED_WORDS: Final = "displaced"
OUTSIDE: Final = N_("lies in no place")
TOO_SMALL: Final = N_("lies in a place that is too small to move it within")


@dataclass(frozen=True, slots=True, kw_only=True)
class PointColumns:
    """Which columns of a file say what; None where there is none."""

    id: str | None = None  # of a point, so that it moves alike in every file; else its position
    setting: str | None = None  # urban or rural; rural, the longer way, where it is not said
    people: str | None = None  # living there; one a point where it is not said
    keep: tuple[str, ...] = ()  # to be written out


def moved_points(
    points: "gpd.GeoDataFrame",
    places: "BoundarySet",
    columns: PointColumns,
    *,
    secret: bytes,
    path: Path,
) -> "gpd.GeoDataFrame":
    """The points where they may be shown, each in the place it lies in; EPSG:4326.

    Args:
        points: Of the file, EPSG:4326.
        places: Usually districts: a point stays in its own.
        columns: Of the file.
        secret: Of the project.
        path: Of the file, to say where a point is wrong.

    Raises:
        UnknownChoiceError: there is no column of a name that was given.
        BadTableError: a point is none, lies in no place, or in one that is
            too small to move it within.
    """
    import geopandas as gpd
    import shapely

    _check(points, (columns.id, columns.setting, *columns.keep), path)
    shapes, codes = places.frame.geometry.to_numpy(), places.frame["place_code"].astype(str)
    tree = shapely.STRtree(shapes)
    rows: list[dict[str, Any]] = []  # Any: what the columns hold
    moved, problems = [], []
    for number, point in _survey_points(points, columns):
        here = tree.query(shapely.Point(point.longitude, point.latitude), predicate="intersects")
        found = _moved(point, shapes[here[0]], secret) if len(here) else OUTSIDE
        if isinstance(found, str):
            problems.append(Problem(row=number, column=None, rule=found, value=""))
            continue
        kept = {name: points.at[number, name] for name in columns.keep}
        rows.append({**kept, "place_code": codes.iloc[here[0]], MOVED: MOVED_WORDS})
        moved.append(shapely.Point(found))
    if problems:
        raise BadTableError(path=path.name, problems=tuple(problems))
    return gpd.GeoDataFrame(rows, geometry=moved, crs="EPSG:4326")


def _moved(point: SurveyPoint, place: "BaseGeometry", secret: bytes) -> tuple[float, float] | str:
    """Where a point is shown, or why it cannot be."""
    try:
        return displaced(point, place, secret=secret)
    except ValueError:
        return TOO_SMALL


def counted_points(
    points: "gpd.GeoDataFrame", columns: PointColumns, *, width_m: float, path: Path
) -> HexagonBins:
    """People by hexagon; raises BadTableError where a number of people is none."""
    _check(points, (columns.people,), path)
    people, problems = {}, []
    for number, x, y in _positions(points):
        count = 1.0 if columns.people is None else _count(points.at[number, columns.people])
        if count is None:
            value = str(points.at[number, columns.people])
            rule = N_("is not a number of people")
            problems.append(Problem(row=number, column=columns.people, rule=rule, value=value))
        else:
            people[str(number)] = (x, y, int(count))
    if problems:
        raise BadTableError(path=path.name, problems=tuple(problems))
    return hexagon_bins(people, width_m=width_m)


def _check(points: "gpd.GeoDataFrame", named: Sequence[str | None], path: Path) -> None:
    for name in named:
        if name is not None:
            column_named(name, (column for column in points.columns if column != "geometry"))
    wrong = points.index[points.geometry.isna() | (points.geom_type != "Point")]
    problems = [Problem(row=int(one), column=None, rule=N_("is no point")) for one in wrong]
    if problems:
        raise BadTableError(path=path.name, problems=tuple(problems))


def _survey_points(
    points: "gpd.GeoDataFrame", columns: PointColumns
) -> Iterator[tuple[int, SurveyPoint]]:
    for number, x, y in _positions(points):
        # Two points at one position move together: apart they would tell it.
        name = f"{x:.6f} {y:.6f}"
        said = "" if columns.setting is None else str(points.at[number, columns.setting])
        yield (
            number,
            SurveyPoint(
                id=name if columns.id is None else str(points.at[number, columns.id]),
                longitude=x,
                latitude=y,
                setting=Setting.URBAN if said.strip().casefold() in URBAN else Setting.RURAL,
            ),
        )


def _positions(points: "gpd.GeoDataFrame") -> Iterator[tuple[int, float, float]]:
    rows, at = points.index.tolist(), points.geometry
    return zip(rows, at.x.tolist(), at.y.tolist(), strict=True)


def _count(cell: object) -> float | None:
    try:
        count = to_number(str(cell), decimal=".")
    except ValueError:
        return None
    return count if count is not None and count >= 0 and count.is_integer() else None
