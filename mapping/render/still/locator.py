"""A small map that says where a place lies: in its parent, in the country."""

from typing import TYPE_CHECKING, Final

from mapping.render.still.shapes import WHOLE, DrawnPlace, Panel, fit, project
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


def locator_svg(
    boundaries: "BoundarySet",
    place_code: str,
    *,
    width_px: int,
    height_px: int | None = None,
    label: str,
) -> str:
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
    panel = fit(boundaries, group, width_px - 8, height - 8)
    parents = dict(zip(projected.codes, projected.parents, strict=True))
    svg = Svg()
    left, top = (width_px - panel.width) / 2, (height - panel.height) / 2
    svg.raw(f'<g transform="translate({left:.1f} {top:.1f})">')
    _draw(svg, panel, place_code, parents)
    svg.raw("</g>")
    return svg.document(width_px, height, title=label, about=label, ground="none")


def _draw(svg: Svg, panel: Panel, place_code: str, parents: dict[str, str]) -> None:
    parent = parents[place_code]
    svg.raw(f'<g stroke="{LINE}" stroke-width="0.4" stroke-linejoin="round">')
    for place in panel.places:
        own = parents[place.place_code] == parent and len(set(parents.values())) > 1
        fill = PLACE if place.place_code == place_code else PARENT if own else COUNTRY
        if place.path:
            svg.shape("path", d=place.path, fill=fill, fill_rule="evenodd")
    svg.raw("</g>")
    line = {"fill": "none", "stroke_linejoin": "round"}
    if panel.inner_lines:
        svg.shape("path", d=panel.inner_lines, stroke=LINE, stroke_width=1.0, **line)
    svg.shape("path", d=panel.outline, stroke=OUTLINE, stroke_width=0.7, **line)
    found = next(place for place in panel.places if place.place_code == place_code)
    _draw_finder(svg, found)


def _draw_finder(svg: Svg, place: DrawnPlace) -> None:
    x, y = place.centre
    if place.size_px < TINY_PX:
        svg.shape("circle", cx=x, cy=y, r=2.5, fill=PLACE)
    if place.size_px < FINDER_PX:
        ring = {"fill": "none", "stroke": PLACE, "stroke_width": 1.5}
        svg.shape("circle", cx=x, cy=y, r=FINDER_PX * 0.75, **ring)
