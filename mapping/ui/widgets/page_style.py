"""The page's own style sheet, for what Streamlit's theme cannot say."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.render.web import ASSETS

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_STYLE: Final = ASSETS / "page.css"


@lru_cache(maxsize=1)
def _component() -> "ComponentRenderer":
    css = _STYLE.read_text(encoding="utf-8")
    return st.components.v2.component("lmp_page_style", css=css, isolate_styles=False)


def wear_page_style() -> None:
    """Give the page our style sheet; call it once in a run, before anything is shown."""
    _component()(key="page_style")
