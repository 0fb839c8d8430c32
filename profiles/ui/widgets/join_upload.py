"""A table from a reader's machine, through the door, and what it is probably about."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.boundaries.packs import BoundaryCatalogue, read_boundary_catalogue
from mapping.intake.model import Intake, Outcome
from mapping.joining.explaining.crosswalk import Crosswalk
from mapping.joining.guess import guess_destination
from mapping.joining.read import Destination, read_crosswalk, read_level
from mapping.places import AdminLevel
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.widgets.intake_upload import pick_upload, show_outcome
from profiles.ui import cache
from profiles.ui.join_state import JoinWork

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

KINDS: Final = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "parquet")
LARGEST_MB: Final = 25
SEPARATOR: Final = ":"


@st.cache_resource(max_entries=32, show_spinner=False)
def destination(settings: Settings, wanted: "Wanted") -> Destination:
    """The places of a level; shared between readers and never changed."""
    return read_level(wanted.catalogue(settings), wanted.iso3, wanted.level)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The level a table is joined to: of today, or of an earlier date."""

    iso3: str
    level: AdminLevel
    vintage: str = ""  # empty: the latest

    @classmethod
    def read(cls, option: str) -> "Wanted":
        """That of a choice: "NPL:ADM2", "VUT:ADM2:2009"."""
        iso3, level, *vintage = option.split(SEPARATOR)
        return cls(iso3=iso3, level=AdminLevel(level), vintage="".join(vintage))

    def catalogue(self, settings: Settings) -> BoundaryCatalogue:
        """The boundary sets there are, those of the country as of the date."""
        found = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
        return found.as_of(self.iso3, self.level, self.vintage) if self.vintage else found


@st.cache_resource(max_entries=4, show_spinner=False)
def crosswalk(settings: Settings, wanted: Wanted) -> Crosswalk:
    """How the places of an earlier date became those of today."""
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    return read_crosswalk(catalogue, wanted.iso3, wanted.level, wanted.vintage)


def pick_table(context: Context, place: "DeltaGenerator") -> JoinWork | None:
    """The table the reader uploaded, once it came through the door."""
    label = context.translator.text("A table with one row a place")
    upload = pick_upload(label, "join", context, kinds=KINDS, largest_mb=LARGEST_MB, place=place)
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


def pick_level(context: Context, work: JoinWork) -> Wanted:
    """The country and level, the most likely first; earlier dates of a level are offered too."""
    settings, translator = context.settings, context.translator
    names, _ = cache.pack_names(settings)
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    options = [
        SEPARATOR.join((iso3, level, *([vintage] if n else [])))
        for iso3 in names
        for level in catalogue.levels(iso3)
        if level is not AdminLevel.ADM0
        for n, vintage in enumerate(catalogue.vintages(iso3, level))
    ]

    def labelled(option: str) -> str:
        wanted = Wanted.read(option)
        entry = catalogue.entry(wanted.iso3, wanted.level, wanted.vintage or None)
        units = entry.unit_name_in(translator.language, plural=True)
        when = f" ({wanted.vintage})" if wanted.vintage else ""
        return f"{names[wanted.iso3]}: {units}{when}"

    chosen = st.selectbox(
        translator.text("Country and level"),
        options,
        index=options.index(_likely(work, options, settings)),
        format_func=labelled,
        key=f"join_level_{work.digest}",
    )
    return Wanted.read(chosen)


def _likely(work: JoinWork, options: list[str], settings: Settings) -> str:
    """The level that most rows fit; worked out once for a table."""
    key = f"join_likely_{work.digest}"
    if key not in st.session_state:
        among = ((option, destination(settings, Wanted.read(option))) for option in options)
        found = guess_destination(work.table.frame, among) if work.table is not None else None
        st.session_state[key] = found or options[0]
    return str(st.session_state[key])


def _tell(intake: Intake, context: Context) -> None:
    """What the door says of the table beside its questions, which stand above."""
    notes = [plain(reason.text(context.translator)) for reason in intake.of(Outcome.WARNED)]
    if notes:
        st.caption("  \n".join(f":material/info: {note}" for note in notes))
