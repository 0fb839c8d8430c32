"""The browser app: makes the parts, composes pages and routes, runs them."""

import gc
import os
import sys
from functools import partial

from starlette.middleware import Middleware
from streamlit.starlette import App

from mapping.render.panel import EXPLORE_ROUTE, SERVED_SCRIPTS, SERVED_STYLES
from mapping.settings import CHECKOUT, Settings
from mapping.ui.errors import show_unexpected
from mapping.ui.late_routes import LateRoutes
from mapping.ui.no_other_host import ask_no_other_host
from mapping.ui.page_head import PageHead
from mapping.ui.routes_geo import asset_routes, frame_cache, frame_route, geo_routes
from mapping.ui.security import SecurityHeaders
from mapping.ui.send_at_once import send_at_once
from mapping.ui.send_files import SendFilesWhole
from profiles.ui.early import OpenPackEarly
from profiles.ui.other_routes import BEGINNINGS, other_routes

# An opened pack is many small values that stay; looking through them for garbage costs a quarter of
# the time it takes to open it.
gc.set_threshold(50_000, 20, 100)
# Who opens a pack or works out a map gives way sooner to what answers the browsers: 0.5 ms, not 5.
sys.setswitchinterval(0.0005)
ask_no_other_host()

settings = Settings.from_environment(os.environ)

app = App(
    CHECKOUT / "profiles" / "ui" / "shell" / "script.py",
    routes=[
        *asset_routes(),
        *geo_routes(settings.data_dir, settings.workspace_dir),
        frame_route(
            EXPLORE_ROUTE,
            SERVED_SCRIPTS,
            SERVED_STYLES,
            cache_dir=frame_cache(settings),
            image_host=settings.online_tiles_host,
        ),
        LateRoutes(BEGINNINGS, partial(other_routes, settings)),
    ],
    lifespan=send_at_once,
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(SendFilesWhole),
        Middleware(PageHead),
        Middleware(OpenPackEarly, settings=settings),
    ],
    on_script_error=show_unexpected,
)

if __name__ == "__main__":
    app.run()
