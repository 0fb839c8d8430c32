"""Which place: the one a link names, or any that is found by one of its names."""

from mapping.errors import ToolError, UnknownPlaceError
from mapping.places import Place, PlaceCode
from mapping.ui.context import Context
from profiles.pack import Pack
from profiles.ui.state import Address
from profiles.ui.widgets.pick import pick
from profiles.ui.widgets.pickers import mapped_levels


def pick_place(pack: Pack, address: Address, refused: list[ToolError]) -> PlaceCode | None:
    """The place the address names, if the pack has it."""
    if not address.place:
        return None
    try:
        return pack.gazetteer.place(address.place).place_code
    except UnknownPlaceError as error:
        if address.is_new:
            refused.append(error)
        return None


def pick_profile_place(
    context: Context, pack: Pack, address: Address, refused: list[ToolError]
) -> Place:
    """Any place below the country, found by typing any of its names."""
    gazetteer = pack.gazetteer
    places = {
        str(place.place_code): place
        for level in mapped_levels(pack)
        for place in gazetteer.at_level(level)
    }
    asked = address.place
    if address.asks_for_unknown(asked, places):
        refused.append(gazetteer.unknown(asked, places.values()))
    deepest = gazetteer.at_level(mapped_levels(pack)[-1])
    chosen = pick(
        context.translator.text("Place"),
        list(places),
        key="pick_place",
        asked=asked,
        default=deepest[0].place_code,
        is_new=address.is_new,
        labelled=lambda code: _place_label(pack, places[code], context.translator.language),
    )
    return places[chosen]


def _place_label(pack: Pack, place: Place, language: str) -> str:
    names = " · ".join(dict.fromkeys(place.all_names[:3]))
    parents = pack.gazetteer.parents(place.place_code)
    unit = pack.boundaries.entry(pack.iso3, place.level).unit_name_in(language)
    return f"{names} ({unit}, {parents[0].name})" if parents else f"{names} ({unit})"
