"""Print a map: format, paper and sheets are chosen, and the file is made when it is asked for."""

import datetime
from dataclasses import dataclass
from typing import Final

import streamlit as st

from mapping.cartography.layers import MapSpec
from mapping.i18n import N_
from mapping.ui.context import Context
from profiles.report.names import MIMES
from profiles.ui import cache
from profiles.ui.widgets.pickers import Choice

FORMATS: Final = {"pdf": MIMES["pdf"], "svg": "image/svg+xml", "png": "image/png"}
PAPERS: Final = ("A4", "A3", "A2", "A1", "A0")
ORIENTATIONS: Final = {
    "auto": N_("As the country lies"),
    "landscape": N_("Landscape"),
    "portrait": N_("Portrait"),
}
SHEET: Final = "A4"
DOTS: Final = {"A4": (150, 300, 600), "A3": (150, 300, 600), "A2": (150, 300), "A1": (150, 300)}
COARSE: Final = (150,)  # a finer picture of a larger paper does not fit into memory


@st.fragment
def offer_print(choice: Choice, spec: MapSpec, context: Context, name: str) -> None:
    """A menu of what a printed map depends on, with a button for the file.

    Args:
        choice: What the map is of.
        spec: The map.
        context: Of the page.
        name: Of the file, without its ending.
    """
    text = context.translator.text
    menu = st.popover(
        text("Print…"), icon=":material/print:", width="stretch", key="print", on_change="rerun"
    )
    if not menu.open:  # a change of the map need not wait for a menu nobody sees
        return
    with menu:
        wanted = _pick(context)

        def made() -> bytes:
            from mapping.render.still.paper import Orientation
            from mapping.render.still.printed import PrintRequest, to_print

            request = PrintRequest(
                extension=wanted.extension,
                size=wanted.size,
                orientation=Orientation(wanted.orientation),
                sheet_size=SHEET if wanted.on_sheets else None,
                dots_an_inch=wanted.dots,
            )
            boundaries = cache.boundaries(choice.pack, choice.level)
            today = datetime.datetime.now(tz=datetime.UTC).date()
            return to_print(spec, boundaries, request, today=today)

        st.download_button(
            text("Make the file"),
            made,
            file_name=f"{name}_{wanted.size}.{wanted.extension}",
            mime=FORMATS[wanted.extension],
            on_click="ignore",
            icon=":material/download:",
            key="print_download",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picked:
    """What was chosen; the renderer, which takes it, is not loaded for the menu."""

    extension: str
    size: str
    orientation: str
    on_sheets: bool
    dots: int


def _pick(context: Context) -> _Picked:
    text = context.translator.text
    extension = st.selectbox(
        text("Format"), tuple(FORMATS), format_func=str.upper, key="print_format"
    )
    size = st.selectbox(text("Paper"), PAPERS, key="print_paper")
    orientation = st.selectbox(
        text("Orientation"),
        tuple(ORIENTATIONS),
        format_func=lambda one: text(ORIENTATIONS[one]),
        key="print_orientation",
    )
    on_sheets, dots = False, COARSE[0]
    if extension == "pdf" and size != SHEET:
        label = text("Cut into sheets of {sheet} to tape together", sheet=SHEET)
        on_sheets = st.checkbox(label, key="print_sheets")
    if extension == "png":
        dots = st.selectbox(text("Dots an inch"), DOTS.get(size, COARSE), key="print_dots")
    return _Picked(
        extension=extension, size=size, orientation=orientation, on_sheets=on_sheets, dots=dots
    )
