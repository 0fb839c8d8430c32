"""The page's own style sheet and the reader's own look, for what Streamlit's theme cannot say."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.render.web import ASSETS
from mapping.ui.appearance import COOKIE, Appearance

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_SCRIPT: Final = ASSETS / "page.js"


@lru_cache(maxsize=1)
def _component() -> "ComponentRenderer":
    return st.components.v2.component("lmp_page_style", js=_SCRIPT.read_text(encoding="utf-8"))


def wear_page_style(appearance: Appearance, language: str, paths: Sequence[str]) -> None:
    """Give the page our style sheet and the reader's look, and say which language it is in.

    Call it once in a run, before anything is shown.

    Args:
        appearance: What the reader chose.
        language: Of what is shown, which may be the browser's own.
        paths: Of all pages, relative to the app's root.
    """
    data = {
        "theme": appearance.theme,
        "textSize": appearance.text_size,
        "language": language,
        "cookie": COOKIE,
        "kept": appearance.as_cookie(),
        # One text: Streamlit imports pandas to see whether a list in a component's data is a table.
        "paths": " ".join(paths),
    }
    _component()(key="page_style", data=data)
