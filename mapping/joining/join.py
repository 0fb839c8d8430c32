"""Joins a table to places, and says what became of every row."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from mapping.joining.aliases import Aliases, alias_key
from mapping.joining.explaining.cautions import find_cautions
from mapping.joining.explaining.changes import Change
from mapping.joining.keys.key_columns import Cells, Keys, find_keys, is_counter, read_cells
from mapping.joining.matching.decisions import Decision, Key
from mapping.joining.matching.match import NameMatches, count_keys, match_names
from mapping.joining.matching.rows import Row, Said, decide_rows
from mapping.joining.model import (
    JoinReport,
    KeyColumns,
    Method,
    Reason,
)
from mapping.joining.names.countries import country_of
from mapping.joining.place_list import PlaceList
from mapping.joining.report import accepted, report_of
from mapping.places import PlaceCode

if TYPE_CHECKING:
    import pandas as pd

PLACE_COLUMNS: Final = ("place_code", "place_name", "join_method")
FOUND: Final = KeyColumns()  # nothing is asked for: the columns are found
NO_ALIASES: Final = Aliases()


def join_values(  # noqa: PLR0913 - each is said by a person
    table: "pd.DataFrame",
    to: PlaceList,
    *,
    columns: KeyColumns = FOUND,
    aliases: Aliases = NO_ALIASES,
    changes: Sequence[Change] = (),
    accept: bool = False,
) -> "tuple[pd.DataFrame, JoinReport]":
    """The matched rows with the codes of their places, and what became of every row.

    Args:
        table: Text cells (or None); its index holds the lines of the file, the header being 1.
        to: The places.
        columns: The columns that tell the place, as far as a person says; found otherwise.
        aliases: Spellings somebody has confirmed.
        changes: What is known to have changed since.
        accept: Take the first candidate of each suggestion.

    Returns:
        The columns of the table after `place_code`, `place_name` and `join_method`; the matched
        rows in their order, then one row for each place without data. And the report.

    Raises:
        UnknownChoiceError: a column asked for is not in the table.
    """
    with _uncollected():
        report = _joined(table, to, columns=columns, aliases=aliases, changes=changes)
    if accept:
        report = accepted(report, to)
    return to_joined(table, report), report


def _joined(
    table: "pd.DataFrame",
    to: PlaceList,
    *,
    columns: KeyColumns,
    aliases: Aliases,
    changes: Sequence[Change],
) -> JoinReport:
    cells = read_cells(table)
    rows, keys, matches, said = _decided(cells, list(table.index), to, columns, aliases, changes)
    report = report_of(rows, to, keys.columns)
    return find_cautions(
        report, rows=rows, keys=keys, matches=matches, said=said, to=to, aliases=aliases
    )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles of objects: a join makes many objects at once and no cycles.

    The search goes over everything that lives, again and again; it took a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def to_joined(table: "pd.DataFrame", report: JoinReport) -> "pd.DataFrame":
    """The matched rows of a table beside their places, then the places without data."""
    import pandas as pd

    matched = sorted(report.matched, key=lambda entry: entry.row)
    renamed = {column: f"table_{column}" for column in PLACE_COLUMNS}
    rows = table.rename(columns=renamed).loc[[entry.row for entry in matched]]
    found = pd.DataFrame(
        {
            "place_code": [str(entry.place_code) for entry in matched],
            "place_name": [entry.name for entry in matched],
            "join_method": [entry.method.value for entry in matched],
        },
        index=rows.index,
        dtype="str",
    )
    missing = pd.DataFrame(
        report.places_without_data, columns=["place_code", "place_name"], dtype="str"
    )
    joined = pd.concat([found, rows], axis=1)
    return pd.concat([joined, missing.reindex(columns=joined.columns)], ignore_index=True)


def _decided(  # noqa: PLR0913 - the parts of one join
    cells: Cells,
    lines: Sequence[int],
    to: PlaceList,
    columns: KeyColumns,
    aliases: Aliases,
    changes: Sequence[Change],
) -> tuple[tuple[Row, ...], Keys, NameMatches, tuple[Said, ...]]:
    keys = find_keys(cells, to, asked=columns)
    said = tuple(_said(cells, lines, keys.columns))
    remembered = _remembered(said, aliases, to)
    abroad = _of_other_countries(cells, keys, to)
    asked = count_keys(
        one.key
        for at, one in enumerate(said)
        if one.key.value and one.key not in remembered and at not in abroad
    )
    matches = match_names(asked, to, changes=changes)
    rows = decide_rows(said, matches.decisions, keys.codes, to)
    known = (_known(row, remembered, abroad.get(at)) for at, row in enumerate(rows))
    return tuple(known), keys, matches, said


def _remembered(said: Iterable[Said], aliases: Aliases, to: PlaceList) -> dict[Key, int]:
    """The places of spellings that somebody has confirmed."""
    known = aliases.of(to.name)
    if not known:
        return {}
    positions = {place.place_code: at for at, place in enumerate(to.places)}
    found = {one.key: _alias(one.key, known) for one in said if one.key.value}
    return {key: positions[code] for key, code in found.items() if code in positions}


def _known(row: Row, remembered: Mapping[Key, int], abroad: str | None) -> Row:
    """The row, unless it is remembered, or is about another country."""
    if row.key in remembered:
        decision = Decision(place=remembered[row.key])
        return Row(
            row=row.row,
            value=row.key.value,
            key=row.key,
            decision=decision,
            method=Method.ALIAS,
        )
    if abroad is None:
        return row
    reason = Reason(code="other_country", facts={"country": abroad})
    return Row(row=row.row, value=row.value, key=row.key, decision=Decision(left=reason))


def _said(cells: Cells, lines: Sequence[int], columns: KeyColumns) -> Iterable[Said]:
    empty = [""] * len(lines)
    names = cells[columns.name] if columns.name else empty
    parents = cells[columns.parent] if columns.parent else empty
    codes = cells[columns.code] if columns.code else empty
    if columns.code and is_counter(columns.code, codes) and columns.name:
        codes = empty
    for line, name, parent, code in zip(lines, names, parents, codes, strict=True):
        yield Said(row=int(line), key=Key(name, parent or None), code=code)


def _alias(key: Key, known: Mapping[tuple[str, str], PlaceCode]) -> PlaceCode | None:
    with_parent, without = alias_key(key)
    return known.get(with_parent) or known.get(without)


def _of_other_countries(cells: Cells, keys: Keys, to: PlaceList) -> dict[int, str]:
    """Rows that are about another country, by position, with its name."""
    if keys.country is None:
        return {}
    texts = cells[keys.country]
    other = {t for t in dict.fromkeys(texts) if country_of(t) and not to.is_country(t)}
    return {at: text for at, text in enumerate(texts) if text in other}
