"""Take away what is on the map: picture, self-contained page, table."""

import datetime

import streamlit as st

from mapping.cartography.layers import MapSpec
from mapping.ui.context import Context
from profiles.map_page import standalone_page
from profiles.report import tables
from profiles.report.files import MIMES, file_stem
from profiles.ui import cache
from profiles.ui.widgets.pickers import Choice

_PICTURE_WIDTH_PX = 2000


def offer_downloads(choice: Choice, spec: MapSpec, context: Context) -> None:
    """Four buttons; each file is made when its button is pressed."""
    text = context.translator.text
    gazetteer = choice.pack.gazetteer
    name = file_stem(choice.pack.iso3, choice.level, choice.indicator, choice.period)

    def picture() -> bytes:
        from mapping.render.still import to_png

        boundaries = cache.boundaries(choice.pack, choice.level)
        today = datetime.datetime.now(tz=datetime.UTC).date()
        return to_png(spec, boundaries, width_px=_PICTURE_WIDTH_PX, today=today)

    def page() -> bytes:
        return standalone_page(spec, choice.pack, context.settings, context.translator)

    files = (
        (text("Map as PNG"), picture, "png", "image/png"),
        (text("Map as HTML"), page, "html", MIMES["html"]),
        (text("Table as CSV"), lambda: tables.to_csv(spec, gazetteer), "csv", "text/csv"),
        (
            text("Table as XLSX"),
            lambda: tables.to_xlsx(spec, gazetteer),
            "xlsx",
            MIMES["xlsx"],
        ),
    )
    for column, (label, make, extension, mime) in zip(st.columns(4), files, strict=True):
        column.download_button(
            label,
            make,
            file_name=f"{name}.{extension}",
            mime=mime,
            on_click="ignore",
            width="stretch",
            icon=":material/download:",
        )
