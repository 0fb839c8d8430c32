"""What people type, made fit to keep: nothing is interpreted, only what no screen can show goes."""

import unicodedata
from typing import Final

from mapping.errors import OperationRefusedError
from mapping.i18n import N_

MAX_NOTE: Final = 2_000
MAX_NAME: Final = 80
MAX_TITLE: Final = 200

_KEPT_CONTROLS: Final = "\n"
_UNKEEPABLE: Final = frozenset({"Cc", "Cs"})  # control characters and lone surrogates
_NONCHARACTERS: Final = frozenset("\ufffe\uffff")  # no XML, so no document, can hold them

TOO_LONG = N_("a text is too long")
NOT_TEXT = N_("something that should be a text is not one")
EMPTY = N_("a name is empty")


def clean_note(text: object, *, limit: int = MAX_NOTE) -> str:
    """A text of several lines: line ends made one kind, unkeepable characters taken out.

    Raises:
        OperationRefusedError: It is no text, or longer than `limit` characters.
    """
    if not isinstance(text, str):
        raise OperationRefusedError(reason=NOT_TEXT)
    if len(text) > 2 * limit:  # cheap first: what follows walks every character
        raise OperationRefusedError(reason=TOO_LONG)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(char for char in lines if _keepable(char)).strip()
    if len(kept) > limit:
        raise OperationRefusedError(reason=TOO_LONG)
    return kept


def clean_name(text: object, *, limit: int = MAX_NAME) -> str:
    """A text of one line that is not empty.

    Raises:
        OperationRefusedError: It is no text, empty, or longer than `limit` characters.
    """
    name = " ".join(clean_note(text, limit=limit).split("\n"))
    if not name:
        raise OperationRefusedError(reason=EMPTY)
    return name


def _keepable(char: str) -> bool:
    if char in _KEPT_CONTROLS:
        return True
    return unicodedata.category(char) not in _UNKEEPABLE and char not in _NONCHARACTERS
