"""What a person may decide about a file: what was asked of it so far, and what there is to choose.

An answer may settle a question, so that it is no longer asked; what was asked once stays open to
another answer.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import PurePath
from typing import Final

from mapping.errors import UnknownChoiceError, listed
from mapping.i18n import N_
from mapping.intake.model import AS_WRITTEN, Answers, Intake, Kind, Outcome, Reason

TEXT_FILES: Final = (".csv", ".tsv", ".txt", ".tab", ".psv")
WORKBOOKS: Final = (".xlsx", ".xls", ".ods", ".xlsm")
OF_TABLES: Final = frozenset({"header_rows", "decimal"})
OF_TEXT: Final = frozenset({"encoding", "delimiter"})
ANSWERS: Final = tuple(field.name for field in fields(Answers))
SEVERAL: Final = frozenset({"columns", "keep_columns"})  # answers that may be given more than once
YES: Final = "yes"
LONGEST_HEADER: Final = 100  # lines
LONGEST_PART: Final = 20  # characters of "3-4"
CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "decimal": (".", ","),
    "date_order": ("day", "month", AS_WRITTEN),
    "calendar": ("gregorian", AS_WRITTEN),
    "damaged_codes": ("keep", "blank"),
    "repeated_codes": ("first", "last", "all"),
    "totals": ("leave_out", "keep"),
    "rounds": ("latest", "all"),
    "doubtful_shapes": ("leave_out",),
    "swap_coordinates": (YES,),
    "aggregated": (YES,),
}
"""What may be answered, where that does not hang on the file."""
EXAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "header_rows": ("3", "3-4", "0"),
    "bounds": ("80,26.3,88.3,30.5",),
    "crs": ("EPSG:4326",),
    "encoding": ("cp1252",),
}
"""Of answers that are written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The fields of `Answers` that make sense for one file, and their choices."""

    fields: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()  # sheets or layers
    personal: tuple[str, ...] = ()  # columns that were left out as personal data
    headers: tuple[str, ...] = ()  # lines that may be the header: "3-4", "3"
    columns: tuple[str, ...] = ()  # of which one is meant
    questions: tuple[Reason, ...] = ()  # one for each field that was asked, as it was first put
    open: bool = False  # something is asked that has no answer yet

    def after(self, intake: Intake, name: str) -> "Asking":
        """What may be answered once the door has said this of the file of this name."""
        ending = PurePath(name).suffix.lower()
        fields = {reason.answer for reason in intake.reasons if reason.answer is not None}
        parts = self.parts or _parts(intake)
        if intake.kind is Kind.TABLE or ending in (*TEXT_FILES, *WORKBOOKS):
            fields |= OF_TABLES | (OF_TEXT if ending in TEXT_FILES else frozenset())
        if len(parts) > 1:
            fields.add("sheet")
        personal = (r.column for r in intake.reasons if r.answer == "keep_columns" and r.column)
        put = {one.answer: one for one in reversed((*self.questions, *open_questions(intake)))}
        rivals = (name for r in intake.reasons for name in r.facts.get("among", ()))
        return Asking(
            fields=self.fields | fields,
            parts=parts,
            personal=tuple(dict.fromkeys((*self.personal, *personal))),
            columns=tuple(dict.fromkeys((*self.columns, *rivals))),
            headers=self.headers or tuple(_headers(intake)),
            questions=tuple(reversed(put.values())),
            open=bool(open_questions(intake)) or intake.outcome is Outcome.REFUSED,
        )


def open_questions(intake: Intake) -> tuple[Reason, ...]:
    """What is asked of a file and can be answered."""
    return tuple(one for one in intake.of(Outcome.ASKED) if one.answer in ANSWERS)


def read_answers(said: Iterable[str]) -> Answers:
    """What a person has decided, as written on a command line.

    >>> read_answers(["date_order=day", "header_rows=3-4"]).header_rows
    (3, 4)

    Args:
        said: `FIELD=VALUE` each, of the fields of `Answers`; `keep_columns` and `columns` may come
            more than once, for a column each.

    Raises:
        UnknownChoiceError: there is no such question, or it has no such answer.
    """
    found: dict[str, object] = {}
    for one in said:
        name, _, value = one.partition("=")
        name = name.strip()
        if name not in ANSWERS:
            available = ", ".join(ANSWERS)
            raise UnknownChoiceError(kind=N_("question"), asked=name, available=available)
        choices = CHOICES.get(name, ())
        read = _READ.get(name, str)(value)
        if read is None or (choices and value not in choices):
            available = listed(choices or EXAMPLES.get(name, ()))
            raise UnknownChoiceError(kind=N_("possible answer"), asked=one, available=available)
        found[name] = (*found.get(name, ()), value) if name in SEVERAL else read  # type: ignore[misc] # a tuple so far
    return Answers(**found)  # type: ignore[arg-type] # fields of Answers


def bounds(text: str) -> tuple[float, float, float, float] | None:
    """West, south, east and north in degrees, as in "80, 26.3, 88.3, 30.5"."""
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        return None
    inside = all(map(math.isfinite, (west, east))) and -90 <= south < north <= 90  # noqa: PLR2004
    return (west, south, east, north) if inside and max(abs(west), abs(east)) <= 180 else None  # noqa: PLR2004


def header_lines(text: str) -> tuple[int, ...] | None:
    """The lines of a header as people write them: "3", "3-4", "2, 3"; None where it says none.

    "0" is a table without a header.
    """
    found: list[int] = []
    for part in text.replace(";", ",").replace("–", "-").split(","):
        first, dash, last = map(str.strip, part.partition("-"))
        written = first.isdecimal() and (not dash or last.isdecimal())
        if not written or len(part) > LONGEST_PART:
            return None
        lines = range(int(first), int(last if dash else first) + 1)
        found += lines[: LONGEST_HEADER + 1]
    return tuple(line for line in found if line > 0) if len(found) <= LONGEST_HEADER else None


def _headers(intake: Intake) -> Iterable[str]:
    """The answers to what was asked of the header."""
    for reason in intake.reasons:
        if reason.code == "header_two_rows":
            first = reason.facts["first"]
            yield from (f"{first}-{reason.facts['second']}", str(first))
        elif reason.code == "no_header":
            yield from ("0", str(reason.row))


def _parts(intake: Intake) -> tuple[str, ...]:
    named = (name for reason in intake.reasons for name in reason.facts.get("parts", ()))
    return tuple(dict.fromkeys((*(layer.name for layer in intake.layers), *named)))


_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "header_rows": header_lines,
    "bounds": bounds,
    "swap_coordinates": YES.__eq__,
    "aggregated": YES.__eq__,
}
