"""Words of a list that people type, in a link or on the command line."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from mapping.errors import UnknownChoiceError, listed
from mapping.i18n import N_

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


def column_named(asked: str, columns: Iterable[str]) -> str:
    """A column that a person has named, as it stands in a table.

    Raises:
        UnknownChoiceError: the table has no such column; says which it has.
    """
    there = list(columns)
    if asked not in there:
        kind, available = N_("column of the table"), listed(there)
        raise UnknownChoiceError(kind=kind, asked=asked, available=available)
    return asked
