"""Which columns of a table say the place: as found, and as a reader says."""

from typing import Final

import streamlit as st

from mapping.joining.keys import find_keys, read_cells
from mapping.joining.model import KeyColumns
from mapping.joining.place_list import PlaceList
from mapping.ui.context import Context
from profiles.ui.join_state import JoinWork

NONE: Final = ""
NOTHING_ASKED: Final = KeyColumns()


def pick_columns(work: JoinWork, to: PlaceList, context: Context) -> KeyColumns:
    """The columns of codes, names and units above, those that were found chosen already."""
    if work.table is None:
        return NOTHING_ASKED
    text = context.translator.text
    key = f"join_keys_{work.digest}_{to.name}"
    if key not in st.session_state:
        cells = read_cells(work.table.frame)
        st.session_state[key] = find_keys(cells, to, asked=NOTHING_ASKED).columns
    found: KeyColumns = st.session_state[key]
    choices = [NONE, *map(str, work.table.frame.columns)]

    def pick(label: str, chosen: str | None, role: str) -> str:
        return st.selectbox(
            label,
            choices,
            index=choices.index(chosen or NONE),
            format_func=lambda column: column or text("(none)"),
            key=f"{key}_{role}",
        )

    names, codes, parents = st.columns(3)
    with names:
        name = pick(text("Column of names"), found.name, "name")
    with codes:
        code = pick(text("Column of codes"), found.code, "code")
    with parents:
        parent = pick(text("Column of the units above"), found.parent, "parent")
    return KeyColumns(code=code, name=name, parent=parent)
