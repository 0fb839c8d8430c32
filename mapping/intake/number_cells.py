"""Numbers as people write them: decimal marks, thousands, digits of other scripts, missing marks.

Which mark is the decimal one is decided for a whole table from all its cells, and never for a cell
that could be read both ways without another that settles it.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import pandas as pd

MISSING_MARKS: Final = frozenset(
    {
        *("-", "–", "—", "--", "..", "...", "…", ".", "*", ":", "x", "na", "n/a", "n.a.", "n.a"),
        *("#n/a", "nan", "null", "none", "nil", "nd", "n.d.", "s.d.", "s/d", "n/d", "n.r.", "nr"),
        *("not available", "no data", "missing", "unknown", "non disponible", "no disponible"),
        *("not applicable", "sin dato", "sin datos", "données manquantes", "confidential"),
    }
)
"""Marks of a missing number, in small letters. They mean this in columns of numbers only."""
SENTINELS: Final = frozenset({"-999", "-9999", "-99999", "-999.0", "-9999.0", "999999", "9999999"})
SHEET_ERRORS: Final = frozenset(
    {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"}
)
_SPACES: Final = " \u00a0\u202f\u2009\u2007'’"
_SIGNS: Final[dict[int, str | int | None]] = {
    ord(sign): plain for sign, plain in {"−": "-", "٫": ",", "٬": None, "٪": "%", "％": "%"}.items()
}
_AROUND: Final = _SPACES + "$€£¥₹₨₦₱₵₭฿৳"  # an amount of money is a number too
_GROUPED: Final = re.compile(rf"^\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?![\d])")
_NUMBER: Final = re.compile(r"^[+-]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][+-]?\d+)?$")
_SIMPLE: Final = re.compile(r"^-?\d+(\.(\d{1,2}|\d{4,}))?$", re.ASCII)
_NOT_FINITE: Final = frozenset(
    {"inf", "+inf", "-inf", "infinity", "+infinity", "-infinity", "∞", "-∞"}
)


class Mark(StrEnum):
    """What one number says of the decimal mark."""

    NONE = "none"  # digits only
    POINT = "."  # the point is decimal, or the comma groups thousands
    COMMA = ","
    EITHER_POINT = "1.234"  # a point that is decimal or groups thousands
    EITHER_COMMA = "1,234"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The decimal mark of a table."""

    decimal: str
    mixed: bool  # cells prove both
    doubtful: str | None = None  # a cell that can be read both ways


def plain(cell: str) -> str:
    """A number without what does not matter: spaces, other digits, other minus signs, percent."""
    text = cell.strip().strip(_SPACES)
    if not text.isascii():
        digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
        text = digits.translate(_SIGNS)
    text = text.removesuffix("%").strip(_AROUND)
    sign = text[:1] if text[:1] in "+-" else ""
    rest = text[len(sign) :].lstrip(_SPACES)
    if _GROUPED.match(rest):
        rest = rest.translate(str.maketrans(dict.fromkeys(_SPACES)))
    return sign + rest


def mark_of(cell: str) -> Mark | None:
    """What a cell says of the decimal mark; None where it is no number."""
    if cell.isdecimal() and cell.isascii():
        return Mark.NONE
    text = plain(cell)
    if not _NUMBER.match(text):
        return None
    digits = re.split("[eE]", text.lstrip("+-"))[0]
    points, commas = digits.count("."), digits.count(",")
    if not points and not commas:
        return Mark.NONE
    if points and commas:
        return _of_both(digits, points, commas)
    return _of_one(digits, "." if points else ",")


def _of_both(digits: str, points: int, commas: int) -> Mark | None:
    last = "." if digits.rindex(".") > digits.rindex(",") else ","
    if (points if last == "." else commas) != 1:
        return None
    grouped = digits[: digits.rindex(last)]
    other = "," if last == "." else "."
    return Mark(last) if _is_grouped(grouped, other) else None


def _of_one(digits: str, mark: str) -> Mark | None:
    other = Mark.COMMA if mark == "." else Mark.POINT
    head, _, tail = digits.partition(mark)
    if mark in tail:  # several: they group thousands
        return other if _is_grouped(digits, mark) else None
    if len(tail) != 3 or not 1 <= len(head) <= 3 or head.startswith("0"):  # noqa: PLR2004 - thousands come in threes
        return Mark(mark)
    return Mark.EITHER_POINT if mark == "." else Mark.EITHER_COMMA


def _is_grouped(digits: str, mark: str) -> bool:
    """By thousands, or as in India by lakhs: 12,34,567."""
    first, *groups = digits.split(mark)
    if not 1 <= len(first) <= 3 or len(groups[-1]) != 3:  # noqa: PLR2004 - as above
        return False
    return all(len(group) == 3 for group in groups) or all(len(group) == 2 for group in groups[:-1])  # noqa: PLR2004


def marks_of(cells: Iterable[str], *, delimiter: str | None) -> Marks:
    """The decimal mark of the numbers of a table.

    Args:
        cells: Numbers as text, of all columns of numbers.
        delimiter: Of the text file: one split by commas was written where the point is decimal.
    """
    seen: dict[Mark, str] = {}
    groups_by_point = written_comma = False
    for cell in cells:
        mark = mark_of(cell)
        if mark is not None:
            seen.setdefault(mark, cell)
            groups_by_point |= mark is Mark.COMMA and cell.count(".") > 1
            written_comma |= mark is Mark.COMMA and "," in cell
    point, comma = Mark.POINT in seen, Mark.COMMA in seen
    decimal = "," if comma and not point else "."
    doubtful = None
    if point == comma and delimiter != ",":
        doubtful = seen.get(Mark.EITHER_POINT)
        if delimiter is not None:  # in a workbook only English writes numbers as such text
            doubtful = doubtful or seen.get(Mark.EITHER_COMMA)
    if decimal == "," and not point and groups_by_point and not written_comma:
        doubtful = seen.get(Mark.EITHER_POINT)
    return Marks(
        decimal=decimal,
        mixed=point and comma,
        doubtful=doubtful,
    )


def is_simple(cell: str) -> bool:
    """Whether a cell is a number that everybody writes the same: digits, maybe a minus."""
    return (cell.isdecimal() and cell.isascii()) or bool(_SIMPLE.match(cell))


def is_number(cell: str) -> bool:
    """Whether a cell is a number, in whatever notation."""
    return mark_of(cell) is not None or plain(cell).lower() in _NOT_FINITE


def is_missing(cell: str) -> bool:
    """Whether a cell marks a missing number."""
    return cell.strip().lower() in MISSING_MARKS


def to_number(cell: str, *, decimal: str) -> float:
    """A cell as a number; NaN where it is none, infinite or beyond what a number can hold."""
    text = plain(cell)
    if not _NUMBER.match(text):
        return math.nan
    grouping = "," if decimal == "." else "."
    try:
        value = float(text.replace(grouping, "").replace(decimal, "."))
    except ValueError:
        return math.nan
    return value if math.isfinite(value) else math.nan


def to_numbers(cells: "pd.Series[str]", *, decimal: str = ".") -> "pd.Series[float]":
    """A column of text as numbers; NaN where a cell is no number.

    Args:
        cells: Text or None.
        decimal: The decimal mark: `TableRead.decimal`.
    """
    import pandas as pd

    blank = cells.isna().tolist()
    plain = [None if no else str(cell) for cell, no in zip(cells.tolist(), blank, strict=True)]
    return pd.Series(to_numbers_list(plain, decimal=decimal), index=cells.index, name=cells.name)


def to_numbers_list(cells: Sequence[str | None], *, decimal: str) -> npt.NDArray[np.float64]:
    """As `to_numbers`, without pandas."""
    # Each different text once: among a national table's flows few are.
    read = {c: math.nan if c is None else to_number(c, decimal=decimal) for c in set(cells)}
    return np.array([read[cell] for cell in cells])


def share_of_numbers(cells: Sequence[str]) -> float:
    """Share of cells that are numbers, missing marks left aside; 0 where there are none."""
    numbers = others = 0
    for cell, count in Counter(cells).items():
        if is_simple(cell) or is_number(cell):
            numbers += count
        elif not is_missing(cell) and cell not in SHEET_ERRORS:
            others += count
    return numbers / (numbers + others) if numbers else 0.0
