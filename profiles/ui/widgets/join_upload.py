"""A table from a reader's machine, through the door, and what it is probably about."""

from typing import Final

import streamlit as st

from mapping.boundaries.packs import read_boundary_catalogue
from mapping.intake.model import Intake, Outcome
from mapping.joining.guess import guess_destination
from mapping.joining.read import Destination, read_level
from mapping.places import AdminLevel
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.widgets.intake_upload import pick_upload, show_outcome
from profiles.ui import cache
from profiles.ui.join_state import JoinWork

KINDS: Final = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "parquet")
LARGEST_MB: Final = 25
SEPARATOR: Final = ":"


@st.cache_resource(max_entries=32, show_spinner=False)
def destination(settings: Settings, iso3: str, level: str) -> Destination:
    """The places of a level; shared between readers and never changed."""
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    return read_level(catalogue, iso3, level)


def pick_table(context: Context) -> JoinWork | None:
    """The table the reader uploaded, once it came through the door."""
    label = context.translator.text("A table with one row a place")
    upload = pick_upload(label, "join", context, kinds=KINDS, largest_mb=LARGEST_MB)
    if upload is None or upload.read is None:
        return None
    table, intake = upload.read.table, upload.read.intake
    if table is None:
        show_outcome(intake, context)
        return None
    work = JoinWork.read()
    if work.digest != upload.key:
        work = JoinWork(name=upload.name, digest=upload.key, table=table)
        work.write()
    _tell(intake, context)
    return work


def pick_level(context: Context, work: JoinWork) -> tuple[str, AdminLevel]:
    """The country and level, the most likely one first."""
    settings, translator = context.settings, context.translator
    names, _ = cache.pack_names(settings)
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    options = [
        f"{iso3}{SEPARATOR}{level}"
        for iso3 in names
        for level in catalogue.levels(iso3)
        if level is not AdminLevel.ADM0
    ]

    def labelled(option: str) -> str:
        iso3, _, level = option.partition(SEPARATOR)
        entry = catalogue.entry(iso3, level)
        return f"{names[iso3]}: {entry.unit_name_in(translator.language, plural=True)}"

    chosen = st.selectbox(
        translator.text("Country and level"),
        options,
        index=options.index(_likely(work, options, settings)),
        format_func=labelled,
        key=f"join_level_{work.digest}",
    )
    iso3, _, level = chosen.partition(SEPARATOR)
    return iso3, AdminLevel(level)


def _likely(work: JoinWork, options: list[str], settings: Settings) -> str:
    """The level that most rows fit; worked out once for a table."""
    key = f"join_likely_{work.digest}"
    if key not in st.session_state:
        among = ((option, destination(settings, *option.split(SEPARATOR, 1))) for option in options)
        found = guess_destination(work.table.frame, among) if work.table is not None else None
        st.session_state[key] = found or options[0]
    return str(st.session_state[key])


def _tell(intake: Intake, context: Context) -> None:
    """What the door says of the table."""
    for reason in intake.of(Outcome.ASKED):
        st.info(plain(reason.text(context.translator)), icon=":material/help:")
    for reason in intake.of(Outcome.WARNED):
        st.caption(f":material/info: {plain(reason.text(context.translator))}")
