"""Tables by age: their rows of all ages."""

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from mapping.errors import BadTableError, Problem
from profiles.measures.columns import is_total

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

OLDEST: Final = 999
_RANGE: Final = re.compile(r"(\d+)\s*(?:-|–|to|a|à|_)\s*(\d+)(?:\s*(?:years|ans|años))?")
_OPEN: Final = re.compile(r"(\d+)\s*(?:\+|plus|and over|and above|et plus|y más)")
_SINGLE: Final = re.compile(r"\d+")


def ages_of(words: str) -> tuple[int, int] | None:
    """First and last year of a group of ages; None where the words say none.

    >>> ages_of("0-14"), ages_of("15 to 64"), ages_of("65+"), ages_of("7"), ages_of("young")
    ((0, 14), (15, 64), (65, 999), (7, 7), None)
    """
    text = words.strip().casefold()
    if found := _RANGE.fullmatch(text):
        return int(found[1]), int(found[2])
    if found := _OPEN.fullmatch(text):
        return int(found[1]), OLDEST
    return (int(text), int(text)) if _SINGLE.fullmatch(text) else None


def of_all_ages(
    rows: "pd.DataFrame", ages: "pd.Series[str]", *, keys: Sequence[str], path: "Path | str"
) -> "pd.DataFrame":
    """The rows of all ages: as the table has them, else its ages added up.

    Args:
        rows: Keys, and columns of persons. A number that one of the ages has not is missing.
        ages: Of each row, in words.
        keys: Columns that rows of all ages of one thing have in common.
        path: Named in errors.

    Raises:
        BadTableError: ages overlap, or are not understood, so that they cannot be added up.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"place": ["A", "A"], "people": [3.0, 4.0]})
    >>> ages = pd.Series(["0-14", "15+"])
    >>> of_all_ages(rows, ages, keys=["place"], path="people.csv").values.tolist()
    [['A', 7.0]]
    """
    words = ages.fillna("").str.strip()
    whole = words.map(is_total)
    if whole.any():
        return rows[whole.to_numpy()]
    groups = words.unique().tolist()
    if not _apart(groups):
        rule = "ages overlap or are not understood; keep groups that do not, or a row of all ages"
        problem = Problem(row=None, column=str(ages.name), rule=rule, value=", ".join(groups[:5]))
        raise BadTableError(path=path, problems=(problem,))
    by_key = rows.groupby(list(keys), sort=False, dropna=False)
    added = by_key.sum(min_count=len(groups))
    return added.reset_index()


def _apart(groups: Iterable[str]) -> bool:
    """Whether groups of ages are all understood and none is in another."""
    found = [ages_of(group) for group in groups]
    known = sorted(ages for ages in found if ages is not None)
    if len(known) < len(found):
        return False
    return all(one[1] < two[0] for one, two in itertools.pairwise(known))
