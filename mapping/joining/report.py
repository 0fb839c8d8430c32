"""What became of every row of a table, and of every place, as a join reports it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from mapping.joining.matching.rows import Row
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
from mapping.joining.place_list import PlaceList
from mapping.places import PlaceCode


def report_of(rows: Sequence[Row], to: PlaceList, columns: KeyColumns) -> JoinReport:
    """The report on rows of which everything is decided."""
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
