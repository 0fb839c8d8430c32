"""What is not shown, and why: each rule in a sentence, with the numbers of this workspace.

They are changed here only at the machine that runs the tool: a page that every reader can open must
not make hidden figures appear.
"""

from typing import Final

import streamlit as st

from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from profiles.protection.policy_file import FILE_NAME, read_policy
from profiles.ui.state import Address
from profiles.ui.widgets.rules_form import edit_rules, is_at_the_machine, show_rules

PAGE: Final = "protection"


def render(context: Context) -> None:
    """Show the protection page."""
    text = context.translator.text
    address = Address.read(PAGE)
    st.title(text("What is not shown"))
    with shown_errors(context.translator):
        policy = read_policy(context.settings.workspace_dir)
        st.write(
            text(
                "Small counts can point at persons. These rules hold for every map, table, chart,"
                " sentence and file."
            )
        )
        if is_at_the_machine():
            edit_rules(policy, context)
        else:
            show_rules(policy, context)
        st.caption(
            text(
                "The numbers are kept in {file} in the workspace folder. They can be changed here"
                " at the machine that runs the tool, or in the file; they hold at once.",
                file=FILE_NAME,
            )
        )
    address.write(PAGE)
