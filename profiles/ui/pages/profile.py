"""One place's profile: choose the place, read it, take it away."""

from typing import Final
from urllib.parse import quote, urlencode

import streamlit as st

from mapping.errors import ToolError
from mapping.ui.context import Context
from mapping.ui.errors import show_error, shown_errors
from profiles.ui.state import Address
from profiles.ui.widgets import pickers
from profiles.ui.widgets.display import pick_language
from profiles.ui.widgets.document import show_document
from profiles.ui.widgets.place import pick_profile_place
from profiles.ui.widgets.profile_files import offer_profile_files

PAGE: Final = "profile"


def render(context: Context) -> None:
    """Show the profile page."""
    text = context.translator.text
    with shown_errors(context.translator):
        address = Address.read(PAGE)
        refused: list[ToolError] = []
        country, place, language = st.columns([2, 5, 1.4], vertical_alignment="bottom")
        with country:
            pack = pickers.pick_country(context, address, refused)
        with place:
            chosen = pick_profile_place(context, pack, address, refused)
        with language, st.popover(text("Language"), width="stretch"):
            pick_language(context, address)
        address.with_(country=pack.iso3, place=chosen.place_code).write(PAGE)
        for error in refused:
            show_error(error, context.translator)
        offer_profile_files(pack, chosen, context)
        query = urlencode({"lang": context.translator.language})
        show_document(
            f"profiles/{pack.iso3}/{quote(chosen.place_code)}?{query}",
            title=text("Profile of {place}", place=chosen.name_in(context.translator.language)),
        )
