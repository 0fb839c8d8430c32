"""What a person may decide about a file: what was asked of it so far, and what there is to choose.

An answer may settle a question, so that it is no longer asked; what was asked once stays open to
another answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import PurePath
from typing import Final

from mapping.intake.model import Answers, Intake, Kind, Outcome, Reason

TEXT_FILES: Final = (".csv", ".tsv", ".txt", ".tab", ".psv")
WORKBOOKS: Final = (".xlsx", ".xls", ".ods", ".xlsm")
OF_TABLES: Final = frozenset({"header_rows", "decimal"})
OF_TEXT: Final = frozenset({"encoding", "delimiter"})
ANSWERS: Final = frozenset(field.name for field in fields(Answers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The fields of `Answers` that make sense for one file, and their choices."""

    fields: frozenset[str] = frozenset()
    parts: tuple[str, ...] = ()  # sheets or layers
    personal: tuple[str, ...] = ()  # columns that were left out as personal data
    headers: tuple[str, ...] = ()  # lines that may be the header: "3-4", "3"
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
        columns = (r.column for r in intake.reasons if r.answer == "keep_columns" and r.column)
        return Asking(
            fields=self.fields | fields,
            parts=parts,
            personal=tuple(dict.fromkeys((*self.personal, *columns))),
            headers=self.headers or tuple(_headers(intake)),
            open=bool(open_questions(intake)) or intake.outcome is Outcome.REFUSED,
        )


def open_questions(intake: Intake) -> tuple[Reason, ...]:
    """What is asked of a file and can be answered."""
    return tuple(one for one in intake.of(Outcome.ASKED) if one.answer in ANSWERS)


def header_lines(text: str) -> tuple[int, ...] | None:
    """The lines of a header as people write them: "3", "3-4", "2, 3"; None where it says none.

    "0" is a table without a header.
    """
    found: list[int] = []
    for part in text.replace(";", ",").replace("–", "-").split(","):
        first, dash, last = part.strip().partition("-")
        if not first.strip().isdecimal() or (dash and not last.strip().isdecimal()):
            return None
        found += range(int(first), int(last if dash else first) + 1)
    return tuple(line for line in found if line > 0)


def _headers(intake: Intake) -> Iterable[str]:
    """The answers to what was asked of the header."""
    for reason in intake.reasons:
        if reason.code == "header_two_rows":
            first = reason.facts["first"]
            yield from (f"{first}-{reason.facts['second']}", str(first))
        elif reason.code == "no_header":
            yield from ("0", str(reason.row))


def _parts(intake: Intake) -> tuple[str, ...]:
    return tuple(dict.fromkeys(layer.name for layer in intake.layers))
