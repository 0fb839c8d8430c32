"""The map with its panel, on the explore page."""

from typing import Final

from mapping.cartography.layers import MapSpec
from mapping.ui.context import Context
from mapping.ui.routes_geo import register_values
from mapping.ui.widgets.map_view import map_view
from profiles.map_page import page_message
from profiles.ui.widgets.pickers import Choice

MAP_KEY: Final = "explore_map"
EXPLORE_ROUTE: Final = "/map/frame"


def explore_map(choice: Choice, spec: MapSpec, context: Context) -> None:
    """Show the map; what is done on it is heeded at the start of the next run."""
    values = spec.layer.values
    key = register_values([v.text for v in values], [v.value for v in values])
    message = page_message(spec, choice.pack, context.settings, context.translator, values_key=key)
    map_view(
        message | {"selected": choice.place},
        key=MAP_KEY,
        height="max(34rem, calc(100vh - 13.5rem))",
        frame=EXPLORE_ROUTE.lstrip("/"),
        title=context.translator.text("Map, legend and table"),
    )
