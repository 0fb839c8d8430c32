"""Joins a table to places, and says what became of every row."""

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mapping.joining.aliases import Aliases, alias_key
from mapping.joining.explaining.cautions import find_cautions
from mapping.joining.explaining.changes import Change
from mapping.joining.keys.key_columns import Cells, Keys, find_keys, is_counter, read_cells
from mapping.joining.matching.decisions import Decision, Key
from mapping.joining.matching.match import NameMatches, count_keys, match_names
from mapping.joining.matching.rows import Row, Said, decide_rows
from mapping.joining.model import (
    Candidate,
    CrosswalkPart,
    Duplicate,
    JoinReport,
    KeyColumns,
    Matched,
    Method,
    Reason,
    Suggested,
    Unmatched,
)
from mapping.joining.names.countries import country_of
from mapping.joining.place_list import PlaceList
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
    report = _report(rows, to, keys.columns)
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


def accepted(report: JoinReport, to: PlaceList) -> JoinReport:
    """The report with the first candidate of each suggestion matched, and a warning of it."""
    choices = {entry.row: entry.candidates[0].place_code for entry in report.suggested}
    if not choices:
        return report
    warning = Reason(code="accepted", facts={"count": len(choices)})
    return replace(confirmed(report, choices, to), warnings=(*report.warnings, warning))


def confirmed(report: JoinReport, choices: Mapping[int, PlaceCode], to: PlaceList) -> JoinReport:
    """The report with rows matched to places that a person chose, by line of the file."""
    names = {place.place_code: place.name for place in to.places}
    open_rows: tuple[Suggested | Unmatched, ...] = (*report.suggested, *report.unmatched)
    values = {entry.row: entry.value for entry in open_rows}
    added = [
        Matched(
            row=row, value=values[row], place_code=code, name=names[code], method=Method.CONFIRMED
        )
        for row, code in choices.items()
        if row in values
    ]
    matched = tuple(sorted((*report.matched, *added), key=lambda entry: entry.row))
    return replace(
        report,
        matched=matched,
        suggested=tuple(entry for entry in report.suggested if entry.row not in choices),
        unmatched=tuple(entry for entry in report.unmatched if entry.row not in choices),
        duplicates=_duplicates(matched),
        places_without_data=_without_data(matched, to),
    )


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


def _report(rows: Sequence[Row], to: PlaceList, columns: KeyColumns) -> JoinReport:
    matched = tuple(
        _matched(row, row.decision.place, to) for row in rows if row.decision.place is not None
    )
    return JoinReport(
        rows=len(rows),
        matched=matched,
        suggested=tuple(_suggested(row, to) for row in rows if row.decision.guesses),
        unmatched=tuple(
            Unmatched(row=row.row, value=row.value, reason=row.decision.left)
            for row in rows
            if row.decision.left is not None
        ),
        duplicates=_duplicates(matched),
        places_without_data=_without_data(matched, to),
        columns=columns,
        crosswalk=_crosswalk(rows, to),
    )


def _matched(row: Row, place: int, to: PlaceList) -> Matched:
    return Matched(
        row=row.row,
        value=row.value,
        place_code=to.places[place].place_code,
        name=to.places[place].name,
        method=row.method,
    )


def _suggested(row: Row, to: PlaceList) -> Suggested:
    candidates = tuple(
        Candidate(
            place_code=to.places[guess.place].place_code,
            name=to.places[guess.place].name,
            score=guess.score,
            reason=guess.reason,
        )
        for guess in row.decision.guesses
    )
    return Suggested(row=row.row, value=row.value, candidates=candidates)


def _duplicates(matched: Iterable[Matched]) -> tuple[Duplicate, ...]:
    by_place: dict[PlaceCode, list[Matched]] = defaultdict(list)
    for entry in matched:
        by_place[entry.place_code].append(entry)
    return tuple(
        Duplicate(
            place_code=code,
            name=entries[0].name,
            rows=tuple(entry.row for entry in entries),
            values=tuple(dict.fromkeys(entry.value for entry in entries)),
        )
        for code, entries in by_place.items()
        if len(entries) > 1
    )


def _without_data(matched: Iterable[Matched], to: PlaceList) -> tuple[tuple[PlaceCode, str], ...]:
    found = {entry.place_code for entry in matched}
    return tuple((p.place_code, p.name) for p in to.places if p.place_code not in found)


def _crosswalk(rows: Sequence[Row], to: PlaceList) -> tuple[CrosswalkPart, ...]:
    """What former places are today, each once."""
    parts = {row.key.value: row.decision.parts for row in rows if row.decision.parts}
    return tuple(
        CrosswalkPart(source=value, target=to.places[at].place_code, share=share)
        for value, positions in parts.items()
        for at, share in positions
    )
