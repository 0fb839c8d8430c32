"""Marks as figures: by place beside an indicator, by hexagon, and how far groups agree."""

from typing import Any

import streamlit as st

from mapping.community.legend import Audience
from mapping.community.model import Feature
from mapping.community.workshop import Workshop
from mapping.ui.context import Context
from profiles.community.drawing import MapPicture
from profiles.community.figures import PlaceFigure
from profiles.community.overview import Overview, build_overview
from profiles.community.places import finest_places
from profiles.community.positions import HEXAGON_KM
from profiles.pack import Pack
from profiles.ui import cache


def show_counts(
    context: Context, workshop: Workshop, features: tuple[Feature, ...], audience: Audience
) -> None:
    """Tables of places, hexagons and agreement, as an audience may see them."""
    text = context.translator.text
    pack = cache.pack(context.settings, workshop.iso3)
    level = pack.boundaries.levels(workshop.iso3)[-1]
    # Two grids laid over each other would tell what lies between: one for who may not see where.
    is_exact = workshop.exact_for.includes(audience)
    width = (
        float(st.slider(text("Width of a hexagon, km"), 1, 50, 10, key="findings_hexagon"))
        if is_exact
        else HEXAGON_KM
    )
    overview = build_overview(
        context.settings, workshop, features, audience=audience, hexagon_km=width
    )
    if not overview.places and not overview.hexagons and not overview.agreements:
        st.info(text("Nothing is drawn that this audience may see."))
        return
    codes = [indicator.code for indicator in pack.indicators_at(level)]
    beside = st.selectbox(
        text("Beside the marks"),
        codes,
        format_func=lambda code: pack.indicators[code].label(context.translator.language),
        key="findings_beside",
    )
    st.subheader(text("By place"))
    rows = [_place_row(one, workshop, pack, beside, context) for one in overview.places]
    st.dataframe(rows, hide_index=True, width="stretch")
    _show_hexagons(overview, workshop, context)
    _show_agreement(overview, workshop, context)


def _place_row(
    one: PlaceFigure, workshop: Workshop, pack: Pack, beside: str | None, context: Context
) -> dict[str, str]:
    """One place: its marks, and the newest published value of an indicator."""
    text, number = context.translator.text, context.translator.number
    language = context.translator.language

    row = {
        text("Place"): pack.gazetteer.place(one.place_code).name_in(language),
        text("Marks"): number(one.marks),
        text("per 100 km²"): number(one.per_100_km2, 1),
        text("Groups"): number(one.groups),
    }
    row |= {
        line.label: number(count)
        for line, count in zip(workshop.legend, one.by_category, strict=True)
        if count is not None  # not for this audience
    }
    if beside is not None:
        indicator = pack.indicators[beside]
        row[indicator.label(language)] = _newest(pack, one.place_code, beside, context)
    return row


def _newest(pack: Pack, place_code: str, code: str, context: Context) -> str:
    level = pack.gazetteer.place(place_code).level
    for period in reversed(pack.periods_of(code, level)):
        cell = pack.published.value(place_code, code, period)
        if cell is None:
            continue
        if cell.value is None:
            return f"{cell.symbol} ({period})"
        shown = context.translator.number(cell.value, pack.indicators[code].decimals)
        return f"{shown} ({period})"
    return ".."


def _show_hexagons(overview: Overview, workshop: Workshop, context: Context) -> None:
    text, number = context.translator.text, context.translator.number
    st.subheader(text("By hexagon"))
    if not overview.hexagons:
        few = text(
            "A hexagon is told from ten marks on, where it tells no smaller one: here none is."
        )
        st.caption(few if overview.least > 1 else text("Nothing is drawn yet."))
        return
    frame = finest_places(context.settings, workshop).frame
    whole = [
        {"geometry": {"type": "Polygon", "coordinates": [one.ring]}} for one in overview.hexagons
    ]
    picture = MapPicture(workshop, zip(frame["name"], frame.geometry, strict=True), whole)
    st.image(picture.draw_hexagons(overview.hexagons), width=760)
    st.caption(text("The number of marks in each hexagon; the darker, the more per km²."))
    rows: list[dict[str, Any]] = [
        {
            text("Centre"): _centre(one.ring),
            text("Marks"): number(one.marks),
            text("per 100 km²"): number(one.per_100_km2, 1),
        }
        for one in sorted(overview.hexagons, key=lambda one: -one.marks)
    ]
    st.dataframe(rows, hide_index=True)


def _centre(ring: tuple[tuple[float, float], ...]) -> str:
    corners = ring[:-1]
    longitude = sum(x for x, _ in corners) / len(corners)
    latitude = sum(y for _, y in corners) / len(corners)
    return f"{latitude:.2f}, {longitude:.2f}"


def _show_agreement(overview: Overview, workshop: Workshop, context: Context) -> None:
    text, number = context.translator.text, context.translator.number
    st.subheader(text("Agreement between groups"))
    labels = {line.id: line.label for line in workshop.legend}
    rows = [
        {
            text("Category"): labels[one.category_id],
            text("Marks"): number(one.marks),
            text("Groups"): number(one.groups),
            text("Drawn by another group within 2 km, percent"): "–"
            if one.percent is None
            else number(one.percent),
        }
        for one in overview.agreements
    ]
    st.dataframe(rows, hide_index=True)
