"""The map of a workshop as a picture: boundaries, and marks as an audience may see them."""

import math
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from mapping.community.release import SHOWN, Row
from mapping.community.workshop import Bounds, Plan
from mapping.render.still.writer import printable

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from profiles.community.figures import HexagonFigure

WIDTH: Final = 1000.0
TALLEST: Final = 1.3  # of the width
FLATTEST: Final = 0.5
MARGIN: Final = 0.06  # of the extent, around what is shown
MARK_RADIUS: Final = 13.0
LEAST_NAMED: Final = 9_000.0  # square pixels of a place that are seen
SIMPLER: Final = 0.0008  # of the width of the map
SRGB_LINEAR: Final = 0.04045
EQUAL_CONTRAST: Final = 0.18  # above this luminance black is read better
DENSE: Final = "#7a1f5c"
FAINTEST: Final = 0.25  # opacity of a hexagon with next to nothing in it
DARK: Final = 0.45  # share of the densest above which white is read better
_TURN: Final = 360.0


class MapPicture:
    """A workshop's map in one size; marks of a group or of all go over the same ground.

    Args:
        plan: Of the workshop: where the map lies, and its legend.
        places: Names and outlines, longitudes between -180 and 180.
        rows: Marks that must be in the picture, wherever they were drawn.
    """

    def __init__(
        self,
        plan: Plan,
        places: "Iterable[tuple[str, BaseGeometry]]",
        rows: Iterable[Row] = (),
    ) -> None:
        west, south, east, north = _with_marks(plan.bounds, rows)
        spare = max(east - west, north - south, 0.02) * MARGIN
        self._plan = plan
        self._west, self._north = west - spare, min(north + spare, 89.9)
        self._east, self._south = east + spare, max(south - spare, -89.9)
        self._across = math.cos(math.radians((self._south + self._north) / 2))
        self._scale = WIDTH / ((self._east - self._west) * self._across)
        tall = (self._north - self._south) * self._scale
        self.height = min(max(tall, FLATTEST * WIDTH), TALLEST * WIDTH)
        self._top = (self.height - tall) / 2
        parts = list(self._parts(places))
        outlines = (self._path(part) for _, part in parts)
        self._ground = "".join((*outlines, *(self._name(*part) for part in parts)))

    def draw(self, rows: Iterable[Row]) -> str:
        """The picture as SVG, with the marks of some rows."""
        drawn = sorted((row for row in rows if row["state"] == SHOWN), key=_areas_first)
        return self._framed(part for row in drawn for part in self._mark(row))

    def draw_hexagons(self, hexagons: "Sequence[HexagonFigure]") -> str:
        """The picture as SVG, each hexagon with its number of marks, the darker the denser."""
        most = max((one.per_100_km2 for one in hexagons), default=1.0)
        return self._framed(self._hexagon(one, one.per_100_km2 / most) for one in hexagons)

    def _hexagon(self, one: "HexagonFigure", share: float) -> str:
        corners = one.ring[:-1]
        middle = (sum(part) / len(corners) for part in zip(*corners, strict=True))
        x, y = self._at(*middle)
        ink = "#ffffff" if share > DARK else "#000000"
        return (
            f'<path d="M{self._points(one.ring)}Z" fill="{DENSE}" stroke="#fff" stroke-width="2"'
            f' fill-opacity="{FAINTEST + (1 - FAINTEST) * share:.2f}"/>'
            f'<text x="{x:.1f}" y="{y + 7:.1f}" font-size="20" font-weight="700" fill="{ink}"'
            f' text-anchor="middle" font-family="Noto Sans">{one.marks}</text>'
        )

    def _framed(self, marks: Iterable[str]) -> str:
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {self.height:.0f}">'
            f'<rect width="{WIDTH:.0f}" height="{self.height:.0f}" fill="#eef3f6"/>'
            f'{self._ground}{"".join(marks)}<rect x="1" y="1" width="{WIDTH - 2:.0f}"'
            f' height="{self.height - 2:.0f}" fill="none" stroke="#1f2933" stroke-width="2"/></svg>'
        )

    def _parts(
        self, places: "Iterable[tuple[str, BaseGeometry]]"
    ) -> "Iterator[tuple[str, BaseGeometry]]":
        """What of each place lies in the picture."""
        from shapely import box
        from shapely.affinity import translate

        frame = box(self._west, self._south, self._east, self._north)
        simpler = (self._east - self._west) * SIMPLER
        for name, shape in places:
            for turn in (0.0, _TURN, -_TURN):
                part = translate(shape, turn) if turn else shape
                if part.intersects(frame):
                    yield name, part.intersection(frame).simplify(simpler)

    def _name(self, name: str, shape: "BaseGeometry") -> str:
        """The name of a place, where enough of it is seen."""
        if shape.is_empty or shape.area * self._across * self._scale**2 < LEAST_NAMED:
            return ""
        inside = shape.representative_point()
        x, y = self._at(inside.x, inside.y)
        return (
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="17" fill="#5b6770" text-anchor="middle"'
            f' font-family="Noto Sans">{escape(printable(name), quote=False)}</text>'
        )

    def _path(self, shape: Any) -> str:  # noqa: ANN401 - of any number of parts
        rings = [
            ring
            for part in getattr(shape, "geoms", (shape,))
            if part.geom_type == "Polygon"
            for ring in (part.exterior, *part.interiors)
        ]
        lines = "".join(f"M{self._points(ring.coords)}Z" for ring in rings)
        look = 'fill="#fdfdfb" stroke="#8795a3" stroke-width="1.5" fill-rule="evenodd"'
        return f'<path d="{lines}" {look}/>' if lines else ""

    def _points(self, positions: Iterable[Sequence[float]]) -> str:
        return "L".join("{:.1f} {:.1f}".format(*self._at(x, y)) for x, y, *_ in positions)

    def _at(self, longitude: float, latitude: float) -> tuple[float, float]:
        middle = (self._west + self._east) / 2
        turned = longitude + _TURN * round((middle - longitude) / _TURN)
        x = (turned - self._west) * self._across * self._scale
        return x, self._top + (self._north - latitude) * self._scale

    def _mark(self, row: Row) -> Iterator[str]:
        geometry, colour = row["geometry"], row["colour"]
        match geometry["type"]:
            case "LineString":
                path = self._points(geometry["coordinates"])
                yield f'<path d="M{path}" fill="none" stroke="#fff" stroke-width="9"/>'
                yield f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="5"/>'
            case "Polygon":
                rings = "".join(f"M{self._points(ring)}Z" for ring in geometry["coordinates"])
                yield f'<path d="{rings}" fill="{colour}" fill-opacity=".25" stroke="{colour}"'
                yield ' stroke-width="4" fill-rule="evenodd"/>'
        yield self._letter(row, *self._at(*_middle(geometry)))

    def _letter(self, row: Row, x: float, y: float) -> str:
        category = self._plan.category(row["category_id"])
        sign = (category.icon if category else "") or self._plan.letter(row["category_id"])
        ink = "#000000" if _is_light(row["colour"]) else "#ffffff"
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{MARK_RADIUS}" fill="{row["colour"]}"'
            ' stroke="#fff" stroke-width="2.5"/>'
            f'<text x="{x:.1f}" y="{y + 5:.1f}" font-size="15" font-weight="700" fill="{ink}"'
            f' text-anchor="middle" font-family="Noto Sans">{escape(sign, quote=False)}</text>'
        )


def _with_marks(bounds: Bounds, rows: Iterable[Row]) -> Bounds:
    """The bounds of a plan, widened to all marks; each is taken where it is nearest."""
    from shapely.geometry import shape

    west, south, east, north = bounds
    middle = (west + east) / 2
    for row in rows:
        left, low, right, high = shape(row["geometry"]).bounds
        turn = _TURN * round((middle - left) / _TURN)
        west, east = min(west, left + turn), max(east, right + turn)
        south, north = min(south, low), max(north, high)
    return west, south, east, north


def _areas_first(row: Row) -> int:
    return ("Polygon", "LineString", "Point").index(row["geometry"]["type"])


def _middle(geometry: dict[str, Any]) -> tuple[float, float]:
    from shapely.geometry import shape

    if geometry["type"] == "LineString":
        along = shape(geometry).interpolate(0.5, normalized=True)
        return along.x, along.y
    inside = shape(geometry).representative_point()
    return inside.x, inside.y


def _is_light(colour: str) -> bool:
    """Whether black is read better on it than white: by the relative luminance of WCAG 2."""
    shares = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (
        one / 12.92 if one <= SRGB_LINEAR else ((one + 0.055) / 1.055) ** 2.4 for one in shares
    )
    weights = (0.2126, 0.7152, 0.0722)
    return sum(w * one for w, one in zip(weights, linear, strict=True)) > EQUAL_CONTRAST
