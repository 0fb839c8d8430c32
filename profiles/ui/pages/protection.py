"""What is not shown, and why: each rule in a sentence, with the numbers of this workspace.

The rules are changed in a file, by whoever runs the tool: a page that every reader can open must
not make hidden figures appear.
"""

from typing import Final

import streamlit as st

from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from profiles.protection.policy import FILE_NAME, RULES, read_policy
from profiles.ui.state import Address
from profiles.ui.widgets.display import pick_language

PAGE: Final = "protection"


def render(context: Context) -> None:
    """Show the protection page."""
    text = context.translator.text
    address = Address.read(PAGE)
    title, language = st.columns([6, 1.4], vertical_alignment="bottom")
    title.title(text("What is not shown"))
    with language, st.popover(text("Language"), width="stretch"):
        pick_language(context, address)
    with shown_errors(context.translator):
        policy = read_policy(context.settings.workspace_dir)
        st.write(
            text(
                "Small counts can point at persons. These rules hold for every map, table, chart,"
                " sentence and file."
            )
        )
        for rule in RULES:
            number, sentence = st.columns([1, 12])
            number.text(rule.id)
            sentence.text(rule.sentence(policy, context.translator))
        st.caption(
            text(
                "Whoever runs the tool can change the numbers in {file}, in its workspace folder;"
                " they hold when it is started again.",
                file=FILE_NAME,
            )
        )
    address.write(PAGE)
