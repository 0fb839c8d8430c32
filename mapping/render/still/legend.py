"""The key of a map: classes, circles, lines or a square, and the marks with their counts."""

from typing import TYPE_CHECKING, assert_never

from mapping.cartography.layers import (
    BivariateLayer,
    Category,
    ChoroplethLayer,
    ClusterLayer,
    FlowLayer,
    MapClass,
    MapSpec,
    Mark,
    SymbolLayer,
)
from mapping.i18n import N_, Translator
from mapping.render.still.points import draw_point_rows
from mapping.render.still.square import SquareKey
from mapping.render.still.streams import IN, OTHER, OUT, stream_path, stream_width
from mapping.render.still.style import (
    BORDER,
    CARE_ID,
    GAIN,
    HATCH_ID,
    INK,
    LOSS,
    MARKS,
    QUIET,
    RULE,
    Sizes,
)
from mapping.render.still.writer import Svg, text_width, wrapped

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

WIDEST = 190.0  # in units


class LegendBlock:
    """A legend that knows its size before it is drawn."""

    def __init__(
        self, spec: MapSpec, sizes: Sizes, *, boundaries: "BoundarySet", circle_scale: float
    ) -> None:
        self._spec, self._sizes, self._circle_scale = spec, sizes, circle_scale
        self._square = (
            SquareKey(spec.layer, boundaries, sizes)
            if isinstance(spec.layer, BivariateLayer)
            else None
        )
        self._translator = Translator(spec.language)
        self._hatch = spec.hatch if spec.hatch and spec.hatch.places else None
        self._heading = wrapped(self._legend_words(), WIDEST * sizes.unit, sizes.words, bold=True)
        self.width = self._measured_width()
        self.height = self._measured_height()

    def draw(self, svg: Svg, left: float, top: float) -> None:
        """Draw the legend with its upper left corner at a point."""
        sizes, y = self._sizes, top
        for line in self._heading:
            y += sizes.words * 1.25
            svg.text(left, y, line, size=sizes.words, colour=INK, bold=True)
        self._draw_parts(svg, left, y + 5 * sizes.unit)

    def _draw_parts(self, svg: Svg, left: float, top: float) -> float:
        """Scale, marks and points below each other; gives where they end."""
        y = self._draw_scale(svg, left, top)
        if not isinstance(self._spec.layer, FlowLayer):  # its places lie bare
            y = self._rule(svg, left, y)
            for mark in self._spec.layer.legend.mark_labels:
                self._draw_mark(svg, mark, left, y)
                y += self._sizes.row
        if self._hatch is not None:
            self._swatch(svg, left, y, MARKS[Mark.NO_DATA])
            self._swatch(svg, left, y, f"url(#{CARE_ID})")
            self._row_words(svg, left, y, self._hatch.label, len(self._hatch.places))
            y += self._sizes.row
        if self._spec.points is not None:
            y = self._rule(svg, left, y)
            y = draw_point_rows(svg, self._spec.points, left, y, self.width, self._sizes)
        return y

    def _rule(self, svg: Svg, left: float, y: float) -> float:
        ends = {"x1": left, "x2": left + self.width, "y1": y + 4, "y2": y + 4}
        svg.shape("line", **ends, stroke=RULE, stroke_width=1)
        return y + 8

    def _legend_words(self) -> str:
        return self._spec.layer.legend.unit

    def _draw_scale(self, svg: Svg, left: float, top: float) -> float:
        layer = self._spec.layer
        match layer:
            case ChoroplethLayer():
                return self._draw_rows(svg, layer.legend.classes[::-1], left, top)
            case ClusterLayer():
                return self._draw_rows(svg, layer.categories, left, top)
            case SymbolLayer():
                return self._draw_circles(svg, layer, left, top)
            case FlowLayer():
                return self._draw_streams(svg, layer, left, top)
            case BivariateLayer():
                return self._square.draw(svg, left, top) if self._square else top
            case _:
                assert_never(layer)

    def _draw_rows(
        self, svg: Svg, rows: tuple[MapClass | Category, ...], left: float, top: float
    ) -> float:
        sizes, y = self._sizes, top
        header = self._translator.text(N_("places"))
        if rows:
            y += sizes.small
            right = left + self.width
            svg.text(right, y, header, size=sizes.small, colour=QUIET, anchor="end")
            y += 3 * sizes.unit
        for row in rows:
            self._swatch(svg, left, y, row.colour)
            self._row_words(svg, left, y, row.label, row.count)
            y += sizes.row
        return y

    def _draw_streams(self, svg: Svg, layer: FlowLayer, left: float, top: float) -> float:
        """A line for each size, and the two colours of the selected place's streams."""
        sizes, y = self._sizes, top
        length = 44 * sizes.unit
        for row in layer.legend.classes:
            width = stream_width(row.upper, layer, self._circle_scale)
            height = max(sizes.row, width + 4 * sizes.unit)
            middle = y + height / 2
            path = stream_path((left, middle), (left + length, middle - 0.01), width)
            svg.shape("path", d=path, fill=OTHER, fill_opacity=0.78)
            base = middle + sizes.words * 0.36
            svg.text(left + length + 10 * sizes.unit, base, row.label, size=sizes.words, colour=INK)
            y += height
        if self._spec.selected is not None:
            for colour, words in ((IN, N_("people who come")), (OUT, N_("people who leave"))):
                self._swatch(svg, left, y, colour)
                self._row_words(svg, left, y, self._translator.text(words), None)
                y += sizes.row
        return y + 4 * sizes.unit

    def _draw_circles(self, svg: Svg, layer: SymbolLayer, left: float, top: float) -> float:
        sizes, y = self._sizes, top
        if any(value.value is not None and value.value < 0 for value in layer.values):
            for colour, words in ((GAIN, N_("above zero")), (LOSS, N_("below zero"))):
                svg.shape(
                    "circle",
                    cx=left + 11 * sizes.unit,
                    cy=y + sizes.row / 2,
                    r=5 * sizes.unit,
                    fill=colour,
                )
                self._row_words(svg, left, y, self._translator.text(words), None)
                y += sizes.row
        radii = [self._radius(row.upper, layer) for row in layer.legend.classes]
        bottom = y + 2 * max(radii, default=0.0) + 4
        middle = left + max(radii, default=0.0) + 1
        labels = self._label_heights(radii, bottom)
        for row, radius, label_y in reversed(
            list(zip(layer.legend.classes, radii, labels, strict=True))
        ):
            head = bottom - 2 * radius
            ring = {"fill": "none", "stroke": QUIET, "stroke_width": 1}
            svg.shape("circle", cx=middle, cy=bottom - radius, r=radius, **ring)
            end = left + 2 * max(radii) + 14 * sizes.unit
            line = f"M{middle:.1f},{head:.1f}L{end - 10:.1f},{label_y:.1f}H{end - 4:.1f}"
            svg.shape("path", d=line, fill="none", stroke=BORDER, stroke_width=0.6)
            svg.text(end, label_y + sizes.words / 3, row.label, size=sizes.words, colour=INK)
        return bottom + 4 * sizes.unit

    def _label_heights(self, radii: list[float], bottom: float) -> list[float]:
        """Heights of the labels beside nested circles, at least a line apart."""
        heights: list[float] = []
        for radius in radii:  # smallest first, upwards
            wanted = bottom - 2 * radius
            if heights:
                wanted = min(wanted, heights[-1] - self._sizes.words * 1.15)
            heights.append(wanted)
        return heights

    def _draw_mark(self, svg: Svg, mark: Mark, left: float, y: float) -> None:
        legend, sizes = self._spec.layer.legend, self._sizes
        if mark is Mark.ZERO and isinstance(self._spec.layer, SymbolLayer):
            ring = {"fill": MARKS[Mark.ZERO], "stroke": QUIET, "stroke_width": 1}
            svg.shape("circle", cx=left + 11 * sizes.unit, cy=y + sizes.row / 2, r=3, **ring)
        else:
            fill = f"url(#{HATCH_ID})" if mark is Mark.NOT_SHOWN else MARKS[mark]
            self._swatch(svg, left, y, fill)
        self._row_words(svg, left, y, legend.mark_labels[mark], legend.mark_counts[mark])

    def _swatch(self, svg: Svg, left: float, y: float, fill: str) -> None:
        unit = self._sizes.unit
        svg.shape(
            "rect",
            x=left + 0.5,
            y=y + (self._sizes.row - 13 * unit) / 2,
            width=22 * unit,
            height=13 * unit,
            fill=fill,
            stroke=BORDER,
            stroke_width=0.6,
        )

    def _row_words(self, svg: Svg, left: float, y: float, label: str, count: int | None) -> None:
        sizes = self._sizes
        base = y + sizes.row / 2 + sizes.words * 0.36
        svg.text(left + 30 * sizes.unit, base, label, size=sizes.words, colour=INK)
        if count is not None:
            right, words = left + self.width, self._translator.number(count)
            svg.text(right, base, words, size=sizes.words, colour=QUIET, anchor="end")

    def _radius(self, value: float, layer: SymbolLayer) -> float:
        largest = layer.largest_radius_px * self._circle_scale
        return float(largest * (value / layer.largest) ** 0.5)

    def _measured_width(self) -> float:
        legend, sizes, layer = self._spec.layer.legend, self._sizes, self._spec.layer
        labels = [] if isinstance(layer, FlowLayer) else [*legend.mark_labels.values()]
        if isinstance(layer, ChoroplethLayer):
            labels += [row.label for row in legend.classes]
        if isinstance(layer, ClusterLayer):
            labels += [row.label for row in layer.categories]
        if isinstance(layer, FlowLayer):
            labels += [self._translator.text(N_("people who leave"))]
            labels += [f"{row.label}      " for row in legend.classes]
        if self._hatch is not None:
            labels += [self._hatch.label]
        if self._spec.points is not None:
            labels += [row.label for row in self._spec.points.categories]
        counts = [*legend.mark_counts.values(), *(row.count for row in legend.classes)]
        widest = max(text_width(label, sizes.words) for label in labels)
        count = max(text_width(self._translator.number(n), sizes.words) for n in counts)
        rows = 30 * sizes.unit + widest + 14 * sizes.unit + count
        heading = max((text_width(h, sizes.words, bold=True) for h in self._heading), default=0.0)
        square = self._square.width if self._square else 0.0
        return max(rows, heading, square, self._circles_width())

    def _circles_width(self) -> float:
        layer, sizes = self._spec.layer, self._sizes
        if not isinstance(layer, SymbolLayer) or not layer.legend.classes:
            return 0.0
        circles = 2 * self._radius(layer.legend.classes[-1].upper, layer) + 14 * sizes.unit
        return circles + max(text_width(c.label, sizes.words) for c in layer.legend.classes)

    def _measured_height(self) -> float:
        top = len(self._heading) * self._sizes.words * 1.25 + 5 * self._sizes.unit
        return self._draw_parts(Svg(), 0.0, top)
