"""Marks of missing values: which are taken as such, and that NA may be Namibia."""

from typing import Final

from mapping.intake.model import Reason
from mapping.intake.number_cells import is_missing

Column = list[str | None]
_NEVER_A_WORD: Final = frozenset(
    {"#N/A", "NULL", "null", "NaN", "nan", "n/a", "N/A", "Not available", "not available"}
)  # as written: Nan is a province of Thailand


def take_missing(text: dict[str, Column], numeric: set[str], special: set[str]) -> list[Reason]:
    """Marks of missing values become blanks; which ones is said."""
    seen: dict[str, int] = {}
    kept = []
    for name, cells in text.items():
        others = {cell for cell in cells if cell is not None}
        marks = set(filter(is_missing, others))
        for n, cell in enumerate(cells if marks else ()):
            if cell is None or cell not in marks:
                continue
            mark = cell.strip()
            if (
                name in numeric
                or mark in _NEVER_A_WORD
                or _is_na_among_words(mark, others, name in special)
            ):
                seen[mark] = seen.get(mark, 0) + 1
                cells[n] = None
            elif mark == "NA":
                kept.append(name)
    reasons = []
    if seen:
        shown = ", ".join(f"{mark} ({count})" for mark, count in sorted(seen.items())[:8])
        reasons.append(Reason(code="missing_marks", facts={"marks": shown}))
    if kept:
        reasons.append(Reason(code="na_is_namibia", column=kept[0]))
    return reasons


def _is_na_among_words(mark: str, others: set[str], is_code: bool) -> bool:  # noqa: FBT001 - one caller
    """NA in a column of longer words is a missing value; among two-letter codes it is Namibia."""
    if mark != "NA" or is_code:
        return False
    lengths = [len(other.strip()) for other in others if other != mark]
    return bool(lengths) and sum(length > 2 for length in lengths) > len(lengths) / 2  # noqa: PLR2004 - of NA
