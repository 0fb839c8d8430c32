"""Points and grids that came through the door go onto the map, over the places or under them."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.ui.context import Context
from mapping.ui.widgets.intake_upload import Upload, kept_for_reading

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from mapping.intake.model import FeaturesRead


GREYS: Final = ("#f5f5f5", "#c9c9c9", "#9a9a9a", "#6b6b6b", "#404040")
"""Of a grid: colours are those of the figures above it."""


def has_points(frame: "GeoDataFrame") -> bool:
    """Whether some of the shapes are points."""
    return bool((frame.geometry.geom_type == "Point").any())


def offer_points(features: "FeaturesRead", upload: Upload, context: Context) -> None:
    """A button that keeps points to lie over the places."""
    text = context.translator.text
    if not st.button(text("Put the points on the map"), icon=":material/add_location:"):
        return
    from mapping.cartography.kept_points import keep_points
    from mapping.cartography.points import points_of

    overlay = points_of(features, Path(upload.name), context.translator.tag)
    keep_points(context.settings.workspace_dir, overlay)
    st.success(text("They are on the page “Map”, under “Display”, as points over the map."))


def offer_grid(content: bytes, upload: Upload, context: Context) -> None:
    """A button that keeps a picture of a grid to lie under the places."""
    text = context.translator.text
    if not st.button(text("Put the grid under the places"), icon=":material/grid_on:"):
        return
    from mapping.basemaps.pictures import keep_picture
    from mapping.rasters.picture import draw_grid

    with (
        st.spinner(text("Drawing the grid")),
        kept_for_reading(content, upload.name, context.settings) as path,
    ):
        drawn = draw_grid(path, GREYS)
    name = Path(upload.name).stem
    keep_picture(context.settings.workspace_dir, name, drawn.png, drawn.bounds)
    st.success(text("It is on the page “Map”, among the base maps under the map."))
