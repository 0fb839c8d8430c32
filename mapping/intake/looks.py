"""The door for what makes documents an organisation's own: pictures, Word styles, slides."""

import base64
from enum import StrEnum
from pathlib import Path

from mapping.intake.isolated import call_isolated
from mapping.intake.limits import CHECK_LIMITS, FileKind

_TASK = "mapping.intake.files.looks"


class Look(StrEnum):
    """What a file gives to documents; the value is what it comes back as."""

    PICTURE = "png"
    SLIDES = "pptx"


def read_look(path: Path, kind: Look) -> bytes:
    """A picture as a PNG written anew, or a file of slides without programs.

    Raises:
        UnreadableFileError: it is none, is damaged or too large, or holds more than it may.
    """
    task = "picture_task" if kind is Look.PICTURE else "slides_task"
    found = call_isolated(f"{_TASK}:{task}", path, {}, kind=FileKind.ANY, limits=CHECK_LIMITS)
    return base64.b64decode(found[kind.value])


def read_word_styles(path: Path) -> dict[str, str]:
    """The styles of a Word file as XML by their name in lower case; "" is what all begin with.

    Raises:
        UnreadableFileError: it is none, is damaged or too large.
    """
    found = call_isolated(f"{_TASK}:word_task", path, {}, kind=FileKind.ANY, limits=CHECK_LIMITS)
    return dict(found["styles"])
