"""How wide the columns of a printed table are, and how many lines its rows take.

Typst lays a cell out twice when it has to find the width of its column or the height of its row.
Both are worked out here, from the widths of the letters, so that it does not have to.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mapping.render.still.writer import text_width
from profiles.report.text import LONG_WORD, narrowed
from profiles.sections.table_model import Align, Column, ProfileTable
from profiles.sections.table_model import Cell as TableCell

PAGE_WIDTH: Final = 481.89  # points: A4 less two centimetres on each side
INSET: Final = 5.0  # on each side of a cell, but for the outer sides of the table
NARROW: Final = 0.66  # of the page: few figures in a wide table are hard to read along a line
NARROW_COLUMNS: Final = 3
SIZES: Final = {True: 7.8, False: 8.4}  # of letters, in points: tables of text, tables of figures
HEAD_SIZE: Final = 7.8  # of the heads of columns, in bold
FIGURE: Final = 5.1  # points a letter of a column of figures
NARROWEST_TEXT: Final = 60.0
LEAST_TEXT: Final = 0.28  # of the table, for what its rows are about
NARROWEST, WIDEST = 7, 70  # letters that a text column is given room for
SHORT_CELL: Final = 14  # letters: a name, a date, an answer
WIDEST_HEAD: Final = 16  # a longer head of a column of figures is broken into lines
LEAST, MOST = 0.97, 1.03  # of a column: kerning is not measured
MEASURED: Final = 0x250  # letters below are as wide in print as they are measured
_PUNCTUATION: Final = frozenset("\u2212\u2013\u2019\u2026\u202f")  # of figures and names
_WORDS: Final = re.compile(r"[^\s-]+-?")  # of a head: what stays on one line
_BREAKS: Final = re.compile(r"(?<=[^\w\s])(?=\S)|(?<=\S)(?=[^\w\s])")  # where some line may end


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A table as it is printed; measures in points."""

    size: float  # of letters
    heads: tuple[str, ...]  # of the columns; a word that is wider than its column can be broken
    widths: tuple[float, ...]  # of the columns, insets included
    lines: tuple[int, ...]  # of each row; 0 where print may need more or fewer than counted
    head_lines: int  # of the heads of the columns, likewise


def layout_of(table: ProfileTable) -> Layout:
    """Columns of figures as wide as their figures; text takes what is left."""
    textual = all(column.align is Align.START for column in table.columns)
    narrow = not textual and len(table.columns) <= NARROW_COLUMNS
    rows = [[shown(cell) for cell in row.cells] for row in table.rows]
    whole = PAGE_WIDTH * (NARROW if narrow else 1.0)
    widths = _widths(_texts(table.columns, rows), whole, textual=textual)
    size = SIZES[textual]
    last = len(widths) - 1
    rooms = [
        round(width - INSET * ((place > 0) + (place < last)), 1)
        for place, width in enumerate(widths)
    ]
    return Layout(
        size=size,
        heads=tuple(_head(c.label, room) for c, room in zip(table.columns, rooms, strict=True)),
        widths=widths,
        lines=tuple(
            _lines_of(cells, rooms, size, bold=row.strong)
            for cells, row in zip(rows, table.rows, strict=True)
        ),
        head_lines=_lines_of([c.label for c in table.columns], rooms, HEAD_SIZE, bold=True),
    )


def _head(label: str, room: float) -> str:
    longest = max(_WORDS.findall(label), key=len, default="")
    return narrowed(label) if text_width(longest, HEAD_SIZE, bold=True) > room else label


def shown(cell: TableCell) -> str:
    """What stands in a cell."""
    return cell if isinstance(cell, str) else cell.text


@dataclass(frozen=True, slots=True)
class _Texts:
    """A column and what stands in its cells."""

    head: str
    is_figures: bool
    cells: tuple[str, ...]
    longest: int  # letters of a cell


def _texts(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[_Texts]:
    by_column = zip(*rows, strict=True) if rows else [()] * len(columns)
    return [
        _Texts(column.label, column.align is Align.END, cells, max(map(len, cells), default=1))
        for column, cells in zip(columns, by_column, strict=True)
    ]


def _widths(columns: Sequence[_Texts], whole: float, *, textual: bool) -> tuple[float, ...]:
    weights = [_weight(column) for column in columns]
    figures = [column.is_figures for column in columns]
    most = whole + 2 * INSET - (LEAST_TEXT * whole if not all(figures) else 0.0)
    taken = _within(
        most,
        [_least(column) for column in columns],
        [
            weight * FIGURE + 2 * INSET + 2 if figure else 0.0
            for weight, figure in zip(weights, figures, strict=True)
        ],
    )
    shares = [
        0.0 if figure else weight if textual else 1.0
        for weight, figure in zip(weights, figures, strict=True)
    ]
    left = max(whole + 2 * INSET - sum(taken), NARROWEST_TEXT)
    words = [_word(column) if textual else 0.0 for column in columns]
    shared = _shared(left, shares, words)
    widths = [fixed or share for fixed, share in zip(taken, shared, strict=True)]
    widths[0] -= INSET
    widths[-1] -= INSET
    return tuple(round(width, 2) for width in widths)


def _shared(whole: float, shares: Sequence[float], least: Sequence[float]) -> list[float]:
    """Widths of columns of text by their shares; none is narrower than its words, if it can be."""
    wanted = [whole * share / (sum(shares) or 1.0) for share in shares]
    short = [low > width for low, width in zip(least, wanted, strict=True)]
    kept = sum(low for low, is_short in zip(least, short, strict=True) if is_short)
    if not kept or kept >= whole:
        return wanted
    others = [0.0 if is_short else share for share, is_short in zip(shares, short, strict=True)]
    beside = [0.0 if is_short else low for low, is_short in zip(least, short, strict=True)]
    rest = _shared(whole - kept, others, beside)
    return [
        low if is_short else width for low, is_short, width in zip(least, short, rest, strict=True)
    ]


def _word(column: _Texts) -> float:
    """What the longest word of a column of text needs; short cells stay on one line."""
    head = max(column.head.split(), key=len, default="")
    size = SIZES[True]
    if column.longest <= SHORT_CELL:
        widest = max((text_width(cell, size) for cell in {*column.cells}), default=0.0)
    else:
        words = (word for cell in column.cells for word in cell.split())
        widest = text_width(max(words, key=len, default="")[:LONG_WORD], size)
    # A little more, so that it is sure how many lines there are.
    return max(text_width(head, size, bold=True), widest / LEAST + 0.1) + 2 * INSET


def _within(most: float, least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Widths of columns of figures: less than wanted, but for the figures, where room is short."""
    short = sum(wanted) - most
    spare = sum(width - low for width, low in zip(wanted, least, strict=True))
    if short <= 0.0 or spare <= 0.0:
        return [*wanted]
    kept = max(0.0, 1.0 - short / spare)
    return [low + (width - low) * kept for width, low in zip(wanted, least, strict=True)]


def _least(column: _Texts) -> float:
    """What the figures of a column need, whatever its head; nothing of a column of text."""
    return column.longest * FIGURE + 2 * INSET + 2 if column.is_figures else 0.0


def _weight(column: _Texts) -> float:
    """How wide a column is: figures in letters, text as a share of what is left."""
    if column.is_figures:
        word = max(map(len, _WORDS.findall(column.head)), default=1)
        return float(max(column.longest, word, min(len(column.head), WIDEST_HEAD)))
    letters = min(max(column.longest, len(column.head), NARROWEST), WIDEST)
    return float(letters**0.75)


def _lines_of(cells: Sequence[str], rooms: Sequence[float], size: float, *, bold: bool) -> int:
    """Lines of a row; 0 as soon as those of one cell are not sure."""
    counted = [
        lines_of(text, room, size, bold=bold) for text, room in zip(cells, rooms, strict=True)
    ]
    return max(counted) if all(counted) else 0


@lru_cache(maxsize=4096)
def lines_of(text: str, room: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes; 0 where that is not sure.

    It is not where a script is not measured here, nor where a little more or less room, or a break
    beside a mark inside a word, would make another number of lines.
    """
    if max(text, default="") < chr(MEASURED) and text_width(text, size, bold=bold) <= room * LEAST:
        return 1  # nearly all there is
    if any(ord(letter) >= MEASURED and letter not in _PUNCTUATION for letter in text):
        return 0
    words = [word for word in text.split(" ") if word]  # no line ends at other spaces
    most = _counted([(word, True) for word in words], room * LEAST, size, bold=bold)
    parts = [_BREAKS.split(word) for word in words]
    spaced = [(part, place == 0) for word in parts for place, part in enumerate(word)]
    fewest = _counted(spaced, room * MOST, size, bold=bold)
    return most if most == fewest else 0


def _counted(parts: Sequence[tuple[str, bool]], room: float, size: float, *, bold: bool) -> int:
    """Lines that are filled one after another by parts, some with a space before them."""
    lines, used = 1, 0.0
    space = text_width(" ", size, bold=bold)
    for part, spaced in parts:
        width = text_width(part, size, bold=bold)
        if width > room:
            return 0
        after = used + width + (space if spaced and used else 0.0)
        if after > room:
            lines += 1
        used = width if after > room else after
    return lines
