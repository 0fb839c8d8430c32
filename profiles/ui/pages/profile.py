"""One place's profile: choose the place, read it, take it away."""

from dataclasses import replace
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.errors import ToolError
from mapping.ui.context import Context
from mapping.ui.errors import show_error, shown_errors
from profiles.edits.kept import read_edits
from profiles.outline.sections import ONE_PAGE
from profiles.ui.state import Address
from profiles.ui.widgets import pickers
from profiles.ui.widgets.compare import pick_beside, pick_earlier, pick_edition, pick_similar_by
from profiles.ui.widgets.document import show_document
from profiles.ui.widgets.place import pick_profile_place
from profiles.ui.widgets.profile_files import offer_profile_files

PAGE: Final = "profile"


def render(context: Context, planning_page: StreamlitPage) -> None:
    """Show the profile page.

    Args:
        context: What every page is given.
        planning_page: Where comments and plans are written.
    """
    text = context.translator.text
    with shown_errors(context.translator):
        address = Address.read(PAGE)
        refused: list[ToolError] = []
        country, place, compare = st.columns([2, 5, 2], vertical_alignment="bottom")
        with country:
            pack = pickers.pick_pack(context, address, refused)
        with place:
            chosen = pick_profile_place(context, pack, address, refused)
        edits = read_edits(
            context.settings, pack.iso3, chosen.place_code, for_staff=context.is_staff
        )
        with compare, st.popover(text("Edition, compare"), width="stretch"):
            brief = pick_edition(context, address)
            beside = pick_beside(context, pack, chosen, address, refused)
            earlier = pick_earlier(context, pack, chosen, address)
            edits = pick_similar_by(context, pack, chosen, edits)
        edits = replace(edits, beside=beside)
        shown = {"beside": beside, "brief": brief, "since": earlier}
        address.with_(country=pack.iso3, place=chosen.place_code, **shown).write(PAGE)
        for error in refused:
            show_error(error, context.translator)
        sections = ONE_PAGE if brief else ()
        offer_profile_files(pack, chosen, edits, context, chosen=sections, earlier=earlier)
        st.page_link(planning_page, label=text("Comments and planning"), icon=":material/edit:")
        version = sha256(repr(edits).encode()).hexdigest()[:8]  # shown anew when it changes
        numbers = context.appearance.numbers
        query = urlencode(
            {"lang": context.translator.language, "numbers": numbers, **shown, "v": version}
        )
        show_document(
            f"profiles/{pack.iso3}/{quote(chosen.place_code)}?{query}",
            title=text("Profile of {place}", place=chosen.name_in(context.translator.language)),
            waiting=text("The profile is being written; the first of a country takes a while."),
            appearance=context.appearance,
        )
