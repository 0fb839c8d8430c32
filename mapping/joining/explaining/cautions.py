"""What a person should look at first: disagreeing codes, wrong levels, doubled places, changes."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import median

from mapping.errors import listed
from mapping.joining.aliases import Aliases
from mapping.joining.keys.key_columns import Keys
from mapping.joining.matching.match import NameMatches
from mapping.joining.matching.rows import Row, Said, trust
from mapping.joining.model import JoinReport, Reason
from mapping.joining.names.spelling import normalised
from mapping.joining.place_list import PlaceList


def find_cautions(  # noqa: PLR0913 - all that a join knows
    report: JoinReport,
    *,
    rows: Sequence[Row],
    keys: Keys,
    matches: NameMatches,
    said: Sequence[Said],
    to: PlaceList,
    aliases: Aliases,
) -> JoinReport:
    """The report with its warnings, what matters most first."""
    found = (
        *_of_codes(rows, keys, matches, said, to),
        *_of_levels(report, matches),
        *_of_nothing(report),
        *_of_duplicates(report),
        *_of_changes(report),
        *_of_aliases(aliases, to),
    )
    if keys.columns.name is None and keys.columns.code is None:
        found = (Reason(code="no_key"), *found)
    return replace(report, warnings=tuple(found))


def _of_nothing(report: JoinReport) -> Iterable[Reason]:
    """A table of another country is joined to nothing, and that is no success."""
    is_about_places = any(entry.value for entry in report.unmatched)
    if is_about_places and not (report.matched or report.suggested):
        yield Reason(code="no_row_joined")


def _of_codes(
    rows: Sequence[Row], keys: Keys, matches: NameMatches, said: Sequence[Said], to: PlaceList
) -> Iterable[Reason]:
    codes = keys.codes
    if codes is None:
        return
    disagreeing = [
        (one, row.disagrees)
        for one, row in zip(said, rows, strict=True)
        if row.disagrees is not None
    ]
    if disagreeing:
        one, place = disagreeing[0]
        facts = {
            "column": keys.columns.code,
            "names": keys.columns.name,
            "count": len(disagreeing),
            "rows": len(rows),
            "row": one.row,
            "code": one.code,
            "place": to.places[place].name,
            "name": one.key.value,
        }
        trusted = trust(said, matches.decisions, codes, to)
        yield Reason(code="disagree" if trusted else "misleading", facts=facts)
    elif codes.plain_numbers and keys.columns.name is None:
        yield Reason(code="unchecked", facts={"column": keys.columns.code})
    if codes.mended:
        text, _ = next(iter(codes.mended.items()))
        place = codes.places[text]
        code = {"place_code": to.places[place].place_code, **to.places[place].codes}[codes.system]
        facts = {"count": len(codes.mended), "example": text, "code": code}
        yield Reason(code="repaired", facts=facts)


def _of_levels(report: JoinReport, matches: NameMatches) -> Iterable[Reason]:
    if matches.level is not None:
        yield Reason(code="wrong_level", facts={"level": matches.level})
    elif matches.mixed is not None:
        count = sum(entry.reason.code == "other_level" for entry in report.unmatched)
        yield Reason(code="mixed_levels", facts={"count": count, "level": matches.mixed})


def _of_duplicates(report: JoinReport) -> Iterable[Reason]:
    """Places with two rows: a fault in a table of one row a place, not in one of several years."""
    places = len({entry.place_code for entry in report.matched})
    counts = [1] * (places - len(report.duplicates)) + [len(d.rows) for d in report.duplicates]
    one_each = bool(counts) and median(counts) == 1
    doubled = [
        entry
        for entry in report.duplicates
        if one_each or len({normalised(value).full for value in entry.values}) > 1
    ]
    if doubled:
        first = doubled[0]
        examples = f"rows {listed(first.rows)}" if one_each else listed(first.values)
        facts = {"count": len(doubled), "place": first.name, "examples": examples}
        yield Reason(code="doubled", facts=facts)


def _of_changes(report: JoinReport) -> Iterable[Reason]:
    former = dict.fromkeys(part.source for part in report.crosswalk)
    if former:
        yield Reason(code="changed", facts={"examples": listed(former)})


def _of_aliases(aliases: Aliases, to: PlaceList) -> Iterable[Reason]:
    codes = {place.place_code for place in to.places}
    unknown = sorted({code for code in aliases.of(to.name).values() if code not in codes})
    if unknown:
        yield Reason(code="alias_unknown", facts={"examples": listed(unknown)})
