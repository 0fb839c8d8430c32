"""A workshop on a page: opening one, changing it, and the ways into and out of it."""

import datetime
from typing import Final

import streamlit as st
from streamlit.config import get_option

from mapping.community.access import Role
from mapping.community.export import ExportFormat
from mapping.community.gate import LONGEST_HOURS, open_gate
from mapping.community.workshop import Workshop
from mapping.i18n import N_, Translator
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.figures import Figures
from mapping.ui.people import service_of
from mapping.ui.widgets.draw_legend import AUDIENCE_WORDS, show_legend_files
from mapping.ui.widgets.draw_plan import pick_plan
from mapping.ui.widgets.draw_submissions import pick_submissions

HERE_ALONE: Final = frozenset({"127.0.0.1", "localhost", "::1"})  # addresses no phone reaches


def pick_new_workshop(context: Context, figures: Figures) -> Workshop | None:
    """The form that opens a workshop; the workshop when it was opened in this run."""
    plan = pick_plan(context, figures, None, "workshop")
    pressed = st.button(
        context.translator.text("Open the workshop"), type="primary", disabled=plan is None
    )
    return service_of(context).create_workshop(plan) if pressed and plan else None


def show_workshop(workshop: Workshop, drawn: int, context: Context, figures: Figures) -> None:
    """One workshop of the list, with the ways into it and out of it."""
    translator = context.translator
    text = translator.text
    where, language = workshop.workshop_id, translator.language
    with st.container(border=True):
        st.markdown(f"**{plain(workshop.title)}**")
        opened = translator.date(workshop.created_at.date())
        count = translator.plural("{count} drawn", "{count} drawn", drawn)
        st.caption(f"{text('Opened {date}', date=opened)} · {count}")
        _show_reminder(workshop, translator)
        draw, board, phones, take, change = st.columns(5, vertical_alignment="center")
        draw.link_button(
            text("Draw"),
            f"workshop/{where}?lang={language}#facilitator",
            icon=":material/draw:",
            type="primary",
            width="stretch",
        )
        board.link_button(
            text("Projector"),
            f"board/{where}?lang={language}",
            icon=":material/cast:",
            width="stretch",
        )
        # Named after the version: once a change is saved, the form is closed.
        key = f"{where}_{workshop.version}"
        changing = change.toggle(text("Change"), key=f"{key}_change")
        with phones.popover(text("Phones"), icon=":material/qr_code:", width="stretch"):
            _show_way_in(workshop, context)
        with take.popover(text("Take home"), icon=":material/download:", width="stretch"):
            _show_exports(workshop, translator)
            pick_submissions(workshop, context)
        if changing:
            _change(workshop, context, figures, key)


def _change(workshop: Workshop, context: Context, figures: Figures, key: str) -> None:
    """The plan as it is, to be changed."""
    plan = pick_plan(context, figures, workshop, key)
    save = context.translator.text("Save")
    pressed = st.button(save, type="primary", disabled=plan is None, key=f"{key}_save")
    if pressed and plan is not None:
        version = workshop.version
        service_of(context).change_workshop(workshop.workshop_id, plan, base_version=version)
        st.rerun()


def _show_way_in(workshop: Workshop, context: Context) -> None:
    """Opens the workshop to phones, and shows the code, which the projector shows too."""
    text, where = context.translator.text, workshop.workshop_id
    gate = open_gate(context.settings)
    opening = gate.opening(where)
    hours = st.slider(text("Hours"), 1, LONGEST_HOURS, 4, key=f"{where}_hours")
    if st.button(text("Open to phones with a new code"), key=f"{where}_open", width="stretch"):
        opening = service_of(context).open_to_phones(gate, where, hours=hours)
    if opening is None:
        st.caption(text("Phones cannot come in now."))
        return
    if st.button(text("Close"), key=f"{where}_close", width="stretch"):
        service_of(context).close_to_phones(gate, where)
        st.rerun()
    st.markdown(f"# {opening.code[:4]} {opening.code[4:]}")
    if get_option("server.address") in HERE_ALONE:
        st.warning(
            text(
                "Phones do not reach this laptop yet: the app was started for this machine alone."
                " End it and start it with: lmp app --host 0.0.0.0"
            ),
            icon=":material/wifi_off:",
        )
    st.caption(text("The projector shows it with a QR code."))
    helping, looking = opening.codes[Role.EDITOR], opening.codes[Role.VIEWER]
    st.caption(text("For somebody who helps to correct the map: {code}", code=helping))
    st.caption(text("For somebody who only takes what is public: {code}", code=looking))


def _show_reminder(workshop: Workshop, translator: Translator) -> None:
    until = workshop.keep_until
    if until is not None and workshop.is_overdue(datetime.datetime.now(datetime.UTC).date()):
        st.warning(
            translator.text(
                "It was to be deleted after {date}: lmp workshop delete {workshop}",
                date=translator.date(until),
                workshop=workshop.workshop_id,
            ),
            icon=":material/event_busy:",
        )


def _show_exports(workshop: Workshop, translator: Translator) -> None:
    """Files for an audience, and the legend."""
    text, where = translator.text, workshop.workshop_id
    audience = st.selectbox(
        text("Who will see the file?"),
        tuple(AUDIENCE_WORDS),
        format_func=lambda one: text(AUDIENCE_WORDS[one]),
        key=f"{where}_audience",
    )
    if not workshop.exact_for.includes(audience):
        st.caption(text("Positions in it are moved by some kilometres."))
    for kind in ExportFormat:
        if kind is ExportFormat.PHOTOS and not workshop.exact_for.includes(audience):
            continue  # a photo shows where it was taken
        st.link_button(
            text(_FORMAT_NAMES[kind]),
            f"workshops/{where}/export/{kind}?for={audience}",
            width="stretch",
        )
    show_legend_files(workshop.legend, workshop.other_language, f"{where}_legend", translator)


_FORMAT_NAMES = {
    ExportFormat.GEOPACKAGE: "GeoPackage",
    ExportFormat.GEOJSON: "GeoJSON",
    ExportFormat.KML: "KML",
    ExportFormat.XLSX: "XLSX",
    ExportFormat.KOBO: "CSV (KoboToolbox, ODK)",
    ExportFormat.CSV: "CSV",
    ExportFormat.PHOTOS: N_("Photos"),
}
