"""The administrators' page: who of the staff may do what, and what was done."""

import streamlit as st

from mapping.community.access import Role
from mapping.community.audit import TrailLine, first_broken
from mapping.community.service import Service
from mapping.errors import ForbiddenError
from mapping.i18n import Translator
from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from mapping.ui.people import service_of

STAFF_ROLES = (Role.VIEWER, Role.EDITOR, Role.FACILITATOR, Role.ADMINISTRATOR)
SHOWN = 2_000


def render(context: Context) -> None:
    """Show roles and the audit trail."""
    text, service = context.translator.text, service_of(context)
    st.title(text("Staff and audit trail"))
    with shown_errors(context.translator):
        try:
            _show_roles(service, context.translator)
            _show_trail(service, context.translator)
        except ForbiddenError:
            st.info(text("This page is for administrators."))


def _show_roles(service: Service, translator: Translator) -> None:
    text = translator.text
    st.subheader(text("Roles of those who sign in"))
    roles = service.roles()
    if roles:
        st.dataframe(
            [{text("Name"): name, text("Role"): text(role.value)} for name, role in roles.items()],
            hide_index=True,
        )
    with st.form("staff_role", clear_on_submit=True, border=False):
        name_column, role_column, button = st.columns([3, 2, 1], vertical_alignment="bottom")
        name = name_column.text_input(text("E-mail address"), max_chars=200)
        role = role_column.selectbox(
            text("Role"),
            (*STAFF_ROLES, Role.NOBODY),
            format_func=lambda one: text(one.value),
        )
        pressed = button.form_submit_button(text("Save"), width="stretch")
    if pressed and name.strip():
        service.give_role(name.strip().casefold(), None if role is Role.NOBODY else role)
        st.rerun()


def _show_trail(service: Service, translator: Translator) -> None:
    text = translator.text
    st.subheader(text("Audit trail"))
    trail = service.trail()
    broken = first_broken(trail)
    if broken is None:
        st.caption(text("Every entry is as it was written."))
    else:
        st.error(text("Entry {number} was changed outside this program.", number=broken))
    shown = [_row(line, translator) for line in reversed(trail[-SHOWN:])]
    st.dataframe(shown, hide_index=True)


def _row(line: TrailLine, translator: Translator) -> dict[str, str]:
    text, entry = translator.text, line.entry
    return {
        text("When"): line.at.isoformat(timespec="seconds"),
        text("Who"): entry.who,
        text("Role"): text(entry.role.value),
        text("What"): text(entry.action.value),
        text("Workshop"): entry.workshop_id or "",
        text("Details"): entry.object,
    }
