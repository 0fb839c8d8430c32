"""A table of counts as people have it: found, checked cell by cell, and written as it was."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.choices import column_named
from mapping.errors import BadTableError, Problem, RefusedFileError
from mapping.i18n import N_
from mapping.intake.columns import column_roles, folded
from mapping.intake.number_cells import is_number, to_number
from profiles.protection.releases.register import Figure
from profiles.protection.table import NO_PARENT, CountTable

if TYPE_CHECKING:
    import pandas as pd

    from mapping.intake.model import TableRead

HIDDEN_MARK: Final = "x"
PARENTS: Final = {"parentcode", "parent", "parentpcode", "parentplacecode"}
UNNAMED: Final = re.compile(r"column_\d+")  # the name that the door gives
DESCRIBING: Final = re.compile(r".*(name|_pcode|_level)$")  # roles of columns that hold no counts
CHECKED_HERE: Final = {"codes_repeated", "role_twice"}  # with rows and columns, below
MOST: Final = 10**12  # beyond any number of people


@dataclass(frozen=True, eq=False, kw_only=True)
class CountFile:
    """A table with the rows and columns it came in.

    Attributes:
        table: Its counts.
        frame: All of its cells as text.
    """

    table: CountTable
    frame: "pd.DataFrame"

    def to_csv(self, shown: Mapping[Figure, int]) -> str:
        """The same rows and columns, with `x` in cells that are not shown.

        Args:
            shown: By place code and category what stands in the other cells.
        """
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(self.frame.columns)
        counts = set(self.table.categories)
        for number, row in enumerate(self.frame.fillna("").itertuples(index=False, name=None)):
            place = self.table.place_codes[number]
            cells: list[object] = []
            for column, cell in zip(self.frame.columns, row, strict=True):
                if column in counts:
                    cells.append(shown.get((place, column), HIDDEN_MARK))
                else:
                    cells.append(cell)
            writer.writerow(cells)
        return text.getvalue()


def read_counts(path: Path, *, place_code: str | None = None) -> CountFile:
    """A table of counts with a row a place and a column a category.

    Args:
        path: Anything the door takes for a table.
        place_code: The column of place codes, where its name does not say so.

    Raises:
        UnreadableFileError: there is no such file.
        UnknownChoiceError: there is no column of the name that was given.
        RefusedFileError: the door refused it.
        BadTableError: with the row and column of every cell that is no count or no place.
    """
    from mapping.intake.door import read_table

    return to_counts(read_table(path), path=path, place_code=place_code)


def to_counts(read: "TableRead", *, path: Path, place_code: str | None = None) -> CountFile:
    """The counts of a table that came in; see `read_counts`."""
    from mapping.intake.model import Outcome

    for question in read.intake.of(Outcome.ASKED):
        if question.code not in CHECKED_HERE:
            raise RefusedFileError(path=path.name, reason=question.text(), intake=read.intake)
    frame = read.frame
    columns = _columns(frame, read.tags, place_code)
    if columns.place is None or not columns.categories:
        rule = N_("is missing: a column of place codes, and one of counts for each category")
        wanted = Problem(row=1, column="place_code", rule=rule)
        raise BadTableError(path=path, problems=(wanted,))
    lines = [int(row) for row in frame.index]
    problems = _place_problems(lines, frame[columns.place], columns.place)
    counts = np.zeros((len(frame), len(columns.categories)), dtype=np.int64)
    for number, column in enumerate(columns.categories):
        for position, (row, cell) in enumerate(zip(lines, frame[column], strict=True)):
            count, rule = _count(cell, read.decimal)
            counts[position, number] = count
            if rule:
                problems.append(Problem(row=row, column=column, rule=rule, value=cell or ""))
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))
    parents = None if columns.parent is None else frame[columns.parent].fillna(NO_PARENT)
    table = CountTable(
        place_codes=tuple(frame[columns.place].str.strip()),
        parents=None if parents is None else tuple(parents.str.strip()),
        categories=columns.categories,
        counts=counts,
    )
    return CountFile(table=table, frame=frame)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    place: str | None
    parent: str | None
    categories: tuple[str, ...]


def _columns(frame: "pd.DataFrame", tags: Mapping[str, str], asked: str | None) -> _Columns:
    roles = column_roles(frame.columns, tags)
    place = _place_column(frame, roles) if asked is None else column_named(asked, frame.columns)
    parent = next((name for name in frame.columns if folded(name) in PARENTS), None)
    described = {name for name, role in roles.items() if DESCRIBING.fullmatch(role)}
    rest = [name for name in frame.columns if name not in {place, parent, *described}]
    categories = tuple(name for name in rest if not _is_text(frame[name]))
    return _Columns(place=place, parent=parent, categories=categories)


def _place_column(frame: "pd.DataFrame", roles: Mapping[str, str]) -> str | None:
    """By its role: a place code, or the code of the finest level; else a first one without name."""
    by_role = {role: name for name, role in reversed(list(roles.items()))}
    levels = sorted((role for role in by_role if re.fullmatch(r"adm\d_pcode", role)), reverse=True)
    for role in ("place_code", *levels):
        if role in by_role:
            return by_role[role]
    first = str(frame.columns[0]) if len(frame.columns) else ""
    return first if UNNAMED.fullmatch(first) else None


def _is_text(cells: "pd.Series[str]") -> bool:
    """A column that describes: it has cells, and none of them is a number."""
    given = cells.dropna()
    return len(given) > 0 and not any(is_number(cell) for cell in given)


def _place_problems(lines: list[int], codes: "pd.Series[str]", column: str) -> list[Problem]:
    problems = []
    seen: set[str] = set()
    for row, cell in zip(lines, codes, strict=True):
        code = (cell or "").strip() if isinstance(cell, str) else ""
        if not code:
            problems.append(Problem(row=row, column=column, rule=N_("has no place code")))
        elif code in seen:
            rule = N_("stands in an earlier row too")
            problems.append(Problem(row=row, column=column, rule=rule, value=code))
        seen.add(code)
    return problems


def _count(cell: object, decimal: str) -> tuple[int, str]:
    """A count, and what is wrong with it."""
    if not isinstance(cell, str) or not cell.strip():
        return 0, N_("is empty: what is not known is not zero")
    value = to_number(cell, decimal=decimal)
    if "%" in cell or not value.is_integer():  # neither is what is no number, nor a share
        return 0, N_("is not a whole number")
    if not 0 <= value < MOST:
        return 0, N_("is not a number of people")
    return int(value), ""
