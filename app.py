"""The browser app: makes the parts, composes pages and routes, runs them."""

import gc
import os
from functools import partial

from starlette.middleware import Middleware
from streamlit.starlette import App

from mapping.community.database import open_store
from mapping.settings import CHECKOUT, Settings
from mapping.ui.errors import show_unexpected
from mapping.ui.openapi import openapi_routes
from mapping.ui.routes_basemaps import basemap_routes
from mapping.ui.routes_community import community_routes
from mapping.ui.routes_geo import asset_routes, frame_cache, frame_route, geo_routes
from mapping.ui.routes_ground import ground_routes
from mapping.ui.routes_hall import hall_routes
from mapping.ui.routes_join import join_routes
from mapping.ui.routes_photos import photo_routes
from mapping.ui.security import SecurityHeaders
from profiles.community.positions import masks
from profiles.maps.page import SERVED_SCRIPTS, SERVED_STYLES
from profiles.ui.early import OpenPackEarly
from profiles.ui.grounds import figures_of
from profiles.ui.routes import profile_routes
from profiles.ui.widgets.explore_map import EXPLORE_ROUTE

# An opened pack is many small values that stay; looking through them for garbage costs a quarter of
# the time it takes to open it.
gc.set_threshold(50_000, 20, 100)

settings = Settings.from_environment(os.environ)
store = open_store(settings)

app = App(
    CHECKOUT / "profiles" / "ui" / "shell" / "script.py",
    routes=[
        *asset_routes(),
        *geo_routes(settings.data_dir, settings.workspace_dir),
        *basemap_routes(settings.workspace_dir),
        frame_route(
            EXPLORE_ROUTE,
            SERVED_SCRIPTS,
            SERVED_STYLES,
            cache_dir=frame_cache(settings),
            image_host=settings.online_tiles_host,
        ),
        *profile_routes(settings),
        *join_routes(settings),
        *community_routes(store, settings, partial(masks, settings)),
        *hall_routes(store, settings),
        *ground_routes(store, settings, figures_of(settings)),
        *photo_routes(store, settings),
        *openapi_routes(),
    ],
    middleware=[Middleware(SecurityHeaders), Middleware(OpenPackEarly, settings=settings)],
    on_script_error=show_unexpected,
)

if __name__ == "__main__":
    app.run()
