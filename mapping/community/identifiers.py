"""Identifiers of the community map: made by devices, so none is believed before it is checked."""

import re
import secrets
import string
from typing import Final, NewType

from mapping.errors import OperationRefusedError
from mapping.i18n import N_

WorkshopId = NewType("WorkshopId", str)
FeatureId = NewType("FeatureId", str)
OperationId = NewType("OperationId", str)

BAD_ID = N_("an identifier is damaged")

_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_SIGNS: Final = string.ascii_letters + string.digits


def check_id(identifier: object) -> None:
    """Refuse what is not 8 to 64 letters, digits, `-` and `_`."""
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier):
        raise OperationRefusedError(reason=BAD_ID)


def new_workshop_id() -> WorkshopId:
    """One that nobody guesses: 71 bits, in letters and digits alone.

    A command takes what begins with `-` for an option, a spreadsheet for a formula.
    """
    return WorkshopId("".join(secrets.choice(_SIGNS) for _ in range(12)))
