"""The way down from a country to its districts and back, on the same map."""

from typing import Any

from mapping.errors import ToolError, UnknownPlaceError
from mapping.places import PlaceCode
from mapping.render.artefacts import artefact_folders, prepared
from mapping.ui.context import Context
from profiles.ui.state import Address
from profiles.ui.widgets.pickers import Choice, mapped_levels


def read_within(address: Address, choice: Choice, refused: list[ToolError]) -> str:
    """The larger place whose parts are brought out; empty for none and for one without parts."""
    if not address.within:
        return ""
    try:
        place = choice.pack.gazetteer.place(address.within)
    except UnknownPlaceError as error:
        if address.is_new:
            refused.append(error)
        return ""
    return place.place_code if 0 < place.level.depth < choice.level.depth else ""


def drill_message(choice: Choice, within: str, context: Context) -> dict[str, Any]:
    """What the frame needs for its breadcrumb, and to go up, down and elsewhere."""
    gazetteer = choice.pack.gazetteer
    language = context.translator.language
    message: dict[str, Any] = {
        "levels": _levels(choice, context),
        "crumbs": [{"code": "", "name": gazetteer.country.name_in(language)}],
        "within": within,
        "focus": None,
    }
    if within:
        above = [*reversed(gazetteer.parents(PlaceCode(within))), gazetteer.place(within)]
        message["crumbs"] += [
            {"code": place.place_code, "name": place.name_in(language), "level": place.level}
            for place in above
            if place.level.depth > 0
        ]
        message["focus"] = [
            index
            for index, place in enumerate(gazetteer.at_level(choice.level))
            if any(parent.place_code == within for parent in gazetteer.parents(place.place_code))
        ]
    return message


def _levels(choice: Choice, context: Context) -> list[dict[str, Any]]:
    """The levels with figures, the largest places first."""
    settings, pack = context.settings, choice.pack
    folders = artefact_folders(settings.data_dir, settings.workspace_dir)
    listed = []
    for level in mapped_levels(pack):
        entry = pack.boundaries.entry(pack.iso3, level)
        # Names of another level are searched where they are ready; they are no reason to wait.
        found = None if level == choice.level else prepared(entry, folders)
        listed.append(
            {
                "level": level.value,
                "unit": entry.unit_name_in(context.translator.language),
                "units": entry.unit_name_in(context.translator.language, plural=True),
                "has": level in pack.levels_of(choice.indicator),
                "places": found.places_key if found else None,
                "here": level == choice.level,
            }
        )
    return listed
