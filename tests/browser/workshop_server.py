"""A server of the community map alone, in a process of its own that a test may kill.

python workshop_server.py WORKSPACE PORT
"""

import sys
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from mapping.community.database import open_store  # noqa: E402
from mapping.settings import Settings  # noqa: E402
from mapping.ui.routes_community import community_routes  # noqa: E402
from mapping.ui.routes_geo import asset_routes, geo_routes  # noqa: E402
from mapping.ui.security import SecurityHeaders  # noqa: E402


def main(workspace: str, port: str) -> None:
    settings = Settings(data_dir=CHECKOUT / "data", workspace_dir=Path(workspace))
    routes = [
        *asset_routes(),
        *geo_routes(settings.data_dir, settings.workspace_dir),
        *community_routes(open_store(settings.workspace_dir), settings),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])
    uvicorn.run(app, host="127.0.0.1", port=int(port), log_level="warning")


if __name__ == "__main__":
    main(*sys.argv[1:])
