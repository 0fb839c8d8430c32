"""Rows of former places made rows of today's, where a crosswalk says how.

Counts of places that were merged are added up; a count of a place that was split is shared out by
the shares of the crosswalk, which is an estimate. Rates, means and ranks can be neither added nor
shared: they stay empty. Nothing is mended unless a person says so.
"""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from mapping.i18n import Translator
from mapping.intake.number_cells import to_number
from mapping.joining.explaining.changes import Change, ChangeKind
from mapping.joining.model import JoinReport, Mended
from mapping.joining.names.spelling import normalised
from mapping.joining.place_list import PlaceList
from mapping.joining.reasons import REASONS
from mapping.places import PlaceCode

if TYPE_CHECKING:
    import pandas as pd

ALL: Final = 1.0
CLOSE: Final = 0.005  # by which shares may miss 1, as they are printed rounded


class MendKind(StrEnum):
    """How a figure of today's place is had from rows of former places."""

    SUMMED = "summed"
    SHARED = "shared"  # an estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """What the rows of former places give for one place of today."""

    kind: MendKind
    place_code: PlaceCode
    name: str  # of the place
    rows: tuple[int, ...]  # lines of the file
    former: tuple[str, ...]  # names of the former places
    share: float | None = ALL  # of each row; None where they differ
    shares: Mapping[int, float] = field(default_factory=dict, hash=False)  # by row, where they do
    source: str = ""  # of the crosswalk

    def text(self, translator: Translator | None = None) -> str:
        """What is done, in words."""
        translator = translator or Translator()
        facts = {
            "place": self.name,
            "former": ", ".join(self.former),
            "percent": translator.number(100 * (self.share or ALL), 1),
        }
        how = "parts" if self.share is None and self.kind is MendKind.SHARED else self.kind.value
        return translator.text(REASONS[f"mend_{how}"], **facts)


def find_mends(report: JoinReport, changes: Sequence[Change], to: PlaceList) -> tuple[Mend, ...]:
    """The mends that the changes of places allow.

    A place that was split is left as it is where a share is missing, or where one of its parts has
    a row of its own; a merged one where a row of what it was made of is missing.
    """
    names = {place.place_code: place.name for place in to.places}
    matched: dict[PlaceCode, list[int]] = defaultdict(list)
    for entry in report.matched:
        matched[entry.place_code].append(entry.row)
    left: dict[str, list[int]] = defaultdict(list)
    for one in report.unmatched:
        if one.reason.code in {kind.value for kind in ChangeKind}:
            left[normalised(one.value).base].append(one.row)
    found: list[Mend] = []
    for change in changes:
        rows = left.get(normalised(change.former).base, [])
        if rows and change.kind is ChangeKind.SPLIT and not matched.keys() & set(change.codes):
            found += _shared(change, rows, names)
    found += _summed(changes, left, matched, names)
    return tuple(found)


def with_mends(report: JoinReport, mends: Iterable[Mend]) -> JoinReport:
    """The report with what was mended; rows of former places stay among those without a place."""
    listed = tuple(
        Mended(
            place_code=mend.place_code,
            name=mend.name,
            rows=mend.rows,
            method=mend.kind.value,
            share=None if mend.kind is MendKind.SUMMED else mend.share,
            source=mend.source,
        )
        for mend in mends
    )
    codes = {mend.place_code for mend in listed}
    missing = tuple(pair for pair in report.places_without_data if pair[0] not in codes)
    return replace(report, mended=listed, places_without_data=missing)


def mended(  # noqa: PLR0913 - what a person says of a table
    joined: "pd.DataFrame",
    table: "pd.DataFrame",
    mends: Sequence[Mend],
    *,
    counts: Collection[str],
    by: Sequence[str] = (),
    decimal: str = ".",
) -> "pd.DataFrame":
    """A joined table with rows for places that former ones are today.

    Args:
        joined: As `to_joined` gives it.
        table: The table as it was read; lines of the file as index.
        mends: Those a person accepted.
        counts: Columns that may be added up and shared out; all others stay empty.
        by: Columns that tell several rows of a place apart, as a period does.
        decimal: The decimal mark of its numbers.
    """
    import pandas as pd

    rows = [row for mend in mends for row in _rows_of(mend, table, counts, by, decimal)]
    if not rows:
        return joined
    gone = {mend.place_code for mend in mends}
    kept = joined[~joined["place_code"].isin(gone)]
    added = pd.DataFrame(rows, columns=joined.columns, dtype=object)
    added = added.where(added.notna(), None)
    return pd.concat([kept, added], ignore_index=True)


def _shared(change: Change, rows: Sequence[int], names: Mapping[PlaceCode, str]) -> Iterable[Mend]:
    shares = [share for share in change.shares if share is not None]
    whole = len(shares) == len(change.codes) and abs(math.fsum(shares) - ALL) <= CLOSE
    if not whole or any(code not in names for code in change.codes):
        return
    for code, share in zip(change.codes, shares, strict=True):
        yield Mend(
            kind=MendKind.SHARED,
            place_code=code,
            name=names[code],
            rows=tuple(rows),
            former=(change.former,),
            share=share,
            source=change.source,
        )


def _summed(
    changes: Sequence[Change],
    left: Mapping[str, list[int]],
    matched: Mapping[PlaceCode, list[int]],
    names: Mapping[PlaceCode, str],
) -> Iterable[Mend]:
    into: dict[PlaceCode, list[Change]] = defaultdict(list)
    for change in changes:
        if change.kind is ChangeKind.MERGED and len(change.codes) == 1:
            into[change.codes[0]].append(change)
    for code, merged in into.items():
        rows = [left.get(normalised(change.former).base, []) for change in merged]
        # A place that kept its name is one of those it was made of, and has a row of its own.
        own = matched.get(code, []) if code in names else []
        if code in names and all(rows) and (len(merged) > 1 or own):
            yield Mend(
                kind=MendKind.SUMMED,
                place_code=code,
                name=names[code],
                rows=tuple(sorted([*own, *(row for one in rows for row in one)])),
                former=tuple(change.former for change in merged),
                source=merged[0].source,
            )


def _rows_of(
    mend: Mend, table: "pd.DataFrame", counts: Collection[str], by: Sequence[str], decimal: str
) -> Iterable[dict[str, Any]]:
    """Rows of a joined table: one for each group of rows that `by` tells apart."""
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for row in mend.rows:
        groups[tuple(table.loc[row, list(by)])].append(row)
    most = max(map(len, groups.values()))
    for group, rows in groups.items():
        if len(rows) < most:
            continue  # a part has no row in this period
        figures = {column: _figure(table[column], rows, mend, decimal) for column in counts}
        place = {"place_code": str(mend.place_code), "place_name": mend.name}
        named = dict(zip(by, group, strict=True))
        yield {**place, "join_method": mend.kind.value, **named, **figures}


def _figure(cells: "pd.Series[Any]", rows: Sequence[int], mend: Mend, decimal: str) -> str | None:
    """The sum of the cells, or the share of it; nothing where one of them is no number."""
    shares = [mend.shares.get(row, ALL if mend.share is None else mend.share) for row in rows]
    values = [
        math.nan if cell is None else to_number(str(cell), decimal=decimal)
        for cell in cells.loc[list(rows)]
    ]
    total = math.fsum(value * share for value, share in zip(values, shares, strict=True))
    return None if math.isnan(total) else f"{total:.12g}".replace(".", decimal)
