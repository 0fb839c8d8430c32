"""Net migration from tables of cohorts or of populations, births and deaths."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from mapping.errors import BadTableError, Problem
from profiles.measures.ages import ages_of
from profiles.measures.columns import is_total, needed_column, numbers, only_column, roles_of
from profiles.measures.estimation.residual import (
    HIGHEST_RATIO,
    census_survival,
    life_table_survival,
    net_children_by_births,
    survival_net,
    vital_statistics_net,
)
from profiles.measures.rates import mid_period_population, rate

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

COUNTS: Final = ("pop_start", "pop_end", "births", "deaths", "survival")
PAIRS: Final = ("national_start", "national_end", "lived_start", "lived_end")
GROUPS: Final = ("place_code", "sex")
NETS: Final = ("net_forward", "net_reverse", "net_average")


def cohort_frame(
    frame: "pd.DataFrame",
    *,
    path: "Path | str",
    decimal: str = ".",
    tags: Mapping[str, str] | None = None,
    needed: Sequence[str] = (),
) -> "pd.DataFrame":
    """The columns of a table of cohorts, of populations or of births that it has, by our names.

    Args:
        frame: Text or None, the index being the line in the file.
        path: Named in errors.
        decimal: The decimal mark of its numbers.
        tags: HXL tags of columns.
        needed: What the table must have, by our names.

    Raises:
        BadTableError: a column is doubled or not there, a cell is no number or below zero, or the
            table says one age a row and not at which of the two counts.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"age_t1": ["10-14"], "pop_t0": ["9"], "pop_t1": ["8"], "sr": ["0.9"]})
    >>> cohort_frame(rows, path="cohorts.csv").columns.tolist()
    ['age_end', 'pop_start', 'pop_end', 'survival']
    """
    import pandas as pd

    roles = roles_of([str(column) for column in frame.columns], tags)
    found, problems = pd.DataFrame(index=frame.index), list[Problem]()
    place = only_column(roles, path, "place_code", *_levels(roles))
    text = {"place_code": place} | {
        name: only_column(roles, path, name) for name in ("sex", "age_start", "age_end")
    }
    for name, column in text.items():
        if column is not None:
            found[name] = frame[column].fillna("").str.strip()
    for name in (*COUNTS, *PAIRS):
        column = only_column(roles, path, name)
        if column is not None:
            found[name], faults = numbers(frame[column], decimal=decimal, least=0)
            problems += faults
    for name in needed:
        needed_column(roles, path, name, headers=map(str, frame.columns))
    problems += _unaligned(roles)
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))
    return _without_totals(found)


def _unaligned(roles: Mapping[str, list[str]]) -> list[Problem]:
    """A table with one age a row could be of people of that age at both counts: no cohort."""
    if "age" not in roles or "age_start" in roles or "age_end" in roles:
        return []
    rule = (
        "nothing says whether this is the age at the first count or at the second;"
        " give cohorts, with the columns age_t0 and age_t1"
    )
    return [Problem(row=1, column=roles["age"][0], rule=rule)]


def _levels(roles: Mapping[str, list[str]]) -> Sequence[str]:
    """The roles that name places, the finest level first."""
    levels = sorted((role for role in roles if role.startswith("adm")), reverse=True)
    codes = [role for role in levels if role.endswith("_pcode")]
    return [*codes, *(role for role in levels if role.endswith("_name")), "place_name"]


def _without_totals(found: "pd.DataFrame") -> "pd.DataFrame":
    for name in ("place_code", "age_start", "age_end"):
        if name in found:
            found = found[~found[name].map(is_total)]
    return found


def _check_columns(found: "pd.DataFrame", path: "Path | str", *names: str) -> None:
    headers = [str(column) for column in found.columns]
    for name in names:
        needed_column({header: [header] for header in headers}, path, name, headers=headers)


def vital_statistics(found: "pd.DataFrame", *, path: "Path | str") -> "pd.DataFrame":
    """Net migration of each row by vital statistics.

    Args:
        found: From `cohort_frame`: `pop_start`, `pop_end`, `births`, `deaths`.
        path: Named in errors.

    Returns:
        The same rows with `natural_increase`, `net`, `population` (mid-period) and `net_rate_1000`.

    Raises:
        BadTableError: one of the columns is not there.

    >>> import pandas as pd
    >>> rows = {"pop_start": [100_000], "pop_end": [104_000], "births": [5_200], "deaths": [1_400]}
    >>> vital_statistics(pd.DataFrame(rows), path="places.csv")[["net"]].to_dict("records")
    [{'net': 200.0}]
    """
    _check_columns(found, path, "pop_start", "pop_end", "births", "deaths")
    people = mid_period_population(found["pop_start"], found["pop_end"])
    parts = (found[name] for name in ("pop_start", "pop_end", "births", "deaths"))
    net = vital_statistics_net(*parts)
    return found.assign(
        natural_increase=found["births"] - found["deaths"],
        net=net,
        population=people,
        net_rate_1000=rate(net, people, multiplier=1000.0),
    )


def survival_ratios(found: "pd.DataFrame", *, path: "Path | str") -> "pd.DataFrame":
    """Net migration of each cohort by survival ratios.

    Args:
        found: From `cohort_frame`: `pop_start`, `pop_end` and `survival`; or, in place of the last,
            the cohort's numbers in the whole country or the years lived of a life table, at both
            ends. Missing numbers give missing results.
        path: Named in errors.

    Returns:
        The same rows with `survival`, `expected_survivors`, `net_forward`, `net_reverse` and
        `net_average`.

    Raises:
        BadTableError: a column is not there, a ratio is not above 0 or is above 1.3, a cohort is
            given twice, or cohorts age by different numbers of years.

    >>> import pandas as pd
    >>> rows = pd.DataFrame({"pop_start": [10_000], "pop_end": [10_300], "survival": [0.92]})
    >>> survival_ratios(rows, path="cohorts.csv")["net_forward"].tolist()
    [1100.0]
    """
    _check_columns(found, path, "pop_start", "pop_end")
    if {"national_start", "national_end"} <= set(found):
        ratio = census_survival(found["national_start"], found["national_end"])
    elif {"lived_start", "lived_end"} <= set(found):
        ratio = life_table_survival(found["lived_start"], found["lived_end"])
    else:
        _check_columns(found, path, "survival")
        ratio = found["survival"].to_numpy()
    problems = [
        Problem(row=int(row), column="survival", rule=f"is not above 0 and up to {HIGHEST_RATIO}")
        for row in found.index[(ratio <= 0) | (ratio > HIGHEST_RATIO)]
    ]
    problems += _wrong_ages(found)
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))
    net = survival_net(found["pop_start"], found["pop_end"], ratio)
    return found.assign(
        survival=ratio,
        expected_survivors=net.expected_survivors,
        net_forward=net.forward,
        net_reverse=net.reverse,
        net_average=net.average,
    )


def _wrong_ages(found: "pd.DataFrame") -> Iterator[Problem]:
    """Rows of one cohort twice, and those that age otherwise than the others between the counts."""
    if "age_end" not in found:
        return
    keys = [name for name in (*GROUPS, "age_end") if name in found]
    for row in found.index[found.duplicated(keys)]:
        age = str(found.loc[row, "age_end"])
        yield Problem(row=int(row), column="age_end", rule="the cohort is given twice", value=age)
    if "age_start" not in found:
        return
    years: dict[int, int] = {}
    for row in found.index:
        start, end = (ages_of(str(found.loc[row, name])) for name in ("age_start", "age_end"))
        if start and end:
            years[int(row)] = end[0] - start[0]
    usual = Counter(years.values()).most_common(1)
    for row, aged in years.items():
        if aged != usual[0][0] or aged <= 0:
            rule = f"is {aged} years after the age at the first count, and {usual[0][0]} elsewhere"
            age = str(found.loc[row, "age_end"])
            yield Problem(row=row, column="age_end", rule=rule, value=age)


def children(
    cohorts: "pd.DataFrame", births: "pd.DataFrame", *, path: "Path | str"
) -> "pd.DataFrame":
    """Net migration of those born between the censuses, from a table of births.

    Args:
        cohorts: From `survival_ratios`: the rows of children have `pop_end` and no `pop_start`.
        births: From `cohort_frame`: `age_end`, `births`, `survival`, and place and sex as in the
            cohorts. Births of the five years before the second census for the ages 0-4.
        path: Of the births, named in errors.

    Returns:
        The cohorts, with all three forms of net migration of the children filled in. Counted less
        surviving births is the forward form; the other two follow from it as for any cohort.

    Raises:
        BadTableError: a column is not there, or births come twice or fit no row of children.

    >>> import pandas as pd
    >>> rows = {"age_end": ["0-4"], "pop_start": [float("nan")], "pop_end": [950.0]}
    >>> cohorts = survival_ratios(pd.DataFrame(rows).assign(survival=float("nan")), path="c.csv")
    >>> born = pd.DataFrame({"age_end": ["0-4"], "births": [1_000.0], "survival": [0.93]})
    >>> children(cohorts, born, path="births.csv")["net_forward"].tolist()
    [20.0]
    """
    import pandas as pd

    keys = [name for name in (*GROUPS, "age_end") if name in cohorts]
    _check_columns(births, path, *keys, "births", "survival")
    problems = _unused(births, cohorts[cohorts["pop_start"].isna()], keys)
    if problems:
        raise BadTableError(path=path, problems=tuple(problems))
    given = births.set_index(keys)[["births", "survival"]]
    found = given.reindex(pd.MultiIndex.from_frame(cohorts[keys]) if keys[1:] else cohorts[keys[0]])
    born, ratio = found["births"].to_numpy(), found["survival"].to_numpy()
    net = survival_net(born, cohorts["pop_end"], ratio)
    made = {
        "survival": ratio,
        "expected_survivors": net.expected_survivors,
        "net_forward": net_children_by_births(cohorts["pop_end"], born, ratio),
        "net_reverse": net.reverse,
        "net_average": net.average,
    }
    filled = cohorts["pop_start"].isna().to_numpy() & np.isfinite(born)
    return cohorts.assign(
        **{name: np.where(filled, values, cohorts[name]) for name, values in made.items()}
    )


def _unused(births: "pd.DataFrame", rows: "pd.DataFrame", keys: list[str]) -> list[Problem]:
    """Births that come twice, or that belong to no row of children."""
    wanted = set(rows[keys].itertuples(index=False, name=None))
    fits = [key in wanted for key in births[keys].itertuples(index=False, name=None)]
    unknown = "no cohort of children has this age, place and sex and no earlier population"
    return [
        Problem(row=int(row), column=keys[-1], rule=rule, value=str(births.loc[row, keys[-1]]))
        for rule, index in (
            (unknown, births.index[np.logical_not(fits)]),
            ("births are given twice", births.index[births.duplicated(keys)]),
        )
        for row in index
    ]


def totals(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Net migration of all cohorts of each place and sex; a missing cohort makes them missing.

    >>> import pandas as pd
    >>> rows = {"sex": ["male", "male"], "net_forward": [1.0, 2.0], "net_reverse": [2.0, 3.0]}
    >>> totals(pd.DataFrame(rows).assign(net_average=[1.5, 2.5])).to_dict("records")
    [{'sex': 'male', 'net_forward': 3.0, 'net_reverse': 5.0, 'net_average': 4.0}]
    """
    keys = [name for name in GROUPS if name in rows]
    columns = list(NETS)
    if not keys:
        return rows[columns].sum(skipna=False).to_frame().T
    return rows.groupby(keys, sort=False)[columns].sum(skipna=False).reset_index()
