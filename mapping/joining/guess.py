"""Which level of which country a table is probably about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TypeVar

from mapping.joining.join import join_values
from mapping.joining.read import Destination

if TYPE_CHECKING:
    import pandas as pd

ROWS: Final = 200  # looked at: the first of a table tell
SUGGESTED: Final = 0.7  # what a suggestion is worth beside a match
COVERED: Final = 0.1  # what it is worth that all places have a row
DIFFERENT: Final = 0.3  # and that each row is about another place
LEAST: Final = 0.3  # share of rows that must fit
Named = TypeVar("Named")


def guess_destination(
    table: "pd.DataFrame", among: Iterable[tuple[Named, Destination]]
) -> Named | None:
    """The destination that most rows fit, of those whose places are most fully in the table.

    Args:
        table: As `join_values` takes it.
        among: Destinations, each with what the caller calls it.
    """
    first = table.iloc[:ROWS]
    best, named = LEAST, None
    for name, to in among:
        fit = _fit(first, to)
        if fit > best:
            best, named = fit, name
    return named


def _fit(table: "pd.DataFrame", to: Destination) -> float:
    """Share of rows that fit, and a little for how many places there are in them.

    A table of districts has a column of provinces as well, which all fit: a few places many times.
    """
    _, report = join_values(table, to.places, changes=to.changes)
    if not report.rows:
        return 0.0
    share = (len(report.matched) + SUGGESTED * len(report.suggested)) / report.rows
    covered = 1 - len(report.places_without_data) / max(len(to.places.places), 1)
    codes = {entry.place_code for entry in report.matched}
    codes |= {entry.candidates[0].place_code for entry in report.suggested}
    return share * (1 + COVERED * covered + DIFFERENT * len(codes) / report.rows)
