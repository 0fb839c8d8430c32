"""One place for how the app looks to its reader: language, numbers, colours, size of text."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from mapping.i18n import NUMBER_FORMATS, Translator, available_languages, own_name
from mapping.ui.appearance import COOKIE, TEXT_SIZES, THEMES, Appearance
from mapping.ui.context import Context
from profiles.ui.state import (
    Address,
    chosen,
    keep_appearance,
    kept_appearance,
    say_choices_anew,
    seed,
)

_EXAMPLE: Final = 1234567.8
_PARTS: Final = ("language", "numbers", "theme", "text_size")
_KEY: Final = "appearance_{part}"


def read_appearance() -> Appearance:
    """What the reader chose in this session, else on an earlier visit."""
    return kept_appearance() or Appearance.kept(st.context.cookies.get(COOKIE, ""))


def offer_appearance(context: Context) -> None:
    """A button at the top of every page, with the choices behind it."""
    text = context.translator.text
    with st.container(key="appearance"):
        menu = st.popover(
            text("Settings"),
            icon=":material/settings:",
            key="appearance_menu",
            on_change="rerun",
        )
        if not menu.open:
            return
        with menu:
            _pick("language", text("Language"), _languages(), context.translator.language)
            numbers = {"": text("As in the language"), **_examples()}
            looks = context.appearance
            _pick("numbers", text("Numbers"), numbers, looks.numbers)
            themes = {code: text(label) for code, label in THEMES.items()}
            _pick("theme", text("Colours"), themes, looks.theme)
            sizes = {code: text(label) for code, label in TEXT_SIZES.items()}
            _pick("text_size", text("Size of text"), sizes, looks.text_size)


def _languages() -> dict[str, str]:
    return {tag: own_name(tag) for tag in available_languages()}


def _examples() -> dict[str, str]:
    return {code: Translator.for_reader([], code).number(_EXAMPLE, 1) for code in NUMBER_FORMATS}


def _pick(part: str, label: str, options: Mapping[str, str], present: str) -> None:
    key = _KEY.format(part=part)
    seed(key, list(options), asked=present, default=present, is_new=True)
    st.selectbox(label, list(options), key=key, format_func=options.__getitem__, on_change=_keep)


def _keep() -> None:
    """Keep what the fields say; the language is part of the address, too."""
    looks = Appearance.of({part: chosen(_KEY.format(part=part)) for part in _PARTS})
    keep_appearance(looks)
    say_choices_anew()
    Address.read().with_(lang=looks.language).write()
