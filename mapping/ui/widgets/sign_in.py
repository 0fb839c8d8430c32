"""The way in for staff, on pages that are not for everyone on the network."""

from collections.abc import Callable

import streamlit as st

from mapping.community.gate import open_gate
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.people import COOKIE, is_staff, signed_in_name, signs_in_elsewhere


def for_staff(context: Context, render: Callable[[], None]) -> None:
    """A page if it is the reader's to use, else the way in."""
    if is_staff(context.settings):
        render()
    else:
        st.title(context.translator.text("For the staff"))
        show_way_in(context)


def show_way_in(context: Context) -> None:
    """Ways to come in: a code, the pass phrase, or signing in where that is set up."""
    text = context.translator.text
    st.info(text("Come in with the code of a workshop, or with the pass phrase of the staff."))
    st.link_button(text("Come in"), "enter", icon=":material/login:")
    if not signs_in_elsewhere(context.settings):
        return
    name = signed_in_name()
    if not name:
        if st.button(text("Sign in"), icon=":material/badge:"):
            st.login()
        return
    st.caption(text("Signed in as {name}.", name=plain(name)))
    gate = open_gate(context.settings)
    if gate.signed_in(name) is None:
        st.warning(text("An administrator has to give you a role first."))
    if st.button(text("Sign out")):
        st.logout()


def show_signed_in(context: Context) -> None:
    """What takes somebody who signed in to the pages that are not Streamlit's: map and board."""
    name = signed_in_name() if signs_in_elsewhere(context.settings) else ""
    gate = open_gate(context.settings)
    if not name or gate.signed_in(name) is None or gate.person(_ticket()) is not None:
        return
    text = context.translator.text
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(text("Signed in as {name}.", name=plain(name)))
        st.link_button(
            text("Go on to the workshops"),
            f"enter-signed-in?pass={gate.hand_on(name)}",
            type="primary",
        )


def _ticket() -> str:
    """The ticket of this browser."""
    return st.context.cookies.get(COOKIE, "")
