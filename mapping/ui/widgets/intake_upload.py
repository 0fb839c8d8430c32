"""A file from a reader's machine: through the door, what it said, and what the reader answers."""

import hashlib
import secrets
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final

import streamlit as st

from mapping.atomic import write_atomically
from mapping.i18n import N_
from mapping.intake.asking import Asking
from mapping.intake.door import read_file
from mapping.intake.files.formats import ENDINGS
from mapping.intake.model import Answers, FileRead, Intake, Outcome
from mapping.settings import Settings
from mapping.ui.context import Context
from mapping.ui.errors import plain
from mapping.ui.widgets.intake_answers import ask_answers

UPLOADS: Final = "uploads"  # in the workspace; nothing stays there
VERDICTS: Final = {
    Outcome.ACCEPTED: N_("This file is accepted."),
    Outcome.WARNED: N_("This file is accepted; look at what follows."),
    Outcome.ASKED: N_("This file raises questions; answer them before it is used."),
    Outcome.REFUSED: N_("This file is refused."),
}
DIGITS: Final = 12  # of a digest, in keys


@dataclass(frozen=True, kw_only=True)
class Upload:
    """One file of this reader, and what came in."""

    name: str = ""
    digest: str = ""  # of its content
    answers: Answers = field(default_factory=Answers)
    asking: Asking = field(default_factory=Asking)
    read: FileRead | None = field(default=None, repr=False)

    @property
    def key(self) -> str:
        """Of what is kept for this file and these answers."""
        whole = f"{self.digest} {self.answers}"
        return hashlib.sha256(whole.encode()).hexdigest()[:DIGITS]


def pick_upload(
    label: str,
    key: str,
    context: Context,
    *,
    kinds: Sequence[str] | None,
    largest_mb: int,
) -> Upload | None:
    """The file the reader gives, opened once for each set of answers.

    Args:
        label: Of the uploader.
        key: Of the page: what is kept, and its widgets, begin with it.
        context: Of the page.
        kinds: Endings that may be chosen; any if none.
        largest_mb: In megabytes.
    """
    given = st.file_uploader(
        label,
        type=None if kinds is None else list(kinds),
        key=f"{key}_file",
        max_upload_size=largest_mb,
    )
    if given is None:
        return None
    content = given.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    kept = st.session_state.get(f"{key}_upload")
    known = kept if isinstance(kept, Upload) and kept.digest == digest else None
    asking = Asking() if known is None else known.asking
    answers = ask_answers(asking, f"{key}_{digest[:DIGITS]}", context)
    if known is not None and known.answers == answers:
        return known
    with (
        st.spinner(context.translator.text("Looking at the file")),
        kept_for_reading(content, given.name, context.settings) as path,
    ):
        read = read_file(path, answers=answers, name=given.name)
    after = asking.after(read.intake, given.name)
    found = Upload(name=given.name, digest=digest, answers=answers, asking=after, read=read)
    st.session_state[f"{key}_upload"] = found
    if after != asking:  # there is more to answer than is shown above
        st.rerun()
    return found


def given_content(key: str) -> bytes:
    """The bytes of the file that `pick_upload` of a key has asked for."""
    given = st.session_state.get(f"{key}_file")
    return b"" if given is None else bytes(given.getvalue())


def show_outcome(intake: Intake, context: Context) -> None:
    """The verdict, then every reason in plain words, the gravest first."""
    translator = context.translator
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
        st.caption(translator.text(N_("{name}: rows: {rows}"), **facts))


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
