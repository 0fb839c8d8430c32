"""Where the header of a sheet ends and the rows begin; what stands above, below and beside them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from mapping.intake.files.contents import Cell, Refused, Sheet, is_blank, to_text
from mapping.intake.limits import MOST_COLUMNS
from mapping.intake.model import Reason
from mapping.intake.number_cells import is_number
from mapping.intake.tables.titles import HEADER_WITHIN, Rows, first_wide, width_of

TAG: Final = re.compile(r"^\s*#[A-Za-z][A-Za-z0-9_]*(\s*\+\s*[A-Za-z][A-Za-z0-9_]*)*\s*$")
HIDDEN: Final = re.compile("[\u200b\u200e\u200f\u2060\u00ad\u202a-\u202e\u2066-\u2069]")
"""Characters of no width, and those that turn what follows."""
_FOOTER: Final = re.compile(
    r"^\W*(sources?|notes?|nota|notas|fuente|fonte|quelle|remarks?|©|lecture|champ|disclaimer)\b|^\*",
    re.IGNORECASE,
)
_FOOTER_SAID: Final = re.compile(_FOOTER.pattern.split("|^")[0] + r"\s*[:：]", re.IGNORECASE)
_YEAR: Final = re.compile(r"^(1[89]|20|21)\d\d(\s*[-/–]\s*(\d\d|\d{4}))?$")
_FEW_WORDS: Final = 4  # a footer is a sentence, a place without values is a name


@dataclass(frozen=True, eq=False, kw_only=True)
class Table:
    """Rows under unique column names."""

    name: str
    columns: Mapping[str, Sequence[Cell]]
    lines: Sequence[int]
    rows_in: int
    delimiter: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)  # HXL tags by column


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """Which rows make the header: positions in the rows that are not blank."""

    rows: tuple[int, ...]
    data: int
    tags: int | None = None


def find_table(
    sheet: Sheet, *, header_rows: tuple[int, ...] | None = None
) -> tuple[Table, list[Reason]]:
    """The table of a sheet.

    Args:
        sheet: Cells as they stand.
        header_rows: Lines that make the header, as a person has answered; none for no header.

    Raises:
        Refused: nothing in it, or too wide.
    """
    filled = [n for n, row in enumerate(sheet.rows) if not all(map(is_blank, row))]
    if not filled:
        raise Refused("empty")
    rows, lines = [list(sheet.rows[n]) for n in filled], [sheet.lines[n] for n in filled]
    width = _widest(rows)
    if width > MOST_COLUMNS:
        raise Refused("columns_many", count=width, most=MOST_COLUMNS)
    head, reasons = _head(sheet, rows, lines, header_rows)
    end = _end(rows, head.data)
    if end < len(rows):
        shown = str(_first(rows[end]))[:80]
        reasons.append(
            Reason(code="footer", facts={"count": len(rows) - end, "text": shown}, row=lines[end])
        )
    body, body_lines = rows[head.data : end], lines[head.data : end]
    reasons += _uneven(sheet, rows, head, body, body_lines)
    names, said = _names(rows, head, width, body)
    reasons += said
    narrowest = min(map(len, body), default=0)
    columns: dict[str, Sequence[Cell]] = {
        name: [row[n] for row in body] if n < narrowest else [_at(row, n) for row in body]
        for n, name in names.items()
    }
    tags = {}
    if head.tags is not None:
        tags = {name: _tag(rows[head.tags], n) for n, name in names.items()}
    table = Table(
        name=sheet.name,
        columns=columns,
        lines=body_lines,
        rows_in=len(rows) - head.data,
        delimiter=sheet.delimiter,
        tags={name: tag for name, tag in tags.items() if tag},
    )
    return table, reasons


def _head(
    sheet: Sheet, rows: Rows, lines: list[int], asked: tuple[int, ...] | None
) -> tuple[_Head, list[Reason]]:
    if asked is not None:
        chosen = tuple(n for n, line in enumerate(lines) if line in asked)
        reasons = [_title(rows, lines)] if min(chosen, default=0) else []
        return _Head(rows=chosen, data=max(chosen, default=-1) + 1), reasons
    tags = next((n for n, row in enumerate(rows[:HEADER_WITHIN]) if _is_tags(row)), None)
    if tags is not None:
        above = (tags - 1,) if tags else (0,)
        return _Head(rows=above, data=tags + 1, tags=tags), [Reason(code="hxl", row=lines[tags])]
    if sheet.has_header:
        return _Head(rows=(0,), data=1), []
    first = first_wide(rows, lines)
    reasons = [_title(rows, lines)] if first else []
    if _is_data(rows[first]) and not _is_of_codes(rows, first):
        reasons.append(
            Reason(code="no_header", row=lines[first], facts={"text": _listed(rows[first])})
        )
        return _Head(rows=(), data=first), reasons
    if _is_two(rows, first, sheet.merged_rows - lines[first]):
        facts = {
            "first": lines[first],
            "second": lines[first + 1],
            "text": _listed(rows[first + 1]),
        }
        reasons.append(Reason(code="header_two_rows", facts=facts, row=lines[first]))
        return _Head(rows=(first, first + 1), data=first + 2), reasons
    return _Head(rows=(first,), data=first + 1), reasons


def _title(rows: Rows, lines: Sequence[int]) -> Reason:
    """What stands above the header."""
    return Reason(code="title_rows", facts={"text": str(_first(rows[0]))[:80]}, row=lines[0])


def _is_data(row: Sequence[Cell]) -> bool:
    """Half of it or more are numbers that are no years."""
    said = [cell for cell in row if not is_blank(cell)]
    return 2 * sum(_numeric(cell) and not _is_year(cell) for cell in said) >= len(said)


def _is_of_codes(rows: Rows, first: int) -> bool:
    """The head of a matrix whose rows are called as its columns are, by codes that are numbers."""
    corner, *names = (str(cell).strip() for cell in rows[first])
    below = {str(_at(row, 0)).strip() for row in rows[first + 1 :]}
    named = {name for name in names if name}
    return not _numeric(corner) and len(named) > 1 and 2 * len(named & below) > len(named)


def _is_two(rows: Rows, first: int, merged_below: int) -> bool:
    """Whether the next row belongs to the header.

    It fills the gaps of the first, or has words where all rows below have numbers.
    """
    if first + 2 >= len(rows):
        return False
    head, below, body = rows[first], rows[first + 1], rows[first + 2 : first + 52]
    width = max(width_of(head), width_of(below))
    gaps = [n for n in range(width) if is_blank(_at(head, n)) and not is_blank(_at(below, n))]
    words_only = not any(_numeric(cell) and not _is_year(cell) for cell in below)
    if gaps and words_only:
        return (
            is_blank(_at(below, 0)) or merged_below > 0 or any(_numeric(c) for c in rows[first + 2])
        )
    numbers = [
        n
        for n in range(width)
        if len(body) > 1
        and all(_numeric(_at(row, n)) for row in body)
        and not is_blank(_at(below, n))
    ]
    return (
        len(numbers) > 1
        and not any(_numeric(_at(below, n)) for n in numbers)
        and not any(map(_is_mark, (_at(below, n) for n in numbers)))
    )


def _is_mark(cell: Cell) -> bool:
    from mapping.intake.number_cells import is_missing

    return is_missing(str(cell))


def _end(rows: Rows, data: int) -> int:
    """Behind the last row of the table: notes and sources stand alone in their rows."""
    end = len(rows)
    width = _widest(rows[data:])
    while width > 1 and end > data and _is_footer(rows[end - 1], width):
        end -= 1
    return end


def _is_footer(row: Sequence[Cell], width: int) -> bool:
    said = [cell for cell in row if not is_blank(cell)]
    if not said or not isinstance(said[0], str):
        return False
    text = said[0].strip()
    if len(said) > 1:  # a comma in a note makes cells of it
        return len(said) < width and bool(_FOOTER_SAID.match(text))
    return bool(_FOOTER.match(text)) or len(text.split()) > _FEW_WORDS * 2


def _uneven(
    sheet: Sheet, rows: Rows, head: _Head, body: Rows, lines: Sequence[int]
) -> list[Reason]:
    """Rows of a text file with more or fewer cells than its header."""
    if sheet.delimiter is None or not head.rows:
        return []
    width = len(rows[head.rows[-1]])
    if set(map(len, body)) <= {width}:
        return []
    uneven = [line for row, line in zip(body, lines, strict=True) if len(row) != width]
    return [Reason(code="ragged", facts={"count": len(uneven), "width": width}, row=uneven[0])]


def _names(rows: Rows, head: _Head, width: int, body: Rows) -> tuple[dict[int, str], list[Reason]]:
    """A unique name for each column that holds anything, by its position."""
    heads = [rows[n] for n in head.rows]
    labels = [_label(heads, n) for n in range(width)]
    names: dict[int, str] = {}
    reasons = []
    unnamed, repeated = [], []
    for n, label in enumerate(labels):
        if not label and all(is_blank(_at(row, n)) for row in body):
            continue
        name = label or f"column_{n + 1}"
        if not label and head.rows:
            unnamed.append(name)
        if name in names.values():
            repeated.append(name)
            name = next(
                f"{name}_{k}"
                for k in range(2, width + 2)
                if f"{name}_{k}" not in {*labels, *names.values()}
            )
        names[n] = name
    if unnamed:
        reasons.append(Reason(code="columns_unnamed", facts={"columns": ", ".join(unnamed[:8])}))
    if repeated:
        reasons.append(Reason(code="columns_repeated", facts={"columns": ", ".join(repeated[:8])}))
    odd = sum(any(HIDDEN.search(str(_at(row, n) or "")) for row in heads) for n in names)
    if odd:
        reasons.append(Reason(code="odd_characters", facts={"count": odd}))
    return names, reasons


def _label(heads: Sequence[Sequence[Cell]], n: int) -> str:
    """The header of a column; a group's label reaches over the blanks to its right."""
    parts: list[str] = []
    for depth, row in enumerate(heads):
        cell = _at(row, n)
        below = heads[depth + 1 :]
        if is_blank(cell) and below and any(not is_blank(_at(other, n)) for other in below):
            cell = next((c for c in reversed(row[:n]) if not is_blank(c)), None)
        text = "".join(filter(_is_seen, " ".join(str(to_text(cell) or "").split())))
        if text and text not in parts:
            parts.append(text)
    return " / ".join(parts)


def _is_seen(character: str) -> bool:
    """Whether it is written, or joins letters as Persian and Hindi need it."""
    return character.isprintable() or character in "\u200c\u200d"


def _is_tags(row: Sequence[Cell]) -> bool:
    said = [str(cell) for cell in row if not is_blank(cell)]
    return bool(said) and 2 * sum(bool(TAG.match(cell)) for cell in said) >= len(said)


def _tag(row: Sequence[Cell], n: int) -> str:
    cell = _at(row, n)
    return re.sub(r"\s+", "", str(cell)).lower() if isinstance(cell, str) else ""


def _numeric(cell: Cell) -> bool:
    return is_number(cell) if isinstance(cell, str) else isinstance(cell, int | float)


def _is_year(cell: Cell) -> bool:
    return bool(_YEAR.match(str(to_text(cell)).strip()))


def _at(row: Sequence[Cell], n: int) -> Cell:
    return row[n] if n < len(row) else None


def _widest(rows: Rows) -> int:
    """The most cells that one of the rows fills."""
    width = 0
    for row in rows:
        if len(row) > width:
            width = max(width, width_of(row))
    return width


def _first(row: Sequence[Cell]) -> Cell:
    return next((cell for cell in row if not is_blank(cell)), None)


def _listed(row: Sequence[Cell]) -> str:
    return ", ".join(str(to_text(cell)) for cell in row if not is_blank(cell))[:120]
