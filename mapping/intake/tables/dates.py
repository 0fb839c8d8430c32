"""Columns of dates: which order day and month have, and what is no date at all.

Dates whose order is known are written as 2024-04-03, so that every later step reads them alike.
"""

import datetime
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from mapping.intake.columns import folded
from mapping.intake.model import AS_WRITTEN, Answers, Reason

_HEADER: Final = re.compile(r"(date|fecha|data$|datum|tarikh|miti|^day$|^jour$|तारीख|التاريخ|дата)")
_SLASHED: Final = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(\s+\d.*)?$")
_ISO: Final = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([T ].*)?$")
_WORDED: Final = re.compile(
    r"^(\d{1,2}\W+)?[^\W\d]{3,}\.?\W+(\d{1,2}\W+)?\d{4}$|^\d{1,2}\W[^\W\d]{3,}\W\d{2,4}$"
)
_SERIAL: Final = re.compile(r"^[2-6]\d{4}(\.\d+)?$")
_OTHER_CALENDAR: Final = (
    range(1300, 1460),  # Persian and Hijri
    range(2050, 2100),  # Bikram Sambat
    range(2400, 2700),  # Buddhist
)
_MOSTLY: Final = 0.5
_SERIAL_START: Final = datetime.date(1899, 12, 30)


class Form(StrEnum):
    """How a date is written."""

    ISO = "2024-04-03"
    EITHER = "03/04/2024"
    DAY_FIRST = "13/04/2024"
    MONTH_FIRST = "04/13/2024"
    SAME = "04/04/2024"
    WORDS = "3 April 2024"
    SERIAL = "45385"
    OTHER_CALENDAR = "1403-01-15"
    IMPOSSIBLE = "2024-02-30"


_SLASHED_FORMS: Final = (Form.EITHER, Form.DAY_FIRST, Form.MONTH_FIRST, Form.SAME)


def form_of(cell: str) -> Form | None:
    """How one cell is written; None where it is no date."""
    text = cell.strip()
    iso, slashed = _ISO.match(text), _SLASHED.match(text)
    if iso:
        return _iso_form(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashed:
        return _slashed_form(int(slashed[1]), int(slashed[2]), int(slashed[3]))
    if _WORDED.match(text):
        return Form.WORDS
    return Form.SERIAL if _SERIAL.match(text) else None


def _slashed_form(first: int, second: int, year: int) -> Form:
    if any(year in years for years in _OTHER_CALENDAR):
        return Form.OTHER_CALENDAR
    if max(first, second) > 31 or min(first, second) < 1 or min(first, second) > 12:  # noqa: PLR2004 - days, months
        return Form.IMPOSSIBLE
    if first == second or first > 12:  # noqa: PLR2004
        return Form.SAME if first == second else Form.DAY_FIRST
    return Form.MONTH_FIRST if second > 12 else Form.EITHER  # noqa: PLR2004


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """How the dates of a column are written."""

    first: Mapping[Form, int]  # where each form stands first
    ordered: frozenset[Form]  # forms that prove whether day or month comes first
    mixed: bool  # several that do not go together

    @property
    def doubtful(self) -> bool:
        """Whether the order of day and month is to be asked for."""
        return self.mixed or (Form.EITHER in self.first and not self.ordered)


def read_dates(
    name: str,
    cells: list[str | None],
    lines: Sequence[int],
    answers: Answers,
    *,
    proven: str | None = None,
) -> list[Reason]:
    """What is to be said or asked of a column of dates.

    Args:
        name: Of the column.
        cells: Changed in place: dates whose order is known are written as 2024-04-03.
        lines: Of the file.
        answers: What a person has decided.
        proven: What comes first in the other columns of the table (`proven_order`).
    """
    forms = [None if cell is None else form_of(cell) for cell in cells]
    column = _column(forms)
    if answers.date_order is None and not column.mixed:
        answers = replace(answers, date_order=proven)
    reasons: list[Reason] = []

    def add(code: str, n: int, **facts: object) -> None:
        facts = {"example": str(cells[n])[:40], **facts}
        reasons.append(Reason(code=code, facts=facts, row=lines[n], column=name))

    if Form.OTHER_CALENDAR in column.first and answers.calendar is None:
        add("dates_calendar", column.first[Form.OTHER_CALENDAR])
    if Form.IMPOSSIBLE in column.first:
        add("dates_impossible", column.first[Form.IMPOSSIBLE], count=forms.count(Form.IMPOSSIBLE))
    if column.doubtful and answers.date_order is None:
        code, n, facts = _question(column)
        add(code, n, **facts)
        return reasons
    for code, n, facts in _as_read(column, cells, answers):
        add(code, n, **facts)
    if answers.date_order != AS_WRITTEN:
        day_first = _day_first(column, answers)
        written = {cell: _iso(cell, day_first=day_first) for cell in set(cells) if cell is not None}
        cells[:] = [None if cell is None else written[cell] for cell in cells]
    return reasons


def proven_order(columns: Iterable[Iterable[str | None]]) -> str | None:
    """What comes first in all columns that prove an order: "day" or "month"; None if they don't."""
    forms = {form_of(cell) for cells in columns for cell in set(cells) if cell is not None}
    if (Form.DAY_FIRST in forms) is (Form.MONTH_FIRST in forms):
        return None
    return "day" if Form.DAY_FIRST in forms else "month"


def _column(forms: Sequence[Form | None]) -> _Column:
    first = {form: n for n, form in reversed(list(enumerate(forms))) if form is not None}
    ordered = frozenset({Form.DAY_FIRST, Form.MONTH_FIRST} & set(first))
    kinds = set(first) - {*_SLASHED_FORMS, Form.IMPOSSIBLE}
    slashed = any(form in first for form in _SLASHED_FORMS)
    return _Column(first=first, ordered=ordered, mixed=len(kinds) + slashed > 1 or len(ordered) > 1)


def _question(column: _Column) -> tuple[str, int, dict[str, object]]:
    """What is to be asked of a doubtful column: code, position, facts."""
    if not column.mixed:
        return "dates_order", column.first[Form.EITHER], {}
    forms = ", ".join(sorted(form.value for form in column.first))
    return "dates_mixed", min(column.first.values()), {"forms": forms}


def _day_first(column: _Column, answers: Answers) -> bool:
    if column.doubtful:
        return answers.date_order == "day"
    return Form.DAY_FIRST in column.ordered


def _as_read(
    column: _Column, cells: Sequence[str | None], answers: Answers
) -> Iterable[tuple[str, int, dict[str, object]]]:
    """How dates are read whose order is proven or was answered: code, position, facts."""
    first, order = column.first, _order(day_first=_day_first(column, answers))
    slashed = [first[form] for form in _SLASHED_FORMS if form in first]
    if column.ordered and not column.doubtful:
        yield "dates_proven", first[next(iter(column.ordered))], {"order": order}
    elif slashed and answers.date_order != AS_WRITTEN:
        n = min(slashed)
        read = _iso(str(cells[n]), day_first=_day_first(column, answers))
        yield "dates_read", n, {"order": order, "read": read}
    if Form.SERIAL in first:
        n = first[Form.SERIAL]
        yield "dates_serial", n, {"read": _of_serial(str(cells[n]))}


def _order(*, day_first: bool) -> str:
    return "day, month, year" if day_first else "month, day, year"


def _iso(cell: str, *, day_first: bool) -> str:
    """A date as 2024-04-03, in its own calendar; what is no date in this order stays as it is."""
    form = form_of(cell)
    if form is Form.SERIAL:
        return _of_serial(cell)
    found = _SLASHED.match(cell.strip()) if form in _SLASHED_FORMS else None
    if found is None:
        return cell
    day, month = (found[1], found[2]) if day_first else (found[2], found[1])
    year = int(found[3])
    if len(found[3]) == 2:  # noqa: PLR2004 - digits; as POSIX has it: 69 is 1969, 68 is 2068
        year += 1900 if year >= 69 else 2000  # noqa: PLR2004
    try:
        return datetime.date(year, int(month), int(day)).isoformat() + (found[4] or "")
    except ValueError:
        return cell


def _of_serial(cell: str) -> str:
    """The date of a spreadsheet's number: days since the end of 1899."""
    return (_SERIAL_START + datetime.timedelta(days=int(float(cell.strip())))).isoformat()
