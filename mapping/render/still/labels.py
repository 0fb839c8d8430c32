"""Names on a map: each on its own land or beside it on the sea, none on another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from mapping.cartography.palettes import ink_on
from mapping.render.still.layout import Placed
from mapping.render.still.shapes import DrawnPlace, Panel
from mapping.render.still.style import GROUND, INK, TINY_PX, TINY_RADIUS_PX
from mapping.render.still.writer import Svg, text_width

WHITE: Final = "#ffffff"
APART_PX: Final = 4  # between the names of neighbours, which would be read as one

Box = tuple[float, float, float, float]


def draw_names(  # noqa: PLR0913 - where names may stand
    svg: Svg,
    placed: Placed,
    names: Mapping[str, str],
    fill: Callable[[str], str],
    *,
    size: float,
    taken: Sequence[Box],
    on_own_only: bool,
) -> None:
    """Names where there is room for them, those of large places first.

    Args:
        svg: Drawn on, from the panel's corner.
        placed: The panel.
        names: By place code.
        fill: What a place is filled with, by its code.
        size: Of the letters.
        taken: Boxes that are not free.
        on_own_only: Whether a name that does not fit on its place is left out.
    """
    taken = [
        *taken,
        *(_around(p, TINY_RADIUS_PX + 1) for p in placed.panel.places if p.size_px < TINY_PX),
    ]
    whole = [place for place in placed.panel.places if place.is_whole]
    for place in sorted(whole, key=lambda p: -p.size_px):
        name = names.get(place.place_code, place.place_code)
        width = text_width(name, size)
        for spot in _spots(place, placed.panel, width, size, taken):
            if on_own_only and not spot.on_own:
                break  # the best spot comes first
            box = _box(spot, width, size)
            if _is_free(box, spot, placed, taken):
                ground = fill(place.place_code) if spot.on_own else GROUND
                colour, halo = _ink_and_halo(ground)
                svg.text(spot.x, spot.y, name, size=size, colour=colour, halo=halo)
                taken.append(box)
                break


def _is_free(box: Box, spot: "_Spot", placed: Placed, taken: Sequence[Box]) -> bool:
    inside = box[0] >= -placed.left and box[2] <= placed.panel.width + placed.left
    apart = (box[0] - APART_PX, box[1], box[2] + APART_PX, box[3])
    if not inside or any(_overlap(apart, other) for other in taken):
        return False
    return spot.on_land or not placed.panel.covers(box)


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where a name may start, and whether it then may lie on land: any, or its own place."""

    x: float
    y: float
    on_land: bool = False
    on_own: bool = False


def _spots(
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
    sides += [_Spot(middle, top - 5), _Spot(middle, bottom + size + 2)]
    if circle is None:
        return [*spots, *sides]
    # Names beside circles may lie on land or on the sea, and hardly on the coast between them.
    free = [_Spot(s.x, s.y, on_land=True) for s in sides]
    return sorted(free, key=lambda s: panel.has_coast_in(_box(s, width, size)))


def _box(spot: _Spot, width: float, size: float) -> Box:
    return (spot.x, spot.y - size, spot.x + width, spot.y + size * 0.3)


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
