"""The page on which a reader looks at a file of her own before she uses it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.intake.model import Kind, Outcome
from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from mapping.ui.widgets.intake_upload import given_content, pick_upload, show_outcome
from mapping.ui.widgets.keep_boundaries import keep_boundaries
from mapping.ui.widgets.keep_layers import has_points, offer_grid, offer_points
from mapping.ui.widgets.outline import show_outline

if TYPE_CHECKING:
    import pandas as pd

ROWS_SHOWN: Final = 200
LARGEST_MB: Final = 50
KEY: Final = "your_data"


def render(context: Context, after_keeping: Callable[[str], None]) -> None:
    """Take a file, say what it is and what to look at in it, show its rows and its places.

    Args:
        context: Of the page.
        after_keeping: Called with the three letters of a country whose boundaries were kept.
    """
    text = context.translator.text
    st.title(text("Your data"))
    st.write(
        text(
            "A file is opened in a closed process that sees no other file and no network."
            " What looks like personal data is left out. The file itself is not kept."
        )
    )
    with shown_errors(context.translator):
        label = text("A table, a map, a grid or a picture")
        upload = pick_upload(label, KEY, context, kinds=None, largest_mb=LARGEST_MB)
        if upload is None or upload.read is None:
            return
        read = upload.read
        show_outcome(read.intake, context)
        if read.features is not None:
            show_outline(read.features.frame.geometry)
            if read.intake.outcome is not Outcome.ASKED and has_points(read.features.frame):
                offer_points(read.features, upload, context)
            if read.intake.kind is Kind.BOUNDARIES and read.intake.outcome is not Outcome.ASKED:
                keep_boundaries(read.features.frame, upload, after_keeping, context)
            _show_rows(read.features.frame.drop(columns="geometry"), context)
        elif read.intake.kind is Kind.RASTER and read.intake.outcome is not Outcome.ASKED:
            offer_grid(given_content(KEY), upload, context)
        elif read.table is not None:
            st.info(text("To bring it onto the map, join it to places on the page “Join”."))
            _show_rows(read.table.frame, context)


def _show_rows(rows: "pd.DataFrame", context: Context) -> None:
    shown = context.translator.number(min(ROWS_SHOWN, len(rows)))
    st.caption(context.translator.text("The first {count} rows, as text", count=shown))
    st.dataframe(rows.head(ROWS_SHOWN))
