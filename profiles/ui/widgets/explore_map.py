"""The map with its panel: legend, table and search."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Final

from mapping.cartography.layers import FlowLayer, MapSpec, PointOverlay
from mapping.render.message import point_numbers, point_texts
from mapping.render.panel import EXPLORE_ROUTE
from mapping.ui.context import Context
from mapping.ui.kept_values import register_places, register_values
from mapping.ui.widgets.map_view import coming_map
from profiles.maps.page import page_message
from profiles.ui.widgets.legend_editor import editor_message
from profiles.ui.widgets.map_views import View, view_message, view_spec
from profiles.ui.widgets.overlays import with_overlay
from profiles.ui.widgets.pickers import Choice

if TYPE_CHECKING:
    from mapping.boundaries.packs import BoundaryCatalogue

MAP_KEY: Final = "explore_map"


def explore_spec(choice: Choice, view: View, context: Context) -> MapSpec:
    """The map of the explore page."""
    return with_overlay(view_spec(choice, view, context), choice.over, choice.pack, context)


def explore_message(spec: MapSpec, choice: Choice, view: View, context: Context) -> dict[str, Any]:
    """What the map of the explore page is told."""
    return {
        **panel_message(spec, choice.pack.boundaries, context, selected=choice.place),
        **view_message(choice, view, context),
        **editor_message(spec, choice, view, context.translator),
    }


def coming_panel_map(
    context: Context,
    *,
    key: str,
    height: str,
    above: Callable[[], object] = lambda: None,
    is_there: bool = False,
) -> AbstractContextManager[Callable[[Mapping[str, Any]], None]]:
    """Show a map with its panel; what this gives is called with its message.

    What is done on it is heeded at the start of the next run.

    Args:
        context: Of the page.
        key: Of the widget, one for each page.
        height: Any CSS length.
        above: Draws what stands above the map.
        is_there: Whether the browser shows the map already, as of `coming_map`.
    """
    title = context.translator.text("Map, legend and table")
    return coming_map(
        key=key,
        height=height,
        frame=EXPLORE_ROUTE.lstrip("/"),
        title=title,
        above=above,
        is_there=is_there,
    )


def panel_message(
    spec: MapSpec, boundaries: "BoundaryCatalogue", context: Context, *, selected: str | None
) -> dict[str, Any]:
    """What a map with its panel is told.

    Args:
        spec: The map.
        boundaries: What boundary sets there are.
        context: Of the page.
        selected: Code of the place that is outlined.
    """
    streams = spec.layer.streams if isinstance(spec.layer, FlowLayer) else ()
    message = page_message(
        spec,
        boundaries,
        context.settings,
        context.translator,
        values_key=register_places(spec.layer.values),
        streams_key=register_values([s.text for s in streams], [s.value for s in streams]),
        points_key=_points_key(spec.points),
    )
    return message | {"selected": selected} | context.appearance.for_frames()


def _points_key(overlay: PointOverlay | None) -> str | None:
    if overlay is None:
        return None
    return register_values(point_texts(overlay), point_numbers(overlay))
