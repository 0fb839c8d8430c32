"""The key of two rates at once: a square on its corner, and each rate alone on a small map."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import BivariateLayer, Legend, PlaceValue
from mapping.cartography.palettes import MARK_COLOURS, Surface, ink_on
from mapping.render.still.shapes import WHOLE, fit
from mapping.render.still.style import BORDER, GROUND, HATCH_ID, INK, QUIET, Sizes
from mapping.render.still.writer import Svg, wrapped

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

HALF_CELL: Final = 22.0  # half the diagonal of one of three cells, in units
THUMB_WIDTH: Final = 88.0
THUMB_HEIGHT: Final = 62.0


class SquareKey:
    """The square with words on its lower edges, and two small maps below it."""

    def __init__(self, layer: BivariateLayer, boundaries: "BoundarySet", sizes: Sizes) -> None:
        self._layer, self._boundaries, self._sizes = layer, boundaries, sizes
        self._columns = len(layer.first.classes)
        self._rows = len(layer.second.classes)
        self._half = HALF_CELL * sizes.unit * 3 / max(self._columns, self._rows, 1)
        self.width = max(2.0 * THUMB_WIDTH + 12.0, 190.0) * sizes.unit

    def draw(self, svg: Svg, left: float, top: float) -> float:
        """Draw it; gives where it ends."""
        y = top
        if self._layer.cells:
            y = self._draw_square(svg, left, y + 4 * self._sizes.unit)
        y = self._draw_axes(svg, left, y)
        return self._draw_thumbs(svg, left, y + 10 * self._sizes.unit)

    def _draw_square(self, svg: Svg, left: float, top: float) -> float:
        """Low and low at the bottom, high and high at the top."""
        half = self._half
        middle = left + self.width / 2
        bottom = top + (self._columns + self._rows) * half
        for number, cell in enumerate(self._layer.cells):
            row, column = divmod(number, self._columns)
            x = middle + (column - row) * half
            y = bottom - (column + row) * half
            path = f"M{x:.1f},{y:.1f}l{half:.1f},{-half:.1f}l{-half:.1f},{-half:.1f}"
            svg.shape(
                "path",
                d=f"{path}l{-half:.1f},{half:.1f}z",
                fill=cell.colour,
                stroke=GROUND,
                stroke_width=self._sizes.unit,
            )
            if cell.count:
                size = self._sizes.small * 0.9
                spot = y - half + size * 0.36
                ink = ink_on(cell.colour)
                svg.text(x, spot, str(cell.count), size=size, colour=ink, anchor="middle")
        return bottom

    def _draw_axes(self, svg: Svg, left: float, top: float) -> float:
        """What rises to the upper right is the first rate, to the upper left the second."""
        size, gap = self._sizes.small, 6 * self._sizes.unit
        width = (self.width - gap) / 2
        second = wrapped(f"↖ {self._layer.second.title}", width, size)
        first = wrapped(f"{self._layer.first.title} ↗", width, size)
        y = top
        for line in range(max(len(first), len(second))):
            y += size * 1.3
            if line < len(second):
                svg.text(left, y, second[line], size=size, colour=INK)
            if line < len(first):
                end = left + self.width
                svg.text(end, y, first[line], size=size, colour=INK, anchor="end")
        return y

    def _draw_thumbs(self, svg: Svg, left: float, top: float) -> float:
        unit = self._sizes.unit
        pairs = (
            (self._layer.second, self._layer.second_values),
            (self._layer.first, self._layer.first_values),
        )
        ends = [
            self._draw_thumb(svg, legend, values, left + i * (self.width + 12 * unit) / 2, top)
            for i, (legend, values) in enumerate(pairs)
        ]
        return max(ends) + 4 * unit

    def _draw_thumb(
        self, svg: Svg, legend: Legend, values: Sequence[PlaceValue], left: float, top: float
    ) -> float:
        unit, size = self._sizes.unit, self._sizes.small
        panel = fit(self._boundaries, WHOLE, THUMB_WIDTH * unit, THUMB_HEIGHT * unit)
        fills = {str(value.place_code): _fill(value, legend) for value in values}
        with svg.moved(left, top):
            svg.raw(f'<g stroke="{BORDER}" stroke-width="0.2">')
            for place in panel.places:
                if place.path:
                    fill = fills.get(place.place_code, GROUND)
                    svg.shape("path", d=place.path, fill=fill, fill_rule="evenodd")
            svg.raw("</g>")
        y = top + panel.height + 6 * unit
        for row in reversed(legend.classes):
            swatch = {"x": left, "y": y, "width": 14 * unit, "height": 8 * unit}
            svg.shape("rect", **swatch, fill=row.colour, stroke=BORDER, stroke_width=0.4)
            svg.text(left + 19 * unit, y + 8 * unit, row.label, size=size * 0.95, colour=QUIET)
            y += size * 1.35
        for line in wrapped(legend.unit, THUMB_WIDTH * unit, size * 0.95):
            y += size * 1.2
            svg.text(left, y, line, size=size * 0.95, colour=QUIET)
        return y


def _fill(value: PlaceValue, legend: Legend) -> str:
    if value.mark is not None or value.class_index is None:
        mark = value.mark
        if mark is None:
            return GROUND
        return f"url(#{HATCH_ID})" if mark == "not-shown" else MARK_COLOURS[Surface.LIGHT][mark]
    return legend.classes[value.class_index].colour
