"""What the columns of a joined table are, and keeping it in a pack of the reader's own."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from mapping.i18n import N_
from mapping.intake.asking import open_questions
from mapping.joining.explaining.mends import Mend, mended
from mapping.joining.model import JoinReport
from mapping.ui.context import Context
from mapping.ui.errors import plain
from profiles.indicators.model import Kind
from profiles.indicators.read import SEXES, TOTAL
from profiles.own_columns import (
    OwnColumn,
    OwnRows,
    guess_columns,
    guess_source,
    guess_year,
    period_of,
)
from profiles.own_tables import OwnSource, keep_table
from profiles.ui.join_state import JoinWork
from profiles.ui.widgets.join_columns import pick_rows
from profiles.ui.widgets.join_upload import Wanted

if TYPE_CHECKING:
    import pandas as pd

KINDS: Final = {
    N_("count"): Kind.EXTENSIVE,
    N_("rate, share or mean"): Kind.UNMERGEABLE,
}


def describe_and_keep(  # noqa: PLR0913 - what a page knows of a join
    work: JoinWork,
    joined: "pd.DataFrame",
    report: JoinReport,
    mends: Sequence[Mend],
    wanted: Wanted,
    context: Context,
) -> None:
    """Ask what the columns are, guesses prefilled, and keep the table.

    Args:
        work: The table.
        joined: Its rows beside their places.
        report: What became of them.
        mends: What the known changes of places allow.
        wanted: The level, and the vintage if it is an earlier one.
        context: Of the page.
    """
    text = context.translator.text
    if work.table is None or not (report.matched or mends):
        return
    st.subheader(text("What the figures are"))
    table = work.table.frame
    keys = {report.columns.code, report.columns.name, report.columns.parent}
    year = _year(work, table, wanted)
    rows = pick_rows(table, keys, work.digest, context)
    guessed = guess_columns(table, {*keys, *rows.columns}, year=year)
    if not guessed:
        st.info(text("The table has no column of figures."))
        return
    if open_questions(work.table.intake):
        st.info(text("Answer first how the file is read, at the top: figures hang on it."))
        return
    accepted = _accepted(mends, context)
    with st.form("join_describe"):
        edited = _edit(guessed, rows, context)
        source = _source(work, year, context)
        if st.form_submit_button(text("Keep in my workspace"), type="primary") and edited:
            counts = [one.column for one in edited if one.kind is Kind.EXTENSIVE]
            codes = keep_table(
                context.settings,
                wanted.iso3,
                mended(
                    joined,
                    table,
                    accepted,
                    counts=counts,
                    by=rows.columns,
                    decimal=work.table.decimal,
                ),
                edited,
                source,
                name=work.name,
                decimal=work.table.decimal,
                rows=rows,
            )
            _say_kept(len(codes), context)


def _year(work: JoinWork, table: "pd.DataFrame", wanted: Wanted) -> str:
    """The year that the figures are of, as far as a name or the boundaries tell."""
    title = guess_source(work.table.intake.reasons, work.name)[0] if work.table else ""
    return guess_year(
        [work.name, title, *map(str, table.columns)],
        vintage=wanted.vintage,
        today=str(datetime.datetime.now().astimezone().year),
    )


def _say_kept(count: int, context: Context) -> None:
    st.success(
        context.translator.plural(
            "{count} indicator is in your workspace: it is on the map and in tables.",
            "{count} indicators are in your workspace: they are on the map and in tables.",
            count,
        )
    )


def _accepted(mends: Sequence[Mend], context: Context) -> Sequence[Mend]:
    """The mends, once a person says yes to them."""
    if not mends:
        return ()
    text = context.translator.text
    yes = st.checkbox(
        text("Make rows for places that have changed since; rates stay empty there"),
        key="join_mend",
    )
    for mend in mends:
        st.caption(f":material/call_split: {plain(mend.text(context.translator))}")
    return mends if yes else ()


def _edit(guessed: tuple[OwnColumn, ...], rows: OwnRows, context: Context) -> list[OwnColumn]:
    """The columns as a person describes them; those not ticked are left out."""
    text = context.translator.text
    kinds = {kind: text(words) for words, kind in KINDS.items()}
    described = [
        {
            "keep": True,
            "column": one.column,
            "label": one.label,
            "unit": one.unit,
            "kind": kinds[one.kind],
            "period": one.period,
            "sex": one.sex,
            "age": one.age,
            "protected": one.protected,
        }
        for one in guessed
    ]
    edited = st.data_editor(
        described,
        column_config=_config(list(kinds.values()), context),
        column_order=_shown(guessed, rows),
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
            period=period_of(str(row["period"])),
            sex=str(row["sex"]),
            age=str(row["age"]).strip(),
            protected=bool(row["protected"]),
        )
        for row in edited
        if row["keep"]
    ]


def _shown(guessed: Sequence[OwnColumn], rows: OwnRows) -> list[str]:
    """What is asked of each column: not what another column of the table says of each row."""
    asked = ["keep", "column", "label", "unit", "kind", "protected"]
    if rows.period is None:
        asked.insert(5, "period")
    if any((one.sex, one.age) != (TOTAL, TOTAL) for one in guessed):
        asked[-1:-1] = ["sex", "age"]
    return asked


def _config(kinds: list[str], context: Context) -> dict[str, ColumnConfig]:
    text = context.translator.text
    return {
        "keep": st.column_config.CheckboxColumn(text("Keep")),
        "column": st.column_config.TextColumn(text("Column"), disabled=True),
        "label": st.column_config.TextColumn(text("Indicator"), required=True),
        "unit": st.column_config.TextColumn(text("Unit"), required=True),
        "kind": st.column_config.SelectboxColumn(text("Kind"), options=kinds, required=True),
        "period": st.column_config.TextColumn(text("Year or period"), required=True),
        "sex": st.column_config.SelectboxColumn(text("Sex"), options=list(SEXES), required=True),
        "age": st.column_config.TextColumn(text("Age"), required=True),
        "protected": st.column_config.CheckboxColumn(
            text("Counts migrants: hide what is below ten")
        ),
    }


def _source(work: JoinWork, year: str, context: Context) -> OwnSource:
    """Where the table is from: its title and publisher, as far as it says, and what is missing."""
    found = guess_source(() if work.table is None else work.table.intake.reasons, work.name)
    digest = work.digest
    text = context.translator.text
    columns = st.columns([3, 3, 1, 2])
    title = columns[0].text_input(
        text("Title of the source"), value=found[0], key=f"join_title_{digest}"
    )
    publisher = columns[1].text_input(
        text("Publisher"), value=found[1], key=f"join_publisher_{digest}"
    )
    published = columns[2].text_input(text("Year"), value=year, key=f"join_year_{digest}_{year}")
    licence = columns[3].text_input(text("Licence"), key=f"join_licence_{digest}")
    unknown = text("not stated")
    return OwnSource(
        title=title.strip() or found[0],
        publisher=publisher.strip() or unknown,
        year=published.strip() or year,
        licence=licence.strip(),
    )
