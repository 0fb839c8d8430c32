"""A file from a reader's machine: through the door, what it said, and what the reader answers."""

import hashlib
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

import streamlit as st

from mapping.atomic import write_atomically
from mapping.errors import RefusedFileError
from mapping.i18n import N_
from mapping.intake.door import check_file, read_features, read_table
from mapping.intake.formats import ENDINGS
from mapping.intake.model import Answers, Intake, Kind, Outcome
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.errors import plain

if TYPE_CHECKING:
    import pandas as pd
    from geopandas import GeoSeries

LARGEST_MB: Final = 50
UPLOADS: Final = "uploads"  # in the workspace; nothing stays there
ENCODINGS: Final = (
    "utf-8",
    "cp1252",
    "cp1250",
    "cp1251",
    "cp1254",
    "cp1256",
    "mac_roman",
    "gb18030",
)
VERDICTS: Final = {
    Outcome.ACCEPTED: N_("This file is accepted."),
    Outcome.WARNED: N_("This file is accepted; look at what follows."),
    Outcome.ASKED: N_("This file raises questions; answer them before it is used."),
    Outcome.REFUSED: N_("This file is refused."),
}
_KEY: Final = "your_data"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """One file of this reader, and what the door said of it."""

    digest: str  # of its content and of the answers
    intake: Intake
    rows: "pd.DataFrame | None" = field(default=None, repr=False)
    shapes: "GeoSeries | None" = field(default=None, repr=False)


def pick_upload(context: Context) -> Upload | None:
    """The file the reader gives, read once for each set of answers."""
    text = context.translator.text
    given = st.file_uploader(
        text("A table, a map, a grid or a picture"),
        key="your_data_file",
        max_upload_size=LARGEST_MB,
    )
    if given is None:
        return None
    content = given.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    answers = _answers(digest, context)
    whole = f"{digest} {answers}"
    known = st.session_state.get(_KEY)
    if isinstance(known, Upload) and known.digest == whole:
        return known
    with st.spinner(text("Looking at the file")):
        found = _through_the_door(content, given.name, answers, whole, context)
    st.session_state[_KEY] = found
    before = st.session_state.get(f"{_KEY}_asked_{digest}", set())
    asked = before | {reason.answer for reason in found.intake.reasons}
    st.session_state[f"{_KEY}_asked_{digest}"] = asked
    if asked != before:  # there is more to answer than is shown above
        st.rerun()
    return found


def show_outcome(upload: Upload, context: Context) -> None:
    """The verdict, then every reason in plain words, the gravest first."""
    intake, translator = upload.intake, context.translator
    tell = {
        Outcome.ACCEPTED: st.success,
        Outcome.WARNED: st.warning,
        Outcome.ASKED: st.info,
        Outcome.REFUSED: st.error,
    }[intake.outcome]
    tell(translator.text(VERDICTS[intake.outcome]))
    for outcome in reversed(Outcome):
        for reason in intake.of(outcome):
            st.text(f"• {reason.text(translator)}")
    for layer in intake.layers:
        facts = {"name": plain(layer.name), "rows": translator.number(layer.rows_out)}
        st.caption(translator.text(N_("{name}: {rows} rows"), **facts))


def _answers(digest: str, context: Context) -> Answers:
    """What the reader has answered to what was asked of this file so far."""
    text = context.translator.text
    asked = st.session_state.get(f"{_KEY}_asked_{digest}", set())
    given: dict[str, object] = {}
    as_found = text("as found")
    if "encoding" in asked:
        given["encoding"] = st.selectbox(
            text("Encoding"), [as_found, *ENCODINGS], key=f"{_KEY}_encoding"
        )
    if "decimal" in asked:
        given["decimal"] = st.selectbox(
            text("Decimal mark"), [as_found, ".", ","], key=f"{_KEY}_decimal"
        )
    if "crs" in asked:
        given["crs"] = st.text_input(
            text("Projection, as in EPSG:4326"), key=f"{_KEY}_crs", max_chars=40
        )
    if "sheet" in asked:
        given["sheet"] = st.text_input(text("Sheet or layer"), key=f"{_KEY}_sheet", max_chars=100)
    if "swap_coordinates" in asked:
        given["swap_coordinates"] = st.checkbox(
            text("Exchange longitude and latitude"), key=f"{_KEY}_swap"
        )
    return Answers(**{key: value for key, value in given.items() if value not in {"", as_found}})  # type: ignore[arg-type] # fields of Answers


@contextmanager
def kept_for_reading(content: bytes, name: str, settings: Settings) -> Iterator[Path]:
    """An upload under a name of ours, with an ending that is known, as long as it is read."""
    uploads = settings.workspace_dir / UPLOADS
    uploads.mkdir(parents=True, exist_ok=True)
    ending = PurePath(name).suffix.lower()
    with tempfile.TemporaryDirectory(dir=uploads) as folder:
        path = Path(folder) / (secrets.token_hex(8) + (ending if ending in ENDINGS else ""))
        write_atomically(path, content)
        yield path


def _through_the_door(
    content: bytes, name: str, answers: Answers, digest: str, context: Context
) -> Upload:
    with kept_for_reading(content, name, context.settings) as path:
        intake = check_file(path, answers=answers, name=name)
        rows = shapes = None
        try:
            if intake.kind is Kind.TABLE:
                rows = read_table(path, answers=answers, name=name).frame
            elif intake.kind not in {Kind.RASTER, Kind.IMAGE, Kind.DOCUMENT, Kind.UNKNOWN}:
                frame = read_features(path, answers=answers, name=name).frame
                rows, shapes = frame.drop(columns="geometry"), frame.geometry
        except RefusedFileError:  # the reasons say why there is nothing to show
            pass
    return Upload(digest=digest, intake=intake, rows=rows, shapes=shapes)
