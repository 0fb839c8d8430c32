"""One choice of several, whose value a link may give."""

from collections import Counter
from collections.abc import Callable, Sequence

import streamlit as st

from profiles.ui.state import chosen, kept, note_choice, seed


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
    draws: bool = True,
) -> str:
    """A select box that starts at what the address asks for, if that is one of the options.

    In a menu that is shut there is no box; what would stand in it is chosen all the same. Nor is
    there one while choices are looked up before the page is drawn.
    """
    seed(key, options, asked=asked, default=default, is_new=is_new)
    if not draws:
        return chosen(key)
    if not is_seen:
        return kept(key)
    labels = labels_apart(options, labelled).__getitem__
    taken = st.selectbox(
        label, options, key=key, format_func=labels, help=help_text, on_change=note_choice
    )
    return taken if taken is not None else default


def labels_apart(options: Sequence[str], labelled: Callable[[str], str]) -> dict[str, str]:
    """The label of each option, with its code where others have the same.

    Streamlit knows what was chosen by its label: of two alike it would take the wrong one.

    >>> labels_apart(["a", "b", "c"], {"a": "Share", "b": "Share", "c": "Rate"}.__getitem__)
    {'a': 'Share (a)', 'b': 'Share (b)', 'c': 'Rate'}
    """
    labels = {option: labelled(option) for option in options}
    counts = Counter(labels.values())
    return {
        option: label if counts[label] == 1 else f"{label} ({option})"
        for option, label in labels.items()
    }
