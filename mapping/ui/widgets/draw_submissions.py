"""Taking submissions of survey tools into a workshop, on its page."""

from typing import Final

import streamlit as st

from mapping.community.submissions import Submissions, read_submissions
from mapping.community.workshop import Workshop
from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from mapping.ui.people import service_of
from mapping.ui.widgets.intake_upload import kept_for_reading

_LARGEST_MB: Final = 20
_MOST_LINES: Final = 20


def pick_submissions(workshop: Workshop, context: Context) -> None:
    """A file from KoboToolbox or ODK; it is put on the map when its button is pressed."""
    text, where = context.translator.text, workshop.workshop_id
    given = st.file_uploader(
        text("Submissions from KoboToolbox or ODK"),
        type=["csv", "xlsx", "geojson"],
        key=f"{where}_submissions",
        max_upload_size=_LARGEST_MB,
    )
    if given is None:
        return
    with (
        shown_errors(context.translator),
        kept_for_reading(given.getvalue(), given.name, context.settings) as path,
    ):
        sent = read_submissions(path, workshop, name=given.name)
        _show_counts(sent, context)
        if st.button(text("Put them on the map"), key=f"{where}_take", disabled=not sent.taken):
            new = service_of(context).take_in(workshop, sent)
            st.success(context.translator.plural("{count} new", "{count} new", new))
        _show_problems(sent, context)  # below, where they may be many


def _show_counts(sent: Submissions, context: Context) -> None:
    translator = context.translator
    st.caption(translator.plural("{count} drawing", "{count} drawings", len(sent.taken)))
    if sent.refused_rows:
        st.caption(
            translator.plural(
                "{count} was refused in the survey tool",
                "{count} were refused in the survey tool",
                sent.refused_rows,
            )
        )


def _show_problems(sent: Submissions, context: Context) -> None:
    """Why a row gives no drawing."""
    translator = context.translator
    for problem in sent.problems[:_MOST_LINES]:
        reason = translator.text(problem.rule)
        st.text(translator.text("Row {row}: {reason}", row=problem.row, reason=reason))
