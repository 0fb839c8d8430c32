"""Puts the findings of a workshop into the profile of a place."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
from mapping.community.legend import Audience
from mapping.community.model import Feature
from mapping.community.workshop import Workshop
from mapping.settings import Settings
from profiles.community.findings import workshop_said
from profiles.community.places import places_of
from profiles.edits.community import WorkshopSaid
from profiles.edits.kept import read_edits, write_edits


def put_into_profile(  # noqa: PLR0913 - what it depends on
    settings: Settings,
    workshop: Workshop,
    features: Iterable[Feature],
    *,
    place_code: str | None,
    audience: Audience,
    quoted: Collection[str] = (),
) -> WorkshopSaid:
    """Keep what a workshop found with the profile of a place; an earlier telling of it is replaced.

    Args:
        settings: Of this installation.
        workshop: The workshop.
        features: Of it, as they stand.
        place_code: The place; the workshop's own if none is named.
        audience: Who will read the profile.
        quoted: Features whose notes are quoted.

    Raises:
        UnknownPlaceError: The pack has no such place.
        StorageError: The workspace does not take it.
    """
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    gazetteer = read_gazetteer(catalogue, workshop.iso3)
    wanted = place_code or workshop.place_code
    place = gazetteer.place(wanted) if wanted else gazetteer.country
    told = workshop_said(
        workshop,
        features,
        places_of(settings, workshop, place.level),
        place.place_code,
        audience=audience,
        quoted=quoted,
    )
    edits = read_edits(settings, workshop.iso3, place.place_code)
    others = tuple(one for one in edits.community if one.workshop_id != workshop.workshop_id)
    kept = replace(edits, community=(*others, told))
    write_edits(settings, workshop.iso3, place.place_code, kept)
    return told
