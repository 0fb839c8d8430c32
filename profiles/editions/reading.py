"""A profile that was written, read again from its `profile.json`."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import pydantic

from mapping.errors import UnreadableFileError
from mapping.i18n import N_
from profiles.edits.kept import edits_from
from profiles.report.json_report import FORMAT, KIND
from profiles.sections.changed import ChangeReport

Json = dict[str, Any]  # of a document that was read: any JSON
_REPORT: Final = pydantic.TypeAdapter(ChangeReport)


def read_profile_json(path: Path) -> Json:
    """The document, once it is one of ours.

    Raises:
        UnreadableFileError: the file is missing, is no JSON or no profile of this format.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UnreadableFileError(path=path, reason=error.strerror or str(error)) from error
    except ValueError as error:
        raise UnreadableFileError(path=path, reason=N_("it is no JSON document")) from error
    wanted = ("iso3", "place_code", "language", "publisher", "made_on")
    if (
        not isinstance(document, dict)
        or document.get("kind") != KIND
        or document.get("format") != FORMAT
        or not all(isinstance(document.get(key), str) for key in wanted)
    ):
        raise UnreadableFileError(path=path, reason=N_("it is no profile of this tool"))
    # What earlier profiles do not know of.
    whole: Json = {"switched_off": [], "chosen": [], "edits": {}, "since": None} | document
    if not _can_be_made(whole):
        raise UnreadableFileError(path=path, reason=N_("it is no profile of this tool"))
    return whole


def _can_be_made(document: Json) -> bool:
    """Whether what the check starts from can be read."""
    try:
        date.fromisoformat(document["made_on"])
        edits_from(document["edits"])
        report_in(document)
        dict(document["switched_off"])
        dict(document["tables"])
        [len(section["sentences"]) for section in document["sections"]]
        return isinstance(document["chosen"], list)
    except (KeyError, TypeError, ValueError):
        return False


def report_in(document: Json) -> ChangeReport | None:
    """What the document says changed since an earlier edition; None where it says nothing.

    Raises:
        ValueError: what it says is no such report.
    """
    said = document["since"]
    return None if said is None else _REPORT.validate_python(said)
