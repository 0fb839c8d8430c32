"""The map on a page of its own, with some of Streamlit's widgets: `python app.py PORT FOLDER`."""

import os
import sys
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from mapping.render.prepare import cache_folder, prepare_boundaries
from mapping.ui.routes_geo import asset_routes, frame_route, geo_routes
from mapping.ui.security import SecurityHeaders
from tests.browser.map_app.country import country

port, folder = int(sys.argv[1]), Path(sys.argv[2])
os.environ["MAP_APP_FOLDER"] = str(folder)
prepare_boundaries(country(folder), cache_folder(folder))
app = App(
    Path(__file__).parent / "page.py",
    routes=[*geo_routes(folder, folder), *asset_routes(), frame_route("/map/frame")],
    middleware=[Middleware(SecurityHeaders)],
)
app.run(
    config={
        "server.port": port,
        "server.headless": True,
        "browser.gatherUsageStats": False,
        "server.fileWatcherType": "none",
    }
)
