"""A workshop on a page: opening one, and the ways into one."""

from dataclasses import dataclass

import streamlit as st

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.boundaries.read import read_gazetteer
from mapping.community.workshop import WORLD, Bounds, Plan, Workshop
from mapping.i18n import N_, Translator
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.widgets.draw_legend import pick_legend

WHOLE_COUNTRY = N_("The whole country")


def pick_new_workshop(context: Context) -> Workshop | None:
    """The form that opens a workshop; the workshop when it was opened in this run."""
    text = context.translator.text
    title = st.text_input(text("Title of the workshop"), key="workshop_title", max_chars=200)
    place = _pick_place(context)
    legend = pick_legend(context.translator)
    ready = bool(title.strip()) and bool(legend)
    if not st.button(text("Open the workshop"), type="primary", disabled=not ready):
        return None
    return context.store.create_workshop(
        Plan(
            title=title,
            iso3=place.iso3,
            place_code=place.place_code,
            bounds=place.bounds,
            legend=legend,
        )
    )


def show_workshop(workshop: Workshop, drawn: int, translator: Translator) -> None:
    """One workshop of the list, with the ways into it and out of it."""
    text = translator.text
    with st.container(border=True):
        st.markdown(f"**{plain(workshop.title)}**")
        opened = translator.date(workshop.created_at.date())
        count = translator.plural("{count} drawn", "{count} drawn", drawn)
        st.caption(f"{text('Opened {date}', date=opened)} · {count}")
        draw, board, package, geojson = st.columns(4)
        where, language = workshop.workshop_id, translator.language
        draw.link_button(
            text("Draw"),
            f"workshop/{where}?lang={language}#facilitator",
            icon=":material/draw:",
            type="primary",
            width="stretch",
        )
        board.link_button(
            text("Projector"),
            f"board/{where}?lang={language}",
            icon=":material/cast:",
            width="stretch",
        )
        for column, ending, name in (
            (package, "gpkg", "GeoPackage"),
            (geojson, "geojson", "GeoJSON"),
        ):
            column.link_button(
                name,
                f"workshops/{where}/export/{ending}",
                icon=":material/download:",
                width="stretch",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Where a workshop takes place."""

    iso3: str
    place_code: str | None
    bounds: Bounds


def _pick_place(context: Context) -> _Ground:
    text, language = context.translator.text, context.translator.language
    catalogue = read_boundary_catalogue(context.settings.data_dir)
    gazetteers = {iso3: read_gazetteer(catalogue, iso3) for iso3 in catalogue.iso3s}
    country_column, place_column = st.columns(2)
    iso3 = country_column.selectbox(
        text("Country"),
        list(gazetteers),
        format_func=lambda code: gazetteers[code].country.name_in(language),
        key="workshop_country",
    )
    gazetteer = gazetteers[iso3]
    places = [place for place in gazetteer.places.values() if place.parent_code is not None]
    place = place_column.selectbox(
        text("Place"),
        [None, *sorted(places, key=lambda found: found.name_in(language))],
        format_func=lambda found: found.name_in(language) if found else text(WHOLE_COUNTRY),
        key=f"workshop_place_{iso3}",
    )
    return _Ground(
        iso3=iso3,
        place_code=place.place_code if place else None,
        bounds=(place or gazetteer.country).bounds or WORLD,
    )
