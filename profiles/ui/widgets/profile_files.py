"""The profile as files: each is made when its button is pressed."""

import datetime
from functools import partial
from typing import Final

import streamlit as st

from mapping.places import Place
from mapping.ui.context import Context
from profiles.pack import Pack
from profiles.report.files import profile_bytes
from profiles.ui.widgets.downloads import file_stem

MIMES: Final = {"pdf": "application/pdf", "html": "text/html", "json": "application/json"}


def offer_profile_files(pack: Pack, place: Place, context: Context) -> None:
    """Buttons for the formats of a profile."""
    language = context.translator.language
    name = file_stem(pack.iso3, place.place_code, place.name, language)
    make = partial(
        profile_bytes,
        pack,
        place.place_code,
        language=language,
        publisher=context.settings.publisher,
        today=datetime.datetime.now(tz=datetime.UTC).date(),
    )
    columns = st.columns([1, 1, 1, 3])
    for column, (extension, mime) in zip(columns, MIMES.items(), strict=False):
        column.download_button(
            extension.upper(),
            partial(make, extension),
            file_name=f"{name}.{extension}",
            mime=mime,
            on_click="ignore",
            width="stretch",
            icon=":material/download:",
            key=f"download_{extension}",
        )
