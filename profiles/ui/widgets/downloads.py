"""Take away what is on the map: print, picture, page, table, and files for other tools."""

import datetime
from collections.abc import Callable
from typing import Final

import streamlit as st

from mapping.cartography.layers import MapSpec
from mapping.ui.context import Context
from profiles.maps.page import standalone_page
from profiles.report import tables
from profiles.report.names import MIMES, file_stem
from profiles.ui import cache
from profiles.ui.widgets.map_views import period_specs
from profiles.ui.widgets.pickers import Choice
from profiles.ui.widgets.printing import offer_print

_PICTURE_WIDTH_PX: Final = 2000
_ZIP: Final = "application/zip"


def offer_downloads(choice: Choice, spec: MapSpec, context: Context) -> None:
    """Buttons one beside the other; each file is made when its button is pressed."""
    text = context.translator.text
    name = file_stem(choice.pack.iso3, choice.level, choice.indicator, choice.period)
    made = _Files(choice, spec, context, name)
    files = (
        (text("Map as PNG"), made.picture, "png", "image/png"),
        (text("Map as HTML"), made.page, "html", MIMES["html"]),
        (text("Table as CSV"), made.csv, "csv", "text/csv"),
        (text("Table as XLSX"), made.xlsx, "xlsx", MIMES["xlsx"]),
    )
    offer_print(choice, spec, context, name)
    for label, make, extension, mime in files:
        _button(label, make, f"{name}.{extension}", mime)
    _offer_more(choice, made, context, name)


@st.fragment
def _offer_more(choice: Choice, made: "_Files", context: Context, name: str) -> None:
    """A menu of what is taken away more seldom."""
    text = context.translator.text
    menu = st.popover(
        text("More…"),
        icon=":material/more_horiz:",
        width="stretch",
        key="more_files",
        on_change="rerun",
    )
    if not menu.open:
        return
    with menu:
        kit = file_stem(choice.pack.iso3, choice.level, "kit")
        st.caption(
            text("All maps, tables and profiles of this level in one file. It takes a while.")
        )
        _button(text("Kit without a network"), made.kit, f"{kit}.html", MIMES["html"])
        st.caption(text("The places with their figures, and a project with these classes."))
        _button(text("QGIS project"), made.gis, f"{name}_qgis.zip", _ZIP)
        st.caption(text("The table with a row of HXL hashtags."))
        _button(text("HXL table"), made.hxl, f"{name}_hxl.csv", "text/csv")


def _button(label: str, make: Callable[[], bytes], file_name: str, mime: str) -> None:
    st.download_button(
        label,
        make,
        file_name=file_name,
        mime=mime,
        on_click="ignore",
        width="stretch",
        icon=":material/download:",
    )


class _Files:
    """Each file a reader may take away, made when it is called for."""

    def __init__(self, choice: Choice, spec: MapSpec, context: Context, name: str) -> None:
        self._choice, self._spec, self._context, self._name = choice, spec, context, name
        self._today = datetime.datetime.now(tz=datetime.UTC).date()

    def picture(self) -> bytes:
        from mapping.render.still.picture import to_png

        boundaries = cache.boundaries(self._choice.pack, self._choice.level)
        return to_png(self._spec, boundaries, width_px=_PICTURE_WIDTH_PX, today=self._today)

    def page(self) -> bytes:
        context = self._context
        choice, periods = self._choice, period_specs(self._choice, context)
        is_change = periods and periods[choice.period].title != self._spec.title
        return standalone_page(
            self._spec,
            choice.pack,
            context.settings,
            context.translator,
            period=choice.period,
            periods={} if is_change else periods,
        )

    def csv(self) -> bytes:
        return tables.to_csv(self._spec, self._choice.pack.gazetteer)

    def hxl(self) -> bytes:
        return tables.to_csv(self._spec, self._choice.pack.gazetteer, hxl=True)

    def xlsx(self) -> bytes:
        return tables.to_xlsx(self._spec, self._choice.pack.gazetteer)

    def gis(self) -> bytes:
        from mapping.render.gis import to_bundle

        boundaries = cache.boundaries(self._choice.pack, self._choice.level)
        return to_bundle(self._spec, boundaries, stem=self._name, today=self._today)

    def kit(self) -> bytes:
        from profiles.report.kit import build_kit

        return build_kit(
            self._choice.pack,
            self._choice.level,
            self._context.settings,
            languages=(self._context.translator.language,),
            today=self._today,
        )
