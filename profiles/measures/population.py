"""The population at risk of each place, from a table with a row a place (and period, and sex)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mapping.errors import BadTableError, Problem, listed
from profiles.measures.ages import of_all_ages
from profiles.measures.columns import (
    ALL,
    SEXES,
    needed_column,
    numbers,
    only_column,
    periods_and_sexes,
    roles_of,
    sex_of,
)
from profiles.measures.flows.matrix import Vector
from profiles.measures.rates import mid_period_population

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

OF_SEX = {ALL: "pop_total", "male": "pop_m", "female": "pop_f"}
"""The role of the column of each sex, where there is one."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Populations:
    """Population by place code, of each period and sex that the table has."""

    tables: "Mapping[tuple[str, str], pd.Series[float]]"

    @property
    def places(self) -> frozenset[str]:
        """Every code of the table."""
        return frozenset(code for table in self.tables.values() for code in table.index)

    def at_risk(self, period: str | None, sex: str, codes: Sequence[str]) -> Vector | None:
        """The population in the order of the codes, NaN where there is none; None without a table.

        Flows of one sex need the population of that sex. A table of one period serves all flows,
        one of several periods those of the same.
        """
        periods = {period for period, _ in self.tables}
        when = next(iter(periods)) if len(periods) == 1 else period or ALL
        parts = [self.tables.get((when, one)) for one in SEXES]
        table = self.tables.get((when, sex))
        if table is None and sex == ALL and parts[0] is not None and parts[1] is not None:
            table = parts[0] + parts[1]
        return None if table is None else np.asarray(table.reindex(list(codes)), dtype=float)


def populations(
    frame: "pd.DataFrame",
    *,
    flow_ends: Sequence[str],
    path: "Path | str",
    decimal: str = ".",
    tags: Mapping[str, str] | None = None,
) -> Populations:
    """Populations by the codes that the flows use.

    The column of codes is the one that names most of the places of the flows. Where there are
    populations at both ends of the period, it is their mean.

    Args:
        frame: Text or None, the index being the line in the file.
        flow_ends: Codes of origins and destinations.
        path: Named in errors.
        decimal: The decimal mark of its numbers.
        tags: HXL tags of columns.

    Raises:
        BadTableError: no column has these codes, a place has two rows, a cell is no number.

    >>> import pandas as pd
    >>> columns = {"adm2_pcode": ["A", "B"], "pop_start": ["8", "5"], "pop_end": ["12", ""]}
    >>> found = populations(pd.DataFrame(columns), flow_ends=["A", "B"], path="people.csv")
    >>> found.at_risk("2021", "total", ["B", "A"]).tolist()
    [nan, 10.0]
    """
    headers = [str(column) for column in frame.columns]
    roles = roles_of(headers, tags)
    codes = frame[_column_of_codes(frame, flow_ends, path)].str.strip()
    rows = periods_and_sexes(frame, roles, path).assign(code=codes)
    age = only_column(roles, path, "age")
    problems = _doubled(rows[codes.isin(set(flow_ends))], None if age is None else frame[age])
    columns = _counts(roles, path, headers)
    for sex, ends in columns.items():
        counted = [numbers(frame[column], decimal=decimal, least=0) for column in ends]
        problems += [problem for _, faults in counted for problem in faults]
        rows[f"of_{sex}"] = mid_period_population(counted[0][0], counted[-1][0])
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))
    if age is not None:
        rows = of_all_ages(rows, frame[age], keys=["code", "period", "sex"], path=path)
    return Populations(tables=dict(_tables(rows, tuple(columns))))


def _tables(
    counted: "pd.DataFrame", column_sexes: Sequence[str]
) -> "Iterator[tuple[tuple[str, str], pd.Series[float]]]":
    """The population by code of each period and sex; rows or columns can tell of a sex."""
    for (period, row_sex), rows in counted.groupby(["period", "sex"], sort=False):
        by_code = rows.drop_duplicates("code").set_index("code")
        for column_sex in column_sexes:
            if ALL in (row_sex, column_sex):
                sex = column_sex if row_sex == ALL else str(row_sex)
                yield (str(period), sex), by_code[f"of_{column_sex}"]


def _column_of_codes(frame: "pd.DataFrame", wanted: Sequence[str], path: "Path | str") -> str:
    codes = set(wanted)
    found = {str(name): int(frame[name].str.strip().isin(codes).sum()) for name in frame.columns}
    best = max(found, key=lambda name: found[name], default="")
    if not found.get(best):
        rule = f"no column has the codes of the flows, such as {listed(wanted[:3])}"
        raise BadTableError(path=path, problems=(Problem(row=1, column=None, rule=rule),))
    return best


def _doubled(known: "pd.DataFrame", ages: "pd.Series[str] | None") -> list[Problem]:
    rule = "the place has two rows; keep one for each period, sex and age"
    doubled = known[known.assign(age=ages).duplicated()]
    return [
        Problem(row=int(row), column="place_code", rule=rule, value=str(code))
        for row, code in zip(doubled.index, doubled["code"], strict=True)
    ]


def _counts(
    roles: Mapping[str, list[str]], path: "Path | str", headers: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """By sex the column of its population, or the two of both ends of the period."""
    start, end = only_column(roles, path, "pop_start"), only_column(roles, path, "pop_end")
    if "pop_total" not in roles and start and end:
        return {ALL: (start, end)}
    columns = {
        sex: only_column(roles, path, role) or _of_sex(sex, headers) for sex, role in OF_SEX.items()
    }
    if not columns["male"] or not columns["female"]:  # who add up to everybody
        needed_column(roles, path, "pop_total", headers=headers)
    return {sex: (column,) for sex, column in columns.items() if column is not None}


def _of_sex(sex: str, headers: Sequence[str]) -> str | None:
    """The column that a table by sex has for one: "Females"."""
    return next((header for header in headers if sex != ALL and sex_of(header) == sex), None)
