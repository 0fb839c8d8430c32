"""Which columns of a table say the place: as found, and as a reader says."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.joining.keys.key_columns import find_keys, read_cells
from mapping.joining.model import KeyColumns
from mapping.joining.place_list import PlaceList
from mapping.ui.context import Context
from profiles.own_columns import OwnRows, guess_rows
from profiles.ui.join_state import JoinWork

if TYPE_CHECKING:
    import pandas as pd

NONE: Final = ""
NOTHING_ASKED: Final = KeyColumns()


def pick_columns(work: JoinWork, to: PlaceList, context: Context) -> KeyColumns:
    """The columns of names, codes and units above, those that were found chosen already."""
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


def pick_rows(
    table: "pd.DataFrame", keys: Collection[str | None], digest: str, context: Context
) -> OwnRows:
    """What tells several rows of a place apart, where there are several."""
    place = [key for key in keys if key is not None]
    if not place or not table.duplicated(place).any():
        return OwnRows()
    text = context.translator.text
    found = guess_rows(table, keys)
    st.caption(text("Places have several rows. Which columns tell them apart?"))
    labels = {
        "period": text("Year or period"),
        "sex": text("Sex"),
        "age": text("Age"),
        "category": text("Category: an indicator of each"),
    }
    choices = [NONE, *(column for column in map(str, table.columns) if column not in place)]
    picked: dict[str, str | None] = {}
    for column, (role, label) in zip(st.columns(len(labels)), labels.items(), strict=True):
        with column:
            chosen = st.selectbox(
                label,
                choices,
                index=choices.index(getattr(found, role) or NONE),
                format_func=lambda name: name or text("(none)"),
                key=f"join_rows_{digest}_{role}",
            )
            picked[role] = chosen or None
    return OwnRows(**picked)
