"""Columns of dates: which order day and month have, and what is no date at all."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from mapping.intake.columns import folded
from mapping.intake.model import Reason

_HEADER: Final = re.compile(r"(date|fecha|data$|datum|tarikh|miti|^day$|^jour$|तारीख|التاريخ|дата)")
_SLASHED: Final = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(\s+\d.*)?$")
_ISO: Final = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([T ].*)?$")
_WORDED: Final = re.compile(
    r"^(\d{1,2}\W+)?[^\W\d]{3,}\.?\W+(\d{1,2}\W+)?\d{4}$|^\d{1,2}\W[^\W\d]{3,}\W\d{2,4}$"
)
_SERIAL: Final = re.compile(r"^[2-6]\d{4}(\.\d+)?$")
_OTHER_CALENDAR: Final = (range(1300, 1460), range(2050, 2100))  # Persian and Hijri; Bikram Sambat
_MOSTLY: Final = 0.5


class Form(StrEnum):
    """How a date is written."""

    ISO = "2024-04-03"
    EITHER = "03/04/2024"
    DAY_FIRST = "13/04/2024"
    MONTH_FIRST = "04/13/2024"
    WORDS = "3 April 2024"
    SERIAL = "45385"
    OTHER_CALENDAR = "1403-01-15"
    IMPOSSIBLE = "2024-02-30"


def form_of(cell: str) -> Form | None:
    """How one cell is written; None where it is no date."""
    text = cell.strip()
    iso, slashed = _ISO.match(text), _SLASHED.match(text)
    if iso:
        return _iso_form(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashed:
        first, second = int(slashed[1]), int(slashed[2])
        if max(first, second) > 31 or min(first, second) < 1 or min(first, second) > 12:  # noqa: PLR2004 - days, months
            return Form.IMPOSSIBLE
        if first > 12:  # noqa: PLR2004
            return Form.DAY_FIRST
        return Form.MONTH_FIRST if second > 12 else Form.EITHER  # noqa: PLR2004
    if _WORDED.match(text):
        return Form.WORDS
    return Form.SERIAL if _SERIAL.match(text) else None


def _iso_form(year: int, month: int, day: int) -> Form:
    if any(year in years for years in _OTHER_CALENDAR):
        return Form.OTHER_CALENDAR
    try:
        datetime.date(year, month, day)
    except ValueError:
        return Form.IMPOSSIBLE
    return Form.ISO


def is_date(header: str, cells: Sequence[str | None]) -> bool:
    """Whether a column holds dates; five-digit numbers are dates under such a header only."""
    counts = Counter(cell for cell in cells if cell is not None)
    named = bool(_HEADER.search(folded(header)))
    hits = sum(
        count
        for cell, count in counts.items()
        if (named or not cell.isdecimal()) and form_of(cell) is not None
    )
    return hits > _MOSTLY * counts.total()


def date_reasons(name: str, cells: Sequence[str | None], lines: Sequence[int]) -> list[Reason]:
    """What is to be said or asked of a column of dates; the cells stay as they are."""
    by_cell = {cell: form_of(cell) for cell in set(cells) if cell is not None}
    forms = [by_cell.get(cell) if cell is not None else None for cell in cells]
    first = {form: n for n, form in reversed(list(enumerate(forms))) if form is not None}
    reasons = []

    def add(code: str, n: int, **facts: object) -> None:
        facts = {"example": str(cells[n])[:40], **facts}
        reasons.append(Reason(code=code, facts=facts, row=lines[n], column=name))

    if Form.OTHER_CALENDAR in first:
        add("dates_calendar", first[Form.OTHER_CALENDAR])
    if Form.IMPOSSIBLE in first:
        add("dates_impossible", first[Form.IMPOSSIBLE], count=forms.count(Form.IMPOSSIBLE))
    ordered = {Form.DAY_FIRST, Form.MONTH_FIRST} & set(first)
    kinds = set(first) - ordered - {Form.EITHER, Form.IMPOSSIBLE}
    if len(kinds) + bool(ordered or Form.EITHER in first) > 1 or len(ordered) > 1:
        add(
            "dates_mixed",
            next(iter(first.values())),
            forms=", ".join(sorted(form.value for form in first)),
        )
    elif Form.EITHER in first and not ordered:
        add("dates_order", first[Form.EITHER])
    elif ordered:
        form = next(iter(ordered))
        add(
            "dates_proven",
            first[form],
            order="day, month, year" if form is Form.DAY_FIRST else "month, day, year",
        )
    if Form.SERIAL in first and len(kinds) == 1 and not ordered and Form.EITHER not in first:
        add("dates_serial", first[Form.SERIAL])
    return reasons
