"""What the columns of a joined table are, and keeping it in a pack of the reader's own."""

import datetime
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from mapping.i18n import N_
from mapping.joining.model import JoinReport
from mapping.ui.context import Context
from profiles.indicators.model import Kind
from profiles.own_tables import OwnColumn, OwnSource, guess_columns, guess_year, keep_table
from profiles.ui.join_state import JoinWork

if TYPE_CHECKING:
    import pandas as pd

KINDS: Final = {
    N_("count"): Kind.EXTENSIVE,
    N_("rate, share or mean"): Kind.UNMERGEABLE,
}


def describe_and_keep(
    work: JoinWork, joined: "pd.DataFrame", report: JoinReport, iso3: str, context: Context
) -> None:
    """Ask what the columns are, guesses prefilled, and keep the table."""
    text = context.translator.text
    if work.table is None or not report.matched:
        return
    st.subheader(text("What the figures are"))
    keys = {report.columns.code, report.columns.name, report.columns.parent}
    this_year = str(datetime.datetime.now().astimezone().year)
    year = guess_year([work.name, *map(str, joined.columns)], otherwise=this_year)
    guessed = guess_columns(work.table.frame, keys, year=year)
    if not guessed:
        st.info(text("The table has no column of figures."))
        return
    with st.form("join_describe"):
        edited = _edit(guessed, context)
        source = _source(work.name, year, context)
        if st.form_submit_button(text("Keep in my workspace"), type="primary") and edited:
            codes = keep_table(
                context.settings,
                iso3,
                joined,
                edited,
                source,
                name=work.name,
                decimal=work.table.decimal,
            )
            st.success(
                context.translator.plural(
                    "{count} indicator is in your workspace: it is on the map and in tables.",
                    "{count} indicators are in your workspace: they are on the map and in tables.",
                    len(codes),
                )
            )


def _edit(guessed: tuple[OwnColumn, ...], context: Context) -> list[OwnColumn]:
    """The columns as a person describes them; those not ticked are left out."""
    text = context.translator.text
    kinds = {kind: text(words) for words, kind in KINDS.items()}
    rows = [
        {
            "keep": True,
            "column": one.column,
            "label": one.label,
            "unit": one.unit,
            "kind": kinds[one.kind],
            "period": one.period,
            "protected": one.protected,
        }
        for one in guessed
    ]
    edited = st.data_editor(
        rows,
        column_config=_config(list(kinds.values()), context),
        hide_index=True,
        key="join_columns",
    )
    named = {words: kind for kind, words in kinds.items()}
    return [
        OwnColumn(
            column=str(row["column"]),
            label=str(row["label"]).strip(),
            unit=str(row["unit"]).strip(),
            kind=named[str(row["kind"])],
            period=str(row["period"]).strip(),
            protected=bool(row["protected"]),
        )
        for row in edited
        if row["keep"]
    ]


def _config(kinds: list[str], context: Context) -> dict[str, ColumnConfig]:
    text = context.translator.text
    return {
        "keep": st.column_config.CheckboxColumn(text("Keep")),
        "column": st.column_config.TextColumn(text("Column"), disabled=True),
        "label": st.column_config.TextColumn(text("Indicator"), required=True),
        "unit": st.column_config.TextColumn(text("Unit"), required=True),
        "kind": st.column_config.SelectboxColumn(text("Kind"), options=kinds, required=True),
        "period": st.column_config.TextColumn(text("Year or period"), required=True),
        "protected": st.column_config.CheckboxColumn(
            text("Counts migrants: hide what is below ten")
        ),
    }


def _source(name: str, year: str, context: Context) -> OwnSource:
    text = context.translator.text
    columns = st.columns([3, 3, 1, 2])
    title = columns[0].text_input(text("Title of the source"), value=name, key="join_title")
    publisher = columns[1].text_input(text("Publisher"), key="join_publisher")
    published = columns[2].text_input(text("Year"), value=year, key="join_year")
    licence = columns[3].text_input(text("Licence"), key="join_licence")
    unknown = text("not stated")
    return OwnSource(
        title=title.strip() or name,
        publisher=publisher.strip() or unknown,
        year=published.strip() or year,
        licence=licence.strip(),
    )
