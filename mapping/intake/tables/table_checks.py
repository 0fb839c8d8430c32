"""A table looked at as a careful colleague would: what in it could mislead, said once each."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final, TypeVar

from mapping.intake.columns import column_roles, doubled_roles
from mapping.intake.files.contents import Cell, is_blank, to_text
from mapping.intake.maps.geopoints import geometry_share
from mapping.intake.model import Answers, Reason
from mapping.intake.number_cells import (
    SENTINELS,
    SHEET_ERRORS,
    is_missing,
    is_number,
    is_simple,
    mark_of,
    marks_of,
    share_of_numbers,
    to_number,
)
from mapping.intake.tables import codes, dates
from mapping.intake.tables.header import HIDDEN, Table
from mapping.intake.tables.missing import take_missing
from mapping.intake.tables.personal import without_personal
from mapping.intake.tables.rows import look_at_rows

Column = list[str | None]
Item = TypeVar("Item")
HALF: Final = 0.5
_AROUND_NUMBERS: Final = " ()[]<>≤≥~*†‡"
MOSTLY: Final = 0.8  # share of numbers that makes a column one of numbers
# The joiners of Persian and of Indian scripts (200C, 200D) are letters there, and not among these.
_OF_TABLES: Final = frozenset({"codes_repeated", "rows_repeated", "totals"})


@dataclass(frozen=True, eq=False, kw_only=True)
class Examined:
    """A table as it comes in."""

    columns: Mapping[str, Column]
    lines: Sequence[int]
    reasons: Sequence[Reason]
    decimal: str = "."
    tags: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


def examine(table: Table, answers: Answers, *, attributes: bool = False) -> Examined:
    """Text cells without missing marks, and what is to be said of them.

    Args:
        table: Cells under their headers.
        answers: What a person has decided.
        attributes: The rows belong to shapes, so that a code may well repeat.

    Raises:
        Refused: it looks like a list of persons.
    """
    typed = table.delimiter is None
    text = {name: _cleaned(cells, as_text=not typed) for name, cells in table.columns.items()}
    text, reasons = without_personal(text, answers)
    roles = _meant(column_roles(text, table.tags), answers)
    kinds = _kinds(table, text, roles)
    reasons += [*doubled_roles(roles), *_exactness(table, text)]
    written = [name for name in kinds.numeric if name not in kinds.typed]
    decimal, said = _decimal(table, [text[name] for name in written], answers)
    reasons += said
    for name in kinds.numeric:
        reasons += _numbers(name, text[name], table.lines, decimal)
    reasons += take_missing(text, set(kinds.numeric), set(kinds.special))
    proven = dates.proven_order(text[name] for name in kinds.dated)
    for name in kinds.dated:
        reasons += dates.read_dates(name, text[name], table.lines, answers, proven=proven)
    for name in kinds.special:
        reasons += codes.tidy(name, text[name], table.lines, answers)
    of_rows, gone = look_at_rows(
        text,
        table.lines,
        roles,
        numeric=set(kinds.numeric),
        decimal=decimal,
        answers=Answers() if attributes else answers,
    )
    reasons += [reason for reason in of_rows if not attributes or reason.code not in _OF_TABLES]
    reasons += _odd_characters({name: text[name] for name in kinds.words}, table.lines)
    reasons += _words_among_numbers({name: text[name] for name in kinds.words})
    if written and len(written) < len(kinds.numeric):
        reasons.append(Reason(code="numbers_as_text", facts={"columns": ", ".join(written[:8])}))
    tags = {name: tag for name, tag in table.tags.items() if name in text}
    return Examined(
        columns={name: _without(cells, gone) for name, cells in text.items()},
        lines=_without(table.lines, gone),
        reasons=reasons,
        decimal=decimal,
        tags=tags,
        roles=roles,
    )


def _without(items: Sequence[Item], gone: AbstractSet[int]) -> list[Item]:
    return [item for n, item in enumerate(items) if n not in gone] if gone else list(items)


def _meant(roles: Mapping[str, str], answers: Answers) -> dict[str, str]:
    """Roles without the rivals of those columns that a person has said are meant."""
    settled = {roles[column] for column in answers.columns if column in roles}
    return {
        column: role
        for column, role in roles.items()
        if role not in settled or column in answers.columns
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kinds:
    """Columns by what their cells are, in the order of the table."""

    special: list[str]  # codes and positions, whose digits are no amounts
    dated: list[str]
    numeric: list[str]
    typed: list[str]  # that came as numbers, from a workbook or database
    words: list[str]


def _kinds(table: Table, text: Mapping[str, Column], roles: Mapping[str, str]) -> _Kinds:
    special, dated, numeric, words = [], [], [], []
    for name, cells in text.items():
        if codes.is_code(name, roles.get(name), cells) or geometry_share(cells) > MOSTLY:
            special.append(name)
        elif dates.is_date(name, cells):
            dated.append(name)
        elif share_of_numbers(_said(cells)) >= MOSTLY:
            numeric.append(name)
        else:
            words.append(name)
    in_text_file = table.delimiter is not None
    typed = [name for name in numeric if not in_text_file and _is_typed(table.columns[name])]
    return _Kinds(special=special, dated=dated, numeric=numeric, typed=typed, words=words)


def _cleaned(cells: Sequence[Cell], *, as_text: bool) -> Column:
    """Each different text once; of other cells 1, 1.0 and True would count as the same."""
    if not as_text:
        return [_clean(cell) for cell in cells]
    clean = {cell: _clean(cell) for cell in set(cells)}
    return [clean[cell] for cell in cells]


def _clean(cell: Cell) -> str | None:
    """Text that every export can hold, or None for a blank."""
    if is_blank(cell):
        return None
    text = to_text(cell)
    return text if text is None or text.isprintable() else clean_text(text)


def clean_text(text: str) -> str:
    """Text without control characters and halves of characters, which no spreadsheet takes."""
    kept = "".join(
        c for c in text if c in "\n\r\t" or not ("\x00" <= c < " " or "\x7f" <= c < "\xa0")
    )
    return kept.encode("utf-8", "replace").decode("utf-8")


def _odd_characters(columns: Mapping[str, Column], lines: Sequence[int]) -> list[Reason]:
    """Names that look alike and are not: characters of no width, or that turn what follows."""
    reasons = []
    for name, cells in columns.items():
        found = {
            cell
            for cell in set(cells)
            if cell is not None and not cell.isascii() and (HIDDEN.search(cell) or "\ufeff" in cell)
        }
        if found:
            hits = [n for n, cell in enumerate(cells) if cell in found]
            facts = {"count": len(hits)}
            reasons.append(
                Reason(code="odd_characters", facts=facts, row=lines[hits[0]], column=name)
            )
    return reasons


def _words_among_numbers(columns: Mapping[str, Column]) -> list[Reason]:
    """Columns of which more than half is numbers, but too little to take them for numbers.

    A number in brackets may be a loss, or rest on few cases; one with a mark has a footnote.
    """
    return [
        Reason(code="words_among_numbers", column=name, facts={"example": example[:60]})
        for name, cells in columns.items()
        if share_of_numbers([cell.strip(_AROUND_NUMBERS) for cell in _said(cells)]) > HALF
        and (example := next(c for c in _said(cells) if not is_number(c) and not is_missing(c)))
    ]


def _said(cells: Iterable[str | None]) -> list[str]:
    return [cell for cell in cells if cell is not None]


def _is_typed(cells: Sequence[Cell]) -> bool:
    """Numbers that came as numbers, so that no mark can be misread."""
    said = [cell for cell in cells if cell is not None and cell != ""]
    return bool(said) and not any(isinstance(c, str) and mark_of(c) is not None for c in said)


def _exactness(table: Table, text: Mapping[str, Column]) -> list[Reason]:
    """Whole numbers beyond 2^53, which a spreadsheet has rounded."""
    if table.delimiter is not None:
        return []
    limit = 2**53
    lost = [
        name
        for name in text
        if any(
            isinstance(c, float) and c.is_integer() and abs(c) > limit for c in table.columns[name]
        )
    ]
    return [Reason(code="digits_lost", column=name) for name in lost]


def _decimal(table: Table, columns: Sequence[Column], answers: Answers) -> tuple[str, list[Reason]]:
    if answers.decimal is not None:
        return answers.decimal, []
    distinct = {cell for cells in columns for cell in cells if cell is not None}
    # Sorted, so that the example is always the same one.
    marks = marks_of(sorted(distinct), delimiter=table.delimiter)
    if marks.mixed:
        return marks.decimal, [Reason(code="decimal_mixed")]
    if marks.doubtful is not None:
        return marks.decimal, [Reason(code="decimal_doubtful", facts={"example": marks.doubtful})]
    if marks.decimal == ",":
        return ",", [Reason(code="decimal_comma")]
    return ".", []


def _numbers(name: str, cells: Column, lines: Sequence[int], decimal: str) -> list[Reason]:
    """Cells of a column of numbers that are none, or none that can be added up."""
    tests: tuple[tuple[str, Callable[[str], bool]], ...] = (
        ("sheet_error", lambda cell: cell.strip() in SHEET_ERRORS),
        ("not_finite", lambda cell: _is_not_finite(cell, decimal)),
        ("sentinel", lambda cell: cell.strip() in SENTINELS),
        ("not_a_number", lambda cell: not is_number(cell) and not is_missing(cell)),
    )
    reasons = []
    odd = {cell for cell in set(cells) if cell is not None and not is_simple(cell)} | SENTINELS
    for code, test in tests:
        found = set(filter(test, odd))
        hits = [n for n, cell in enumerate(cells) if cell in found] if found else []
        if not hits:
            continue
        facts = {"count": len(hits), "example": str(cells[hits[0]])[:60]}
        reasons.append(Reason(code=code, facts=facts, row=lines[hits[0]], column=name))
        for n in hits:
            cells[n] = None if code != "not_a_number" else cells[n]
    return reasons


def _is_not_finite(cell: str, decimal: str) -> bool:
    if is_missing(cell) and cell.strip().lower() != "nan":
        return False
    value = to_number(cell, decimal=decimal)
    underflown = (
        value == 0
        and "e-" in cell.lower()
        and any(c in "123456789" for c in cell.lower().split("e")[0])
    )
    return (is_number(cell) and value != value) or underflown or cell.strip().lower() == "nan"  # noqa: PLR0124 - NaN
