"""What Streamlit runs for each reader: pages are callables, what they need is passed in."""

import os
from functools import partial

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.community.database import open_store
from mapping.i18n import Translator
from mapping.render.web import ASSETS, asset_version
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.pages import workshops, your_data
from mapping.ui.widgets.page_style import wear_page_style
from profiles.own_area import keep_area
from profiles.ui.pages import explore, indicators, join, planning, produce, profile, protection
from profiles.ui.state import Address
from profiles.ui.widgets.appearance import offer_appearance, read_appearance


def show() -> None:
    """Compose the context of this reader and run the page that was asked for."""
    settings = Settings.from_environment(os.environ)
    looks = read_appearance()
    wanted = [Address.read().lang, looks.language, st.context.locale or "", settings.language]
    context = Context(
        settings=settings,
        translator=Translator.for_reader([tag for tag in wanted if tag], looks.numbers),
        store=open_store(settings),
        appearance=looks,
    )
    text = context.translator.text
    st.set_page_config(
        page_title=text("Local migration profiles"),
        # By an address that the browser keeps: a file would be fetched again for each run.
        page_icon=f"/assets/icon.svg?v={asset_version('icon.svg')}",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    pages = _pages(context)
    wear_page_style(looks, [page.url_path for page in pages])
    st.logo(ASSETS / "icon.svg", size="medium")
    page = st.navigation(pages, position="top")
    offer_appearance(context)
    page.run()


def _pages(context: Context) -> list[StreamlitPage]:
    """The pages, in the order of the navigation."""
    text = context.translator.text
    profile_page, planning_page = _profile_pages(context)
    map_page = st.Page(
        partial(explore.render, context, profile_page),
        title=text("Map"),
        url_path="map",
        default=True,
    )
    produce_page = st.Page(
        partial(produce.render, context), title=text("Many profiles"), url_path="produce"
    )
    indicators_page = st.Page(
        partial(indicators.render, context, map_page),
        title=text("Indicators"),
        url_path="indicators",
    )
    community_page = st.Page(
        partial(workshops.render, context), title=text("Community map"), url_path="community"
    )
    data_page = st.Page(
        partial(your_data.render, context, partial(keep_area, context.settings)),
        title=text("Your data"),
        url_path="data",
    )
    join_page = st.Page(partial(join.render, context), title=text("Join"), url_path="join")
    rules_page = st.Page(
        partial(protection.render, context), title=text("What is not shown"), url_path="protection"
    )
    own = [data_page, join_page, rules_page]
    shown = [map_page, profile_page, produce_page, indicators_page, community_page, *own]
    return [*shown, planning_page]


def _profile_pages(context: Context) -> tuple[StreamlitPage, StreamlitPage]:
    """The profile, and the page on which people add to it; each leads to the other."""
    text = context.translator.text
    made: list[StreamlitPage] = []
    planning_page = st.Page(
        lambda: planning.render(context, made[0]),
        title=text("Comments and planning"),
        url_path="planning",
        visibility="hidden",
    )
    show_profile = partial(profile.render, context, planning_page)
    made.append(st.Page(show_profile, title=text("Profile"), url_path="profile"))
    return made[0], planning_page


show()
