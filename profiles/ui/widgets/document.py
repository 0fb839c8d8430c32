"""A document of ours inside a page: the only module that knows its component."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from mapping.ui.appearance import Appearance

_SCRIPT: Final = (
    Path(__file__).resolve().parents[3] / "mapping" / "assets" / "explore" / "document.js"
)


@lru_cache(maxsize=1)
def _component() -> Any:  # noqa: ANN401 - Streamlit gives the mounting function no public type
    return st.components.v2.component("lmp_document", js=_SCRIPT.read_text(encoding="utf-8"))


def show_document(address: str, *, title: str, waiting: str, appearance: Appearance) -> None:
    """Show the document at an address of this server, as tall as it is.

    Args:
        address: Relative to the server's root.
        title: What screen readers call the frame.
        waiting: What is said until the document is there.
        appearance: Colours and size of text that the reader chose.
    """
    look = {"theme": appearance.theme, "textSize": appearance.text_size}
    _component()(
        data={"address": address, "title": title, "waiting": waiting, **look}, key="document"
    )
