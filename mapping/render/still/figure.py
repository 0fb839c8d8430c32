"""Draws the map itself: places, borders, circles, markers of tiny places, names, scale bar."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.cartography.breaks import round_number_at_most
from mapping.cartography.layers import ChoroplethLayer, MapSpec, Mark, PlaceValue, SymbolLayer
from mapping.cartography.palettes import ink_on
from mapping.i18n import N_, Translator
from mapping.render.still.layout import MapArea, Placed
from mapping.render.still.shapes import DrawnPlace, Panel
from mapping.render.still.style import (
    BORDER,
    GAIN,
    GROUND,
    INK,
    LOSS,
    MARKS,
    PARENT_BORDER,
    QUIET,
    RULE,
    SELECTED,
    TINY_PX,
    TINY_RADIUS_PX,
    Sizes,
    fill_of,
)
from mapping.render.still.writer import Svg, text_width

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_LABELS: Final = 16  # with more places, names beside them hide the map

WHITE: Final = "#ffffff"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Figure:
    """One map and how it is to be drawn."""

    spec: MapSpec
    names: "Mapping[str, str]"  # by place code, in the reader's language
    sizes: Sizes
    circle_scale: float
    most_labels: int = MOST_LABELS

    def draw(self, svg: Svg, area: MapArea, left: float, top: float) -> None:
        """Draw all panels, the map's corner lying at a point."""
        values = {str(value.place_code): value for value in self.spec.layer.values}
        for placed in area.panels:
            if placed.frame is not None:
                self._draw_frame(svg, placed, left, top)
            with svg.moved(left + placed.left, top + placed.top):
                self._draw_places(svg, placed, values)
                self._draw_over(svg, placed, values)

    def draw_outline(
        self, svg: Svg, area: MapArea, left: float, top: float, place_code: str
    ) -> None:
        """Draw the outline of one place alone, where `draw` puts the place."""
        for placed in area.panels:
            for place in placed.panel.places:
                if place.place_code == place_code:
                    with svg.moved(left + placed.left, top + placed.top):
                        self._draw_selected(svg, place)

    def _draw_places(self, svg: Svg, placed: Placed, values: "Mapping[str, PlaceValue]") -> None:
        unit = self.sizes.unit
        svg.raw(f'<g stroke="{BORDER}" stroke-width="{0.5 * unit:.2f}" stroke-linejoin="round">')
        for place in placed.panel.places:
            fill = fill_of(values.get(place.place_code), self.spec)
            if place.path:
                svg.shape("path", d=place.path, fill=fill, fill_rule="evenodd")
        svg.raw("</g>")
        lines = {"fill": "none", "stroke_linejoin": "round"}
        if placed.panel.inner_lines:
            d, width = placed.panel.inner_lines, 1.3 * unit
            svg.shape("path", d=d, stroke=PARENT_BORDER, stroke_width=width, **lines)
        svg.shape(
            "path", d=placed.panel.outline, stroke=PARENT_BORDER, stroke_width=0.8 * unit, **lines
        )

    def _draw_over(self, svg: Svg, placed: Placed, values: "Mapping[str, PlaceValue]") -> None:
        """What lies over the land: the selected outline, markers, circles, names."""
        places = placed.panel.places
        for place in places:
            if place.size_px < TINY_PX and isinstance(self.spec.layer, ChoroplethLayer):
                self._draw_marker(svg, place, fill_of(values.get(place.place_code), self.spec))
        for place in places:
            if place.place_code == self.spec.selected:
                self._draw_selected(svg, place)
        taken: list[Box] = []
        if isinstance(self.spec.layer, SymbolLayer):
            taken = self._draw_circles(svg, self.spec.layer, places, values)
        if len(self.spec.layer.values) <= self.most_labels and placed.frame is None:
            self._draw_names(svg, placed, values, taken)

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
        layer: SymbolLayer,
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
                look = {"fill": colour, "fill_opacity": 0.78, "stroke": GROUND}
            elif value.mark is Mark.ZERO:
                radius, look = 2.5 * self.sizes.unit, {"fill": MARKS[Mark.ZERO], "stroke": QUIET}
            else:
                continue
            svg.shape("circle", cx=x, cy=y, r=radius, stroke_width=0.9, **look)
            taken.append((x - radius, y - radius, x + radius, y + radius))
        return taken

    def _radius(self, value: float, layer: SymbolLayer) -> float:
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

    def _draw_names(
        self,
        svg: Svg,
        placed: Placed,
        values: "Mapping[str, PlaceValue]",
        taken: list[Box],
    ) -> None:
        """Names where there is room for them, those of large places first."""
        size = self.sizes.small * 1.05
        markers = [
            _around(p, TINY_RADIUS_PX + 1) for p in placed.panel.places if p.size_px < TINY_PX
        ]
        taken = [*taken, *markers]
        whole = [place for place in placed.panel.places if place.is_whole]
        on_own_only = len(self.spec.layer.values) > MOST_LABELS
        for place in sorted(whole, key=lambda p: -p.size_px):
            name = self._name(place)
            width = text_width(name, size)
            for spot in _label_spots(place, placed.panel, width, size, taken):
                if on_own_only and not spot.on_own:
                    break  # the best spot comes first
                box = (spot.x, spot.y - size, spot.x + width, spot.y + size * 0.3)
                inside = box[0] >= -placed.left and box[2] <= placed.panel.width + placed.left
                if not inside or any(_overlap(box, other) for other in taken):
                    continue
                if spot.on_land or not placed.panel.covers(box):
                    ground = fill_of(values.get(place.place_code), self.spec)
                    colour, halo = _ink_and_halo(ground if spot.on_own else GROUND)
                    svg.text(spot.x, spot.y, name, size=size, colour=colour, halo=halo)
                    taken.append(box)
                    break

    def _name(self, place: DrawnPlace) -> str:
        return self.names.get(place.place_code, place.place_code)


def draw_scale_bar(  # noqa: PLR0913 - what it measures, and where it lies
    svg: Svg, metres_a_px: float, sizes: Sizes, left: float, base: float, translator: Translator
) -> float:
    """A scale bar of a round number of kilometres or metres; gives its width."""
    longest_km = 130 * sizes.unit * metres_a_px / 1000
    length_km = round_number_at_most(longest_km)
    width = length_km * 1000 / metres_a_px
    tick = 4 * sizes.unit
    path = f"M{left:.1f},{base - tick:.1f}V{base:.1f}H{left + width:.1f}V{base - tick:.1f}"
    svg.shape("path", d=path, fill="none", stroke=INK, stroke_width=sizes.unit)
    if length_km >= 1:
        words = translator.text(N_("{length} km"), length=translator.number(length_km))
    else:
        words = translator.text(N_("{length} m"), length=translator.number(length_km * 1000))
    svg.text(left + width + 6, base + 1, words, size=sizes.small, colour=INK)
    return width + 6 + text_width(words, sizes.small)


def draw_north_arrow(
    svg: Svg, sizes: Sizes, right: float, bottom: float, translator: Translator
) -> None:
    """An arrow to the north with its letter; north is up along the middle of the map."""
    unit = sizes.unit
    x, height, half = right - 8 * unit, 18 * unit, 5 * unit
    path = f"M{x:.1f},{bottom - height:.1f}l{half:.1f},{height:.1f}l{-half:.1f},{-4 * unit:.1f}"
    svg.shape("path", d=f"{path}l{-half:.1f},{4 * unit:.1f}z", fill=INK)
    letter = translator.text(N_("N"))
    svg.text(
        x,
        bottom - height - 3 * unit,
        letter,
        size=sizes.small,
        colour=INK,
        bold=True,
        anchor="middle",
    )


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a name may start, and whether it then may lie on land: any, or its own place."""

    x: float
    y: float
    on_land: bool = False
    on_own: bool = False


def _label_spots(
    place: DrawnPlace, panel: Panel, width: float, size: float, taken: "Sequence[Box]"
) -> list[_Spot]:
    """Spots for a name, the best first: on the place, else beside it on the side of the sea."""
    x, y = place.centre
    box = place.box
    circle = next((b for b in taken if b[0] < x < b[2] and b[1] < y < b[3]), None)
    spots: list[_Spot] = []
    if circle is not None:
        box = circle
    elif box[2] - box[0] > width * 0.9 and box[3] - box[1] > size * 1.2:
        spots.append(_Spot(x - width / 2, y + size * 0.35, on_land=True, on_own=True))
    left, top, right, bottom = box
    middle, base = (left + right) / 2 - width / 2, y + size * 0.35
    sides = [_Spot(right + 5, base), _Spot(left - 5 - width, base)]
    if x < panel.width / 2:
        sides.reverse()
    on_circle = circle is not None  # names beside circles lie on land where there is no sea
    spots += [_Spot(s.x, s.y, on_land=on_circle) for s in sides]
    return [*spots, _Spot(middle, top - 5), _Spot(middle, bottom + size + 2)]


def _ink_and_halo(ground: str) -> tuple[str, str]:
    """Colours of a name on a ground; hatching is read as white."""
    if not ground.startswith("#") or ink_on(ground) != WHITE:
        return INK, GROUND
    return WHITE, ground


def _around(place: DrawnPlace, radius: float) -> Box:
    x, y = place.centre
    return (x - radius, y - radius, x + radius, y + radius)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
