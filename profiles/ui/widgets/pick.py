"""One choice of several, whose value a link may give."""

from collections.abc import Callable, Sequence

import streamlit as st

from profiles.ui.state import kept, seed


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
    is_seen: bool = True,
) -> str:
    """A select box that starts at what the address asks for, if that is one of the options.

    In a menu that is shut there is no box; what would stand in it is chosen all the same.
    """
    seed(key, options, asked=asked, default=default, is_new=is_new)
    if not is_seen:
        return kept(key)
    chosen = st.selectbox(label, options, key=key, format_func=labelled, help=help_text)
    return chosen if chosen is not None else default
