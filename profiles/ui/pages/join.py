"""A table of the reader's own: joined to places, looked at, described, kept."""

from typing import Final

import streamlit as st

from mapping.joining.aliases import read_aliases
from mapping.joining.explaining.mends import find_mends
from mapping.joining.join import join_values
from mapping.joining.model import JoinReport
from mapping.ui.context import Context
from mapping.ui.errors import shown_errors
from profiles.maps.joined import build_join_map, frame_extras
from profiles.ui.join_state import JoinWork
from profiles.ui.widgets import join_rows
from profiles.ui.widgets.explore_map import show_map
from profiles.ui.widgets.join_columns import pick_columns
from profiles.ui.widgets.join_describe import describe_and_keep
from profiles.ui.widgets.join_upload import Wanted, crosswalk, destination, pick_level, pick_table

MAP_KEY: Final = "join_map"
HEIGHT: Final = "max(24rem, calc(100vh - 12rem))"  # with the question above it on one screen
WIDTHS: Final = (3, 2, 2, 2, 2)  # of the file, the level, and the columns that say the place


def render(context: Context) -> None:
    """Show the join page."""
    st.title(context.translator.text("Join a table"))
    with shown_errors(context.translator):
        given, level, *keys = st.columns(WIDTHS)
        work = pick_table(context, given)
        if work is None or work.table is None:
            return
        with level:
            wanted = pick_level(context, work)
        to = destination(context.settings, wanted)
        joined, report = join_values(
            work.table.frame,
            to.places,
            columns=pick_columns(work, to.places, keys, context),
            aliases=read_aliases(join_rows.alias_file(context)),
            changes=to.changes,
        )
        join_rows.show_warnings(report, context)
        join_rows.ask_next(report, work, to.places, context)
        beside, rows = st.columns([1, 1])
        with rows:
            join_rows.show_list(report, work, to.places, context)
        with beside:
            _show_map(report, work, wanted, context)
        if wanted.vintage:
            walk = crosswalk(context.settings, wanted)
            joined, mends = walk.in_today(joined), walk.mends(report)
        else:
            mends = find_mends(report, to.changes, to.places)
        describe_and_keep(work, joined, report, mends, wanted, context)


def _show_map(report: JoinReport, work: JoinWork, wanted: Wanted, context: Context) -> None:
    """The places by what became of their rows; the one that is asked about is outlined."""
    settings = context.settings
    waiting = join_rows.open_suggestions(report, work)
    boundaries = wanted.catalogue(settings)
    selected = waiting[0].candidates[0].place_code if waiting else None
    spec = build_join_map(
        boundaries.entry(wanted.iso3, wanted.level),
        [place.place_code for place in destination(settings, wanted).places.places],
        report,
        context.translator,
        file_name=work.name,
        publisher=settings.publisher,
        selected=selected,
    )
    more = frame_extras(context.translator)
    show_map(spec, boundaries, context, key=MAP_KEY, height=HEIGHT, selected=selected, more=more)
