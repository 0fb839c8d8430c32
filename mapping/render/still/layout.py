"""Where things lie on a picture: header, map with its panels, legend, footer. Nothing overlaps."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mapping.render.still.shapes import Panel, fit, project
from mapping.render.still.style import Sizes

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

NARROW: Final = 480.0  # pixels: below this the legend lies under the map
TALLEST: Final = 0.9  # height of the map over the width of the picture, unless a height is asked
FLATTEST: Final = 0.3
GAP: Final = 16.0
WIDE_INSETS: Final = 0.4  # of the width, where the islands are the country
INSET_HEAD: Final = 18.0  # for the name


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A panel and the upper left corner of what it draws."""

    panel: Panel
    left: float
    top: float
    frame: tuple[float, float, float, float] | None = None  # of an inset: left, top, width, height


@dataclass(frozen=True, slots=True, kw_only=True)
class MapArea:
    """The map's part of a picture: panels and legend, relative to its own corner."""

    panels: tuple[Placed, ...]
    legend: tuple[float, float] | None  # upper left corner
    height: float

    @property
    def main(self) -> Panel:
        """The panel that holds most places."""
        return self.panels[0].panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """What there is room for."""

    width: float
    height: float | None  # None: as high as the map needs
    legend: tuple[float, float] | None  # width and height of the legend
    sizes: Sizes
    lowest_inset: float = 30.0  # pixels: circles need more room than coasts


def arrange(boundaries: "BoundarySet", space: Space) -> MapArea:
    """The map as large as the space allows, with the legend where no land is."""
    projected = project(boundaries)
    if space.legend is None and len(projected.groups) == 1:
        return _alone(boundaries, space)
    if space.width < NARROW and space.legend is not None:
        return _above_legend(boundaries, space)
    if len(projected.groups) == 1:
        found = _legend_in_a_corner(boundaries, space)
        if found is not None:
            return found
    return _beside_column(boundaries, space)


def _alone(boundaries: "BoundarySet", space: Space) -> MapArea:
    height = space.height or _natural_height(boundaries, space.width)
    panel = fit(boundaries, 0, space.width, height)
    return MapArea(panels=(_centred(panel, space.width, height),), legend=None, height=height)


def _above_legend(boundaries: "BoundarySet", space: Space) -> MapArea:
    _, legend_height = space.legend or (0.0, 0.0)
    room = Space(
        width=space.width,
        height=None if space.height is None else max(space.height - legend_height - GAP, 60.0),
        legend=None,
        sizes=space.sizes,
        lowest_inset=space.lowest_inset,
    )
    several = len(project(boundaries).groups) > 1
    area = _beside_column(boundaries, room) if several else _alone(boundaries, room)
    top = area.height + GAP
    return MapArea(panels=area.panels, legend=(0.0, top), height=top + legend_height)


def _legend_in_a_corner(boundaries: "BoundarySet", space: Space) -> MapArea | None:
    if space.legend is None:
        return None
    width, (legend_width, legend_height) = space.width, space.legend
    height = space.height or _natural_height(boundaries, width)
    if legend_height > height:
        return None
    placed = _centred(fit(boundaries, 0, width, height), width, height)
    right, bottom = width - legend_width, height - legend_height
    for left, top in ((right, 0.0), (0.0, bottom), (0.0, 0.0), (right, bottom)):
        x, y = left - placed.left, top - placed.top
        around = (x - GAP, y - GAP / 2, x + legend_width + GAP, y + legend_height + GAP / 2)
        if not placed.panel.covers(around):
            return MapArea(panels=(placed,), legend=(left, top), height=height)
    return None


def _beside_column(boundaries: "BoundarySet", space: Space) -> MapArea:
    """The map on the left; legend and insets in a column on the right."""
    insets = len(project(boundaries).groups) - 1
    legend_width, legend_height = space.legend or (0.0, 0.0)
    column = max(legend_width, _inset_width(boundaries, space) if insets else 0.0)
    width = space.width - column - 1.5 * GAP
    height = space.height or max(_natural_height(boundaries, width), legend_height)
    main = _centred(fit(boundaries, 0, width, height), width, height)
    left, top = space.width - column, legend_height + GAP if legend_height else 0.0
    room = (left, top, column, height - top)
    placed = _insets(boundaries, room, main.panel.metres_a_px, lowest=space.lowest_inset)
    ends = (frame[1] + frame[3] for inset in placed if (frame := inset.frame))
    return MapArea(
        panels=(main, *placed),
        legend=(left, 0.0) if space.legend else None,
        height=max(height, legend_height, *ends),
    )


def _insets(
    boundaries: "BoundarySet",
    room: tuple[float, float, float, float],
    main_metres_a_px: float,
    *,
    lowest: float,
) -> list[Placed]:
    """Boxes below each other, or two and two where they are the country and have room."""
    left, top, width, height = room
    groups = range(1, len(project(boundaries).groups))
    across = 2 if _insets_hold_most(boundaries) and len(groups) > 1 else 1
    rows = -(-len(groups) // across)
    box_width = (width - (across - 1) * GAP / 2) / across
    most = max((height - (rows - 1) * GAP / 2) / max(rows, 1), lowest + INSET_HEAD)
    placed: list[Placed] = []
    y = top
    for start in range(0, len(groups), across):
        row = [
            _inset(boundaries, group, box, main_metres_a_px, lowest=lowest)
            for i, group in enumerate(groups[start : start + across])
            for box in [(left + i * (box_width + GAP / 2), y, box_width, most)]
        ]
        y += max(inset.frame[3] for inset in row if inset.frame) + GAP / 2
        placed += row
    return placed


def _insets_hold_most(boundaries: "BoundarySet") -> bool:
    """Whether the insets together hold as many places as the main map."""
    main, *others = (sum(group.has_largest) for group in project(boundaries).groups)
    return sum(others) >= main


def _inset_width(boundaries: "BoundarySet", space: Space) -> float:
    """Width of a column of insets."""
    most = _insets_hold_most(boundaries)
    return WIDE_INSETS * space.width if most else 150 * space.sizes.unit


def _inset(
    boundaries: "BoundarySet",
    group: int,
    room: tuple[float, float, float, float],
    main_metres_a_px: float,
    *,
    lowest: float,
) -> Placed:
    """A group of its own in a box, at the scale of the main map where that fits."""
    left, top, width, most = room
    west, south, east, north = project(boundaries).bounds(group)
    inner_width, inner_most = width - 20, max(most - INSET_HEAD - 12, 20.0)
    metres = max(main_metres_a_px, (east - west) / inner_width, (north - south) / inner_most)
    panel = fit(boundaries, group, (east - west) / metres, (north - south) / metres)
    height = INSET_HEAD + max(panel.height + 12, lowest)
    return Placed(
        panel=panel,
        left=left + (width - panel.width) / 2,
        top=top + INSET_HEAD + (height - INSET_HEAD - panel.height) / 2,
        frame=(left, top, width, height),
    )


def _natural_height(boundaries: "BoundarySet", width: float) -> float:
    aspect = project(boundaries).aspect
    return min(max(width / aspect, FLATTEST * width), TALLEST * width)


def _centred(panel: Panel, width: float, height: float) -> Placed:
    return Placed(panel=panel, left=(width - panel.width) / 2, top=(height - panel.height) / 2)
