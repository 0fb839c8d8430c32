"""The map of one indicator: pick, see, point, select, take away."""

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from mapping.ui.widgets.map_view import map_event
from profiles.ui.state import Address
from profiles.ui.widgets.downloads import offer_downloads
from profiles.ui.widgets.explore_map import (
    MAP_KEY,
    coming_panel_map,
    explore_message,
    explore_spec,
)
from profiles.ui.widgets.map_events import heed
from profiles.ui.widgets.map_lists import MapLists
from profiles.ui.widgets.map_views import read_view
from profiles.ui.widgets.view_list import offer_view_list

PAGE: Final = "map"
HEIGHT: Final = "max(34rem, calc(100vh - 13.5rem))"  # of the map


@st.fragment  # a change sends what is on this page, and not what stands around all of them
def render(context: Context, profile_page: StreamlitPage) -> None:
    """Show the explore page."""
    with shown_errors(context.translator):
        heed(map_event(MAP_KEY), profile_page, context)
        asked = Address.read(PAGE)
        is_there = not asked.is_new
        lists = MapLists(context, asked)
        with coming_panel_map(
            context,
            key=MAP_KEY,
            height=HEIGHT,
            # Who opens the page waits for the pack; who changes something, for the lists.
            above=lists.draw if is_there else lists.begin,
            is_there=is_there,
        ) as show:
            choice = lists.look_up() if is_there else lists.draw()
            refused = list(choice.refused)
            view = read_view(asked, choice, refused)
            spec = explore_spec(choice, view, context)
            show(explore_message(spec, choice, view, context))
        view.on(choice.address).write(PAGE)
        lists.say(refused)
        with st.container(horizontal=True, key="take_away"):
            offer_downloads(choice, spec, context)
            if context.is_staff:
                offer_view_list(view.on(choice.address), spec.title, context)
