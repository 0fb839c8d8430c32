"""The page on which a reader looks at a file of her own before she uses it."""

from typing import Final

import streamlit as st

from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from mapping.ui.widgets.intake_upload import pick_upload, show_outcome
from mapping.ui.widgets.outline import show_outline

ROWS_SHOWN: Final = 200


def render(context: Context) -> None:
    """Take a file, say what it is and what to look at in it, show its rows and its places."""
    text = context.translator.text
    st.title(text("Your data"))
    st.write(
        text(
            "A file is opened in a closed process that sees no other file and no network."
            " What looks like personal data is left out. The file itself is not kept."
        )
    )
    with shown_errors(context.translator):
        upload = pick_upload(context)
        if upload is None:
            return
        show_outcome(upload, context)
        if upload.shapes is not None:
            show_outline(upload.shapes)
        if upload.rows is not None:
            shown = context.translator.number(min(ROWS_SHOWN, len(upload.rows)))
            st.caption(text("The first {count} rows, as text", count=shown))
            st.dataframe(upload.rows.head(ROWS_SHOWN))
