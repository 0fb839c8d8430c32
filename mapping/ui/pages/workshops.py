"""The community map's page: the workshops there are, and opening a new one."""

import streamlit as st

from mapping.community.access import Action
from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from mapping.ui.figures import Figures
from mapping.ui.people import prepares_workshops, reader
from mapping.ui.widgets.draw_workshop import pick_new_workshop, show_workshop
from mapping.ui.widgets.sign_in import show_signed_in, show_way_in


def render(context: Context, figures: Figures) -> None:
    """List the workshops; open one."""
    text = context.translator.text
    st.title(text("Community map"))
    st.write(
        text(
            "People who know a place draw what they know on one map, each from their own screen."
            " Every shape is saved at once."
        )
    )
    if not prepares_workshops(context.settings):
        show_way_in(context)
        return
    show_signed_in(context)
    if reader(context.settings).may(Action.READ_AUDIT, ""):
        st.link_button(text("Staff and audit trail"), "staff", icon=":material/history:")
    for warning in context.store.warnings:
        st.warning(text(warning), icon=":material/warning:")
    with shown_errors(context.translator):
        workshops = context.store.workshops()
    with (
        st.expander(text("Open a workshop"), expanded=not workshops, icon=":material/add:"),
        shown_errors(context.translator),
    ):
        if pick_new_workshop(context, figures):
            st.rerun()
    for workshop in workshops:
        with shown_errors(context.translator):
            features = context.store.features(workshop.workshop_id).features
            drawn = sum(feature.is_drawn for feature in features)
            show_workshop(workshop, drawn, context, figures)
