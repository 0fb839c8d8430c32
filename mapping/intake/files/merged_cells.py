"""Merged cells of a sheet: those of its header, and names that stand beside several rows."""

from collections.abc import Sequence
from typing import Final

from mapping.intake.files.contents import Cell

Corner = tuple[int, int]  # row and column, from 0
Range = tuple[Corner, Corner]
HEADER_WITHIN: Final = 5  # rows


def header_rows(merged: Sequence[Range], start: int) -> int:
    """How many rows from the top the merged cells of the header cover.

    In a header some cells are merged over columns; those merged over rows only are names beside
    several rows.
    """
    wide = {top for (top, left), (_, right) in merged if left != right}
    near = {top for top in wide if top < start + HEADER_WITHIN}
    return max((bottom + 1 for (top, _), (bottom, _) in merged if top in near), default=0)


def fill_down(rows: list[list[Cell]], start: Corner, merged: Sequence[Range]) -> int:
    """Write a name that is merged over several rows into each of them; figures stay where they are.

    A province that stands once beside its districts is the province of each. Gives how many were
    written.
    """
    filled = 0
    for (top, left), (bottom, right) in merged:
        column = left - start[1]
        span = rows[top - start[0] : bottom - start[0] + 1]
        if left != right or not span or not 0 <= column < len(span[0]):
            continue
        said = span[0][column]
        for row in span[1:]:
            if isinstance(said, str) and row[column] is None:
                row[column] = said
                filled += 1
    return filled
