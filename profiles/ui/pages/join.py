"""A table of the reader's own: joined to places, looked at, described, kept."""

from typing import Final

import streamlit as st

from mapping.joining.aliases import read_aliases
from mapping.joining.join import join_values
from mapping.joining.model import JoinReport
from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from profiles.maps.joined import build_join_map, frame_extras
from profiles.ui.join_state import JoinWork
from profiles.ui.widgets import join_rows
from profiles.ui.widgets.explore_map import coming_panel_map, panel_message
from profiles.ui.widgets.join_columns import pick_columns
from profiles.ui.widgets.join_describe import describe_and_keep
from profiles.ui.widgets.join_upload import (
    Wanted,
    asked_for,
    destination,
    in_today,
    pick_level,
    pick_table,
    show_notes,
)

MAP_KEY: Final = "join_map"
HEIGHT: Final = "max(24rem, calc(100vh - 9.5rem))"  # to the lower edge of the window
HEAD: Final = (1, 3)  # of the title, and of what is joined to what


def render(context: Context) -> None:
    """Show the join page: what is joined in a line, then list and map side by side."""
    title, given = st.columns(HEAD)
    title.title(context.translator.text("Join a table"))
    with shown_errors(context.translator):
        with given, asked_for(context):
            work = pick_table(context)
            if work is None or work.table is None:
                return
            wanted = pick_level(context, work)
            to = destination(context.settings, wanted)
            columns = pick_columns(work, to.places, context)
        joined, report = join_values(
            work.table.frame,
            to.places,
            columns=columns,
            aliases=read_aliases(join_rows.alias_file(context)),
            changes=to.changes,
        )
        rows, beside = st.columns(2)
        with rows:
            join_rows.show_warnings(report, context)
            join_rows.ask_next(report, work, to.places, context)
            join_rows.show_list(report, work, to.places, context)
        with beside:
            _show_map(report, work, wanted, context)
            show_notes(work.table.intake, context)
        joined, mends = in_today(joined, report, to, wanted, context.settings)
        describe_and_keep(work, joined, report, mends, wanted, context)


def _show_map(report: JoinReport, work: JoinWork, wanted: Wanted, context: Context) -> None:
    """The places by what became of their rows; the one that is asked about is outlined."""
    waiting = join_rows.open_suggestions(report, work)
    boundaries = wanted.catalogue(context.settings)
    selected = waiting[0].candidates[0].place_code if waiting else None
    spec = build_join_map(
        boundaries.entry(wanted.iso3, wanted.level),
        [place.place_code for place in destination(context.settings, wanted).places.places],
        report,
        context.translator,
        file_name=work.name,
        publisher=context.settings.publisher,
        selected=selected,
    )
    message = panel_message(spec, boundaries, context, selected=selected)
    with coming_panel_map(context, key=MAP_KEY, height=HEIGHT) as show:
        show(message | frame_extras(context.translator))
