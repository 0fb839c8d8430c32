"""The lists above the map of one indicator, drawn or only looked up."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import Final

import streamlit as st

from mapping.errors import ToolError
from mapping.ui.context import Context
from profiles.ui.state import Address
from profiles.ui.widgets import pickers
from profiles.ui.widgets.display import MapOf, pick_display, shows_streams
from profiles.ui.widgets.place import pick_place

WIDTHS: Final = (2, 2, 4.7, 1.4, 1.5)


def look_up(context: Context, address: Address) -> pickers.Choice:
    """What the lists hold, before they are drawn.

    Where that fails, they are drawn up to what is wrong, so that something else can be chosen.
    """
    try:
        return pick_all(replace(context, draws=False), address)
    except ToolError:
        return pick_all(context, address)


def pick_all(context: Context, address: Address) -> pickers.Choice:
    """Draw the lists, in reading order, and return what they hold."""
    refused: list[ToolError] = []
    columns = _columns() if context.draws else [nullcontext()] * len(WIDTHS)
    with columns[0]:
        pack = pickers.pick_country(context, address, refused)
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


def _columns() -> Sequence[AbstractContextManager[object]]:
    return st.container(key="choose").columns(WIDTHS, vertical_alignment="bottom")
