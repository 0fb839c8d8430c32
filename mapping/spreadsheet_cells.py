"""Text for spreadsheets: what a person typed must never become a formula."""

from typing import Final

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula: such a start gets an apostrophe before it.

    >>> safe_cell("%"), safe_cell("% per year"), safe_cell("%0A=1+1")
    ('%', '% per year', "'%0A=1+1")
    """
    cleaned = "".join(c for c in text if c in "\t\n" or (c.isprintable() and not _is_surrogate(c)))
    start = cleaned.lstrip(" ")
    is_unit = start[:1] == "%" and start[1:2] in {"", " "}  # which stands in every table
    return f"'{cleaned}" if start.startswith(_FORMULA_STARTS) and not is_unit else cleaned


def plain_number(value: float | None) -> float | None:
    """A number as files of text hold it: a whole one without a decimal point.

    >>> plain_number(120590.0), plain_number(0.5), plain_number(None)
    (120590, 0.5, None)
    """
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _is_surrogate(character: str) -> bool:
    return "\ud800" <= character <= "\udfff"
