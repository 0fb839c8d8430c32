"""The record of a workshop, maps to hand back, and its findings into the profile of its place."""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from mapping.community.export import file_stem
from mapping.community.legend import Audience
from mapping.community.model import Content, Feature
from mapping.community.workshop import Workshop
from mapping.ui.context import Context
from mapping.ui.people import service_of
from profiles.community.record import build_record
from profiles.community.telling import put_into_profile
from profiles.report.workshop import PAPERS, record_pdf

_NOTE_SHOWN: Final = 60


def offer_records(
    context: Context, workshop: Workshop, features: tuple[Feature, ...], audience: Audience
) -> None:
    """Buttons for the record and the map as PDF; each is made when it is pressed."""
    text = context.translator.text
    names = audience is Audience.ROOM and st.toggle(
        text("Say who recorded"), value=False, key="findings_names"
    )
    group = st.selectbox(
        text("Of"),
        [None, *workshop.groups],
        format_func=lambda one: one or text("all groups"),
        key="findings_group",
    )

    def made(sheet: str) -> bytes:
        build = partial(
            build_record,
            context.settings,
            workshop,
            features,
            context.store.log(workshop.workshop_id),
            audience=audience,
            with_names=names,
            group=group,
        )
        record = service_of(context).make_record(workshop.workshop_id, audience, build)
        return record_pdf(record, context.translator, sheet=sheet)

    _offer(context, f"{file_stem(workshop)}-{audience}", made)


def _offer(context: Context, stem: str, made: Callable[[str], bytes]) -> None:
    """The buttons; `made` gives the record, or the map on a sheet of the paper it is given."""
    text = context.translator.text
    st.download_button(
        text("Record of the workshop, PDF"),
        lambda: made(""),
        f"{stem}-record.pdf",
        mime="application/pdf",
        type="primary",
        key="findings_record",
    )
    paper = st.segmented_control(
        text("Map to hand back"),
        PAPERS,
        default=PAPERS[1],
        format_func=str.upper,
        key="findings_paper",
    )
    if paper:
        st.download_button(
            text("Map, PDF"),
            lambda: made(paper),
            f"{stem}-{paper}.pdf",
            mime="application/pdf",
            key="findings_sheet",
        )


def put_in_profile(
    context: Context, workshop: Workshop, features: tuple[Feature, ...], audience: Audience
) -> None:
    """Choose quotes; keep the findings with the profile of the workshop's place."""
    text = context.translator.text
    st.write(
        text(
            "The section \u201cWhat the community said\u201d of the profile of this place holds"
            " what this audience may know: categories, priorities, agreement, and the notes you"
            " choose."
        )
    )
    notes = dict(_notes(workshop, features, audience))
    quoted = st.multiselect(
        text("Notes to quote"),
        list(notes),
        format_func=lambda one: notes[one][:_NOTE_SHOWN],
        key="findings_quotes",
    )
    if st.button(text("Put it into the profile"), key="findings_tell"):
        put = partial(
            put_into_profile,
            context.settings,
            workshop,
            features,
            place_code=None,
            audience=audience,
            quoted=quoted,
        )
        service_of(context).tell(workshop.workshop_id, audience, put)
        st.success(text("It stands in the profile now, in every format."))


def _notes(
    workshop: Workshop, features: tuple[Feature, ...], audience: Audience
) -> list[tuple[str, str]]:
    """Notes that an audience may read, by feature."""
    allowed = {line.id for line in workshop.legend if line.audience.includes(audience)}
    return [
        (feature.feature_id, feature.content.note)
        for feature in features
        if feature.is_drawn
        and isinstance(feature.content, Content)
        and feature.content.category_id in allowed
        and feature.content.note
    ]
