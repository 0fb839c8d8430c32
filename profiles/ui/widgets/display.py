"""How values become classes, and the language: looked for seldom, so behind one button."""

from typing import Final

import streamlit as st

from mapping.errors import ToolError, UnknownChoiceError, listed
from mapping.i18n import N_, available_languages
from mapping.ui.context import Context
from profiles.ui.state import Address, chosen, seed
from profiles.ui.widgets.pick import pick

DEFAULT_CLASSES: Final = 5
SCHEMES: Final = ("quantiles", "equal", "pretty", "fisher-jenks")
SCHEME_LABELS: Final = {
    "quantiles": N_("Equal numbers of places"),
    "equal": N_("Equal steps"),
    "pretty": N_("Round numbers"),
    "fisher-jenks": N_("Natural breaks"),
}
LANGUAGE_NAMES: Final = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "ne": "नेपाली",
    "ar": "العربية",
}


def pick_display(context: Context, address: Address, refused: list[ToolError]) -> tuple[str, int]:
    """How values become classes, and the language: looked for seldom, so behind one button."""
    text = context.translator.text
    with st.popover(text("Display"), width="stretch"):
        if address.asks_for_unknown(address.scheme, SCHEMES):
            refused.append(
                UnknownChoiceError(
                    kind=text("class scheme"), asked=address.scheme, available=listed(SCHEMES)
                )
            )
        scheme = pick(
            text("Classes by"),
            SCHEMES,
            key="pick_scheme",
            asked=address.scheme,
            default=SCHEMES[0],
            is_new=address.is_new,
            labelled=lambda code: text(SCHEME_LABELS[code]),
        )
        numbers = [str(n) for n in range(3, 8)]
        classes = pick(
            text("Number of classes"),
            numbers,
            key="pick_classes",
            asked=address.classes,
            default=str(DEFAULT_CLASSES),
            is_new=address.is_new,
            labelled=str,
        )
        pick_language(context, address)
    return scheme, int(classes)


def pick_language(context: Context, address: Address) -> None:
    """The language of the interface; it is part of the address."""
    languages = available_languages()
    seed(
        "pick_language",
        languages,
        asked=address.lang,
        default=context.translator.language,
        is_new=address.is_new,
    )
    st.selectbox(
        context.translator.text("Language"),
        languages,
        key="pick_language",
        format_func=lambda tag: LANGUAGE_NAMES.get(tag, tag),
        on_change=_change_language,
    )


def _change_language() -> None:
    address = Address.read()
    address.with_(lang=chosen("pick_language")).write()
