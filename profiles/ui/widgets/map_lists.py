"""The lists above the map of one indicator, drawn or only looked up."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.errors import ToolError
from mapping.ui.context import Context
from mapping.ui.errors import show_error
from profiles.ui import cache
from profiles.ui.state import Address
from profiles.ui.widgets import pickers
from profiles.ui.widgets.display import MapOf, pick_display, shows_streams
from profiles.ui.widgets.place import pick_place

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

WIDTHS: Final = (2, 2, 4.7, 1.4, 1.5)
NOWHERE: Final = (nullcontext(),) * len(WIDTHS)


class MapLists:
    """Country, level, indicator, period and display of one run of the page."""

    def __init__(self, context: Context, address: Address) -> None:
        self._context = context
        self._address = address
        self._refused: list[ToolError] = []
        self._columns: Sequence[DeltaGenerator] = ()
        self._iso3 = ""
        self._said: DeltaGenerator | None = None

    def begin(self) -> None:
        """Draw the row as far as can be without opening a pack: what is below it stays in place."""
        self._columns = st.container(key="choose").columns(WIDTHS, vertical_alignment="bottom")
        with self._columns[0]:
            self._iso3 = pickers.pick_country(self._context, self._address, self._refused)
        self._said = st.container()

    def draw(self) -> pickers.Choice:
        """Draw the rest of the row, and all of it where it was not begun; give what it holds.

        Raises:
            UnreadableFileError, BadTableError: of the chosen pack; another can be chosen.
        """
        if not self._columns:
            self.begin()
        return _choice(self._context, self._address, self._iso3, self._columns, self._refused)

    def look_up(self) -> pickers.Choice:
        """What the lists hold, before they are drawn; errors as of `draw`."""
        refused: list[ToolError] = []
        unseen = replace(self._context, draws=False)
        iso3 = pickers.pick_country(unseen, self._address, refused)
        return _choice(unseen, self._address, iso3, NOWHERE, refused)

    def say(self, refused: Iterable[ToolError]) -> None:
        """Say below the drawn row what was asked for in vain."""
        with self._said or nullcontext():
            for error in refused:
                show_error(error, self._context.translator)


def _choice(
    context: Context,
    address: Address,
    iso3: str,
    columns: Sequence[AbstractContextManager[object]],
    refused: list[ToolError],
) -> pickers.Choice:
    pack = cache.pack(context.settings, iso3)
    with columns[1]:
        level = pickers.pick_level(context, pack, address, refused)
    if shows_streams(address):
        indicator, period = pickers.kept_indicator(pack, level, address)
    else:
        with columns[2]:
            indicator = pickers.pick_indicator(context, pack, level, address, refused)
        with columns[3]:
            period = pickers.pick_period(context, pack, level, indicator, address, refused)
    with columns[4]:
        shown = MapOf(pack, level, indicator, period)
        look, over = pick_display(context, shown, address, refused, place_of_indicator=columns[2])
    return pickers.Choice(
        pack=pack,
        level=level,
        indicator=indicator,
        period=period,
        look=look,
        place=pick_place(pack, address, refused),
        over=over,
        refused=tuple(refused),
    )
