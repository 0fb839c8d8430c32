"""One synthetic country on a page, drawn in one of three ways: `python map_app.py PORT FOLDER`.

The page takes `?places=7000&way=engine`; ways are `engine`, `plain` (st_folium of all of it) and
`group` (a simplified GeoJson on canvas, what changes in `feature_group_to_add`). Kinds, too:
`&kind=symbols`, `bivariate` or `flows`.
"""

import os
import sys
from pathlib import Path

from starlette.middleware import Middleware
from streamlit.starlette import App

from mapping.ui.routes_geo import asset_routes, frame_route, geo_routes
from mapping.ui.security import SecurityHeaders

port, folder = int(sys.argv[1]), Path(sys.argv[2])
os.environ["BENCH_FOLDER"] = str(folder)
app = App(
    Path(__file__).parent / "map_page.py",
    routes=[
        *geo_routes(folder, folder),
        *asset_routes(),
        frame_route("/map/frame", cache_dir=folder / "cache" / "frames"),
    ],
    # Stock st_folium needs inline scripts and evaluates what it is sent: no policy lets it run.
    middleware=[] if "--no-policy" in sys.argv else [Middleware(SecurityHeaders)],
)
app.run(
    config={
        "server.port": port,
        "server.headless": True,
        "browser.gatherUsageStats": False,
        "server.fileWatcherType": "none",
        "server.enableStaticServing": True,
        "runner.postScriptGC": False,  # as in the app
    }
)
