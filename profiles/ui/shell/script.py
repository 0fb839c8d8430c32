"""What Streamlit runs for each reader: pages are callables, what they need is passed in."""

import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Literal

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from mapping.community.database import open_store
from mapping.i18n import Translator
from mapping.render.web import ASSETS, asset_version
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.people import is_staff
from mapping.ui.widgets.page_style import wear_page_style
from mapping.ui.widgets.sign_in import for_staff
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
        is_staff=is_staff(settings),
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
    wear_page_style(looks, context.translator.language, [page.url_path for page in pages])
    st.logo(ASSETS / "icon.svg", size="medium")
    page = st.navigation(pages, position="top")
    offer_appearance(context)
    page.run()


def _pages(context: Context) -> list[StreamlitPage]:
    """The pages, in the order of the navigation."""
    text = context.translator.text
    profile_page, planning_page = _profile_pages(context)
    map_page = st.Page(
        _page("profiles", "explore", context, profile_page),
        title=text("Map"),
        url_path="map",
        default=True,
    )
    produce_page = _staff_page(
        context,
        _page("profiles", "produce", context),
        title=text("Many profiles"),
        url_path="produce",
    )
    indicators_page = st.Page(
        _page("profiles", "indicators", context, map_page),
        title=text("Indicators"),
        url_path="indicators",
    )
    community_page = st.Page(
        partial(_workshops, context),
        title=text("Community map"),
        url_path="community",
    )
    data_page = _staff_page(
        context,
        partial(_your_data, context),
        title=text("Your data"),
        url_path="data",
    )
    show_join = _page("profiles", "join", context)
    join_page = _staff_page(context, show_join, title=text("Join"), url_path="join")
    show_rules = _page("profiles", "protection", context)
    rules_page = _staff_page(
        context, show_rules, title=text("What is not shown"), url_path="protection"
    )
    own = [_findings_page(context), data_page, join_page, rules_page, _administrators_page(context)]
    shown = [map_page, profile_page, produce_page, indicators_page, community_page, *own]
    return [*shown, planning_page]


def _page(package: str, name: str, *given: object) -> Callable[[], None]:
    """What a page shows; it is loaded when it is first shown, as few readers open all of them."""
    return lambda: import_module(f"{package}.ui.pages.{name}").render(*given)


def _workshops(context: Context) -> None:
    from mapping.ui.pages import workshops
    from profiles.ui.grounds import figures_of

    workshops.render(context, figures_of(context.settings))


def _your_data(context: Context) -> None:
    from mapping.ui.pages import your_data
    from profiles.own_area import keep_area

    your_data.render(context, partial(keep_area, context.settings))


def _staff_page(
    context: Context, render: Callable[[], None], *, title: str, url_path: str
) -> StreamlitPage:
    """A page that nobody else uses; who finds it by its address is shown the way in."""
    shown = partial(for_staff, context, render)
    seen: Literal["visible", "hidden"] = "visible" if context.is_staff else "hidden"
    return st.Page(shown, title=title, url_path=url_path, visibility=seen)


def _findings_page(context: Context) -> StreamlitPage:
    title = context.translator.text("What was drawn")
    return _staff_page(
        context, _page("profiles", "findings", context), title=title, url_path="findings"
    )


def _administrators_page(context: Context) -> StreamlitPage:
    title = context.translator.text("Staff and audit trail")
    return st.Page(
        _page("mapping", "staff", context), title=title, url_path="staff", visibility="hidden"
    )


def _profile_pages(context: Context) -> tuple[StreamlitPage, StreamlitPage]:
    """The profile, and the page on which people add to it; each leads to the other."""
    text = context.translator.text
    made: list[StreamlitPage] = []
    planning_page = st.Page(
        lambda: for_staff(context, _page("profiles", "planning", context, made[0])),
        title=text("Comments and planning"),
        url_path="planning",
        visibility="hidden",
    )
    show_profile = _page("profiles", "profile", context, planning_page)
    made.append(st.Page(show_profile, title=text("Profile"), url_path="profile"))
    return made[0], planning_page


show()
