"""The map of one indicator: pick, see, point, select, take away."""

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.ui.context import Context
from mapping.ui.errors import show_error, shown_errors
from mapping.ui.widgets.map_view import map_event
from profiles.ui.state import Address
from profiles.ui.widgets.downloads import offer_downloads
from profiles.ui.widgets.explore_map import MAP_KEY, explore_map
from profiles.ui.widgets.map_events import heed
from profiles.ui.widgets.map_lists import look_up, pick_all
from profiles.ui.widgets.map_views import read_view
from profiles.ui.widgets.view_list import offer_view_list

PAGE: Final = "map"


@st.fragment  # a change sends what is on this page, and not what stands around all of them
def render(context: Context, profile_page: StreamlitPage) -> None:
    """Show the explore page."""
    with shown_errors(context.translator):
        heed(map_event(MAP_KEY), profile_page, context)
        asked = Address.read(PAGE)
        is_there = not asked.is_new  # when something is changed, the map goes before the lists
        choice = look_up(context, asked) if is_there else pick_all(context, asked)
        refused = list(choice.refused)
        view = read_view(asked, choice, refused)

        def above() -> None:
            if is_there:
                pick_all(context, asked)
            view.on(choice.address).write(PAGE)
            for error in refused:
                show_error(error, context.translator)

        spec = explore_map(choice, view, context, above=above, is_there=is_there)
        with st.container(horizontal=True, key="take_away"):
            offer_downloads(choice, spec, context)
            if context.is_staff:
                offer_view_list(view.on(choice.address), spec.title, context)
