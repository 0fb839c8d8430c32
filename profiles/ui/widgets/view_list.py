"""The list of saved views: keep the present one, put them in order, open them, remove them."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.people import is_staff
from profiles.maps.saved_views import (
    SavedView,
    moved_up,
    read_saved_views,
    with_view,
    without,
    write_saved_views,
)
from profiles.ui.state import Address


def offer_view_list(address: Address, title: str, context: Context) -> None:
    """A button that opens the list.

    Args:
        address: Of what is shown.
        title: What it is called in the list.
        context: Of the page.
    """
    text = context.translator.text
    menu = st.popover(
        text("Saved views"),
        icon=":material/slideshow:",
        width="stretch",
        key="view_list",
        on_change="rerun",
    )
    if not menu.open:
        return
    folder = context.settings.workspace_dir
    views = read_saved_views(folder)
    with menu:
        st.caption(
            text(
                "On the wall (Alt+P) the Page Up and Page Down keys, or a clicker, step through"
                " them; L hides and shows the legend."
            )
        )
        present = SavedView(title=title, query=without_language(address))
        st.button(
            text("Add the view that is shown"),
            on_click=partial(_keep, context, lambda: with_view(read_saved_views(folder), present)),
            type="primary",
        )
        for index, view in enumerate(views):
            _show_view(view, index, views, context)


def without_language(address: Address) -> dict[str, str]:
    """A view is the same view in every language."""
    return address.with_(lang="").as_query()


def _show_view(view: SavedView, index: int, views: Sequence[SavedView], context: Context) -> None:
    text = context.translator.text
    link, up, away = st.columns([8, 1, 1], vertical_alignment="center")
    link.link_button(plain(f"{index + 1}. {view.title}"), view.link, type="tertiary")
    up.button(
        "",
        key=f"view_up_{index}",
        icon=":material/arrow_upward:",
        help=text("Move up"),
        disabled=index == 0,
        on_click=partial(_keep, context, lambda: moved_up(views, index)),
    )
    away.button(
        "",
        key=f"view_remove_{index}",
        icon=":material/delete:",
        help=text("Remove from the list"),
        on_click=partial(_keep, context, lambda: without(views, index)),
    )


def _keep(context: Context, change: Callable[[], Sequence[SavedView]]) -> None:
    if is_staff(context.settings):  # still: the page was made when they came
        write_saved_views(context.settings.workspace_dir, change())
