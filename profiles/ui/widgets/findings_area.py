"""The figures of an area that somebody drew, estimated, each with the least and most it can be."""

import streamlit as st

from mapping.community.geometry import DrawKind
from mapping.community.legend import Audience
from mapping.community.model import Content, Feature
from mapping.community.workshop import Workshop
from mapping.ui.context import Context
from profiles.community.area import AreaFigure, area_profile
from profiles.pack import Pack
from profiles.ui import cache


def show_area(
    context: Context, workshop: Workshop, features: tuple[Feature, ...], audience: Audience
) -> None:
    """Pick an area that an audience may see exactly; show its figures."""
    text, translator = context.translator.text, context.translator
    areas = {
        feature.feature_id: feature.content
        for feature in features
        if feature.is_drawn
        and isinstance(feature.content, Content)
        and feature.content.geometry.kind is DrawKind.AREA
        and workshop.exact_for.includes(audience)
        and (line := workshop.category(feature.content.category_id)) is not None
        and line.audience.includes(audience)
    }
    if not areas:
        st.info(text("There is no area that this audience may see exactly."))
        return
    chosen = st.selectbox(
        text("Area"),
        list(areas),
        format_func=lambda one: _name(workshop, areas[one]),
        key="findings_area",
    )
    pack = cache.pack(context.settings, workshop.iso3)
    level = pack.boundaries.levels(workshop.iso3)[-1]
    found = area_profile(
        pack, cache.boundaries(pack, level), level, areas[chosen].geometry.to_geojson()
    )
    st.caption(
        text(
            "Estimated from the places it lies in: counts by land, rates by people. Least and most"
            " are what they would be if all people of a cut place lived outside or inside."
        )
    )
    size = translator.number(found.area_km2, 1)
    st.metric(text("Area, km²"), size)
    rows = [_row(one, pack, context) for one in (found.population, *found.figures)]
    st.dataframe(rows, hide_index=True, width="stretch")


def _name(workshop: Workshop, content: Content) -> str:
    category = workshop.category(content.category_id)
    return " · ".join(filter(None, (category.label if category else "", content.note)))


def _row(one: AreaFigure, pack: Pack, context: Context) -> dict[str, str]:
    text, number = context.translator.text, context.translator.number
    indicator = pack.indicators[one.indicator]
    decimals = indicator.decimals
    return {
        text("Indicator"): indicator.label(context.translator.language),
        text("Period"): one.period,
        text("Estimate"): number(one.value, decimals),
        text("Least"): number(one.low, decimals),
        text("Most"): number(one.high, decimals),
        text("Unit"): indicator.unit(context.translator.language),
    }
