"""The figures of an area that somebody drew, estimated, each with the least and most it can be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import streamlit as st

from mapping.community.legend import Audience
from mapping.community.model import Content, Feature
from mapping.community.workshop import Workshop
from mapping.errors import UnreadableFileError
from mapping.i18n import N_
from mapping.ui.context import Context
from mapping.ui.widgets.intake_upload import kept_for_reading
from profiles.community.area import AreaFigure, AreaProfile, area_profile, areas_for
from profiles.pack import Pack
from profiles.ui import cache

BY_LAND: Final = N_("Estimated from the places it lies in: counts by land, rates by people.")
BY_PEOPLE: Final = N_(
    "Estimated from the places it lies in: counts by where the grid says that people live, rates by"
    " people."
)
LEAST_AND_MOST: Final = N_(
    "Least and most are what they would be if all people of a cut place lived outside or inside."
)


def show_area(
    context: Context, workshop: Workshop, features: tuple[Feature, ...], audience: Audience
) -> None:
    """Pick an area that an audience may see exactly; show its figures."""
    text, translator = context.translator.text, context.translator
    areas = areas_for(workshop, features, audience)
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
    with _population_grid(context) as grid:
        found = _profile(pack, areas[chosen], grid)
    st.caption(text(BY_PEOPLE if found.by_people else BY_LAND))
    st.caption(text(LEAST_AND_MOST))
    size = translator.number(found.area_km2, 1)
    st.metric(text("Area, km²"), size)
    rows = [_row(one, pack, context) for one in (found.population, *found.figures)]
    st.dataframe(rows, hide_index=True, width="stretch")


def _profile(pack: Pack, drawn: Content, grid: Path | None) -> AreaProfile:
    level = pack.boundaries.levels(pack.iso3)[-1]
    boundaries = cache.boundaries(pack, level)
    shape = drawn.geometry.to_geojson()
    return area_profile(pack, boundaries, level, shape, population_grid=grid)


@contextmanager
def _population_grid(context: Context) -> Iterator[Path | None]:
    """The file that a person gives, as long as it is read."""
    given = st.file_uploader(
        context.translator.text("Grid of population (GeoTIFF), if you have one"),
        type=["tif", "tiff"],
        key="findings_grid",
    )
    if given is None:
        yield None
        return
    with kept_for_reading(given.getvalue(), given.name, context.settings) as path:
        try:
            yield path
        except UnreadableFileError as error:  # which names a path of the server
            raise UnreadableFileError(path=given.name, reason=error.facts["reason"]) from error


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
