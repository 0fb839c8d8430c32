"""Points of people's places, moved as DHS moves survey clusters, or counted in hexagons.

A point is moved once and for all: an exact point can be found from the mean of many moves. So the
move depends on the secret of a project and on the point's id, and on nothing else; the secret never
leaves the machine. Distances are measured before points are moved, or not at all.

Source: Burgert, Colston, Roy and Zachary, "Geographic displacement procedure and georeferenced data
release policy for the Demographic and Health Surveys", DHS Spatial Analysis Reports 7 (2013).
"""

import hmac
import math
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from mapping.atomic import write_atomically

if TYPE_CHECKING:
    import numpy as np
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

KEY_FILE: Final = "masking.key"
SECRET_BYTES: Final = 32
URBAN_M, RURAL_M, FAR_M = 2_000.0, 5_000.0, 10_000.0
FAR_SHARE: Final = 0.01  # of rural points
MOST_TRIES: Final = 1_000
SHRINK: Final = 0.8  # of the distance, when no try fell inside the place
MOST_SHRINKS: Final = 100
LEAST_PEOPLE: Final = 10

Hexagon: TypeAlias = tuple[int, int]
"""Axial coordinates of one in a grid."""


class Setting(StrEnum):
    """What surrounds a point: where people live close together a short move hides it."""

    URBAN = "urban"
    RURAL = "rural"


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyPoint:
    """A point that must not be known exactly."""

    id: str
    longitude: float
    latitude: float
    setting: Setting


def project_secret(workspace_dir: Path) -> bytes:
    """The secret of a workspace, made when it is first asked for.

    Raises:
        StorageError: the workspace does not take the file.
    """
    path = workspace_dir / KEY_FILE
    if not path.exists():
        write_atomically(path, secrets.token_bytes(SECRET_BYTES))
        path.chmod(0o600)
    return path.read_bytes()


def displaced(point: SurveyPoint, place: "BaseGeometry", *, secret: bytes) -> tuple[float, float]:
    """Where a point is shown: longitude and latitude.

    The angle is uniform and so is the distance, up to 2 km for urban points, 5 km for rural ones
    and 10 km for one rural point in a hundred. It stays in the same place.

    Args:
        point: In EPSG:4326.
        place: The polygon that it lies in, EPSG:4326: its district.
        secret: Of the project.

    Raises:
        ValueError: the point is not in the place, or the place has no area.
    """
    import shapely

    here = shapely.Point(point.longitude, point.latitude)
    if not shapely.covers(place, here):
        raise ValueError(f"point {point.id!r} does not lie in its place")
    random = _random_of(point.id, secret)
    farthest = _farthest(point.setting, random)
    for _ in range(MOST_SHRINKS):
        for angle, part in random.uniform(size=(MOST_TRIES, 2)):
            moved = _moved(point, azimuth=360.0 * angle, distance_m=farthest * part)
            if shapely.covers(place, shapely.Point(*moved)):
                return moved
        farthest *= SHRINK
    raise ValueError(f"the place of point {point.id!r} is too small to move it within")


def _random_of(point_id: str, secret: bytes) -> "np.random.Generator":
    import numpy as np

    digest = hmac.digest(secret, point_id.encode(), "sha256")
    return np.random.default_rng(int.from_bytes(digest, "big"))


def _farthest(setting: Setting, random: "np.random.Generator") -> float:
    is_far = random.uniform() < FAR_SHARE
    if setting is Setting.URBAN:
        return URBAN_M
    return FAR_M if is_far else RURAL_M


def _moved(point: SurveyPoint, *, azimuth: float, distance_m: float) -> tuple[float, float]:
    """Along the ellipsoid: the same as straight in an azimuthal equidistant projection there."""
    from pyproj import Geod

    longitude, latitude, _ = Geod(ellps="WGS84").fwd(
        point.longitude, point.latitude, azimuth, distance_m
    )
    return float(longitude), float(latitude)


@dataclass(frozen=True, slots=True, kw_only=True)
class HexagonBins:
    """People counted by hexagon.

    Attributes:
        people: In each hexagon that is shown, with its polygon in EPSG:4326.
        left_out: People in hexagons with too few.
    """

    people: Sequence[tuple["Polygon", int]]
    left_out: int


def hexagon_bins(
    points: Mapping[str, tuple[float, float, int]],
    *,
    width_m: float,
    least: int = LEAST_PEOPLE,
) -> HexagonBins:
    """People by hexagon, without hexagons of fewer than `least` people.

    Args:
        points: Longitude, latitude and number of people by id.
        width_m: Between two opposite sides of a hexagon.
        least: Fewest people that are shown, 10 or more.
    """
    if least < LEAST_PEOPLE:
        raise ValueError(f"a hexagon shows at least {LEAST_PEOPLE} people, not {least}")
    grid = HexagonGrid(width_m)
    counts: Counter[Hexagon] = Counter()
    for longitude, latitude, people in points.values():
        counts[grid.hexagon_at(longitude, latitude)] += people
    shown = [
        (grid.polygon(hexagon), people)
        for hexagon, people in sorted(counts.items())
        if people >= least
    ]
    return HexagonBins(
        people=shown, left_out=sum(people for people in counts.values() if people < least)
    )


class HexagonGrid:
    """Hexagons of one width all over the world, in an equal-area projection.

    The grid is laid out from a fixed corner, so that two exports have the same hexagons whatever
    points they hold: shifted grids would tell points apart.

    Args:
        width_m: Between two opposite sides of a hexagon.
    """

    def __init__(self, width_m: float) -> None:
        from pyproj import Transformer

        self._width_m, self._size = width_m, width_m / math.sqrt(3)
        self._project = Transformer.from_crs("EPSG:4326", "EPSG:6933", always_xy=True)

    def hexagon_at(self, longitude: float, latitude: float) -> Hexagon:
        """Axial coordinates of the hexagon, pointy side up, that a position lies in.

        Source: Red Blob Games, "Hexagonal grids": rounding of cube coordinates.
        """
        x, y = self._project.transform(longitude, latitude)
        q = (math.sqrt(3) / 3 * x - y / 3) / self._size
        r = (2 / 3 * y) / self._size
        exact = [q, r, -q - r]
        whole = [round(one) for one in exact]
        off = [abs(one - other) for one, other in zip(whole, exact, strict=True)]
        farthest = off.index(max(off))
        whole[farthest] -= sum(whole)  # the three of a hexagon add up to zero
        return whole[0], whole[1]

    def polygon(self, hexagon: Hexagon) -> "Polygon":
        """The hexagon in EPSG:4326."""
        import shapely

        q, r = hexagon
        x, y = self._width_m * (q + r / 2), self._size * 1.5 * r
        corners = [
            self._project.transform(
                x + self._size * math.sin(math.radians(60 * corner)),
                y + self._size * math.cos(math.radians(60 * corner)),
                direction="INVERSE",
            )
            for corner in range(6)
        ]
        return shapely.Polygon(corners)
