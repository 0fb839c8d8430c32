"""What was drawn at a workshop, beside the figures: counts, agreement, records, drawn areas."""

import streamlit as st

from mapping.community.legend import Audience
from mapping.community.model import Feature
from mapping.community.workshop import Workshop
from mapping.ui.context import Context
from mapping.ui.errors import plain, shown_errors
from mapping.ui.widgets.draw_legend import AUDIENCE_WORDS
from profiles.ui.widgets.findings_area import show_area
from profiles.ui.widgets.findings_counts import show_counts
from profiles.ui.widgets.findings_take import offer_records, put_in_profile


def render(context: Context) -> None:
    """Pick a workshop and an audience; show what the audience may know."""
    text = context.translator.text
    st.title(text("What was drawn"))
    with shown_errors(context.translator):
        workshops = context.store.workshops()
        if not workshops:
            st.info(text("There is no workshop yet."))
            return
        workshop, audience = _pick(context, workshops)
        features = context.store.features(workshop.workshop_id).features
        _show(context, workshop, features, audience)


def _pick(context: Context, workshops: tuple[Workshop, ...]) -> tuple[Workshop, Audience]:
    text = context.translator.text
    which, who = st.columns([3, 2])
    workshop = which.selectbox(
        text("Workshop"), workshops, format_func=lambda one: one.title, key="findings_workshop"
    )
    audience = who.selectbox(
        text("Who will see it?"),
        tuple(AUDIENCE_WORDS),
        format_func=lambda one: text(AUDIENCE_WORDS[one]),
        key="findings_audience",
    )
    return workshop, audience


def _show(
    context: Context, workshop: Workshop, features: tuple[Feature, ...], audience: Audience
) -> None:
    text = context.translator.text
    st.caption(plain(workshop.purpose))
    counts, take, profile, area = st.tabs(
        [text("Counts"), text("Record and maps"), text("Into the profile"), text("A drawn area")]
    )
    with counts, shown_errors(context.translator):
        show_counts(context, workshop, features, audience)
    with take, shown_errors(context.translator):
        offer_records(context, workshop, features, audience)
    with profile, shown_errors(context.translator):
        put_in_profile(context, workshop, features, audience)
    with area, shown_errors(context.translator):
        show_area(context, workshop, features, audience)
