"""The look of the organisation: name, colour, logo, cover, disclaimer and templates, kept here."""

import hashlib
from pathlib import Path
from typing import Final

import streamlit as st

from mapping.atomic import write_atomically
from mapping.errors import ToolError
from mapping.i18n import Translator
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.errors import show_error
from profiles.report.brand.reading import (
    NAME,
    Branding,
    folder_of,
    keep_branding,
    read_brand,
    read_branding,
)

SHORT: Final = 200
LONG: Final = 2_000
_PICTURES: Final = ["png", "jpg", "jpeg"]
# What a file is for: its name in the folder, and the endings it may have.
_FILES: Final = {
    "logo": ("logo", _PICTURES),
    "cover_picture": ("cover", _PICTURES),
    "word_template": ("word", ["docx"]),
    "slides_template": ("slides", ["pptx"]),
}


def edit_brand(context: Context) -> None:
    """A form for the look of every document of this workspace; files pass the door first."""
    translator, settings = context.translator, context.settings
    text = translator.text
    before = _before(settings)
    with (
        st.expander(text("Look of the organisation"), icon=":material/palette:"),
        st.form("brand", border=False),
    ):
        organisation = st.text_input(
            text("Organisation"), value=before.organisation, max_chars=SHORT
        )
        colour = st.color_picker(text("Colour of headings"), value=before.colour)
        cover = _words(text("Words of the cover"), before.cover, translator)
        disclaimer = _words(text("Disclaimer, after the usual one"), before.disclaimer, translator)
        given = _pick_files(settings, before, translator)
        asked = st.form_submit_button(text("Keep the look"), type="primary")
    if not asked:
        return
    said = Branding(
        organisation=organisation, colour=colour, cover=cover, disclaimer=disclaimer, **given
    )
    try:
        keep_branding(settings, said)
        read_brand(folder_of(settings))
    except ToolError as error:
        keep_branding(settings, before)
        show_error(error, translator)
    else:
        _tidy(settings, said)
        st.success(text("The look is kept. Documents made from now on have it."))


def _tidy(settings: Settings, said: Branding) -> None:
    """Take away the files that the look has no use for any more."""
    used = {getattr(said, key) for key in _FILES}
    for stem, _ in _FILES.values():
        for path in folder_of(settings).glob(f"{stem}-*"):
            if path.name not in used:
                path.unlink(missing_ok=True)


def _before(settings: Settings) -> Branding:
    path = folder_of(settings) / NAME
    return read_branding(path) if path.is_file() else Branding()


def _words(
    label: str, before: dict[str, str] | str, translator: Translator
) -> dict[str, str] | str:
    """Words in the language of the page; those of other languages stay."""
    language = translator.language
    now = before if isinstance(before, str) else before.get(language, "")
    words = st.text_area(label, value=now, max_chars=LONG, key=f"brand_{label}").strip()
    if isinstance(before, str):
        return words
    others = {key: said for key, said in before.items() if key != language}
    return others | ({language: words} if words else {})


def _pick_files(settings: Settings, before: Branding, translator: Translator) -> dict[str, str]:
    """The names of the files in the folder: of new ones, of those there are, or none."""
    text = translator.text
    labels = {
        "logo": text("Logo"),
        "cover_picture": text("Picture of the cover"),
        "word_template": text("Word template, whose styles are used"),
        "slides_template": text("Slides template, whose layouts are used"),
    }
    names = {}
    for key, (_, endings) in _FILES.items():
        now = getattr(before, key)
        given = st.file_uploader(labels[key], type=endings, key=f"brand_file_{key}")
        kept = bool(now) and st.checkbox(
            text("Keep {name}", name=now), value=True, key=f"brand_keep_{key}"
        )
        names[key] = now if kept else ""
        if given is not None:
            names[key] = _kept(settings, key, given.name, given.getvalue())
    return names


def _kept(settings: Settings, key: str, name: str, content: bytes) -> str:
    """A new file under a name of ours: what there was stays whole until this one is taken."""
    stem, endings = _FILES[key]
    ending = Path(name).suffix.lower().lstrip(".")
    content_hash = hashlib.sha256(content).hexdigest()[:8]
    kept = f"{stem}-{content_hash}.{ending if ending in endings else endings[0]}"
    write_atomically(folder_of(settings) / kept, content)
    return kept
