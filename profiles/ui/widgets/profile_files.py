"""The profile as files: each is made when its button is pressed."""

import datetime
from collections.abc import Sequence
from functools import partial

import streamlit as st

from mapping.places import Place
from mapping.ui.context import Context
from profiles.edits.kept import Edits
from profiles.pack import Pack
from profiles.report.files import MIMES, file_stem, profile_bytes


def offer_profile_files(
    pack: Pack, place: Place, edits: Edits, chosen: Sequence[str], context: Context
) -> None:
    """Buttons for the formats of a profile; of all sections where none is chosen."""
    language = context.translator.language
    name = file_stem(place.place_code, place.name_in(language), language)
    make = partial(
        profile_bytes,
        pack,
        place.place_code,
        language=language,
        publisher=context.settings.publisher,
        edits=edits,
        chosen=chosen,
        today=datetime.datetime.now(tz=datetime.UTC).date(),
    )
    columns = st.columns(len(MIMES))
    for column, (extension, mime) in zip(columns, MIMES.items(), strict=True):
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
