"""The profile as files: each is made when its button is pressed."""

import datetime
from collections.abc import Sequence
from functools import partial

import streamlit as st

from mapping.i18n import Translator
from mapping.places import Place
from mapping.ui.context import Context
from profiles.editions.since import kept
from profiles.edits.kept import Edits
from profiles.pack import Pack
from profiles.report.files import FORMATS, file_names, profile_bytes
from profiles.report.names import MIMES
from profiles.ui import cache


def offer_profile_files(  # noqa: PLR0913 - what a profile depends on
    pack: Pack,
    place: Place,
    edits: Edits,
    context: Context,
    *,
    chosen: Sequence[str],
    earlier: str,
) -> None:
    """Buttons for the formats of a profile.

    Args:
        pack: Where the place is.
        place: Of the profile.
        edits: What people added.
        context: What every page is given.
        chosen: Sections; none: all.
        earlier: The name of an edition that was kept, or nothing.
    """
    language = context.translator.language
    names = file_names(place.place_code, place.name_in(language), language, FORMATS)
    make = partial(
        profile_bytes,
        pack,
        place.place_code,
        language=language,
        publisher=context.settings.publisher,
        edits=edits,
        brand=cache.brand(context.settings),
        chosen=chosen,
        earlier=kept(context.settings, pack.iso3, place.place_code).get(earlier),
        today=datetime.datetime.now(tz=datetime.UTC).date(),
    )
    with st.container(key="profile_files"):
        columns = st.columns(len(FORMATS))
    for column, wanted, file_name in zip(columns, FORMATS, names, strict=True):
        column.download_button(
            format_label(wanted, context.translator),
            partial(make, wanted),
            file_name=file_name,
            mime=MIMES[wanted],
            on_click="ignore",
            width="stretch",
            icon=":material/download:",
            key=f"download_{wanted}",
        )


def format_label(name: str, translator: Translator) -> str:
    """What people call a format."""
    return translator.text("Data") if name == "datapackage" else name.upper()
