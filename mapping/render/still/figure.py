"""Draws the map itself: places, borders, circles, streams, points, markers of tiny places."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import FlowLayer, MapSpec, Mark, PlaceValue, SymbolLayer
from mapping.render.still.labels import Box, draw_names
from mapping.render.still.layout import MapArea, Placed
from mapping.render.still.points import Metres, draw_points
from mapping.render.still.shapes import DrawnPlace
from mapping.render.still.streams import OTHER, Point, draw_streams
from mapping.render.still.style import (
    BORDER,
    CARE_ID,
    GAIN,
    GROUND,
    LOSS,
    MARKS,
    PARENT_BORDER,
    QUIET,
    RULE,
    SELECTED,
    TINY_PX,
    TINY_RADIUS_PX,
    Sizes,
    colours_of,
    fill_of,
)
from mapping.render.still.writer import Svg, text_width

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MOST_LABELS: Final = 16  # with more places, names beside them hide the map


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Figure:
    """One map and how it is to be drawn."""

    spec: MapSpec
    names: "Mapping[str, str]"  # by place code, in the reader's language
    sizes: Sizes
    circle_scale: float
    most_labels: int = MOST_LABELS
    points: tuple[Metres, ...] = ()  # of the spec's overlay, in metres of the projection

    def draw(self, svg: Svg, area: MapArea, left: float, top: float) -> None:
        """Draw all panels, the map's corner lying at a point."""
        values = {str(value.place_code): value for value in self.spec.layer.values}
        hatched = _hatched(self.spec)
        for placed in area.panels:
            if placed.frame is not None:
                self._draw_frame(svg, placed, left, top)
            with svg.moved(left + placed.left, top + placed.top):
                self._draw_places(svg, placed, values, hatched)
        if isinstance(self.spec.layer, FlowLayer):
            with svg.moved(left, top):  # from one panel to another, too
                centres = _centres(area, list(values))
                selected, scale = self.spec.selected, self.circle_scale
                draw_streams(svg, self.spec.layer, centres, selected=selected, scale=scale)
        for placed in area.panels:
            with svg.moved(left + placed.left, top + placed.top):
                self._draw_over(svg, placed, values, hatched)

    def draw_outline(
        self, svg: Svg, area: MapArea, left: float, top: float, place_code: str
    ) -> None:
        """Draw the outline of one place alone, where `draw` puts the place."""
        for placed in area.panels:
            for place in placed.panel.places:
                if place.place_code == place_code:
                    with svg.moved(left + placed.left, top + placed.top):
                        self._draw_selected(svg, place)

    def _draw_places(
        self,
        svg: Svg,
        placed: Placed,
        values: "Mapping[str, PlaceValue]",
        hatched: "Collection[str]",
    ) -> None:
        unit = self.sizes.unit
        svg.raw(f'<g stroke="{BORDER}" stroke-width="{0.5 * unit:.2f}" stroke-linejoin="bevel">')
        for place in placed.panel.places:
            fill = fill_of(values.get(place.place_code), self.spec)
            if place.path:
                svg.shape("path", d=place.path, fill=fill, fill_rule="evenodd")
        svg.raw("</g>")
        for place in placed.panel.places:
            if place.place_code in hatched and place.path:
                svg.shape("path", d=place.path, fill=f"url(#{CARE_ID})", fill_rule="evenodd")
        lines = {"fill": "none", "stroke_linejoin": "bevel"}
        if placed.panel.inner_lines:
            d, width = placed.panel.inner_lines, 1.3 * unit
            svg.shape("path", d=d, stroke=PARENT_BORDER, stroke_width=width, **lines)
        svg.shape(
            "path", d=placed.panel.outline, stroke=PARENT_BORDER, stroke_width=0.8 * unit, **lines
        )

    def _draw_over(
        self,
        svg: Svg,
        placed: Placed,
        values: "Mapping[str, PlaceValue]",
        hatched: "Collection[str]",
    ) -> None:
        """What lies over the land: the selected outline, markers, circles, names."""
        places = placed.panel.places
        self._draw_markers(svg, places, values, hatched)
        for place in places:
            if place.place_code == self.spec.selected:
                self._draw_selected(svg, place)
        taken: list[Box] = []
        if isinstance(self.spec.layer, (SymbolLayer, FlowLayer)):
            taken = self._draw_circles(svg, self.spec.layer, places, values)
        if len(self.spec.layer.values) <= self.most_labels and placed.frame is None:
            draw_names(
                svg,
                placed,
                self.names,
                lambda code: fill_of(values.get(code), self.spec),
                size=self.sizes.small * 1.05,
                taken=taken,
                on_own_only=len(values) > MOST_LABELS,
            )
        if self.spec.points is not None:
            draw_points(svg, self.spec.points, self.points, placed, self.sizes)

    def _draw_markers(
        self,
        svg: Svg,
        places: "Sequence[DrawnPlace]",
        values: "Mapping[str, PlaceValue]",
        hatched: "Collection[str]",
    ) -> None:
        """Places too small to be seen, unless they have circles of their own."""
        if not colours_of(self.spec.layer):
            return
        for place in places:
            if place.size_px < TINY_PX:
                self._draw_marker(svg, place, fill_of(values.get(place.place_code), self.spec))
                if place.place_code in hatched:
                    self._draw_marker(svg, place, f"url(#{CARE_ID})")

    def _draw_selected(self, svg: Svg, place: DrawnPlace) -> None:
        ring = {"fill": "none", "stroke": SELECTED, "stroke_width": 2.0 * self.sizes.unit}
        if place.size_px < TINY_PX:
            radius = TINY_RADIUS_PX * self.sizes.unit + 2
            svg.shape("circle", cx=place.centre[0], cy=place.centre[1], r=radius, **ring)
        else:
            svg.shape("path", d=place.path, stroke_linejoin="round", **ring)

    def _draw_marker(self, svg: Svg, place: DrawnPlace, fill: str) -> None:
        svg.shape(
            "circle",
            cx=place.centre[0],
            cy=place.centre[1],
            r=TINY_RADIUS_PX * self.sizes.unit,
            fill=fill,
            stroke=PARENT_BORDER,
            stroke_width=0.8,
        )

    def _draw_circles(
        self,
        svg: Svg,
        layer: SymbolLayer | FlowLayer,
        places: "Sequence[DrawnPlace]",
        values: "Mapping[str, PlaceValue]",
    ) -> list[Box]:
        """Circles, the largest first so that none is hidden; gives the boxes they take."""
        at = {place.place_code: place.centre for place in places if place.is_whole}
        shown = [values[code] for code in at if code in values]
        taken: list[Box] = []
        for value in sorted(shown, key=lambda v: -abs(v.value or 0.0)):
            x, y = at[value.place_code]
            look: dict[str, object]
            if value.value:
                radius = self._radius(value.value, layer)
                colour = GAIN if value.value > 0 else LOSS
                if isinstance(layer, FlowLayer):
                    colour = OTHER
                look = {"fill": colour, "fill_opacity": 0.78, "stroke": GROUND}
            elif value.mark is Mark.ZERO and isinstance(layer, SymbolLayer):
                radius, look = 2.5 * self.sizes.unit, {"fill": MARKS[Mark.ZERO], "stroke": QUIET}
            else:
                continue
            svg.shape("circle", cx=x, cy=y, r=radius, stroke_width=0.9, **look)
            taken.append((x - radius, y - radius, x + radius, y + radius))
        return taken

    def _radius(self, value: float, layer: SymbolLayer | FlowLayer) -> float:
        largest = layer.largest_radius_px * self.circle_scale
        return max(0.6, float(largest * (abs(value) / layer.largest) ** 0.5))

    def _draw_frame(self, svg: Svg, placed: Placed, left: float, top: float) -> None:
        x, y, width, height = placed.frame or (0.0, 0.0, 0.0, 0.0)
        box = {"x": left + x, "y": top + y, "width": width, "height": height}
        svg.shape("rect", **box, fill="none", stroke=RULE, stroke_width=1)
        names = ", ".join(self._name(place) for place in placed.panel.places)
        size = self.sizes.small
        while len(names) > 1 and text_width(names, size) > width - 12:
            names = names[:-2].rstrip(", ") + "…"
        svg.text(left + x + 6, top + y + size * 1.3, names, size=size, colour=QUIET)

    def _name(self, place: DrawnPlace) -> str:
        return self.names.get(place.place_code, place.place_code)


def _hatched(spec: MapSpec) -> frozenset[str]:
    """Codes of the places that slanted lines lie over; none where symbols lie over bare land."""
    if spec.hatch is None or not colours_of(spec.layer):
        return frozenset()
    return frozenset(str(spec.layer.values[place].place_code) for place in spec.hatch.places)


def _centres(area: MapArea, codes: list[str]) -> list[Point | None]:
    """Where each place lies on the whole map; None for one that is not drawn."""
    at = {
        place.place_code: (placed.left + place.centre[0], placed.top + place.centre[1])
        for placed in area.panels
        for place in placed.panel.places
        if place.is_whole
    }
    return [at.get(code) for code in codes]
