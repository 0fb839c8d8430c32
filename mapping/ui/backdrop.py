"""What lies behind a community map: the boundaries of its country and the name of its place."""

import logging
from typing import Any

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
from mapping.community.workshop import Workshop
from mapping.errors import ToolError
from mapping.places import Place
from mapping.render.prepare import ensure_prepared
from mapping.settings import Settings

_log = logging.getLogger(__name__)


def read_backdrop(settings: Settings, workshop: Workshop, language: str) -> dict[str, Any]:
    """Keys of the geometry and names to fetch, finest level first drawn coarse; names to show.

    People draw on an empty map rather than on none: what cannot be read is left out and logged.
    """
    nothing: dict[str, Any] = {"geo": [], "places": None, "place_name": "", "attribution": ""}
    try:
        catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
        level = max(catalogue.levels(workshop.iso3), key=lambda found: found.depth)
        entry = catalogue.entry(workshop.iso3, level)
        prepared = ensure_prepared(entry, settings.data_dir, settings.workspace_dir)
        place = _place(settings, workshop)
    except ToolError as error:
        _log.warning("no boundaries behind a workshop: %s", type(error).__name__)
        return nothing
    return {
        "geo": [{"key": lod.key, "tolerance": lod.tolerance} for lod in prepared.lods],
        "places": prepared.places_key,
        "place_name": place.name_in(language),
        "attribution": entry.attribution,
    }


def _place(settings: Settings, workshop: Workshop) -> Place:
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    gazetteer = read_gazetteer(catalogue, workshop.iso3)
    return gazetteer.place(workshop.place_code) if workshop.place_code else gazetteer.country
