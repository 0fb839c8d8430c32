"""Points over a map: a shape of its own for each category, so that a grey printer tells them."""

from typing import Final

from mapping.cartography.layers import Category, PointOverlay
from mapping.render.still.layout import Placed
from mapping.render.still.style import GROUND, INK, Sizes
from mapping.render.still.writer import Svg

RADIUS_PX: Final = 4.2
_CORNERS: Final = (  # around a middle, for a radius of one; no corners: a circle
    (),
    ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    ((0, -1.2), (1.1, 0.8), (-1.1, 0.8)),
    ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    ((0, 1.2), (1.1, -0.8), (-1.1, -0.8)),
    ((-0.4, -1.2), (0.4, -1.2), (1.2, 1.2), (-1.2, 1.2)),
)

Metres = tuple[float, float]


def draw_points(
    svg: Svg, overlay: PointOverlay, at: tuple[Metres, ...], placed: Placed, sizes: Sizes
) -> None:
    """Draw the points that lie in a panel, from the panel's corner."""
    panel = placed.panel
    for point, (east, north) in zip(overlay.points, at, strict=True):
        x = (east - panel.west_m) / panel.metres_a_px
        y = (panel.north_m - north) / panel.metres_a_px
        if 0 <= x <= panel.width and 0 <= y <= panel.height:
            draw_point(svg, overlay.categories[point.category], point.category, x, y, sizes)


def draw_point(  # noqa: PLR0913 - which mark, and where
    svg: Svg, category: Category, number: int, x: float, y: float, sizes: Sizes
) -> None:
    """Draw the mark of a category around a middle."""
    radius = RADIUS_PX * sizes.unit
    look = {"fill": category.colour, "stroke": GROUND, "stroke_width": sizes.unit}
    corners = _CORNERS[number % len(_CORNERS)]
    if not corners:
        svg.shape("circle", cx=x, cy=y, r=radius, **look)
        return
    spots = "L".join(f"{x + radius * dx:.1f},{y + radius * dy:.1f}" for dx, dy in corners)
    svg.shape("path", d=f"M{spots}z", **look)


def draw_point_rows(  # noqa: PLR0913 - where the rows lie
    svg: Svg, overlay: PointOverlay, left: float, top: float, width: float, sizes: Sizes
) -> float:
    """Title and categories of the points, a row each; gives where they end."""
    y = top + sizes.words * 1.25
    svg.text(left, y, overlay.title, size=sizes.words, colour=INK, bold=True)
    y += 4 * sizes.unit
    for number, category in enumerate(overlay.categories):
        middle, base = y + sizes.row / 2, y + sizes.row / 2 + sizes.words * 0.36
        draw_point(svg, category, number, left + 11 * sizes.unit, middle, sizes)
        svg.text(left + 30 * sizes.unit, base, category.label, size=sizes.words, colour=INK)
        svg.text(
            left + width, base, str(category.count), size=sizes.words, colour=INK, anchor="end"
        )
        y += sizes.row
    return y
