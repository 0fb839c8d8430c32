"""The routes that the first map does without, made when one of them is asked for."""

from functools import partial
from typing import Final

from starlette.routing import Route

from mapping.settings import Settings

BEGINNINGS: Final = (
    "basemaps",
    "board",
    "enter",
    "enter-signed-in",
    "leave",
    "openapi.json",
    "productions",
    "profiles",
    "workshop",
    "workshops",
)


def other_routes(settings: Settings) -> list[Route]:
    """Base maps, profiles, and everything about workshops; each begins with one of the above."""
    from mapping.community.database import open_store
    from mapping.ui.openapi import openapi_routes
    from mapping.ui.routes_basemaps import basemap_routes
    from mapping.ui.routes_community import community_routes
    from mapping.ui.routes_ground import ground_routes
    from mapping.ui.routes_hall import hall_routes
    from mapping.ui.routes_join import join_routes
    from mapping.ui.routes_photos import photo_routes
    from profiles.community.positions import masks
    from profiles.ui.grounds import figures_of
    from profiles.ui.routes import profile_routes

    store = open_store(settings)
    return [
        *basemap_routes(settings.workspace_dir),
        *profile_routes(settings),
        *join_routes(settings),
        *community_routes(store, settings, partial(masks, settings)),
        *hall_routes(store, settings),
        *ground_routes(store, settings, figures_of(settings)),
        *photo_routes(store, settings),
        *openapi_routes(),
    ]
