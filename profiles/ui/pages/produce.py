"""Profiles of many places in one go: choose, press one button, take them away."""

import datetime
from typing import Final

import streamlit as st

from mapping.errors import ToolError
from mapping.ui.context import Context
from mapping.ui.errors import show_error, shown_errors
from profiles.report.productions import productions, start
from profiles.ui.state import Address
from profiles.ui.widgets import pickers
from profiles.ui.widgets.brand_form import edit_brand
from profiles.ui.widgets.production import offer_gaps, pick_recipe, show_productions

PAGE: Final = "produce"


def render(context: Context) -> None:
    """Show the page."""
    text = context.translator.text
    address = Address.read(PAGE)
    st.title(text("Many profiles in one go"))
    with shown_errors(context.translator):
        refused: list[ToolError] = []
        country, level_column = st.columns(2)
        with country:
            pack = pickers.pick_pack(context, address, refused)
        with level_column:
            level = pickers.pick_level(context, pack, address, refused)
        address.with_(country=pack.iso3, level=level.value).write(PAGE)
        for error in refused:
            show_error(error, context.translator)
        recipe = pick_recipe(context, pack, level)
        busy = any(production.is_running for production in productions(context.settings))
        if st.button(
            text("Make the profiles"),
            type="primary",
            disabled=busy or recipe is None,
            help=text("Another run is at work.") if busy else None,
        ):
            if recipe is not None:
                start(context.settings, recipe, datetime.datetime.now(tz=datetime.UTC).date())
            st.rerun()
        offer_gaps(context, pack, level)
        edit_brand(context)
        show_productions(context)
