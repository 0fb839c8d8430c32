"""Words of a list that people type, in a link or on the command line."""

from enum import StrEnum
from typing import TypeVar

from mapping.errors import UnknownChoiceError

Choice = TypeVar("Choice", bound=StrEnum)


def chosen(choices: type[Choice], asked: str, *, kind: str) -> Choice:
    """The choice with a name, in any case.

    Args:
        choices: What there is.
        asked: The name.
        kind: What is chosen, as a marked message.

    Raises:
        UnknownChoiceError: there is none.
    """
    try:
        return choices(asked.strip().lower())
    except ValueError:
        available = ", ".join(choices)
        raise UnknownChoiceError(kind=kind, asked=asked, available=available) from None
