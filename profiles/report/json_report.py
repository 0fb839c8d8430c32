"""A profile as JSON: every number with its origin, every sentence with its template.

`docs/profile-json.md` describes the document. `profiles.editions.verify` works it out again.
"""

import dataclasses
import json
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from profiles.sections.whole import Profile

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FORMAT: Final = 1
KIND: Final = "local-migration-profile"


def to_json(profile: Profile) -> str:
    """The whole profile as one JSON document, the same text for the same profile."""
    document = {"format": FORMAT, "kind": KIND, **fields_of(profile)}
    # On one line: with indents it would be written by Python's own encoder, ten times slower.
    # Frozen values hold none that holds them, so that nothing has to be remembered to find one.
    text = json.dumps(
        document, ensure_ascii=False, allow_nan=False, check_circular=False, default=_plain
    )
    # Half a character, which a name can hold, cannot be written as UTF-8; its escape can.
    return text.encode("utf-8", "backslashreplace").decode("utf-8") + "\n"


def _plain(value: Any) -> dict[str, object] | str:  # noqa: ANN401 - whatever JSON does not know
    """What JSON does not know: frozen values by the names of their fields, dates as text."""
    if isinstance(value, date):
        return value.isoformat()
    return fields_of(value)


def fields_of(value: "DataclassInstance") -> dict[str, object]:
    """The fields of a frozen value by name, as they are.

    Raises:
        TypeError: it is no frozen value.
    """
    names, read = _fields(type(value))
    return dict(zip(names, read(value)))  # noqa: B905 - they are as many, and it is faster


@cache  # to ask each of the thousands of values of a profile takes as long as to write it
def _fields(
    kind: "type[DataclassInstance]",
) -> tuple[tuple[str, ...], Callable[[object], Sequence[object]]]:
    names = tuple(field.name for field in dataclasses.fields(kind))
    if len(names) == 1:
        return names, lambda value: (getattr(value, names[0]),)
    return names, attrgetter(*names)
