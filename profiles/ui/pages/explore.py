"""The map of one indicator: pick, see, point, select, take away."""

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.errors import ToolError
from mapping.ui.context import Context
from mapping.ui.errors import show_error, shown_errors
from mapping.ui.widgets.map_view import map_event
from profiles.ui.state import Address
from profiles.ui.widgets import pickers
from profiles.ui.widgets.display import MapOf, pick_display, shows_streams
from profiles.ui.widgets.downloads import offer_downloads
from profiles.ui.widgets.explore_map import MAP_KEY, explore_map
from profiles.ui.widgets.map_events import heed
from profiles.ui.widgets.map_views import read_view
from profiles.ui.widgets.place import pick_place
from profiles.ui.widgets.view_list import offer_view_list

PAGE: Final = "map"


@st.fragment  # a change sends what is on this page, and not what stands around all of them
def render(context: Context, profile_page: StreamlitPage) -> None:
    """Show the explore page."""
    with shown_errors(context.translator):
        heed(map_event(MAP_KEY), profile_page, context)
        asked = Address.read(PAGE)
        choice = _pick_all(context, asked)
        refused = list(choice.refused)
        view = read_view(asked, choice, refused)
        view.on(choice.address).write(PAGE)
        for error in refused:
            show_error(error, context.translator)
        spec = explore_map(choice, view, context)
        with st.container(horizontal=True, key="take_away"):
            offer_downloads(choice, spec, context)
            if context.is_staff:
                offer_view_list(view.on(choice.address), spec.title, context)


def _pick_all(context: Context, address: Address) -> pickers.Choice:
    refused: list[ToolError] = []
    row = st.container(key="choose")
    columns = row.columns([2, 2, 4.7, 1.4, 1.5], vertical_alignment="bottom")
    with columns[0]:
        pack = pickers.pick_country(context, address, refused)
    with columns[1]:
        level = pickers.pick_level(context, pack, address, refused)
    if shows_streams(address):
        indicator, period = pickers.kept_indicator(pack, level, address)
    else:
        with columns[2]:
            indicator = pickers.pick_indicator(context, pack, level, address, refused)
        with columns[3]:
            period = pickers.pick_period(context, pack, level, indicator, address, refused)
    with columns[4]:
        shown = MapOf(pack, level, indicator, period)
        look, over = pick_display(context, shown, address, refused, place_of_indicator=columns[2])
    return pickers.Choice(
        pack=pack,
        level=level,
        indicator=indicator,
        period=period,
        look=look,
        place=pick_place(pack, address, refused),
        over=over,
        refused=tuple(refused),
    )
