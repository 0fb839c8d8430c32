"""The map with its panel: legend, table and search."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from mapping.cartography.layers import FlowLayer, MapSpec, PointOverlay
from mapping.render.message import point_numbers, point_texts
from mapping.render.panel import EXPLORE_ROUTE
from mapping.ui.context import Context
from mapping.ui.routes_geo import register_values
from mapping.ui.widgets.map_view import map_view
from profiles.maps.page import page_message
from profiles.ui.widgets.legend_editor import editor_message
from profiles.ui.widgets.map_views import View, view_message, view_spec
from profiles.ui.widgets.overlays import with_overlay
from profiles.ui.widgets.pickers import Choice

if TYPE_CHECKING:
    from mapping.boundaries.packs import BoundaryCatalogue

MAP_KEY: Final = "explore_map"
NOTHING: Final[Mapping[str, object]] = MappingProxyType({})


def explore_map(choice: Choice, view: View, context: Context) -> MapSpec:
    """Show the map of the explore page, and return it."""
    spec = with_overlay(view_spec(choice, view, context), choice.over, choice.pack, context)
    show_map(
        spec,
        choice.pack.boundaries,
        context,
        key=MAP_KEY,
        height="max(34rem, calc(100vh - 13.5rem))",
        selected=choice.place,
        more={
            **view_message(choice, view, context),
            "editor": editor_message(spec, choice.look, context.translator),
        },
    )
    return spec


def show_map(  # noqa: PLR0913 - what is shown, of what, and where on the page
    spec: MapSpec,
    boundaries: "BoundaryCatalogue",
    context: Context,
    *,
    key: str,
    height: str,
    selected: str | None,
    more: Mapping[str, object] = NOTHING,
) -> None:
    """Show a map with its panel; what is done on it is heeded at the start of the next run.

    Args:
        spec: The map.
        boundaries: What boundary sets there are.
        context: Of the page.
        key: Of the widget, one for each page.
        height: Any CSS length.
        selected: Code of the place that is outlined.
        more: What else the message says, for scripts of the frame.
    """
    values = spec.layer.values
    values_key = register_values([v.text for v in values], [v.value for v in values])
    streams = spec.layer.streams if isinstance(spec.layer, FlowLayer) else ()
    message = page_message(
        spec,
        boundaries,
        context.settings,
        context.translator,
        values_key=values_key,
        streams_key=register_values([s.text for s in streams], [s.value for s in streams]),
        points_key=_points_key(spec.points),
    )
    map_view(
        {**message, "selected": selected, **more, **context.appearance.for_frames()},
        key=key,
        height=height,
        frame=EXPLORE_ROUTE.lstrip("/"),
        title=context.translator.text("Map, legend and table"),
    )


def _points_key(overlay: PointOverlay | None) -> str | None:
    if overlay is None:
        return None
    return register_values(point_texts(overlay), point_numbers(overlay))
