"""The parts of an Office file as XML: templates filled in."""

from collections.abc import Mapping
from functools import lru_cache
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

from profiles.report.docx.markup import (
    coloured,
    fill,
    head,
    numbers,
    paragraph,
    run,
    table_cells,
    texts,
)
from profiles.report.json_report import fields_of
from profiles.report.templating import environment
from profiles.report.text import in_markup

if TYPE_CHECKING:
    import jinja2


class Escaped(dict[str, Any]):
    """Values by name in which every text is fit to stand between tags and in attributes."""


def escaped(values: Mapping[str, object]) -> Escaped:
    """Values with every text in them escaped, however deep; frozen values become mappings.

    It is done once for all that a profile says. A template that asks of everything it fills in
    whether it is markup takes three times as long.

    Raises:
        TypeError: a value is of a kind whose text would stay as it is.
    """
    return Escaped((name, _escaped(value)) for name, value in values.items())


def _escaped(value: Any) -> Any:  # noqa: ANN401 - whatever a template is given
    kind = type(value)
    if kind is str:
        return in_markup(value)
    if kind in _PLAIN:
        return value
    if kind is list or kind is tuple:
        return [item if type(item) in _PLAIN else _escaped(item) for item in value]
    return _rarely(value)


def _rarely(value: Any) -> Any:  # noqa: ANN401 - whatever a template is given
    """Values of the kinds that there are few of, and of kinds made from others."""
    if isinstance(value, str):
        return in_markup(value)
    if isinstance(value, Mapping):
        return escaped(value)
    if hasattr(type(value), "__dataclass_fields__"):
        return escaped(fields_of(value))
    if isinstance(value, list | tuple):
        return [_escaped(item) for item in value]
    raise TypeError(f"a {type(value).__name__} cannot be filled in: its text would not be escaped")


# Functions are this package's own and give widths and names of styles.
_PLAIN: Final = frozenset({type(None), bool, int, float, bytes, FunctionType, Escaped})


@lru_cache(maxsize=1)
def _environment() -> "jinja2.Environment":
    """Templates of this package only; `filled` escapes what they are given."""
    made = environment("templates/docx", escaping=False, lstrip_blocks=True)
    made.filters |= {
        "coloured": coloured,
        "fill": fill,
        "head": head,
        "numbers": numbers,
        "paragraph": paragraph,
        "run": run,
        "table_cells": table_cells,
        "texts": texts,
    }
    return made


def filled(template: str, **values: object) -> str:
    """One part of a file as XML; what is filled in is escaped, unless it is already."""
    return _environment().get_template(f"{template}.xml.j2").render(escaped(values)).lstrip()
