"""What people add to the profile of a place: comments, a plan, the self-assessment."""

import datetime
from typing import Final

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.errors import ToolError
from mapping.ui.context import Context
from mapping.ui.errors import show_error, shown_errors
from profiles.edits.kept import read_edits, write_edits
from profiles.profile import build_profile
from profiles.ui.state import Address
from profiles.ui.widgets import pickers
from profiles.ui.widgets.edit_forms import edit_assessment, edit_comments, edit_plans
from profiles.ui.widgets.place import pick_profile_place

PAGE: Final = "planning"


def render(context: Context, profile_page: StreamlitPage) -> None:
    """Show the planning page."""
    text = context.translator.text
    st.title(text("Comments and planning"))
    with shown_errors(context.translator):
        address = Address.read(PAGE)
        refused: list[ToolError] = []
        country, place = st.columns([2, 5], vertical_alignment="bottom")
        with country:
            pack = pickers.pick_pack(context, address, refused)
        with place:
            chosen = pick_profile_place(context, pack, address, refused)
        address.with_(country=pack.iso3, place=chosen.place_code).write(PAGE)
        for error in refused:
            show_error(error, context.translator)
        st.page_link(profile_page, label=text("Back to the profile"))
        edits = read_edits(context.settings, pack.iso3, chosen.place_code)
        told = build_profile(
            pack,
            chosen.place_code,
            language=context.translator.language,
            publisher=context.settings.publisher,
            today=datetime.datetime.now(tz=datetime.UTC).date(),
        ).sections[0]
        evidence = [one.text for one in told.sentences if not one.continues]
        key = f"edits_{pack.iso3}_{chosen.place_code}"
        comments, plan, assessment = st.tabs(
            [text("Comments"), text("Plan"), text("Self-assessment")]
        )
        with comments:
            changed = edit_comments(edits, context.translator, key=key)
        with plan:
            changed = edit_plans(changed, evidence, context.translator, key=key)
        with assessment:
            st.text(text("A self-assessment is not meant to rank places."))
            changed = edit_assessment(changed, context.translator, key=key)
        if changed != edits:
            write_edits(context.settings, pack.iso3, chosen.place_code, changed)
            st.rerun()
