"""One choice of several, whose value a link may give."""

from collections.abc import Callable, Sequence

import streamlit as st

from profiles.ui.state import seed


def pick(  # noqa: PLR0913 - a widget and what the address says of it
    label: str,
    options: Sequence[str],
    *,
    key: str,
    asked: str,
    default: str,
    is_new: bool,
    labelled: Callable[[str], str],
    help_text: str | None = None,
) -> str:
    """A select box that starts at what the address asks for, if that is one of the options."""
    seed(key, options, asked=asked, default=default, is_new=is_new)
    chosen = st.selectbox(label, options, key=key, format_func=labelled, help=help_text)
    return chosen if chosen is not None else default
