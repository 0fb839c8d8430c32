"""A table from a reader's machine, through the door, and what it is probably about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.boundaries.model import BoundaryEntry
from mapping.boundaries.packs import BoundaryCatalogue, read_boundary_catalogue
from mapping.i18n import N_, Translator
from mapping.intake.asking import open_questions
from mapping.intake.model import Intake, Outcome
from mapping.joining.explaining.crosswalk import Crosswalk
from mapping.joining.explaining.mends import Mend, find_mends
from mapping.joining.guess import guess_destination
from mapping.joining.model import JoinReport
from mapping.joining.read import Destination, read_crosswalk, read_level
from mapping.places import AdminLevel
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.widgets.intake_upload import pick_upload, show_outcome
from profiles.ui import cache
from profiles.ui.join_state import JoinWork

if TYPE_CHECKING:
    import pandas as pd
    from streamlit.delta_generator import DeltaGenerator

KINDS: Final = ("csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "parquet")
LARGEST_MB: Final = 25
SEPARATOR: Final = ":"
ONE_ROW: Final = N_("A table with one row a place")


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


def in_today(
    joined: "pd.DataFrame",
    report: JoinReport,
    to: Destination,
    wanted: Wanted,
    settings: Settings,
) -> "tuple[pd.DataFrame, Sequence[Mend]]":
    """Rows beside the places of today, and what the known changes of places allow to mend."""
    if not wanted.vintage:
        return joined, find_mends(report, to.changes, to.places)
    walk = crosswalk(settings, wanted)
    return walk.in_today(joined), walk.mends(report)


def asked_for(context: Context) -> "DeltaGenerator":
    """Where the table and its places are chosen: one line, once nothing more is asked."""
    work = JoinWork.read()
    if work.table is None:
        return st.expander(context.translator.text(ONE_ROW), expanded=True)
    levels = _levels(context)
    chosen = st.session_state.get(_level_key(work)) or _likely(work, levels, context.settings)
    label = f"{plain(work.name)} → {plain(levels[chosen])}"
    asked = bool(open_questions(work.table.intake))
    return st.expander(label, expanded=asked, icon=":material/edit:")


def pick_table(context: Context) -> JoinWork | None:
    """The table the reader uploaded, once it came through the door."""
    label = context.translator.text(ONE_ROW)
    upload = pick_upload(label, "join", context, kinds=KINDS, largest_mb=LARGEST_MB)
    read = None if upload is None else upload.read
    work = JoinWork.read()
    if upload is None or read is None or read.table is None:
        _settle(JoinWork(), work)
        if read is not None:
            show_outcome(read.intake, context)
        return None
    _settle(JoinWork(name=upload.name, digest=upload.key, table=read.table), work)
    return work


def _settle(work: JoinWork, before: JoinWork) -> None:
    """Begin again with another table; what stands above it says so."""
    if work.digest != before.digest:
        work.write()
        st.rerun()


def pick_level(context: Context, work: JoinWork) -> Wanted:
    """The country and level, the most likely first; earlier dates of a level are offered too."""
    levels = _levels(context)
    chosen = st.selectbox(
        context.translator.text("Country and level"),
        list(levels),
        index=list(levels).index(_likely(work, levels, context.settings)),
        format_func=levels.__getitem__,
        key=_level_key(work),
    )
    return Wanted.read(chosen)


def _level_key(work: JoinWork) -> str:
    return f"join_level_{work.digest}"


def _levels(context: Context) -> dict[str, str]:
    """What a table may be joined to, each with what it is called: those of a country together."""
    settings, translator = context.settings, context.translator
    names, _ = cache.pack_names(settings, translator.language)
    catalogue = read_boundary_catalogue(settings.data_dir, settings.workspace_dir)
    return {
        SEPARATOR.join((iso3, level, *([vintage] if n else []))): _called(
            catalogue.entry(iso3, level, vintage if n else None),
            country=names[iso3],
            vintage=vintage if n else "",
            translator=translator,
        )
        for iso3 in names
        for level in catalogue.levels(iso3)
        if level is not AdminLevel.ADM0
        for n, vintage in enumerate(catalogue.vintages(iso3, level))
    }


def _called(entry: BoundaryEntry, *, country: str, vintage: str, translator: Translator) -> str:
    when = f" ({vintage})" if vintage else ""
    return f"{country}: {entry.unit_name_in(translator.language, plural=True)}{when}"


def _likely(work: JoinWork, options: Iterable[str], settings: Settings) -> str:
    """The level that most rows fit; worked out once for a table."""
    key = f"join_likely_{work.digest}"
    if key not in st.session_state:
        among = ((option, destination(settings, Wanted.read(option))) for option in options)
        found = guess_destination(work.table.frame, among) if work.table is not None else None
        st.session_state[key] = found or next(iter(options))
    return str(st.session_state[key])


def show_notes(intake: Intake, context: Context) -> None:
    """What the door says of the table beside its questions."""
    notes = [plain(reason.text(context.translator)) for reason in intake.of(Outcome.WARNED)]
    if notes:
        st.caption("  \n".join(f":material/info: {note}" for note in notes))
