"""The symbols in the tables of a profile, each table with the key of those it has."""

from dataclasses import replace

from profiles.evidence.provenance import Number
from profiles.protection.published import SYMBOLS
from profiles.protection.symbols import Flagged, key_of
from profiles.sections.facts import Facts
from profiles.sections.model import Cell, ProfileTable, Row


def with_key(facts: Facts, table: ProfileTable) -> ProfileTable:
    """The table with a symbol in each cell that has no number, and all symbols explained."""
    rows = tuple(
        Row(cells=tuple(_symbol(cell) for cell in row.cells), strong=row.strong)
        for row in table.rows
    )
    numbers = (cell for row in rows for cell in row.cells if isinstance(cell, Number))
    found = (Flagged(one.is_shown, one.status, one.reliability) for one in numbers)
    key = key_of(found, facts.translator, facts.pack.policy)
    return replace(table, rows=rows, notes=(*table.notes, *key))


def _symbol(cell: Cell) -> Cell:
    if isinstance(cell, Number) and not cell.is_shown and cell.status in SYMBOLS:
        return replace(cell, text=SYMBOLS[cell.status])
    return cell
