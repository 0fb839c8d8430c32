"""A small map that says where a place lies: in its parent, in the country."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mapping.render.still.shapes import WHOLE, Panel, Projected, fit, project
from mapping.render.still.stack import Stack
from mapping.render.still.style import TINY_PX
from mapping.render.still.writer import Svg

if TYPE_CHECKING:
    from mapping.boundaries.model import BoundarySet

COUNTRY: Final = "#e6eaed"
PARENT: Final = "#bccbd6"
PLACE: Final = "#1f6491"
LINE: Final = "#ffffff"
OUTLINE: Final = "#8b949d"
FINDER_PX: Final = 14.0  # a place drawn smaller than this gets a ring around it
RING_PX: Final = 10.5  # radius of the ring
EDGE_PX: Final = 12  # left free around the country, so that no ring is cut


def locator_svg(
    boundaries: "BoundarySet",
    place_code: str,
    *,
    width_px: int,
    height_px: int | None = None,
    label: str,
) -> str:
    """A locator map as one picture; see `locator`."""
    return locator(
        boundaries, place_code, width_px=width_px, height_px=height_px, label=label
    ).to_svg()


def locator(
    boundaries: "BoundarySet",
    place_code: str,
    *,
    width_px: int,
    height_px: int | None = None,
    label: str,
) -> Stack:
    """Where a place lies: the place dark, the other places of its parent lighter, the country pale.

    Args:
        boundaries: All places of the place's level in its country.
        place_code: The place to show.
        width_px: Width of the picture.
        height_px: Height; without one, as high as the country needs.
        label: What the picture says, for people who do not see it.
    """
    projected = project(boundaries)
    main = projected.groups[0]
    in_main = {projected.codes[i] for i in main.members}
    group = 0 if place_code in in_main else WHOLE  # an outlying island is seen in the whole country
    height = height_px or round(width_px / max(projected.aspect, 0.6))
    panel = fit(boundaries, group, width_px - 2 * EDGE_PX, height - 2 * EDGE_PX)
    parent = projected.parents[projected.codes.index(place_code)]
    left, top = (width_px - panel.width) / 2, (height - panel.height) / 2
    land, borders = _country(panel)
    finder = _finder(panel, place_code)
    around = _of_parent(panel, projected, parent)
    sheets = (land, around, _filled(_shown(panel, {place_code}, PLACE)), borders, finder)
    moved = f'<g transform="translate({left:.1f} {top:.1f})">'
    return Stack(
        width=width_px,
        height=height,
        title=label,
        about=label,
        ground="none",
        sheets=tuple(f"{moved}{sheet}</g>" for sheet in sheets if sheet),
    )


@lru_cache(maxsize=16)
def _country(panel: Panel) -> tuple[str, str]:
    """What lies below and what lies above the place on every locator map of the country."""
    borders, line = Svg(), {"fill": "none", "stroke_linejoin": "bevel"}
    if panel.inner_lines:
        borders.shape("path", d=panel.inner_lines, stroke=LINE, stroke_width=1.0, **line)
    borders.shape("path", d=panel.outline, stroke=OUTLINE, stroke_width=0.7, **line)
    if panel.inner_lines:  # places of other parents would be too many to tell one from another
        land = _filled([(panel.outline, COUNTRY)])
    else:
        land = _filled([(place.path, COUNTRY) for place in panel.places])
    return land, "".join(borders.parts)


@lru_cache(maxsize=64)
def _of_parent(panel: Panel, projected: Projected, parent: str) -> str:
    """The places of one parent where there are several, the same on the map of each of them."""
    if len(set(projected.parents)) == 1:
        return ""
    pairs = zip(projected.codes, projected.parents, strict=True)
    return _filled(_shown(panel, {code for code, above in pairs if above == parent}, PARENT))


def _shown(panel: Panel, codes: set[str], fill: str) -> list[tuple[str, str]]:
    return [(place.path, fill) for place in panel.places if place.place_code in codes]


def _filled(paths: list[tuple[str, str]]) -> str:
    svg = Svg()
    for path, fill in paths:
        if path:
            svg.shape("path", d=path, fill=fill, fill_rule="evenodd")
    shapes = "".join(svg.parts)
    return f'<g stroke="{LINE}" stroke-width="0.4">{shapes}</g>'


def _finder(panel: Panel, place_code: str) -> str:
    """A dot and a ring where the place is too small to be seen; else nothing."""
    svg = Svg()
    place = next(place for place in panel.places if place.place_code == place_code)
    x, y = place.centre
    if place.size_px < TINY_PX:
        svg.shape("circle", cx=x, cy=y, r=2.5, fill=PLACE)
    if place.size_px < FINDER_PX:
        ring = {"fill": "none", "stroke": PLACE, "stroke_width": 1.5}
        svg.shape("circle", cx=x, cy=y, r=RING_PX, **ring)
    return "".join(svg.parts)
