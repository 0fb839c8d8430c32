"""What a person did on the map becomes the address, before anything is read from it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.cartography.breaks import Scheme
from mapping.ui.context import Context
from mapping.ui.widgets.map_view import FrameEvent, MapEvent, PlaceClicked
from profiles.maps.saved_views import read_saved_views
from profiles.ui.state import Address

_VIEW_PARTS: Final = ("period", "compare", "against", "shape", "scheme", "classes", "palette")
_LEGEND_PARTS: Final = ("title", "breaks")
_LONGEST: Final = 200  # characters of what a legend's field may hold


def heed(event: MapEvent | None, profile_page: StreamlitPage, context: Context) -> None:
    """Follow an event; what it names is checked as what a link names.

    Args:
        event: Of the map.
        profile_page: Where a profile is read.
        context: Of the page.
    """
    match event:
        case PlaceClicked(place_code=code):
            Address.read().with_(place=code).write()
        case FrameEvent(type="open_profile", data={"place_code": str(code)}):
            asked = Address.read().with_(place=code)
            st.switch_page(profile_page, query_params=asked.as_query())
        case FrameEvent(type="saved_view_asked", data={"number": int(number)}):
            views = read_saved_views(context.settings.workspace_dir)
            if 0 <= number < len(views):
                Address.of(views[number].query).with_(lang=Address.read().lang).visit()
        case FrameEvent() if (wanted := _asked(event)) is not None:
            wanted.visit()


def _asked(event: FrameEvent) -> Address | None:
    """The address that an event on the map leads to."""
    match event:
        case FrameEvent(type="legend_edited", data=data):
            return _chosen(data, (*_VIEW_PARTS, *_LEGEND_PARTS))
        case FrameEvent(type="view_chosen", data=data):
            return _chosen(data, _VIEW_PARTS)
        case FrameEvent(type="drilled", data={"level": str(level), "within": str(within), **rest}):
            place = str(rest.get("place_code", ""))
            return Address.read().with_(level=level, within=within, place=place)
        case FrameEvent(type="place_sought", data={"level": str(level), "place_code": str(code)}):
            return Address.read().with_(level=level, within="", place=code)
        case _:
            return None


def _chosen(data: Mapping[str, Any], parts: Sequence[str]) -> Address:
    """The address with what was chosen on the map; breaks belong to a scheme of their own."""
    found = {part: str(data.get(part, ""))[:_LONGEST] for part in parts}
    address = Address.read().with_(**found, place=str(data.get("place_code", "")))
    return address if address.scheme == Scheme.MANUAL else address.with_(breaks="")
