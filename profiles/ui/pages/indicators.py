"""What can be measured: find an indicator, read what it means, see who has it, add one's own."""

from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.ui.context import Context
from mapping.ui.errors import show_error, shown_errors
from profiles.ui import cache
from profiles.ui.state import Address
from profiles.ui.widgets.indicator_filters import pick_indicators
from profiles.ui.widgets.indicator_form import pick_own_indicator
from profiles.ui.widgets.indicator_list import show_indicators

PAGE: Final = "indicators"


def render(context: Context, map_page: StreamlitPage) -> None:
    """Show the indicators page."""
    text = context.translator.text
    address = Address.read(PAGE)
    st.title(text("Indicators"))
    if context.is_staff:
        _offer_own(context)
    with shown_errors(context.translator):
        catalogues = cache.catalogues(context.settings)
        for error in catalogues.problems.values():
            show_error(error, context.translator)
        known = catalogues.described
        show_indicators(context, pick_indicators(context, known), known, map_page)
    address.write(PAGE)


def _offer_own(context: Context) -> None:
    """The form for an indicator of one's own, closed at first."""
    adding = st.expander(
        context.translator.text("Add an indicator of your own"),
        icon=":material/add:",
        key="own_indicator_open",
        on_change="rerun",
    )
    if adding.open:
        with adding, shown_errors(context.translator):
            pick_own_indicator(context, cache.catalogues(context.settings))
