"""Where the titles above a table end: the first row that is as filled as those of the table are."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from mapping.intake.files.contents import Cell, is_blank

HEADER_WITHIN: Final = 25  # rows from the top
_HALF_A_ROW: Final = 0.6

Rows = list[list[Cell]]


def first_wide(rows: Rows, lines: Sequence[int]) -> int:
    """The first row that is as filled as rows of the table are; titles above it are not."""
    counts = [sum(not is_blank(cell) for cell in row) for row in rows[:1000]]
    usual = Counter(counts).most_common(1)[0][0]
    enough = max(2, usual // 2) if max(counts) > 1 else 1
    return next(
        (
            n
            for n, count in enumerate(counts[:HEADER_WITHIN])
            if count >= enough and not _is_title(rows, lines, n, usual)
        ),
        0,
    )


def _is_title(rows: Rows, lines: Sequence[int], n: int, usual: int) -> bool:
    """A title that commas have cut into cells: half a row without gaps, apart from the table.

    The label of a group of columns leaves gaps, or stands above its own columns only.
    """
    row, below = rows[n], rows[n + 1 : n + 2]
    said = [at for at, cell in enumerate(row) if not is_blank(cell)]
    if not below or len(said) > usual * _HALF_A_ROW or said != list(range(len(said))):
        return False
    apart = lines[n + 1] > lines[n] + 1
    above = len(row) == len(said) and width_of(below[0]) >= usual
    return apart or above or _is_title(rows, lines, n + 1, usual)


def width_of(row: Sequence[Cell]) -> int:
    """How many cells a row has, blanks at its end left aside."""
    width = len(row)
    while width and is_blank(row[width - 1]):
        width -= 1
    return width
