"""Choosing what lies behind the drawings, in the form that prepares a workshop."""

from collections.abc import Mapping

import streamlit as st

from mapping.community.workshop import MAX_SHOWN, Plan
from mapping.ui.base_maps import ONLINE, base_maps
from mapping.ui.context import Context
from mapping.ui.figures import Figures


def pick_grounds(
    context: Context, figures: Figures, iso3: str, start: Plan | None, key: str
) -> dict[str, tuple[str, ...]]:
    """Base maps and indicators that phones and the wall offer; none need be chosen.

    Args:
        context: Of the page.
        figures: What there is of indicators.
        iso3: The country.
        start: The plan that is changed; None for a new one.
        key: What the keys of its widgets begin with.
    """
    text = context.translator.text
    bases = {
        one["code"]: one["name"]
        for one in base_maps(context.settings, context.translator)
        if one["code"] != ONLINE  # a hall has no internet
    }
    return {
        "base_maps": _pick(
            text("Base maps to draw on"),
            bases,
            start.base_maps if start else (),
            f"{key}_bases",
            text("The first one is shown; without one, boundaries and names of places alone."),
        ),
        "indicators": _pick(
            text("Indicators to show behind the drawings"),
            figures.names(iso3, context.translator),
            start.indicators if start else (),
            f"{key}_indicators_{iso3}",
            text("Phones and the wall can show one at a time under what is drawn."),
        ),
    }


def _pick(
    label: str, names: Mapping[str, str], chosen: tuple[str, ...], key: str, hint: str
) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            label,
            list(names),
            default=[code for code in chosen if code in names],
            format_func=lambda code: names[code],
            max_selections=MAX_SHOWN,
            key=key,
            help=hint,
        )
    )
