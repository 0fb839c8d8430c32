"""The symbols in the tables of a profile, each table with the key of those it has."""

from dataclasses import replace

from profiles.evidence.provenance import Number
from profiles.protection.published import SYMBOLS
from profiles.protection.symbols import Flagged, key_of
from profiles.sections.facts import Facts
from profiles.sections.table_model import Cell, ProfileTable, Row, numbers_in


def with_key(facts: Facts, table: ProfileTable) -> ProfileTable:
    """The table with a symbol in each cell that has no number, and all symbols explained."""
    numbers = numbers_in(table)
    found = [Flagged(one.value is not None, one.status, one.reliability) for one in numbers]
    key = tuple(key_of(found, facts.translator, facts.pack.policy))
    if not key:  # all numbers are shown, as in most tables
        return table
    return replace(table, rows=tuple(map(_with_symbols, table.rows)), notes=(*table.notes, *key))


def _with_symbols(row: Row) -> Row:
    return replace(row, cells=tuple(map(_symbol, row.cells)))


def _symbol(cell: Cell) -> Cell:
    if isinstance(cell, Number) and cell.value is None and cell.status in SYMBOLS:
        return replace(cell, text=SYMBOLS[cell.status])
    return cell
