"""What the frame of a map with its panel is made of: address, scripts and styles, by name."""

from typing import Final

EXPLORE_ROUTE: Final = "/map/frame"
PANEL_SCRIPTS: Final = (
    "explore/views.js",
    "explore/classes.js",
    "explore/spoken.js",
    "explore/search.js",
    "explore/legend_editor.js",
    "explore/square.js",
    "explore/legend.js",
    "explore/stream_table.js",
    "explore/panel.js",
    "explore/explore.js",
    "explore/time.js",
    "explore/compare.js",
    "explore/projector.js",
    "explore/drill.js",
    "explore/vector.js",
    "map/base_layers.js",
    "explore/basemap.js",
)
# In a file on its own nothing is asked.
SERVED_SCRIPTS: Final = (*PANEL_SCRIPTS, "explore/blink.js")
PANEL_STYLES: Final = ("theme.css", "explore/explore.css", "explore/views.css")
SERVED_STYLES: Final = ("fonts.css", *PANEL_STYLES)  # a file on its own takes the machine's fonts
